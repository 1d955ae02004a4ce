"""What Textual writes to the terminal, checked below everything that it is made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from tui_course.model.outgoing import LOOK, Outgoing

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.drivers.headless_driver import HeadlessDriver as _Driver
else:
    _Driver = object

# Looks, the cursor's places, rows that `painting` moves, modes with Textual's two questions after them, the keyboard.
_SEQUENCES: Final = rf"(?:{LOOK}|\[(?:\d+;\d+)?[Hr]|\[\d+[LM]|\[\?\d+(?:[hl]|\$p)|\[(?:>\d+|<)u)"
_SCREEN: Final = Outgoing(_SEQUENCES)
# What is copied, and the shape of the mouse's pointer, each of them written alone.
_STRING: Final = re.compile(r"\x1b\](?:52;c;[A-Za-z0-9+/]*={0,2}|22;[a-z-]*)\x07")


class CheckedDriver(_Driver):
    """Writes nothing that we do not make; stands before a driver of Textual among the bases of a class."""

    def write(self, data: str) -> None:
        """Write what a terminal is to show, or to be set to."""
        super().write(data if _STRING.fullmatch(data) else _SCREEN.checked(data))


def checked(driver: type[Driver]) -> type[Driver]:
    """A driver of Textual that writes through the check."""
    return cast("type[Driver]", type("CheckedDriver", (CheckedDriver, driver), {}))

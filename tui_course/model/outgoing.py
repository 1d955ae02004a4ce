"""The last check of what goes to a terminal: what is neither text nor a sequence that we make becomes visible."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from tui_course.model.visible import STEERING, visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

LOOK: Final = r"\[[\d;]*m"
"""What sets weights and colours, behind its ESC."""


class Outgoing:
    """Lets through text and `sequences`, a pattern of what may stand behind an ESC; `returning` says that CR may stand alone.

    A frame is checked in some tens of microseconds where nothing is wrong with it, as it always should be: what an author or
    a learner wrote is made visible on its way in.
    """

    def __init__(self, sequences: str, *, returning: bool = False) -> None:
        # Two patterns are searched in a third of the time of one: each has its first character to look for.
        self._escape = re.compile(f"\x1b(?!{sequences})")
        self._control = re.compile(f"[{STEERING}]" if returning else f"[\r{STEERING}]")

    def checked(self, text: str) -> str:
        """The text as it may be written."""
        if self._control.search(text) is not None:
            text = self._control.sub(lambda found: visible(found[0]), text)
        if self._escape.search(text) is not None:
            text = self._escape.sub(lambda found: visible(found[0]), text)
        return text


PRINTED: Final = Outgoing(rf"(?:{LOOK}|\[K)", returning=True)
"""What commands print: looks, and lines that are written over while something is waited for."""


class CheckedStream:
    """A stream that commands print on; everything but what is written is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write text as it may be written; how much of it that was."""
        self._stream.write(PRINTED.checked(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of some texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        """What the stream has."""
        return getattr(self._stream, name)

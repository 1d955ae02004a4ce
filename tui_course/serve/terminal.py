"""What a client says of its terminal, brought within bounds, and the pseudo terminal that a reader gets for it."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import termios
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.language import languages, locale_language, spoken_now

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS: Final = range(20, 501)
"""The widths that a reader is given; others are brought to the nearest of them."""
ROWS: Final = range(5, 201)
"""The heights, likewise."""
DUMB: Final = "dumb"
"""The terminal that cannot move its cursor."""

RESTORED: Final = (
    b"\x1b[?2026l\x1b[?2004l\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"
    b"\x1b[<u\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h\r\n"
)
"""What gives a terminal back that a reader has left as it was: modes, keyboard, wrapping, colours, screen and cursor."""

_NAME: Final = re.compile(r"[A-Za-z0-9+._-]{1,32}")
_LOCALE: Final = re.compile(r"[A-Za-z]{1,8}(?:[_-][A-Za-z0-9]{2,8})?(?:\.[A-Za-z0-9-]{1,16})?(?:@[A-Za-z]{1,16})?")
_DEFAULT: Final = (80, 24)
_UNKNOWN: Final = "xterm"
_TRUECOLOUR: Final = frozenset(("truecolor", "24bit"))
_LOCALES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")

LOOKED_AT: Final = frozenset((*_LOCALES, "COLORTERM", "NO_COLOR"))
"""The variables of a client's environment that choose something."""


class Window(NamedTuple):
    """The size of a terminal in cells."""

    columns: int
    rows: int


def window(columns: int, rows: int) -> Window:
    """The size that a reader is given for what a client says; 0 by 0 means that the client does not know."""
    if not columns and not rows:
        columns, rows = _DEFAULT
    return Window(_within(columns or _DEFAULT[0], COLUMNS), _within(rows or _DEFAULT[1], ROWS))


def _within(value: int, bounds: range) -> int:
    return min(max(value, bounds.start), bounds.stop - 1)


def terminal_name(name: str | None) -> str:
    """The terminal's name where it is one, else that of the commonest."""
    return name if name is not None and _NAME.fullmatch(name) else _UNKNOWN


def colours(environment: Mapping[str, str]) -> str:
    """`truecolor` where a terminal says so, `none` where its user wants none, else empty: its name says enough."""
    if environment.get("NO_COLOR"):
        return "none"
    return "truecolor" if environment.get("COLORTERM", "").lower() in _TRUECOLOUR else ""


def language(environment: Mapping[str, str]) -> str:
    """The language that is asked for, as the code of one that is spoken here, or empty; where none is, the host's own.

    There are clients that tell nothing of their language, such as that of Windows.
    """
    if not any(environment.get(key) for key in _LOCALES):
        return spoken_now()
    asked = {key: value for key in _LOCALES if _LOCALE.fullmatch(value := environment.get(key, ""))}
    code = locale_language(asked).partition(".")[0].partition("@")[0].replace("-", "_")
    known = languages()
    return next((one for one in (code, code.partition("_")[0].lower()) if one in known), "")


def open_pair(size: Window, *, lines: bool) -> tuple[int, int]:
    """A pseudo terminal of that size, its master's end without waiting, and its slave's; both are the caller's to close.

    Without `lines` nothing is echoed before the reader has the terminal: what is typed ahead would stand on the screen.
    Raises OSError where there is none to have.
    """
    master, slave = os.openpty()
    try:
        os.set_blocking(master, False)
        if not lines:
            modes = termios.tcgetattr(slave)
            modes[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG)
            termios.tcsetattr(slave, termios.TCSANOW, modes)
        set_window(master, size)
    except OSError:
        os.close(master)
        os.close(slave)
        raise
    return master, slave


def set_window(terminal: int, size: Window) -> None:
    """Tell a pseudo terminal its size, and whoever reads there that it has changed."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size.rows, size.columns, 0, 0))

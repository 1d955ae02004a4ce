"""What the terminal can show."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FEWEST = 8


def colour_system(environment: Mapping[str, str]) -> str:
    """The colours that a terminal has by what its environment says of it: `truecolor`, `256`, `standard` (16) or `none`."""
    from rich.console import Console
    from textual.constants import COLOR_SYSTEM

    console = Console(force_terminal=True, file=io.StringIO(), _environ=environment)
    system = (console.color_system if COLOR_SYSTEM in {None, "auto"} else COLOR_SYSTEM) or "none"
    if system == "standard" and _is_without_colours(environment.get("TERM", "")):
        return "none"
    return "truecolor" if system == "windows" else system


def _is_without_colours(name: str) -> bool:
    """Whether the description of a terminal says that it has no colours; one without a description is not known to."""
    try:
        import curses
    except ImportError:  # there are no descriptions on Windows
        return False
    with suppress(curses.error, OSError):
        # It reads one description in the life of a process, that of the first name; there is one terminal.
        curses.setupterm(name, 1)
        return curses.tigetnum("colors") < _FEWEST
    return False


def background(environment: Mapping[str, str]) -> str:
    """`light` or `dark`: as the terminal says of its background (COLORFGBG), else dark."""
    return "light" if environment.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"} else "dark"

"""What `tui-course --help` prints: how each command is called, and what it does."""

from __future__ import annotations

import shutil
from textwrap import fill
from typing import TYPE_CHECKING, Final

from tui_course.cli.table import COMMANDS
from tui_course.language import gettext as _
from tui_course.language import later

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_COLUMNS: Final = 120

ABOUT: Final = later(
    "Read, check and explore a Markdown course in the terminal. COURSE is a folder (a Jekyll site, or plain Markdown), one "
    "Markdown file, a .course file, the name of a course in the library, or a folder of several courses; without it the "
    "library opens, with the course that is built in, those that you added and those that you opened."
)
MODES: Final = later(
    "--plain goes line by line, with prompts instead of a screen; so does a terminal with TERM=dumb. The reader and the "
    "commands that need to know what you did take --store (a file, postgresql://USER@HOST/DATABASE, memory or off) and "
    "--learner (a name)."
)
_STATUS: Final = later(
    "exit status: 0 all well, 1 problems found, nothing found or something not saved, 2 wrong usage, "
    "3 the course cannot be read"
)


def summary() -> Iterator[str]:
    """The lines of the help, broken for the terminal, or at MAX_COLUMNS where that is wider or there is none."""
    columns = min(shutil.get_terminal_size((MAX_COLUMNS, 0)).columns, MAX_COLUMNS)
    prefix = _("usage: ")
    offered = tuple(COMMANDS.values())
    for number, call in enumerate([*(command.call for command in offered), "--version | --help"]):
        yield fill(
            f"tui-course {call}",
            columns,
            initial_indent=" " * len(prefix) if number else prefix,
            subsequent_indent=" " * (len(prefix) + 4),
            break_long_words=False,
            break_on_hyphens=False,
        )
    yield ""
    yield _filled(ABOUT, columns)
    yield ""
    yield _("commands:")
    widest = max(len(command.name) for command in offered)
    for command in offered:
        name = f"  {command.name:<{widest}}  "
        yield fill(_(command.about), columns, initial_indent=name, subsequent_indent=" " * len(name))
    for words in (MODES, _STATUS):
        yield ""
        yield _filled(words, columns)


def _filled(message: str, columns: int) -> str:
    return fill(_(message), columns, break_on_hyphens=False)

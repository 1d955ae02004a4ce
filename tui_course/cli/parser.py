"""What the commands' arguments have in common."""

from __future__ import annotations

import argparse
import os
import sys
from enum import Enum
from typing import TYPE_CHECKING, Final, NoReturn, Self

from tui_course.cli import USAGE
from tui_course.config import THEMES
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Takes(Enum):
    """What an argument takes, where that is neither free nor one of a few words."""

    COURSE = "a folder, a Markdown file, a .course file, or the name of a course in the library"
    LISTED = "the name of a course in the library"
    PAGE = "a page of the course that was named before"
    FILE = "a file"
    FOLDER = "a folder"


Values = tuple[Takes | str, ...]
"""What is offered for an argument: kinds, and words as they are; nothing where it is free."""
STORES: Final[Values] = (Takes.FILE, "memory", "off", "postgresql://")


class WrongUsage(Exception):
    """The arguments do not go together; the message says which."""


class Layout(argparse.HelpFormatter):
    """Says in the learner's language that what follows is the usage."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The usage behind its word."""
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Ends with the status that wrong usage has here, and has its headings in the learner's language."""

    _run: Callable[[argparse.Namespace], int]

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, allow_abbrev=False, add_help=False, formatter_class=Layout)
        self._positionals.title = _("arguments")
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help and leave"))
        self.takes: dict[str, Values] = {}

    @property
    def actions(self) -> tuple[argparse.Action, ...]:
        """The arguments, those that are named by their place among them."""
        return tuple(self._actions)

    def running(self, run: Callable[[argparse.Namespace], int]) -> Self:
        """The parser, which from now on runs this with what it has parsed; `given` in it is what was parsed."""
        self._run = run
        return self

    def taking(self, **values: Values) -> Self:
        """The parser, which from now on knows what its arguments take, by their names: what is offered while one is typed."""
        self.takes.update(values)
        return self

    def perform(self, given: Sequence[str]) -> int:
        """Parse arguments and run with them; returns the exit status, and exits as argparse does where they are wrong."""
        options = self.parse_args(given)
        options.given = list(given)
        try:
            return self._run(options)
        except WrongUsage as error:
            self.error(str(error))

    def error(self, message: str) -> NoReturn:
        """Say how the command is used, and what was wrong."""
        from tui_course.model.visible import visible

        self.print_usage(sys.stderr)
        self.exit(USAGE, f"tui-course: {visible(message)}\n")


def parser_for(command: str, description: str) -> Parser:
    """The parser of a command; abbreviated options are none."""
    return Parser(f"tui-course {command}".strip(), description)


def course_parser(command: str, description: str, *, needed: bool = True) -> Parser:
    """The parser of a command whose first argument is a course."""
    parser = parser_for(command, description)
    parser.add_argument("course", nargs=None if needed else "?", metavar="COURSE", help=_("a folder or a Markdown file"))
    return parser.taking(course=(Takes.COURSE,))


def add_plain(parser: Parser) -> None:
    """The option to go line by line."""
    parser.add_argument("--plain", action="store_true", help=_("line by line, without a screen"))


def add_store(parser: Parser) -> None:
    """The options that say where what a learner does is kept."""
    parser.add_argument("--store", metavar="ADDRESS", help=_("where answers are kept: a file, a PostgreSQL URL, memory or off"))
    parser.add_argument("--learner", metavar="NAME", help=_("who answers"))
    parser.taking(store=STORES, learner=())


def add_look(parser: Parser) -> None:
    """The options that say what the screen looks like; `config` knows what they take."""
    parser.add_argument("--ascii", action="store_true", default=None, help=_("draw with ASCII characters alone"))
    parser.add_argument("--theme", metavar="NAME", help=_("colours: auto, dark, light, or the name of a theme such as nord"))
    parser.add_argument("--width", metavar="N", help=_("the most cells of a line of text (40 to 120)"))
    parser.taking(theme=THEMES, width=())


def is_dumb() -> bool:
    """Whether the terminal cannot move its cursor."""
    return os.environ.get("TERM") == "dumb"


def is_linear(options: argparse.Namespace) -> bool:
    """Whether to go line by line: as asked for, on a dumb terminal, and where there is no terminal."""
    return options.plain or is_dumb() or not (sys.stdin.isatty() and sys.stdout.isatty())


def cells(text: str) -> int:
    """A number of columns or rows, from 10 to 1000; raises argparse.ArgumentTypeError."""
    return _number(text, 10)


def minutes(text: str) -> float:
    """A number of minutes, from 1 to 1000; raises argparse.ArgumentTypeError."""
    return float(_number(text, 1))


def count(text: str) -> int:
    """A number of things, from 1 to 1000; raises argparse.ArgumentTypeError."""
    return _number(text, 1)


def _number(text: str, least: int, most: int = 1000) -> int:
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from {least} to {most}")
    return int(text)

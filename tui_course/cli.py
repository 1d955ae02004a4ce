"""The command line: arguments to one call; each command loads only what it needs."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from tui_course.errors import CourseError, PageNotFound, TuiCourseError
from tui_course.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OK: Final = 0
USAGE: Final = 2
UNREADABLE: Final = 3
INTERRUPTED: Final = 130

_SUMMARY = """\
usage: tui-course [COURSE] [--at PAGE[#HEADING]] [--ascii] [--theme auto|dark|light]
       tui-course cat COURSE [PAGE ...] [--all] [--json] [--width N]
       tui-course toc COURSE [--json]
       tui-course check COURSE [--json] [--strict]
       tui-course --version | --help

Read, check and explore a Markdown course in the terminal. COURSE is a folder (a Jekyll site, or plain Markdown), one
Markdown file, or a folder of several courses; without it the built-in course opens.

commands:
  cat     print pages: plain text in a pipe, wrapped and styled on a terminal
  toc     print the contents
  check   print every problem of the course as file:line: code message

exit status: 0 all well, 1 problems found, 2 wrong usage, 3 the course cannot be read
"""


class _Parser(argparse.ArgumentParser):
    """Ends with the status that wrong usage has here."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"tui-course: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except PageNotFound as error:
        return _failed(error, USAGE)
    except CourseError as error:
        return _failed(error, UNREADABLE)
    except TuiCourseError as error:
        return _failed(error, USAGE)
    except BrokenPipeError:
        # Whoever reads our output has seen enough; without this Python complains again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(given: list[str]) -> int:
    match given[:1]:
        case ["--version" | "-V"]:
            print(f"tui-course {__version__}")
            return OK
        case ["--help" | "-h" | "help"]:
            print(_SUMMARY, end="")
            return OK
        case [name] if name in _COMMANDS:
            return _COMMANDS[name](given[1:])
        case _:
            return _read(given)


def _failed(error: Exception, status: int) -> int:
    from tui_course.model.visible import visible

    print(f"tui-course: {visible(str(error))}", file=sys.stderr)
    return status


def _parser(command: str, description: str) -> _Parser:
    parser = _Parser(prog=f"tui-course {command}".strip(), description=description, allow_abbrev=False)
    parser.add_argument("course", nargs=None if command else "?", metavar="COURSE", help="a folder or a Markdown file")
    return parser


def _read(given: list[str]) -> int:
    parser = _parser("", "Read a course in the terminal.")
    parser.add_argument(
        "--at", metavar="PAGE[#HEADING]", help="the page to begin with: its id, its file, its address or its title"
    )
    parser.add_argument("--ascii", action="store_true", default=None, help="draw with ASCII characters alone")
    parser.add_argument("--theme", choices=("auto", "dark", "light"))
    options = parser.parse_args(given)
    from tui_course.reading import read

    return read(options.course, at=options.at, flags=vars(options))


def _cat(given: list[str]) -> int:
    parser = _parser("cat", "Print pages of a course.")
    parser.add_argument(
        "pages", nargs="*", metavar="PAGE", help="a page's id, file, address or title; the first page by default"
    )
    parser.add_argument("--all", action="store_true", help="every page, in reading order")
    parser.add_argument("--json", action="store_true", help="one JSON object a page and line")
    parser.add_argument("--width", type=_width, metavar="N", help="wrap at N columns (10 to 1000)")
    from tui_course.headless import cat

    options = parser.parse_args(given)
    return cat(Path(options.course), options.pages, everything=options.all, as_json=options.json, width=options.width)


def _toc(given: list[str]) -> int:
    parser = _parser("toc", "Print the contents of a course.")
    parser.add_argument("--json", action="store_true", help="as JSON")
    from tui_course.headless import toc

    options = parser.parse_args(given)
    return toc(Path(options.course), as_json=options.json)


def _check(given: list[str]) -> int:
    parser = _parser("check", "Print every problem of a course as file:line: code message.")
    parser.add_argument("--json", action="store_true", help="one JSON object a problem and line")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    from tui_course.headless import check

    options = parser.parse_args(given)
    return check(Path(options.course), as_json=options.json, strict=options.strict)


def _width(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 10 <= int(text) <= 1000:  # noqa: PLR2004 - as the help says
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 10 to 1000")
    return int(text)


_COMMANDS: Final[dict[str, Callable[[list[str]], int]]] = {"cat": _cat, "toc": _toc, "check": _check}

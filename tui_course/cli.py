"""The command line: arguments to one call; each command loads only what it needs."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from tui_course.errors import CourseError, PageNotFound, StoreError, TuiCourseError
from tui_course.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OK: Final = 0
TROUBLE: Final = 1
USAGE: Final = 2
UNREADABLE: Final = 3
INTERRUPTED: Final = 130

_SUMMARY = """\
usage: tui-course [COURSE] [--at PAGE[#HEADING]] [--ascii] [--theme auto|dark|light] [--plain]
       tui-course quiz COURSE [PAGE] [--plain]
       tui-course review [COURSE] [--minutes N] [--plain]
       tui-course progress [COURSE] [--json | --csv]
       tui-course reset [COURSE] [--yes]
       tui-course cat COURSE [PAGE ...] [--all] [--json] [--width N]
       tui-course toc COURSE [--json]
       tui-course check COURSE [--json] [--strict]
       tui-course diagram [FILE | COURSE [ID]] [--width N] [--height N] [--ascii] [--outline] [--color]
       tui-course --version | --help

Read, check and explore a Markdown course in the terminal. COURSE is a folder (a Jekyll site, or plain Markdown), one
Markdown file, or a folder of several courses; without it the built-in course opens.

commands:
  quiz      ask the questions of a page, or of the whole course
  review    ask again what was missed or not sure, for 5 minutes or --minutes
  progress  print how far you are: in a course, or in all that you began
  reset     forget what you did in a course, or in all
  cat       print pages: plain text in a pipe, wrapped and styled on a terminal
  toc       print the contents
  check     print every problem of the course as file:line: code message
  diagram   draw a diagram in Mermaid's notation, from a file, standard input or a page; list those of a course

--plain goes line by line, with prompts instead of a screen; so does a terminal with TERM=dumb. The reader and the commands
that need to know what you did take --store (a file, postgresql://USER@HOST/DATABASE, memory or off) and --learner (a name).

exit status: 0 all well, 1 problems found or something not saved, 2 wrong usage, 3 the course cannot be read
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
    except StoreError as error:
        return _failed(error, TROUBLE)
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


def _parser(command: str, description: str, *, needed: bool = True) -> _Parser:
    parser = _Parser(prog=f"tui-course {command}".strip(), description=description, allow_abbrev=False)
    parser.add_argument("course", nargs=None if needed else "?", metavar="COURSE", help="a folder or a Markdown file")
    return parser


def _read(given: list[str]) -> int:
    parser = _parser("", "Read a course in the terminal.", needed=False)
    parser.add_argument(
        "--at", metavar="PAGE[#HEADING]", help="the page to begin with: its id, its file, its address or its title"
    )
    parser.add_argument("--ascii", action="store_true", default=None, help="draw with ASCII characters alone")
    parser.add_argument("--theme", choices=("auto", "dark", "light"))
    _add_plain(parser)
    _add_store(parser)
    options = parser.parse_args(given)
    if options.plain or _is_dumb():
        from tui_course import prompting

        return prompting.read(options.course, at=options.at, plain=options.plain, flags=vars(options))
    from tui_course.reading import read

    return read(options.course, at=options.at, flags=vars(options))


def _quiz(given: list[str]) -> int:
    parser = _parser("quiz", "Ask the questions of a page, or of the whole course.")
    parser.add_argument("page", nargs="?", metavar="PAGE", help="a page's id, file, address or title; every page by default")
    _add_plain(parser)
    _add_store(parser)
    options = parser.parse_args(given)
    if _is_linear(options):
        from tui_course import prompting

        return prompting.quiz(options.course, options.page, plain=options.plain, flags=vars(options))
    from tui_course.reading import quiz

    return quiz(options.course, options.page, flags=vars(options))


def _review(given: list[str]) -> int:
    parser = _parser("review", "Ask again what was missed or not sure and is due.", needed=False)
    parser.add_argument("--minutes", type=_minutes, default=5.0, metavar="N", help="when to end (5 by default)")
    _add_plain(parser)
    _add_store(parser)
    options = parser.parse_args(given)
    if _is_linear(options):
        from tui_course import prompting

        return prompting.review(options.course, minutes=options.minutes, plain=options.plain, flags=vars(options))
    from tui_course.reading import review

    return review(options.course, minutes=options.minutes, flags=vars(options))


def _progress(given: list[str]) -> int:
    parser = _parser("progress", "Print how far you are in a course, or in all that you began.", needed=False)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", dest="form", action="store_const", const="json", help="as one JSON object")
    forms.add_argument("--csv", dest="form", action="store_const", const="csv", help="a row for each question, or course")
    _add_store(parser)
    options = parser.parse_args(given)
    from tui_course.records import progress

    return progress(options.course, form=options.form or "text", flags=vars(options))


def _reset(given: list[str]) -> int:
    parser = _parser("reset", "Forget what you did in a course, given by its path or its name, or in all.", needed=False)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    _add_store(parser)
    options = parser.parse_args(given)
    from tui_course.records import reset

    return reset(options.course, sure=options.yes, flags=vars(options))


def _add_plain(parser: _Parser) -> None:
    parser.add_argument("--plain", action="store_true", help="line by line, without a screen")


def _add_store(parser: _Parser) -> None:
    parser.add_argument("--store", metavar="ADDRESS", help="where answers are kept: a file, a PostgreSQL URL, memory or off")
    parser.add_argument("--learner", metavar="NAME", help="who answers")


def _is_dumb() -> bool:
    """Whether the terminal cannot move its cursor."""
    return os.environ.get("TERM") == "dumb"


def _is_linear(options: argparse.Namespace) -> bool:
    """Whether to go line by line: as asked for, on a dumb terminal, and where there is no terminal."""
    return options.plain or _is_dumb() or not (sys.stdin.isatty() and sys.stdout.isatty())


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


def _diagram(given: list[str]) -> int:
    parser = _Parser(
        prog="tui-course diagram",
        description="Draw a diagram; list the diagrams of a course or a Markdown file where there is no ID.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "place", nargs="?", metavar="FILE|COURSE", help="a file in Mermaid's notation (- for standard input), or a course"
    )
    parser.add_argument("name", nargs="?", metavar="ID", help="a diagram of the course: its id, or PAGE#ID")
    parser.add_argument("--width", type=_width, metavar="N", help="fit into N columns (10 to 1000)")
    parser.add_argument("--height", type=_width, metavar="N", help="fit into N rows (10 to 1000)")
    parser.add_argument("--ascii", action="store_true", help="draw with ASCII characters alone")
    parser.add_argument("--outline", action="store_true", help="tell it in words")
    parser.add_argument("--color", action="store_true", help="with colours, in a pipe as well")
    from tui_course.charting import Manner, chart

    options = parser.parse_args(given)
    manner = Manner(options.width, options.height, options.ascii, options.outline, options.color)
    return chart(options.place, options.name, manner)


def _width(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 10 <= int(text) <= 1000:  # noqa: PLR2004 - as the help says
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 10 to 1000")
    return int(text)


def _minutes(text: str) -> float:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1000:  # noqa: PLR2004 - as the help says
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 1000")
    return float(text)


_COMMANDS: Final[dict[str, Callable[[list[str]], int]]] = {
    "quiz": _quiz,
    "review": _review,
    "progress": _progress,
    "reset": _reset,
    "cat": _cat,
    "toc": _toc,
    "check": _check,
    "diagram": _diagram,
}

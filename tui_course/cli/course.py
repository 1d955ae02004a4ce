"""The commands that print: cat, toc, search, check, diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.cli.parser import Parser, Takes, cells, count, course_parser, parser_for
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from argparse import Namespace


def cat() -> Parser:
    """Print pages."""
    parser = course_parser("cat", _("Print pages of a course."))
    parser.add_argument(
        "pages", nargs="*", metavar="PAGE", help=_("a page's id, file, address or title; the first page by default")
    )
    parser.add_argument("--all", action="store_true", help=_("every page, in reading order"))
    parser.add_argument("--json", action="store_true", help=_("one JSON object a page and line"))
    parser.add_argument("--width", type=cells, metavar="N", help=_("wrap at N columns (10 to 1000)"))
    return parser.taking(pages=(Takes.PAGE,), width=()).running(_cat)


def _cat(options: Namespace) -> int:
    from tui_course.commands import printing
    from tui_course.commands.places import found

    return printing.cat(
        found(options.course).root, options.pages, everything=options.all, as_json=options.json, width=options.width
    )


def toc() -> Parser:
    """Print the contents."""
    parser = course_parser("toc", _("Print the contents of a course."))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))
    return parser.running(_toc)


def _toc(options: Namespace) -> int:
    from tui_course.commands import printing
    from tui_course.commands.places import found

    return printing.toc(found(options.course).root, as_json=options.json)


def search() -> Parser:
    """Print where words stand."""
    parser = parser_for("search", _("Print where words stand in a course, best first; status 1 where they stand nowhere."))
    parser.add_argument("words", metavar="WORDS", help=_('words, or a "phrase" in double quotes; the last word may go on'))
    parser.add_argument("course", metavar="COURSE", help=_("a folder or a Markdown file"))
    parser.add_argument("--json", action="store_true", help=_("one JSON object a passage and line"))
    parser.add_argument(
        "--limit", type=count, default=20, metavar="N", help=_("at most N passages a course (1 to 1000; 20 by default)")
    )
    return parser.taking(words=(), course=(Takes.COURSE,), limit=()).running(_search)


def _search(options: Namespace) -> int:
    from tui_course.commands import searching

    return searching.search(options.words, options.course, as_json=options.json, limit=options.limit)


def check() -> Parser:
    """Print every problem."""
    parser = course_parser("check", _("Print every problem of a course as file:line: code message."))
    parser.add_argument("--json", action="store_true", help=_("one JSON object a problem and line"))
    parser.add_argument("--strict", action="store_true", help=_("warnings count as errors"))
    return parser.running(_check)


def _check(options: Namespace) -> int:
    from tui_course.commands import checking
    from tui_course.commands.places import found

    return checking.check(found(options.course).root, as_json=options.json, strict=options.strict)


def diagram() -> Parser:
    """Draw a diagram."""
    parser = parser_for("diagram", _("Draw a diagram; list the diagrams of a course or a Markdown file where there is no ID."))
    parser.add_argument(
        "place", nargs="?", metavar="FILE|COURSE", help=_("a file in Mermaid's notation (- for standard input), or a course")
    )
    parser.add_argument("name", nargs="?", metavar="ID", help=_("a diagram of the course: its id, or PAGE#ID"))
    parser.add_argument("--width", type=cells, metavar="N", help=_("fit into N columns (10 to 1000)"))
    parser.add_argument("--height", type=cells, metavar="N", help=_("fit into N rows (10 to 1000)"))
    parser.add_argument("--ascii", action="store_true", help=_("draw with ASCII characters alone"))
    parser.add_argument("--outline", action="store_true", help=_("tell it in words"))
    parser.add_argument("--color", action="store_true", help=_("with colours, in a pipe as well"))
    return parser.taking(place=(Takes.COURSE, Takes.FILE), name=(), width=(), height=()).running(_diagram)


def _diagram(options: Namespace) -> int:
    from tui_course.commands.charting import Manner, chart

    manner = Manner(options.width, options.height, options.ascii, options.outline, options.color)
    return chart(options.place, options.name, manner)

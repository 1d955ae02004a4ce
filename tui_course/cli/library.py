"""The commands about the library: add, update, remove, list, pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.cli.parser import Parser, Takes, add_store, parser_for
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from argparse import Namespace


def add() -> Parser:
    """Add a course to the library."""
    parser = parser_for("add", _("Add a course to the library; a git repository is cloned, and then read offline."))
    parser.add_argument("place", metavar="PATH|GIT-URL", help=_("a folder, a Markdown file, a .course file, or a repository"))
    return parser.taking(place=(Takes.COURSE,)).running(_add)


def _add(options: Namespace) -> int:
    from tui_course.commands import library

    return library.add(options.place, flags=vars(options))


def update() -> Parser:
    """Bring fetched courses up to date."""
    parser = parser_for("update", _("Fetch what is new in a course that was cloned, or in all; what you edited stays."))
    parser.add_argument("course", nargs="?", metavar="COURSE", help=_("its path, its name or its address; all by default"))
    return parser.taking(course=(Takes.LISTED,)).running(_update)


def _update(options: Namespace) -> int:
    from tui_course.commands import library

    return library.update(options.course, flags=vars(options))


def remove() -> Parser:
    """Take a course off the list."""
    parser = parser_for("remove", _("Take a course off the list of the library. Your files, answers and notes stay."))
    parser.add_argument("course", metavar="COURSE|PATH", help=_("its path, its name or its address"))
    parser.add_argument("--yes", action="store_true", help=_("delete the copy of a course that was fetched without asking"))
    return parser.taking(course=(Takes.LISTED,)).running(_remove)


def _remove(options: Namespace) -> int:
    from tui_course.commands import library

    return library.remove(options.course, sure=options.yes, flags=vars(options))


def list_courses() -> Parser:
    """Print the library."""
    parser = parser_for("list", _("Print the courses of the library, and how far you are in each."))
    parser.add_argument("--json", action="store_true", help=_("as one JSON object"))
    add_store(parser)
    return parser.running(_list_courses)


def _list_courses(options: Namespace) -> int:
    from tui_course.commands import library

    return library.list_courses(as_json=options.json, flags=vars(options))


def pack() -> Parser:
    """Write a course into one file."""
    parser = parser_for("pack", _("Write a course into one file, which opens as the folder does."))
    parser.add_argument("course", metavar="COURSE", help=_("a folder, or the name of a course in the library"))
    parser.add_argument("-o", "--output", metavar="FILE", help=_("the file to write; NAME.course by default"))
    return parser.taking(course=(Takes.COURSE,), output=(Takes.FILE,)).running(_pack)


def _pack(options: Namespace) -> int:
    from tui_course.commands import library

    return library.pack(options.course, options.output, flags={})

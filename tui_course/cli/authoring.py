"""The commands of an author: init, preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.cli.parser import Parser, Takes, add_look, add_store, course_parser, parser_for
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from argparse import Namespace


def init() -> Parser:
    """Write a small course to begin with."""
    parser = parser_for(
        "init", _("Write a small course that uses everything a course can have, to change into one of your own.")
    )
    parser.add_argument("folder", metavar="DIR", help=_("a folder that is empty or not there yet"))
    parser.add_argument(
        "--force", action="store_true", help=_("into a folder that holds something: files that are there stay as they are")
    )
    return parser.taking(folder=(Takes.FOLDER,)).running(_init)


def _init(options: Namespace) -> int:
    from tui_course.commands import beginning

    return beginning.init(options.folder, force=options.force)


def preview() -> Parser:
    """Read a course while it is written."""
    parser = course_parser(
        "preview", _("Read a course while it is written: what is saved is shown at once, at the same place.")
    )
    parser.add_argument("--at", metavar="PAGE[#HEADING]", help=_("the page to begin with, as with `tui-course open`"))
    add_look(parser)
    add_store(parser)
    return parser.taking(at=(Takes.PAGE,)).running(_preview)


def _preview(options: Namespace) -> int:
    from tui_course.commands import previewing

    return previewing.preview(options.course, at=options.at, flags=vars(options))

"""The commands of a learner: read, quiz, review, progress, notes, manual, reset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui_course.cli.parser import (
    Parser,
    Takes,
    WrongUsage,
    add_look,
    add_plain,
    add_store,
    course_parser,
    is_dumb,
    is_linear,
    minutes,
    parser_for,
)
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from argparse import Namespace


def read() -> Parser:
    """Read a course: `tui-course [COURSE]` and `tui-course open [COURSE]`."""
    parser = course_parser("", _("Read a course in the terminal."), needed=False)
    parser.add_argument(
        "--at", metavar="PAGE[#HEADING]", help=_("the page to begin with: its id, its file, its address or its title")
    )
    parser.add_argument("--hosted", action="store_true", help=_("as a host shows it to learners, in a workshop of your own"))
    parser.add_argument(
        "--workshop", default="", metavar="NAME", help=_("with --hosted: in this workshop, for a session of OpenSSH's server")
    )
    parser.add_argument(
        "--roster", type=Path, metavar="FILE", help=_("with --workshop: who learners are by their keys, as in authorized_keys")
    )
    add_look(parser)
    add_plain(parser)
    add_store(parser)
    return parser.taking(at=(Takes.PAGE,), workshop=(), roster=(Takes.FILE,)).running(_read)


def _read(options: Namespace) -> int:
    if not options.hosted and (options.workshop or options.roster):
        raise WrongUsage("--workshop and --roster go with --hosted")
    if options.hosted:
        from tui_course.commands import attending

        asked = attending.Asked(options.workshop, options.roster, lines=options.plain or is_dumb())
        return attending.attend(options.course, at=options.at, asked=asked, flags=vars(options))
    if options.plain or is_dumb():
        from tui_course.commands import prompting

        return prompting.read(options.course, at=options.at, plain=options.plain, flags=vars(options))
    from tui_course.commands import reading

    return reading.read(options.course, at=options.at, flags=vars(options))


def quiz() -> Parser:
    """Ask the questions of a page, or of the whole course."""
    parser = course_parser("quiz", _("Ask the questions of a page, or of the whole course."))
    parser.add_argument("page", nargs="?", metavar="PAGE", help=_("a page's id, file, address or title; every page by default"))
    add_look(parser)
    add_plain(parser)
    add_store(parser)
    return parser.taking(page=(Takes.PAGE,)).running(_quiz)


def _quiz(options: Namespace) -> int:
    if is_linear(options):
        from tui_course.commands import prompting

        return prompting.quiz(options.course, options.page, plain=options.plain, flags=vars(options))
    from tui_course.commands import reading

    return reading.quiz(options.course, options.page, flags=vars(options))


def review() -> Parser:
    """Ask again what is due."""
    parser = course_parser("review", _("Ask again what was missed or not sure and is due."), needed=False)
    parser.add_argument("--minutes", type=minutes, default=5.0, metavar="N", help=_("when to end (5 by default)"))
    add_look(parser)
    add_plain(parser)
    add_store(parser)
    return parser.taking(minutes=()).running(_review)


def _review(options: Namespace) -> int:
    if is_linear(options):
        from tui_course.commands import prompting

        return prompting.review(options.course, minutes=options.minutes, plain=options.plain, flags=vars(options))
    from tui_course.commands import reading

    return reading.review(options.course, minutes=options.minutes, flags=vars(options))


def progress() -> Parser:
    """Print how far the learner is."""
    parser = course_parser("progress", _("Print how far you are in a course, or in all that you began."), needed=False)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", dest="form", action="store_const", const="json", help=_("as one JSON object"))
    forms.add_argument("--csv", dest="form", action="store_const", const="csv", help=_("a row for each question, or course"))
    add_store(parser)
    return parser.running(_progress)


def _progress(options: Namespace) -> int:
    from tui_course.commands import records

    return records.progress(options.course, form=options.form or "text", flags=vars(options))


def notes() -> Parser:
    """Print or write notes, highlights and bookmarks."""
    parser = parser_for("notes", _("Print your notes, highlights and bookmarks in a course as Markdown."))
    parser.add_argument("words", nargs="+", metavar="[export] COURSE", help=_("a folder or a Markdown file"))
    parser.add_argument("--json", action="store_true", help=_("as one JSON object"))
    parser.add_argument("-o", "--output", metavar="FILE", help=_("write them to a file"))
    add_store(parser)
    parser.usage = "tui-course notes [export] COURSE [--json] [-o FILE] [--store ADDRESS] [--learner NAME]"
    return parser.taking(words=(Takes.COURSE, "export"), output=(Takes.FILE,)).running(_notes)


def _notes(options: Namespace) -> int:
    course = options.words[-1]
    if options.words not in ([course], ["export", course]):
        raise WrongUsage("notes takes one course")
    from tui_course.commands import notes as command

    return command.notes(course, as_json=options.json, output=options.output, flags=vars(options))


def manual() -> Parser:
    """Read the program's manual."""
    from tui_course.sources.open import manual as manual_folder

    parser = parser_for("manual", _("Read the manual of this program; where there is no terminal, print a page of it."))
    parser.add_argument(
        "page", nargs="?", metavar="PAGE", help=_("a page's id, file, address or title; the page where you were by default")
    )
    add_look(parser)
    add_plain(parser)
    add_store(parser)
    return parser.taking(page=tuple(sorted(page.stem for page in manual_folder().glob("[a-z]*.md")))).running(_manual)


def _manual(options: Namespace) -> int:
    from tui_course.commands import manual

    return manual.read(options.page, plain=options.plain, dumb=is_dumb(), flags=vars(options))


def reset() -> Parser:
    """Forget what the learner did."""
    parser = course_parser(
        "reset", _("Forget what you did in a course, given by its path or its name, or in all."), needed=False
    )
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))
    add_store(parser)
    return parser.running(_reset)


def _reset(options: Namespace) -> int:
    from tui_course.commands import records

    return records.reset(options.course, sure=options.yes, flags=vars(options))

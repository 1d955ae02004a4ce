"""The command that reads in a browser: web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.cli.parser import Parser, Takes, WrongUsage, add_look, add_store, course_parser
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from argparse import Namespace

_PORT: Final = 8128
_HERE: Final = frozenset(("127.0.0.1", "localhost"))
_PASSED_ON: Final = ("at", "theme", "width", "store", "learner")


def web() -> Parser:
    """Read a course in a browser."""
    from tui_course.cli.hosting import Address

    parser = course_parser("web", _("Read a course, or the library, in a browser of this machine."), needed=False)
    parser.add_argument(
        "--listen",
        type=Address(_PORT),
        default=("127.0.0.1", _PORT),
        metavar="ADDRESS:PORT",
        help=_("where to listen ({port} by default); on this machine alone").format(port=f"127.0.0.1:{_PORT}"),
    )
    parser.add_argument("--at", metavar="PAGE[#HEADING]", help=_("the page to begin with, as with `tui-course open`"))
    add_look(parser)
    add_store(parser)
    return parser.taking(listen=(f":{_PORT}",), at=(Takes.PAGE,)).running(_web)


def _web(options: Namespace) -> int:
    host, port = options.listen
    if host not in _HERE:
        raise WrongUsage(
            "a page in a browser hides nothing on its way and asks nobody for a name, so it is served to this machine alone, "
            f"not on {host}; others read over SSH: tui-course serve"
        )
    words = [word for name in _PASSED_ON if (value := getattr(options, name)) for word in (f"--{name}={value}",)]
    from tui_course.commands import browsing

    return browsing.browse(options.course, [*words, *(["--ascii"] if options.ascii else [])], port)

"""The commands of a host: serve, instructor, export, forget, token."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.cli.parser import Parser, Takes, Values, add_look, add_plain, is_linear, parser_for
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from argparse import Namespace

_PORT: Final = 2222
_STATUS_PORT: Final = 9722
_STORES: Final[Values] = (Takes.FILE, "postgresql://")


def _serve(options: Namespace) -> int:
    from tui_course.commands import serving
    from tui_course.commands.hosting import Asked

    asked = Asked(
        courses=options.courses,
        host=options.listen[0],
        port=options.listen[1],
        address=options.address,
        name=options.name,
        code=options.code,
        code_hours=options.code_hours,
        guests=options.guests,
        remember_keys=options.remember_keys,
        roster=options.roster,
        instructors=options.instructors,
        sessions=options.sessions,
        from_address=options.from_address,
        keys=options.host_keys,
        audit=options.audit,
        status=options.status,
        unsafe=options.unsafe,
    )
    if options.systemd:
        from tui_course.commands.admitting import print_service

        return print_service(options.given, asked)
    return serving.serve(asked, vars(options))


def serve() -> Parser:
    """Serve courses over SSH."""
    parser = parser_for("serve", _("Serve courses over SSH: learners type one line and read, each with their own progress."))
    parser.add_argument("courses", nargs="+", metavar="COURSE", help=_("a folder or a Markdown file"))
    parser.add_argument(
        "--listen",
        type=Address(_PORT),
        default=("127.0.0.1", _PORT),
        metavar="ADDRESS:PORT",
        help=_("where to listen (127.0.0.1:2222 by default; 0.0.0.0 is every address)"),
    )
    parser.add_argument(
        "--address",
        type=Address(0),
        metavar="HOST:PORT",
        help=_("what learners type, where that is a name or the address of a balancer (else what this machine has)"),
    )
    parser.add_argument("--name", default="", help=_("what the workshop is called; what is kept of it is kept under this name"))
    _add_ways_in(parser)
    parser.add_argument(
        "--sessions", type=_number, default=0, metavar="N", help=_("the most learners at once (300 by default)")
    )
    parser.add_argument(
        "--from-address",
        type=_number,
        default=0,
        metavar="N",
        help=_("the most connections of one address that are logging in (64 by default); behind a balancer all have the same"),
    )
    parser.add_argument(
        "--host-keys", type=Path, metavar="DIR", help=_("where the host's keys are, for several hosts to share")
    )
    parser.add_argument("--audit", type=Path, metavar="FILE", help=_("where it is noted who comes and goes"))
    parser.add_argument(
        "--status",
        type=Address(_STATUS_PORT),
        metavar="ADDRESS:PORT",
        help=_("where health and metrics can be asked for, such as 127.0.0.1:9722"),
    )
    parser.add_argument("--store", metavar="ADDRESS", help=_("where answers are kept: a file or a PostgreSQL URL"))
    parser.add_argument(
        "--unsafe", action="store_true", help=_("open ways in that are too weak for where the server can be reached from")
    )
    parser.add_argument("--systemd", action="store_true", help=_("print a service for systemd that serves like this, and end"))
    add_look(parser)
    parser.taking(courses=(Takes.COURSE,), listen=("0.0.0.0:2222", "127.0.0.1:2222"), address=(), name=(), sessions=())
    parser.taking(from_address=(), host_keys=(Takes.FOLDER,), audit=(Takes.FILE,), status=("127.0.0.1:9722",), store=_STORES)
    return parser.running(_serve)


def _add_ways_in(parser: Parser) -> None:
    parser.add_argument(
        "--code", default="", help=_("what newcomers type to come in (or TUI_COURSE_CODE, which nobody sees); else one is made")
    )
    parser.add_argument("--code-hours", type=float, default=0.0, metavar="N", help=_("for how many hours the code is good"))
    parser.add_argument("--guests", action="store_true", help=_("let guests in, of whom nothing is kept"))
    parser.add_argument("--roster", type=Path, metavar="FILE", help=_("learners by their keys, as in authorized_keys"))
    parser.add_argument("--instructors", type=Path, metavar="FILE", help=_("instructors by their keys, likewise"))
    parser.add_argument(
        "--remember-keys",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=_("know those who come back by the key that their client offers"),
    )
    parser.taking(code=(), code_hours=(), roster=(Takes.FILE,), instructors=(Takes.FILE,))


def forget() -> Parser:
    """Forget somebody who took part."""
    parser = parser_for("forget", _("Forget a learner: who they are, and everything that they did."))
    parser.add_argument("learner", metavar="LEARNER", help=_("an id or a name"))
    _add_where(parser)
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))
    return parser.taking(learner=()).running(_forget)


def _forget(options: Namespace) -> int:
    from tui_course.commands import people

    return people.forget(options.learner, workshop=options.workshop, sure=options.yes, flags={"store": options.store})


def export() -> Parser:
    """Write out what is kept of somebody who took part."""
    parser = parser_for("export", _("Write everything that is kept of a learner, or of everybody, as JSON."))
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("learner", nargs="?", metavar="LEARNER", help=_("an id or a name"))
    who.add_argument("--all", action="store_true", help=_("everybody who took part in a workshop"))
    _add_where(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help=_("write it to a file that only you can read"))
    return parser.taking(learner=(), output=(Takes.FILE,)).running(_export)


def _export(options: Namespace) -> int:
    from tui_course.commands import people

    wanted = None if options.all else options.learner
    return people.export(wanted, workshop=options.workshop, output=options.output, flags={"store": options.store})


def token() -> Parser:
    """Give somebody a new token."""
    parser = parser_for("token", _("Print a new token for a learner who has lost theirs, to come back as who they are."))
    parser.add_argument("learner", metavar="LEARNER", help=_("an id or a name"))
    _add_where(parser)
    parser.add_argument(
        "--host-keys", type=Path, metavar="DIR", help=_("where the host's keys are, for several hosts to share")
    )
    return parser.taking(learner=(), host_keys=(Takes.FOLDER,)).running(_token)


def _token(options: Namespace) -> int:
    from tui_course.commands import tokens

    return tokens.token(options.learner, workshop=options.workshop, keys=options.host_keys, flags={"store": options.store})


def _add_where(parser: Parser) -> None:
    parser.add_argument("--workshop", default="", metavar="NAME", help=_("in this workshop alone; in all by default"))
    parser.add_argument("--store", metavar="ADDRESS", help=_("where answers are kept: a file or a PostgreSQL URL"))
    parser.taking(workshop=(), store=_STORES)


def instructor() -> Parser:
    """Show who is where in a workshop, and which question hurts."""
    parser = parser_for(
        "instructor", _("Show who takes part in a workshop of this host, how far they are, and which question hurts.")
    )
    parser.add_argument("courses", nargs="*", metavar="COURSE", help=_("the courses; those of the host by default"))
    parser.add_argument("--workshop", default="", metavar="NAME", help=_("which workshop; the newest by default"))
    parser.add_argument(
        "--csv", choices=("learners", "questions"), help=_("print the figures of all learners, or questions, as CSV")
    )
    add_plain(parser)
    add_look(parser)
    parser.add_argument("--store", metavar="ADDRESS", help=_("where answers are kept: a file or a PostgreSQL URL"))
    return parser.taking(courses=(Takes.COURSE,), workshop=(), store=_STORES).running(_instructor)


def _instructor(options: Namespace) -> int:
    from tui_course.commands import instructing

    asked = instructing.Asked(options.workshop, tuple(options.courses))
    if options.csv or is_linear(options):
        return instructing.tell(asked, options.csv or "text", vars(options))
    return instructing.instruct(asked, vars(options))


class Address:
    """An address and a port, `HOST:PORT`, `[HOST]:PORT`, `HOST` or `:PORT`; raises argparse.ArgumentTypeError."""

    def __init__(self, port: int) -> None:
        self._port = port

    def __call__(self, text: str) -> tuple[str, int]:
        """The two of them, from what was typed."""
        host, colon, port = text.rpartition(":")
        if not colon or text.endswith("]") or (":" in host and not host.startswith("[")):
            # No port: a name, an address of the fourth version, or one of the sixth.
            host, port = text, ""
        if port and not (port.isascii() and port.isdigit() and int(port) < 65536):  # noqa: PLR2004 - as many ports as there are
            raise argparse.ArgumentTypeError(f"{text!r} has no port from 0 to 65535")
        return host.removeprefix("[").removesuffix("]") or "127.0.0.1", int(port) if port else self._port


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 100_000):  # noqa: PLR2004 - more than a machine has room for
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 100000")
    return int(text)

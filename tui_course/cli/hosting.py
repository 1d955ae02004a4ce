"""The commands of a host: serve."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from tui_course.cli.parser import add_look, parser_for
from tui_course.language import gettext as _

_PORT: Final = 2222
_STATUS_PORT: Final = 9722


def serve(given: list[str]) -> int:
    """Serve courses over SSH."""
    parser = parser_for("serve", _("Serve courses over SSH: learners type one line and read, each with their own progress."))
    parser.add_argument("courses", nargs="+", metavar="COURSE", help=_("a folder or a Markdown file"))
    parser.add_argument(
        "--listen",
        type=_Address(_PORT),
        default=("127.0.0.1", _PORT),
        metavar="ADDRESS:PORT",
        help=_("where to listen (127.0.0.1:2222 by default; 0.0.0.0 is every address)"),
    )
    parser.add_argument("--name", default="", help=_("what the workshop is called; what is kept of it is kept under this name"))
    parser.add_argument("--code", default="", help=_("what newcomers type to come in; one is made where none is given"))
    parser.add_argument("--code-hours", type=float, default=0.0, metavar="N", help=_("for how many hours the code is good"))
    parser.add_argument("--guests", action="store_true", help=_("let everybody in, and keep nothing of those who are guests"))
    parser.add_argument("--roster", type=Path, metavar="FILE", help=_("learners by their keys, as in authorized_keys"))
    parser.add_argument("--instructors", type=Path, metavar="FILE", help=_("those who see all, likewise"))
    parser.add_argument(
        "--remember-keys",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=_("know those who were here by the key that their client offers"),
    )
    parser.add_argument("--sessions", type=_number, default=0, metavar="N", help=_("how many at once at most (300)"))
    parser.add_argument(
        "--from-address",
        type=_number,
        default=0,
        metavar="N",
        help=_("how many connections of one address may be logging in (64); behind a balancer all have one"),
    )
    parser.add_argument(
        "--host-keys", type=Path, metavar="DIR", help=_("where the host's keys are, for several hosts to share")
    )
    parser.add_argument("--audit", type=Path, metavar="FILE", help=_("where it is noted who comes and goes"))
    parser.add_argument(
        "--status",
        type=_Address(_STATUS_PORT),
        metavar="ADDRESS:PORT",
        help=_("where health and metrics are told: 127.0.0.1:9722"),
    )
    parser.add_argument("--store", metavar="ADDRESS", help=_("where answers are kept: a file, a PostgreSQL URL or memory"))
    parser.add_argument(
        "--unsafe", action="store_true", help=_("open ways in that are too weak for where the server can be reached from")
    )
    parser.add_argument("--systemd", action="store_true", help=_("print a service for systemd that serves like this, and end"))
    add_look(parser)
    options = parser.parse_args(given)
    from tui_course.commands import serving

    asked = serving.Asked(
        courses=options.courses,
        host=options.listen[0],
        port=options.listen[1],
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

        return print_service(given, asked)
    return serving.serve(asked, vars(options))


class _Address:
    """An address and a port, `HOST:PORT`, `[HOST]:PORT`, `HOST` or `:PORT`; raises argparse.ArgumentTypeError."""

    def __init__(self, port: int) -> None:
        self._port = port

    def __call__(self, text: str) -> tuple[str, int]:
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

"""The commands about the installation: completion, doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.cli.parser import Parser, parser_for
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from argparse import Namespace


def completion() -> Parser:
    """Print what makes a shell complete our commands."""
    parser = parser_for(
        "completion", _("Print the script with which a shell completes commands, options, courses and pages while you type.")
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help=_("the shell"))
    return parser.running(_completion)


def _completion(options: Namespace) -> int:
    from tui_course.cli.shells import SCRIPTS

    print(SCRIPTS[options.shell], end="")
    return 0


def doctor() -> Parser:
    """Say what the program needs and finds here."""
    parser = parser_for(
        "doctor", _("Look at the terminal, at what is kept and at what is installed, and say what to do about what is amiss.")
    )
    parser.add_argument("--json", action="store_true", help=_("as one JSON object"))
    return parser.running(_doctor)


def _doctor(options: Namespace) -> int:
    from tui_course.commands.doctor.report import doctor as report

    return report(as_json=options.json)


def complete(given: list[str]) -> int:
    """Answer a shell that asks what can follow: its name, then what is typed."""
    from tui_course.cli.shells import replies

    for line in replies(given[0] if given else "", given[1:]):
        print(line)
    return 0

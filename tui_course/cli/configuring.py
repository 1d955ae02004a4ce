"""The commands about the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.cli.parser import Parser, parser_for
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from argparse import Namespace


def config() -> Parser:
    """Print the settings, where their file stands, or the keys; or write a file to begin with."""
    parser = parser_for("config", _("Print the settings and where each comes from; or write a file that explains them."))
    parser.add_argument(
        "what",
        choices=("show", "path", "keys", "init"),
        nargs="?",
        default="show",
        help=_(
            "show: every setting and where it comes from; path: where the file stands; keys: the name of every action and "
            "its keys; init: write a file with every setting explained"
        ),
    )
    parser.add_argument("--json", action="store_true", help=_("as JSON (show and keys)"))
    return parser.running(_config)


def _config(options: Namespace) -> int:
    from tui_course.commands import configuring

    match options.what:
        case "path":
            return configuring.path()
        case "keys":
            return configuring.keys({}, as_json=options.json)
        case "init":
            return configuring.init()
        case _:
            return configuring.show({}, as_json=options.json)

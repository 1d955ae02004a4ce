"""Keys as the learner's language calls them."""

from __future__ import annotations

import re

from tui_course.language import gettext as _
from tui_course.language import later, pgettext

_NAMES = frozenset(
    (
        later("Space"),
        later("Enter"),
        later("Tab"),
        later("Esc"),
        later("Backspace"),
        later("Delete"),
        later("Insert"),
        later("Home"),
        later("End"),
        later("PgUp"),
        later("PgDn"),
        later("Ctrl"),
        later("Shift"),
        later("Alt"),
    )
)
_ARROWS = frozenset(("Down", "Up", "Right", "Left"))


def key_names(words: str) -> str:
    """Keys as the tables have them, such as `Space PgDn` or `Ctrl+P`, by their names in the language that is spoken."""
    return " ".join(map(_named, words.split(" ")))


def _named(word: str) -> str:
    return "".join(map(_part_named, re.split(r"([+-])", word)))


def _part_named(part: str) -> str:
    if part in _ARROWS:
        return pgettext("key", part)
    return _(part) if part in _NAMES else part


def arrow_names(words: str) -> str:
    """The same with words for arrows, for terminals that have none."""
    names = {
        "↓": pgettext("key", "Down"),
        "↑": pgettext("key", "Up"),
        "→": pgettext("key", "Right"),
        "←": pgettext("key", "Left"),
    }
    for arrow, name in names.items():
        words = words.replace(arrow, name)
    return words

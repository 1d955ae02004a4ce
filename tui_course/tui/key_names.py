"""Keys as the learner's language calls them."""

from __future__ import annotations

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


def key_names(words: str) -> str:
    """Keys as the tables have them, such as `Space PgDn` or `Ctrl+P`, by their names in the language that is spoken."""
    return " ".join(map(_named, words.split(" ")))


def _named(word: str) -> str:
    parts = word.split("+")
    return "+".join(_(part) if part in _NAMES else part for part in parts)


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

"""The ids of headings, as GitHub makes them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tui_course.markup.gfm.texts import text_of

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore


class Slugs:
    """Ids that are unique on one page: a repeated one gets `-1`, `-2` and so on."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def take(self, words: str) -> str:
        """The id of a heading with these words."""
        base = name = slug(words)
        while name in self._seen:
            self._seen[base] += 1
            name = f"{base}-{self._seen[base]}"
        self._seen[name] = 0
        return name


def slug(words: str) -> str:
    """Words in lower case without punctuation, with hyphens for spaces."""
    return "".join(char for char in words.strip().lower() if char in "- " or _is_word(char)).replace(" ", "-")


def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category in {"Nd", "Nl", "Pc"}


def heading_ids(state: StateCore) -> None:
    """Give every heading its id."""
    slugs = Slugs()
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            token.attrSet("id", slugs.take(text_of(state.tokens[index + 1].children)))

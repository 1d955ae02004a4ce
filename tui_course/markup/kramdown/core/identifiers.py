"""The ids of headings."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.core.notes import bodies
from tui_course.markup.kramdown.document import document_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_core.state_core import StateCore
    from markdown_it.token import Token

_TEXT: Final = frozenset(("text", "code_inline", "math", "html_text"))
_PLAIN_TEXT: Final = frozenset(("text", "html_text"))
_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9_\- \t]")
_BEFORE_LETTERS: Final = re.compile(r"^[^a-zA-Z]+", re.MULTILINE)
_NO_LETTERS: Final = re.compile(r"[^a-zA-Z0-9 -]")
_WORD_CATEGORIES: Final = frozenset(("Nd", "Nl", "Pc"))
_CIRCLED_LETTERS: Final = range(0x24B6, 0x24EA)
_SPACES: Final = str.maketrans(" \t", "--")


def identifiers(state: StateCore) -> None:
    """Give an id to every heading that has none: GFM's, or kramdown's own inside HTML and notes."""
    options = document_of(state.env).options
    if not options.auto_ids:
        return
    gfm_seen: dict[str, int] = {}
    seen: dict[str, int] = {}
    for tokens, in_note in bodies(state):
        in_html = 0
        for index, token in enumerate(tokens):
            if token.type in {"html_open", "html_close"}:
                in_html += token.nesting
            elif token.type == "heading_open" and not token.attrs.get("id"):
                text = tokens[index + 1]
                shown = plain_text(text.children or (), _TEXT) if options.gfm else text.content
                if not options.gfm or in_note or in_html:
                    token.attrs["id"] = options.auto_id_prefix + _numbered(kramdown_id(shown) or "section", seen)
                else:
                    token.attrs["id"] = options.auto_id_prefix + _numbered(gfm_id(shown), gfm_seen)


def plain_text(tokens: Sequence[Token], kinds: frozenset[str] = _PLAIN_TEXT) -> str:
    """The text of spans; pictures and notes have none."""
    return "".join([token.content for token in tokens if token.type in kinds])


def gfm_id(text: str) -> str:
    """An id as GFM makes it: words in lower case, spaces as hyphens, everything else left out."""
    return _NOT_PLAIN.sub(_word_character, text.lower()).translate(_SPACES)


def kramdown_id(text: str) -> str:
    """An id as kramdown makes it: ASCII letters, digits and hyphens from the first letter on."""
    return _NO_LETTERS.sub("", _BEFORE_LETTERS.sub("", text)).replace(" ", "-").lower()


def _word_character(match: re.Match[str]) -> str:
    character = match.group()
    if character < "\x80":
        return ""
    category = unicodedata.category(character)
    word = category[0] in "LM" or category in _WORD_CATEGORIES or ord(character) in _CIRCLED_LETTERS
    return character if word else ""


def _numbered(name: str, seen: dict[str, int]) -> str:
    count = seen[name] = seen.get(name, -1) + 1
    return f"{name}-{count}" if count else name

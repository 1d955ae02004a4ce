"""Abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.core.notes import bodies
from tui_course.markup.kramdown.document import document_of

if TYPE_CHECKING:
    from markdown_it.rules_core.state_core import StateCore

    from tui_course.markup.kramdown.document import Document

_WORD: Final = "[A-Za-z0-9_]"


def abbreviations(state: StateCore) -> None:
    """Mark the abbreviations that the page explains, longer ones first."""
    document = document_of(state.env)
    if not document.abbreviations:
        return
    names = "|".join(re.escape(name) for name in sorted(document.abbreviations, key=len, reverse=True))
    pattern = re.compile(rf"(?<!{_WORD})(?:{names})(?!{_WORD})")
    for tokens, _ in bodies(state):
        for token in tokens:
            if token.children:
                token.children = [
                    piece
                    for child in token.children
                    for piece in (_split(child, pattern, document) if child.type == "text" else (child,))
                ]


def _split(text: Token, pattern: re.Pattern[str], document: Document) -> list[Token]:
    """A text's tokens with its abbreviations between them."""
    pieces: list[Token] = []
    end = 0
    for match in pattern.finditer(text.content):
        if match.start() > end:
            pieces.append(Token("text", "", 0, content=text.content[end : match.start()]))
        abbreviation = document.abbreviations[match.group()]
        opening = Token("abbreviation_open", "abbr", 1)
        abbreviation.attributes.apply(opening.attrs, document.attribute_lists)
        if abbreviation.title:
            opening.attrs["title"] = abbreviation.title
        pieces += [opening, Token("text", "", 0, content=match.group()), Token("abbreviation_close", "abbr", -1)]
        end = match.end()
    if not pieces:
        return [text]
    if end < len(text.content):
        pieces.append(Token("text", "", 0, content=text.content[end:]))
    return pieces

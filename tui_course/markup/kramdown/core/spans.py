"""Spans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.core.notes import bodies
from tui_course.markup.kramdown.document import document_of
from tui_course.markup.kramdown.inline.state import SPECIAL, InlineState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.rules_core.state_core import StateCore

    from tui_course.markup.kramdown.document import Document

_IDEOGRAPHS: Final = "[\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3041-\u309f\u30a0-\u30ff]"


def spans(state: StateCore) -> None:
    """Read the text of every block, that of notes after that of the page."""
    document = document_of(state.env)
    for tokens, in_note in bodies(state):
        in_html = 0
        for token in tokens:
            if token.type == "inline":
                text = token.content
                if SPECIAL.search(text) is None and "\n" not in text:
                    token.children = [Token("text", "", 0, content=text)]
                    continue
                reader = InlineState(text, document, token.map[0] if token.map else 0)
                reader.blanks = "blanks" in token.meta
                reader.walk()
                token.children = _joined(reader.out, document, breaks=not (in_note or in_html))
            elif token.type in {"html_open", "html_close"}:
                in_html += token.nesting


def _joined(pieces: Iterable[Token | str], document: Document, *, breaks: bool) -> list[Token]:
    """Tokens instead of the pieces of text, and GFM's line breaks where they count: outside HTML."""
    mark = ("\n" if document.options.hard_wrap else "\\\n") if breaks and document.options.gfm else ""
    joined: list[Token] = []
    pending: list[str] = []
    in_html = 0
    for piece in pieces:
        if isinstance(piece, str):
            pending.append(piece)
            continue
        if pending:
            joined += _text("".join(pending), document, "" if in_html else mark, final=False)
            pending = []
        joined.append(piece)
        if piece.type in {"html_open", "html_close"}:
            in_html += piece.nesting
    if pending:
        joined += _text("".join(pending), document, "" if in_html else mark, final=True)
    return joined


def _text(text: str, document: Document, mark: str, *, final: bool) -> list[Token]:
    if document.options.remove_line_breaks_for_cjk and "\n" in text:
        text = re.sub(rf"(?<={_IDEOGRAPHS})\n(?={_IDEOGRAPHS})", "", text)
    if not mark or mark not in text:
        return [Token("text", "", 0, content=text)] if text else []
    lines = text.split(mark)
    tokens: list[Token] = []
    for index, line in enumerate(lines):
        tokens.append(Token("text", "", 0, content=f"\n{line}" if index else line))
        if index < len(lines) - 2 or (index == len(lines) - 2 and not (final and not lines[-1])):
            tokens.append(Token("hardbreak", "br", 0))
    return tokens

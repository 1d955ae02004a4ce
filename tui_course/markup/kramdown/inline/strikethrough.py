"""Struck-out text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState

_OPENING: Final = re.compile(r"~~(?![ \t\r\n\f\v~])")
_CLOSING: Final = re.compile(r"[^ \t\r\n\f\v~]~~")


def strikethrough(state: InlineState) -> bool:
    """Text between pairs of tildes, which is read apart from the text around it."""
    src, pos = state.src, state.pos
    if not state.document.options.gfm or _OPENING.match(src, pos) is None or state.missing.holds("~~", pos):
        return False
    closing = _CLOSING.search(src, pos + 2)
    if closing is None:
        state.missing.note("~~", pos)
        return False
    if state.exhausted:
        return state.add_text("~~")
    opening = Token("html_open", "del", 1)
    state.out.append(opening)
    text = src[pos + 2 : closing.end() - 2]
    content = type(state)(text, state.document, state.here, state.depth + 1)
    content.walk()
    state.out += content.out
    state.close(opening, "html_close")
    state.pos = closing.end()
    return True

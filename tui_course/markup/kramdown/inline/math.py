"""Formulas in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState


def math(state: InlineState) -> bool:
    """LaTeX between `$$` and `$$`."""
    src, pos = state.src, state.pos
    if not src.startswith("$$", pos):
        return False
    end = src.find("$$", pos + 2)
    if end < 0:
        return False
    content = src[pos + 2 : end].strip(" \t\r\n\f\v\0")
    return state.add(Token("math", "tui-math", 0, content=content, info="inline"), end + 2 - pos)

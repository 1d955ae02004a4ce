"""Formulas that stand alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.patterns import BLANK

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_START: Final = re.compile(r" {0,3}(\\)?\$\$")
_LINE_END: Final = re.compile(rf"{BLANK}*\n")


def math(state: BlockState) -> bool:
    r"""LaTeX between `$$` and `$$` with boundaries around it; `\$$` keeps a formula in its line."""
    src = state.src
    opening = _START.match(src, state.pos)
    if opening is None or not state.after_boundary():
        return False
    end = src.find("$$", opening.end())
    if end < 0:
        return False
    line_end = _LINE_END.match(src, end + 2)
    if opening.group(1):
        if line_end:
            state.pos = opening.end(1)
        return False
    start, state.pos = state.pos, line_end.end() if line_end else end + 2
    if not state.before_boundary():
        state.pos = start
        return False
    content = src[opening.end() : end].strip(" \t\r\n\f\v\0")
    state.add("math", Token("math", "tui-math", 0, content=content, info="block", block=True))
    return True

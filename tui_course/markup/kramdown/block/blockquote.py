"""Block quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.patterns import QUOTE_START

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_MARKS: Final = re.compile(r"^ {0,3}> ?", re.MULTILINE)


def blockquote(state: BlockState) -> bool:
    """Lines that begin with `>`, and the lazy ones that continue them."""
    src = state.src
    if QUOTE_START.match(src, state.pos) is None:
        return False
    end = state.line_end(state.pos)
    while not state.ends_lazy_line(end):
        end = state.line_end(end)
    if state.too_deep:
        state.add_too_deep(src[state.pos : end])
    else:
        content = state.nested(_MARKS.sub("", src[state.pos : end]), state.line())
        content.parse()
        state.add_container("blockquote", "blockquote", content)
    state.pos = end
    return True

"""Paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.patterns import DEFINITION_START, INTERRUPTION

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_START: Final = re.compile(r" {0,3}[^ \t].*\n")
_SPACE: Final = " \t\r\n\f\v"


def paragraph(state: BlockState) -> bool:
    """Lines up to what may interrupt them; text directly after a paragraph continues it."""
    src, start = state.src, state.pos
    if _START.match(src, start) is None:
        return False
    options = state.document.options
    interruption = INTERRUPTION if options.gfm and options.paragraph_end else DEFINITION_START
    end = state.line_end(start)
    while not state.ends_lazy_line(end) and interruption.match(src, end) is None:
        end = state.line_end(end)
    text = src[start:end].rstrip(_SPACE + "\0")
    last = state.last
    if last is not None and last.kind == "paragraph" and last.text is not None:
        last.text.content += ("  \n" if src[max(start - 3, 0) : start] == "  \n" else "\n") + text
    else:
        state.add_leaf("paragraph", "p", text.lstrip(_SPACE + "\0"))
    state.pos = end
    return True

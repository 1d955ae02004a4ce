"""Definitions of footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.block.indented_code import indented_end
from tui_course.markup.kramdown.document import FootnoteDefinition
from tui_course.markup.kramdown.patterns import NAME

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_START: Final = re.compile(rf" {{0,3}}\[\^({NAME})\]:")
_INDENT: Final = re.compile(r"^(?:\t| {4})", re.MULTILINE)


def footnote(state: BlockState) -> bool:
    """`[^name]: text` and the indented blocks that follow it."""
    match = _START.match(state.src, state.pos)
    if match is None:
        return False
    line = state.line()
    end = indented_end(state, state.line_end(match.end()))
    source = _INDENT.sub("", state.src[match.end() : end])
    content = state.nested(source, line)
    if state.too_deep:
        content.add_too_deep(source, line)
    else:
        content.parse()
    name = match.group(1)
    if name in state.document.footnotes:
        state.document.report("footnote-duplicate", f"the note [^{name}] is written twice: the last counts", line)
    state.add("definition")
    state.document.footnotes[name] = FootnoteDefinition(content.tokens, line)
    state.pos = end
    return True

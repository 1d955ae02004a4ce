"""Blank lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.kramdown.patterns import BLANK_LINES

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState


def blank(state: BlockState) -> bool:
    """A run of blank lines; only the first run of several takes a waiting attribute list, and loses it."""
    match = BLANK_LINES.match(state.src, state.pos)
    if match is None:
        return False
    state.pos = match.end()
    last = state.last
    if last is not None and last.kind == "blank":
        last.source += match.group()
    else:
        state.add("blank", source=match.group())
    return True

"""The mark that ends a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.kramdown.patterns import END_OF_BLOCK

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState


def end_of_block(state: BlockState) -> bool:
    """A caret alone on its line."""
    match = END_OF_BLOCK.match(state.src, state.pos)
    if match is None:
        return False
    state.add("end")
    state.pos = match.end()
    return True

"""Horizontal rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from tui_course.markup.kramdown.patterns import RULE_START

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState


def horizontal_rule(state: BlockState) -> bool:
    """Three or more asterisks, hyphens or underscores."""
    match = RULE_START.match(state.src, state.pos)
    if match is None:
        return False
    state.add("hr", Token("hr", "hr", 0, block=True))
    state.pos = match.end()
    return True

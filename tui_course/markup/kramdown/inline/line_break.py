"""Line breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState


def line_break(state: InlineState) -> bool:
    """Two spaces or two backslashes at the end of a line; where every line's end is a break they add none."""
    options = state.document.options
    if (options.gfm and options.hard_wrap) or not state.src.startswith(("  \n", "\\\\\n"), state.pos):
        return False
    return state.add(Token("hardbreak", "br", 0), 2)

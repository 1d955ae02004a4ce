"""Headings of one line that a line of equals signs or hyphens underlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.block.heading import add_heading, split_identifier

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_START: Final = re.compile(r" {0,3}([^ \t].*)\n([-=])[-=]*[ \t\r\f\v]*\n")


def underlined_heading(state: BlockState) -> bool:
    """A line and its underline, after a boundary."""
    match = _START.match(state.src, state.pos)
    if match is None or not state.after_boundary():
        return False
    text, identifier = split_identifier(match.group(1))
    if not text:
        return False
    add_heading(state, 2 if match.group(2) == "-" else 1, text, identifier)
    state.pos = match.end()
    return True

"""Definitions of abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.document import Abbreviation

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

# Every word of a page is compared with every abbreviation.
_MOST: Final = 1000
_START: Final = re.compile(r" {0,3}\*\[(.+?)\]:(.*?)\n")


def abbreviation(state: BlockState) -> bool:
    """`*[short]: what it stands for`."""
    match = _START.match(state.src, state.pos)
    if match is None:
        return False
    short, title = match.groups()
    if short in state.document.abbreviations:
        state.document.report("abbreviation-duplicate", f"{short} is explained twice: the last counts", state.line())
    elif len(state.document.abbreviations) >= _MOST:
        state.document.report("abbreviation-too-many", f"more than {_MOST} abbreviations: shown as text", state.line())
        return False
    block = state.add("definition")
    state.document.abbreviations[short] = Abbreviation(title.strip(" \t\r\n\f\v\0"), block.attribute_list())
    state.pos = match.end()
    return True

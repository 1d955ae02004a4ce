"""How much space stands between two blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.block import Heading

if TYPE_CHECKING:
    from tui_course.model.block import Block

_SECTION = 2  # headings down to this level begin a section
_CLOSE = 4  # headings from this level on stand close to their text


def gap(above: Block, below: Block) -> int:
    """The number of blank lines between two blocks: 0, 1 or 2."""
    if isinstance(below, Heading):
        if isinstance(above, Heading):
            return 1
        return 2 if below.level <= _SECTION else 1
    if isinstance(above, Heading) and above.level >= _CLOSE:
        return 0
    return 1

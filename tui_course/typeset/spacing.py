"""How much space stands between two blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.block import Heading, ListBlock, Paragraph

if TYPE_CHECKING:
    from tui_course.model.block import Block

_SECTION = 2  # headings down to this level begin a section
_CLOSE = 4  # headings from this level on stand close to their text


def gap(above: Block, below: Block, density: str = "normal") -> int:
    """The number of blank lines between two blocks: 0 to 3.

    `normal` sets a section apart by two and all else by one. `compact` sets everything apart by one, but for what stands below
    a heading and a list below its paragraph. `airy` is normal with one line more, but for what stands below a heading.
    """
    match density:
        case "compact":
            joined = isinstance(above, Paragraph) and isinstance(below, ListBlock)
            return 0 if joined or (isinstance(above, Heading) and not isinstance(below, Heading)) else 1
        case "airy":
            return _normal(above, below) + (not isinstance(above, Heading))
        case _:
            return _normal(above, below)


def _normal(above: Block, below: Block) -> int:
    if isinstance(below, Heading):
        if isinstance(above, Heading):
            return 1
        return 2 if below.level <= _SECTION else 1
    if isinstance(above, Heading) and above.level >= _CLOSE:
        return 0
    return 1

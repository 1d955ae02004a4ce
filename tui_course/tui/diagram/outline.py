"""A diagram as text for those who do not see it, in the lines of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_course.diagrams.telling import tell
from tui_course.model.visible import visible
from tui_course.typeset.context import inset
from tui_course.typeset.line import Line, Run, Weight
from tui_course.typeset.wrap import breaks

if TYPE_CHECKING:
    from tui_course.model.diagram import Diagram, Outline, Sequence

_HANGING = 2


def outline_lines(diagram: Diagram | Sequence | Outline, width: int) -> list[Line]:
    """All that a diagram says, in lines of at most `width` cells; what is at no depth stands out, further lines hang."""
    lines: list[Line] = []
    for told in tell(diagram):
        words = " ".join(visible(told).split())
        by = len(told) - len(told.lstrip(" "))
        weight = Weight.NONE if by else Weight.BOLD
        by = min(by, width // 2)
        parts = [
            Line((Run(words[start:stop], weight=weight),)) for start, stop in breaks(words, width - by - _HANGING, cell_len)
        ]
        lines += inset(parts, (Run(" " * by),), (Run(" " * (by + _HANGING)),))
    return lines

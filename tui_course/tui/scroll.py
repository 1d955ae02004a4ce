"""What a page view shows: lines on demand; and how a line is found again at another width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui_course.study import Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.block import Heading
    from tui_course.typeset.document import Placed
    from tui_course.typeset.line import Line


class Scroll(Protocol):
    """Lines that are made when they are asked for; `typeset.document.Document` is one."""

    @property
    def height(self) -> int:
        """Lines in all."""

    def lines(self, start: int, stop: int) -> list[Line]:
        """The lines from `start` to before `stop`."""

    def block_at(self, line: int) -> int:
        """The block at a line."""

    def top_of(self, block: int) -> int:
        """The first line of a block."""

    def anchor(self, id: str) -> int | None:  # noqa: A002  HTML's name
        """The line where an anchor begins."""

    def headings(self) -> Sequence[tuple[int, Heading]]:
        """The headings and their lines, in order."""

    def targets(self) -> Sequence[Placed]:
        """What can be followed, in reading order."""


def spot_of(scroll: Scroll, line: int, width: int, target: int | None = None) -> Spot:
    """The spot of a line; one above the page has a negative row in the first block."""
    if scroll.height <= 0:
        return Spot(width=width, target=target)
    block = scroll.block_at(min(max(line, 0), scroll.height - 1))
    top = scroll.top_of(block)
    letters = sum(_letters(above) for above in scroll.lines(top, line)) if line > top else 0
    return Spot(block, line - top, letters, width, target)


def line_of(scroll: Scroll, spot: Spot, width: int) -> int:
    """The line of a spot: the very line at the width at which it was noted, else the one with the same letters."""
    if scroll.height <= 0:
        return 0
    top = scroll.top_of(spot.block)
    if width == spot.width or spot.row <= 0:
        return top + spot.row
    letters = 0
    line = top
    while line < scroll.height and scroll.block_at(line) == spot.block:
        letters += sum(_letters(here) for here in scroll.lines(line, line + 1))
        if letters > spot.letters:
            break
        line += 1
    return line


def _letters(line: Line) -> int:
    return sum(character.isalnum() for character in line.text)

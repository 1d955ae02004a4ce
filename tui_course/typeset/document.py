"""A page as a scroll of lines that are typeset where they are looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_course.model.block import CodeBlock, Heading, Paragraph
from tui_course.model.walk import all_blocks
from tui_course.typeset.blocks import typeset_inside
from tui_course.typeset.code import code_height
from tui_course.typeset.context import Context, Place
from tui_course.typeset.line import Line
from tui_course.typeset.prose import paragraph_height
from tui_course.typeset.spacing import gap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.block import Block
    from tui_course.typeset.line import Target
    from tui_course.typeset.setting import Setting

_MOST_KEPT = 4096  # lines


@dataclass(frozen=True, slots=True)
class Placed:
    """A target where its first run stands: line, column and width in cells."""

    line: int
    column: int
    width: int
    target: Target


class Document:
    """A page as a scroll of lines, typeset on demand.

    `blocks` are those of the page, `setting` says how they are set; where one of them changes, make another document. Heights
    are exact from the start; the lines themselves are made when asked for, and those least recently used are forgotten.
    """

    def __init__(self, blocks: Sequence[Block], setting: Setting) -> None:
        self.setting = setting
        self.height = 0
        self._blocks = tuple(blocks)
        self._tops = array("l")
        self._bottoms = array("l")
        self._reveals = array("l")
        self._targets = array("l")
        self._questions = array("l")
        self._waiting: dict[int, tuple[str, ...]] = {}
        self._anchors: dict[str, tuple[int, int]] = {}  # block, line in it
        self._kept: OrderedDict[int, list[Line]] = OrderedDict()
        self._kept_lines = 0
        self._placed: tuple[Placed, ...] | None = None
        self._measure()

    def _measure(self) -> None:
        context = Context(self.setting, typeset_inside)
        context.measuring = True
        width = self.setting.measure
        above: Block | None = None
        top = 0
        for index, block in enumerate(self._blocks):
            self._reveals.append(context.reveals)
            self._targets.append(context.targets)
            self._questions.append(context.questions)
            if context.waiting:
                self._waiting[index] = tuple(context.waiting)
            height, anchors = _height(block, context, width)
            if height and above is not None:
                top += gap(above, block)
            self._tops.append(top)
            for line, name in anchors:
                self._anchors.setdefault(name, (index, line))
            if height:
                top += height
                above = block
            self._bottoms.append(top)
        self.height = top
        for name in context.waiting:
            self._anchors.setdefault(name, (len(self._blocks) - 1, 0))
        self._all_targets = context.targets

    def lines(self, start: int, stop: int) -> list[Line]:
        """The lines from `start` up to `stop`, blank ones between blocks included; fewer where the page ends."""
        start, stop = max(0, start), min(stop, self.height)
        found: list[Line] = []
        line = start
        index = self.block_at(start)
        while line < stop:
            while self._bottoms[index] <= line and index + 1 < len(self._blocks):
                index += 1
            top = self._tops[index]
            if line < top:
                found.extend([Line()] * (min(top, stop) - line))
                line = top
                continue
            block = self._block(index)
            found.extend(block[line - top : stop - top])
            line = self._bottoms[index]
        return found

    def block_at(self, line: int) -> int:
        """The index of the block at a line; a blank line belongs to the block above it."""
        return max(0, bisect_right(self._tops, line) - 1)

    def top_of(self, block: int) -> int:
        """The first line of a block."""
        return self._tops[block]

    def anchor(self, id: str) -> int | None:  # noqa: A002  HTML's own word
        """The line where an anchor begins: of a heading, a footnote, a reference, a figure or a place in the text."""
        place = self._anchors.get(id)
        return None if place is None else min(self._tops[place[0]] + place[1], max(0, self.height - 1))

    def headings(self) -> Sequence[tuple[int, Heading]]:
        """Every heading with its line, in order; one inside another block without an id has that block's first line."""
        found = []
        for index, block in enumerate(self._blocks):
            for inner in all_blocks((block,)):
                if isinstance(inner, Heading):
                    block_index, line = self._anchors.get(inner.id, (index, 0))
                    inside = inner is not block and block_index == index
                    found.append((self._tops[index] + (line if inside else 0), inner))
        return found

    def targets(self) -> Sequence[Placed]:
        """Every target of the page in reading order, each where its first run stands."""
        if self._placed is None:
            placed: dict[int, Placed] = {}
            for index in range(len(self._blocks)):
                after = self._targets[index + 1] if index + 1 < len(self._blocks) else self._all_targets
                if after > self._targets[index]:
                    self._place_targets(index, placed)
            self._placed = tuple(placed[number] for number in sorted(placed))
        return self._placed

    def _place_targets(self, index: int, placed: dict[int, Placed]) -> None:
        for row, line in enumerate(self._block(index), self._tops[index]):
            column = 0
            for run in line.runs:
                width = self.setting.cells(run.text)
                if run.target is not None and run.target.number not in placed:
                    placed[run.target.number] = Placed(row, column, width, run.target)
                column += width

    def _block(self, index: int) -> list[Line]:
        kept = self._kept.get(index)
        if kept is not None:
            self._kept.move_to_end(index)
            return kept
        place = Place(self._reveals[index], self._targets[index], self._waiting.get(index, ()), self._questions[index])
        context = Context(self.setting, typeset_inside, place=place)
        lines = context.block(self._blocks[index], self.setting.measure)
        self._kept[index] = lines
        self._kept_lines += len(lines)
        while self._kept_lines > _MOST_KEPT and len(self._kept) > 1:
            self._kept_lines -= len(self._kept.popitem(last=False)[1])
        return lines


def _height(block: Block, context: Context, width: int) -> tuple[int, list[tuple[int, str]]]:
    """The number of lines of a block, and its anchors by line."""
    if isinstance(block, Paragraph | Heading):
        found = paragraph_height(block, context, width)
        if found is not None:
            return found
    if isinstance(block, CodeBlock) and not context.waiting:
        return code_height(block), []
    lines = context.block(block, width)
    return len(lines), [(row, name) for row, line in enumerate(lines) for name in line.anchors]

"""A page as a scroll of lines that are typeset where they are looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tui_course.model.block import Ask, CodeBlock, Heading, Paragraph
from tui_course.model.walk import all_blocks, all_questions
from tui_course.typeset.blocks import typeset_inside
from tui_course.typeset.code import code_height
from tui_course.typeset.context import Context, Place
from tui_course.typeset.line import Line
from tui_course.typeset.prose import paragraph_height
from tui_course.typeset.spacing import gap
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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


class _Counts(NamedTuple):
    """What of a page is counted before a block, and the anchors that wait for a line there."""

    reveals: int
    targets: int
    questions: int
    waiting: tuple[str, ...]

    @classmethod
    def of(cls, context: Context) -> _Counts:
        return cls(context.reveals, context.targets, context.questions, tuple(context.waiting))

    @property
    def place(self) -> Place:
        return Place(self.reveals, self.targets, self.waiting, self.questions)


class _Extent(NamedTuple):
    """The number of lines of a block, and its anchors by line."""

    height: int
    anchors: list[tuple[int, str]]


class Measured:
    """What is known of each block of a page at one setting; `counts` has one more, for the end of the page."""

    def __init__(self) -> None:
        self.counts: list[_Counts] = []
        self.extents: list[_Extent] = []
        self.targets: dict[int, list[Placed]] = {}  # lines counted from the top of the block
        self.lines: OrderedDict[int, list[Line]] = OrderedDict()
        self._kept = 0

    def keep(self, index: int, lines: list[Line]) -> None:
        """Keep a block's lines; those least recently used are forgotten where it gets too many."""
        self.lines[index] = lines
        self._kept += len(lines)
        while self._kept > _MOST_KEPT and len(self.lines) > 1:
            self._kept -= len(self.lines.popitem(last=False)[1])

    def take_over(self, before: Measured, index: int) -> _Extent:
        """Learn what another setting of the page knew of a block that looks the same here."""
        if (lines := before.lines.get(index)) is not None:
            self.keep(index, lines)
        if (targets := before.targets.get(index)) is not None:
            self.targets[index] = targets
        return before.extents[index]


class Document:
    """A page as a scroll of lines, typeset on demand.

    `blocks` are those of the page, `setting` says how they are set; where one of them changes, make another document, or take
    one over with `again`. Heights are exact from the start; the lines themselves are made when asked for.
    """

    def __init__(
        self, blocks: Sequence[Block], setting: Setting, before: Measured | None = None, changed: frozenset[str] = frozenset()
    ) -> None:
        self.setting = setting
        self.height = 0
        self.measured = Measured()
        self._blocks = tuple(blocks)
        self._tops = array("l")
        self._bottoms = array("l")
        self._anchors: dict[str, tuple[int, int]] = {}  # block, line in it
        self._placed: tuple[Placed, ...] | None = None
        self._measure(before, changed)

    def again(self, setting: Setting, changed: frozenset[str]) -> Document:
        """The same page after some questions have changed, by their ids; what stands in other blocks is taken over.

        `setting` differs in nothing that concerns other blocks.
        """
        return Document(self._blocks, setting, self.measured, changed)

    def _measure(self, before: Measured | None, changed: frozenset[str]) -> None:
        context = Context(self.setting, typeset_inside)
        context.measuring = True
        counts, extents = self.measured.counts, self.measured.extents
        above: Block | None = None
        top = 0
        for index, block in enumerate(self._blocks):
            counts.append(_Counts.of(context))
            if before is not None and before.counts[index] == counts[index] and not _asks(block, changed):
                extents.append(self.measured.take_over(before, index))
                context.return_to(before.counts[index + 1].place)
            else:
                extents.append(self._extent(index, block, context))
            height, anchors = extents[index]
            if height and above is not None:
                top += gap(above, block, self.setting.density)
            self._tops.append(top)
            for line, name in anchors:
                self._anchors.setdefault(name, (index, line))
            if height:
                top += height
                above = block
            self._bottoms.append(top)
        counts.append(_Counts.of(context))
        self.height = top
        for name in context.waiting:
            self._anchors.setdefault(name, (len(self._blocks) - 1, 0))

    def _extent(self, index: int, block: Block, context: Context) -> _Extent:
        width = self.setting.measure
        if isinstance(block, Paragraph | Heading):
            found = paragraph_height(block, context, width)
            if found is not None:
                return _Extent(*found)
        if isinstance(block, CodeBlock) and not context.waiting:
            return _Extent(code_height(block), [])
        # An assessment is looked at again with every key: its lines are made as they stay, and kept.
        context.measuring = not isinstance(block, Ask)
        lines = context.block(block, width)
        if not context.measuring:
            self.measured.keep(index, lines)
        context.measuring = True
        return _Extent(len(lines), [(row, name) for row, line in enumerate(lines) for name in line.anchors])

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
            for index, top in enumerate(self._tops):
                if self.measured.counts[index + 1].targets > self.measured.counts[index].targets:
                    for one in self._targets_of(index):
                        placed.setdefault(one.target.number, replace(one, line=one.line + top))
            self._placed = tuple(placed[number] for number in sorted(placed))
        return self._placed

    def _targets_of(self, index: int) -> list[Placed]:
        found = self.measured.targets.get(index)
        if found is None:
            found = self.measured.targets[index] = list(first_runs(self._block(index), self.setting.cells))
        return found

    def _block(self, index: int) -> list[Line]:
        kept = self.measured.lines.get(index)
        if kept is not None:
            self.measured.lines.move_to_end(index)
            return kept
        context = Context(self.setting, typeset_inside, place=self.measured.counts[index].place)
        lines = context.block(self._blocks[index], self.setting.measure)
        self.measured.keep(index, lines)
        return lines


def _asks(block: Block, changed: frozenset[str]) -> bool:
    """Whether one of some questions stands in a block."""
    return bool(changed) and any(question.id in changed for question in all_questions((block,)))


def first_runs(lines: Sequence[Line], cells: Callable[[str], int]) -> Iterator[Placed]:
    """Every target of some lines, each where its first run stands; lines are counted from 0."""
    seen: set[int] = set()
    for row, line in enumerate(lines):
        column = 0
        for run in line.runs:
            width = cells(run.text)
            if run.target is not None and run.target.number not in seen:
                seen.add(run.target.number)
                yield Placed(row, column, width, run.target)
            column += width

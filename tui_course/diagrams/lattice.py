"""The columns and rows that lines may take, and what is on them: boxes, frames, lines and labels."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_course.diagrams.items import Graph
    from tui_course.diagrams.place import Placement, Rect

RIGHT: Final = 0
DOWN: Final = 1
LEFT: Final = 2
UP: Final = 3
FREE: Final = -1

ROW: Final = 1.8
"""What a row of a line costs; a column costs 1. A cell is about twice as high as wide."""

HORIZONTAL: Final = 1
VERTICAL: Final = 2
EVERY_WAY: Final = 3

_TRACKS_AT_AN_END = 3
_BESIDE_A_BOX = 0.6
_ON_A_FRAME = 1.0
_HUGGING = 0.5


class Lattice:
    """Nodes are where a column and a row cross, numbered row by row; from each a segment leads right and one down.

    `passage` says which ways a line may go through a node, `frame` which group's frame runs there, or FREE. `lines` has the
    net on the segment right of a node, `falls` that on the one below, or FREE. `barred` counts what forbids a node,
    `barred_right` and `barred_below` what forbids its segments. `busy` counts the segments with a line at a node.
    `wide` and `high` are what the segments right of and below a node cost.
    """

    def __init__(self, graph: Graph, placement: Placement) -> None:
        self.width, self.height = placement.width, placement.height
        rects = placement.rects
        boxes = [rect for item, rect in zip(graph.items, rects, strict=True) if not item.is_group]
        self.columns = _tracks(
            ((r.left, r.right) for r in rects), ((r.left + r.right) / 2 for r in boxes), self.width, placement.spread
        )
        self.rows = _tracks(
            ((r.top, r.bottom) for r in rects), ((r.top + r.bottom) / 2 for r in boxes), self.height, placement.spread
        )
        self.across = len(self.columns)
        count = self.across * len(self.rows)
        self.x = list(self.columns) * len(self.rows)
        self.y = [row for row in self.rows for _ in self.columns]
        self.passage = bytearray([EVERY_WAY]) * count
        self.frame = [FREE] * count
        self.extra = [0.0] * count
        self.lines = [FREE] * count
        self.falls = [FREE] * count
        self.busy = bytearray(count)
        self.barred = bytearray(count)
        self.barred_right = bytearray(count)
        self.barred_below = bytearray(count)
        self.ink = bytearray(self.width * self.height)
        self.wide = [float(after - x) for x, after in zip(self.columns, [*self.columns[1:], self.width], strict=True)] * len(
            self.rows
        )
        self.high = [
            ROW * (after - y) for y, after in zip(self.rows, [*self.rows[1:], self.height], strict=True) for _ in self.columns
        ]
        self.steps = (1, self.across, -1, -self.across)
        self._close_the_rim()
        for number, (item, rect) in enumerate(zip(graph.items, rects, strict=True)):
            if item.is_group:
                self._frame(number, rect)
            else:
                self._box(rect)

    def _close_the_rim(self) -> None:
        last = len(self.rows) - 1
        for column in range(self.across):
            self.passage[column] = self.passage[last * self.across + column] = 0
        for row in range(last + 1):
            self.passage[row * self.across] = self.passage[row * self.across + self.across - 1] = 0

    def nodes(self, left: int, top: int, right: int, bottom: int) -> Iterator[int]:
        """The nodes within these columns and rows of cells."""
        columns = range(bisect_left(self.columns, left), bisect_right(self.columns, right))
        for row in range(bisect_left(self.rows, top), bisect_right(self.rows, bottom)):
            for column in columns:
                yield row * self.across + column

    def node(self, x: int, y: int) -> int:
        """The node at a cell that is on a column and a row."""
        return bisect_left(self.rows, y) * self.across + bisect_left(self.columns, x)

    def _box(self, rect: Rect) -> None:
        for node in self.nodes(rect.left, rect.top, rect.right, rect.bottom):
            self.passage[node] = 0
        for x in (rect.left - 1, rect.right + 1):
            for node in self.nodes(x, rect.top - 1, x, rect.bottom + 1):
                self.passage[node] &= HORIZONTAL
        for y in (rect.top - 1, rect.bottom + 1):
            for node in self.nodes(rect.left, y, rect.right, y):
                self.extra[node] += _BESIDE_A_BOX
        for y in range(rect.top, rect.bottom + 1):
            self.ink[y * self.width + rect.left : y * self.width + rect.right + 1] = b"\x40" * rect.width

    def _frame(self, number: int, rect: Rect) -> None:
        for x in (rect.left, rect.right):
            for node in self.nodes(x, rect.top, x, rect.bottom):
                self._border(node, number, HORIZONTAL)
            for y in range(rect.top, rect.bottom + 1):
                self.ink[y * self.width + x] = 0x40
        for y in (rect.top, rect.bottom):
            for node in self.nodes(rect.left, y, rect.right, y):
                self._border(node, number, VERTICAL)
            self.ink[y * self.width + rect.left : y * self.width + rect.right + 1] = b"\x40" * rect.width

    def _border(self, node: int, group: int, way: int) -> None:
        self.passage[node] &= way
        self.frame[node] = group
        self.extra[node] += _ON_A_FRAME

    # Lines

    def net_at(self, node: int, way: int) -> int:
        """The net on the segment that leads from a node this way, or FREE."""
        match way:
            case 0:
                return self.lines[node]
            case 1:
                return self.falls[node]
            case 2:
                return self.lines[node - 1]
            case _:
                return self.falls[node - self.across]

    def draw(self, net: int, nodes: list[int]) -> None:
        """Put the line of a net on the segments between consecutive nodes."""
        for one, other in itertools.pairwise(nodes):
            self._mark(one, other, net, 1)

    def erase(self, nodes: list[int]) -> None:
        """Take a line away that was drawn there."""
        for one, other in itertools.pairwise(nodes):
            self._mark(one, other, FREE, -1)

    def _mark(self, one: int, other: int, net: int, count: int) -> None:
        first, second = min(one, other), max(one, other)
        (self.lines if second == first + 1 else self.falls)[first] = net
        self.busy[one] += count
        self.busy[other] += count
        x, y = self.x[first], self.y[first]
        ink, width = self.ink, self.width
        if second == first + 1:
            for cell in range(y * width + x, y * width + self.x[second] + 1):
                ink[cell] += count
        else:
            for cell in range(y * width + x, self.y[second] * width + x + 1, width):
                ink[cell] += count
            self._hug(first, second, count * _HUGGING)

    def _hug(self, first: int, second: int, cost: float) -> None:
        """Make the columns beside an upright segment dearer, where they touch it."""
        for near in (-1, 1):
            if abs(self.x[first + near] - self.x[first]) == 1:
                self.extra[first + near] += cost
                self.extra[second + near] += cost

    def bar(self, rect: tuple[int, int, int, int], count: int) -> None:
        """Forbid all lines in the cells of a label (left, top, right, bottom), or with -1 allow them again."""
        left, top, right, bottom = rect
        first_column = max(0, bisect_right(self.columns, left) - 1)
        first_row = max(0, bisect_right(self.rows, top) - 1)
        for row in range(first_row, bisect_right(self.rows, bottom)):
            for column in range(first_column, bisect_right(self.columns, right)):
                node = row * self.across + column
                inside_x, inside_y = self.columns[column] >= left, self.rows[row] >= top
                if inside_x and inside_y:
                    self.barred[node] += count
                if inside_y:
                    self.barred_right[node] += count
                if inside_x:
                    self.barred_below[node] += count
        for y in range(top, bottom + 1):
            for cell in range(y * self.width + left, y * self.width + right + 1):
                self.ink[cell] += count

    def is_blank(self, left: int, top: int, right: int, bottom: int) -> bool:
        """Whether nothing stands in these cells, all of them on the sheet."""
        if left < 0 or top < 0 or right >= self.width or bottom >= self.height:
            return False
        return not any(any(self.ink[y * self.width + left : y * self.width + right + 1]) for y in range(top, bottom + 1))


def _tracks(borders: Iterable[tuple[int, int]], centres: Iterable[float], size: int, spread: int) -> list[int]:
    """The columns (or rows) that lines may take: borders, centres of boxes, and of the others all that are of use.

    Between two borders all columns are alike, so a few at each end do; the more, the greater `spread` is.
    """
    fixed = {0, size - 1}
    for first, last in borders:
        fixed.update((first, last))
    found = set(fixed)
    for centre in centres:
        found.update((int(centre), int(centre + 0.5)))
    events = sorted(fixed)
    for before, after in itertools.pairwise(events):
        between = range(before + 1, after)
        some = _TRACKS_AT_AN_END * (1 + 3 * spread)
        if len(between) <= 2 * some + 1:
            found.update(between)
        else:
            found.update(between[:some])
            found.update(between[-some:])
            found.add(between[len(between) // 2])
    return sorted(found)

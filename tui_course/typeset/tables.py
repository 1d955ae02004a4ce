"""Tables: columns that share the width fairly, else a record for each row, else wider than the screen."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from tui_course.model.block import Columns, Paragraph, Table
from tui_course.model.walk import all_blocks
from tui_course.typeset.context import indent, split
from tui_course.typeset.grid import grid
from tui_course.typeset.inlines import flow
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.paint import BETWEEN, TablePainter
from tui_course.typeset.share import share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.typeset.context import Context
    from tui_course.typeset.grid import Grid, Placed

_WHOLE_WORDS = 30  # longer words are cut before a table gives up its columns
_CUT_WORDS = 16
_UNBOUNDED = 10_000
_COMPLEX_LEAST = 14
_NESTED_NATURAL = 50
_WIDE_COLUMN = 40
_MOST_RECORD_COLUMNS = 16


def table(block: Table, context: Context, width: int) -> list[Line]:
    """A table below its caption."""
    lines = context.inlines(block.caption, width, Role.CAPTION, Weight.ITALIC)
    # A cell is too narrow for a picture, and a row with one too tall to compare with others.
    with context.without_pictures():
        return lines + _rows(block, context, width)


def _rows(block: Table, context: Context, width: int) -> list[Line]:
    cells = grid(block)
    if not cells.width:
        return []
    head = max(0, min(block.head, len(block.rows)))
    sizes = [_measure(placed, context) for placed in cells.cells]
    room = width - BETWEEN * (cells.width - 1)
    for longest in (_WHOLE_WORDS, _CUT_WORDS):
        least, natural = _columns(cells, sizes, longest)
        widths = share(least, natural, room)
        if widths is not None:
            return _aligned(cells, widths, head, context)
    if _has_records(cells, head, len(block.rows)):
        return _records(cells, head, context, width)
    widths = [max(fewest, min(most, _WIDE_COLUMN)) for fewest, most in zip(least, natural, strict=True)]
    return [Line(line.runs, line.anchors, wide=True) for line in _aligned(cells, widths, head, context)]


def _measure(placed: Placed, context: Context) -> tuple[int, int, bool]:
    """The width of a cell's longest word and of its longest line, and whether its lines cannot be broken."""
    before = context.place
    blocks = placed.cell.blocks
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        text = flow(blocks[0].children, context).text
        context.return_to(before)
        cells = context.cells
        natural = max(map(cells, text.split("\n")))
        return max(map(cells, text.split()), default=0), natural, False
    if any(isinstance(inner, Table | Columns) for inner in all_blocks(blocks)):
        # What tries several widths itself is not tried at several widths: the effort would double with each level.
        return _COMPLEX_LEAST, _NESTED_NATURAL, False
    lines = context.blocks(blocks, _UNBOUNDED)
    context.return_to(before)
    natural = max((context.cells(line.text.rstrip(" ")) for line in lines), default=0)
    lines = context.blocks(blocks, _COMPLEX_LEAST)
    context.return_to(before)
    least = max((context.cells(line.text) for line in lines), default=0)
    return least, max(least, natural), any(line.wide for line in lines)


def _columns(cells: Grid, sizes: Sequence[tuple[int, int, bool]], longest: int) -> tuple[list[int], list[int]]:
    """The least and the natural width of each column; what spans columns widens the last of them where it must."""
    least, natural = [2] * cells.width, [2] * cells.width
    wanted = sorted(zip(cells.cells, sizes, strict=True), key=lambda pair: pair[0].columns)
    for placed, (fewest, most, rigid) in wanted:
        span = range(placed.column, placed.column + placed.columns)
        between = BETWEEN * (placed.columns - 1)
        needed = fewest if rigid else min(fewest, longest)
        for widths, need in ((least, needed), (natural, most)):
            missing = need - between - sum(widths[column] for column in span)
            if missing > 0:
                each, rest = divmod(missing, placed.columns)
                for position, column in enumerate(span):
                    widths[column] += each + (position < rest)
    return least, [max(pair) for pair in zip(least, natural, strict=True)]


def _aligned(cells: Grid, widths: Sequence[int], head: int, context: Context) -> list[Line]:
    """The table as columns."""
    bodies = []
    for placed in cells.cells:
        inner = sum(widths[placed.column : placed.column + placed.columns]) + BETWEEN * (placed.columns - 1)
        strong = placed.cell.header or placed.row < head
        bodies.append(_cell(placed, inner, context, strong=strong))
    heights = _heights(cells, bodies)
    ruled = any(height > 1 for height in heights[head:]) and len(heights) - head > 1
    rules = [row + 1 == head or ruled for row in range(len(heights) - 1)]
    _stretch(cells, bodies, heights, rules)
    painter = TablePainter(cells, widths, bodies, context)
    lines: list[Line] = []
    for row, height in enumerate(heights):
        lines.extend(painter.row(row) for _ in range(height))
        if row < len(rules) and rules[row]:
            lines.append(painter.rule(row, context.drawing.heavy_rule if row + 1 == head else context.drawing.dotted_rule))
    return lines


def _cell(placed: Placed, width: int, context: Context, *, strong: bool) -> list[Line]:
    found = []
    for line in split(context.blocks(placed.cell.blocks, width, tight=True), width, context.cells):
        runs = (
            tuple(Run(run.text, run.role, run.weight | Weight.BOLD, run.target) for run in line.runs) if strong else line.runs
        )
        found.append(Line(runs, line.anchors))
    return found


def _heights(cells: Grid, bodies: Sequence[list[Line]]) -> list[int]:
    heights = [1] * len(cells.at)
    for placed, body in zip(cells.cells, bodies, strict=True):
        if placed.rows == 1:
            heights[placed.row] = max(heights[placed.row], len(body))
    return heights


def _stretch(cells: Grid, bodies: Sequence[list[Line]], heights: list[int], ruled: Sequence[bool]) -> None:
    """Make the last row of a cell that spans rows tall enough for it."""
    for placed, body in zip(cells.cells, bodies, strict=True):
        if placed.rows > 1:
            last = placed.row + placed.rows - 1
            have = sum(heights[placed.row : last + 1]) + sum(ruled[placed.row : last])
            heights[last] += max(0, len(body) - have)


def _has_records(cells: Grid, head: int, rows: int) -> bool:
    """Whether each row can stand alone: one row of labels and no spans."""
    plain = all(placed.columns == 1 and placed.rows == 1 for placed in cells.cells)
    return plain and head == 1 and rows > 1 and cells.width <= _MOST_RECORD_COLUMNS


def _records(cells: Grid, head: int, context: Context, width: int) -> list[Line]:
    """Each row as labels and values below each other."""
    names = [placed for placed in cells.cells if placed.row < head]
    label_width = max((_measure(placed, context)[1] for placed in names), default=0)
    beside = bool(label_width) and context.inside(width, label_width + 2) != width and label_width + 2 <= width // 2
    labels = {placed.column: _cell(placed, label_width if beside else width, context, strong=True) for placed in names}
    lines: list[Line] = []
    for row, (_, indexes) in enumerate(pairwise(cells.at)):
        if row:
            lines.append(Line((Run(context.rule(context.drawing.dotted_rule, min(width, 12)), Role.TABLE),)))
        for column, index in enumerate(indexes):
            label = labels.get(column, [])
            if index < 0 and row:
                continue
            inner = context.inside(width, label_width + 2 if beside else 2)
            body = context.blocks(cells.cells[index].cell.blocks, inner, tight=True) if index >= 0 else []
            if not body and row:
                continue
            lines.extend(_beside(label, body, label_width, context) if beside else [*label, *indent(body, width - inner)])
        if not row:
            labels = {column: [_bare(line) for line in label] for column, label in labels.items()}
    return lines


def _beside(label: list[Line], body: list[Line], label_width: int, context: Context) -> list[Line]:
    found = []
    for left, right in zip_longest(label, body, fillvalue=Line()):
        space = Run(" " * (label_width + 2 - context.cells(left.text)))
        runs = (*left.runs, space, *right.runs) if right.runs else left.runs
        found.append(Line(runs, left.anchors + right.anchors, right.wide))
    return found


def _bare(line: Line) -> Line:
    """A label that is repeated: nothing to choose, no place to lead to."""
    return Line(tuple(Run(run.text, Role.TABLE, run.weight) for run in line.runs), wide=line.wide)

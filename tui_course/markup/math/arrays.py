"""Matrices, cases and aligned lines as boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.markup.math.box import Box, beside, blank, stacked, text_box, widened
from tui_course.markup.math.fences import fenced
from tui_course.markup.math.spacing import right_role
from tui_course.markup.math.tree import EMPTY, Array, Role, Row, Style

if TYPE_CHECKING:
    from collections.abc import Callable

_GAP: Final = {Style.MATRIX: 2, Style.CASES: 3, Style.ALIGNED: 0, Style.GATHERED: 1, Style.STACKED: 1}
_PAIRS_APART: Final = 4


def array_box(array: Array, draw: Callable[[Row], Box]) -> Box:
    """The rows of `array`, whose cells `draw` turns into boxes, in columns; blank lines part rows taller than one line."""
    count = max(len(cells) for cells in array.rows)
    rows = [[draw(_cell(array, cells, column)) for column in range(count)] for cells in array.rows]
    widths = [max(row[column].width for row in rows) for column in range(count)]
    rules = _rules(array, count)
    lines = [_line(array, row, widths, rules) for row in rows]
    tall = any(line.height > 1 for line in lines)
    body: list[Box] = []
    for index, line in enumerate(lines):
        if index in array.rules:
            body.append(text_box("─" * line.width))
        elif index and tall:
            body.append(_verticals(array, widths, rules))
        body.append(line)
    if len(lines) in array.rules:
        body.append(text_box("─" * lines[0].width))
    box = stacked(body, 0)
    return fenced(array.left, Box(box.lines, box.width, (box.height - 1) // 2), array.right)


def _cell(array: Array, cells: tuple[Row, ...], column: int) -> Row:
    """A cell; in aligned lines the sign at a border keeps its room on both sides."""
    if column >= len(cells):
        return Row(())
    cell = cells[column]
    if array.style is not Style.ALIGNED or not cell.nodes:
        return cell
    if column % 2:
        return Row((EMPTY, *cell.nodes))
    return Row((*cell.nodes, EMPTY)) if right_role(cell) in (Role.RELATION, Role.PREFIX, Role.BINARY) else cell


def _alignments(array: Array, count: int) -> str:
    if array.style is Style.ALIGNED:
        return ("rl" * count)[:count]
    letters = array.columns.replace("|", "") or "c"
    return (letters + letters[-1] * count)[:count]


def _rules(array: Array, count: int) -> set[int]:
    """The columns before which a rule runs; `count` for one after the last."""
    rules: set[int] = set()
    column = 0
    for letter in array.columns:
        if letter == "|":
            rules.add(min(column, count))
        else:
            column += 1
    return rules


def _line(array: Array, row: list[Box], widths: list[int], rules: set[int]) -> Box:
    above = max(box.baseline for box in row)
    strip = blank(0, above + max(box.height - box.baseline for box in row), above)
    parts: list[Box] = []
    for column, (box, width, how) in enumerate(zip(row, widths, _alignments(array, len(row)), strict=True)):
        parts += _between(array, column, len(row), rules, strip)
        parts.append(widened(box, width, how))
    return beside([*parts, *_between(array, len(row), len(row), rules, strip)])


def _between(array: Array, column: int, last: int, rules: set[int], box: Box) -> list[Box]:
    height, baseline = box.height, box.baseline
    inside = 0 < column < last
    if column in rules:
        bar = Box(("│",) * height, 1, baseline)
        room = blank(1, height, baseline)
        return [room, bar, room] if inside else [bar, room] if column == 0 else [room, bar]
    if not inside:
        return []
    gap = _PAIRS_APART if array.style is Style.ALIGNED and column % 2 == 0 else _GAP[array.style]
    return [blank(gap, height, baseline)]


def _verticals(array: Array, widths: list[int], rules: set[int]) -> Box:
    return _line(array, [blank(width) for width in widths], widths, rules)

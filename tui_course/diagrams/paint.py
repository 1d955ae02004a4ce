"""A plan to a drawing: frames, boxes, lines, heads and labels as cells."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tui_course.diagrams.drawing import BLANK, Cell, Drawing, Role
from tui_course.diagrams.glyphs import (
    BAR,
    BOXES,
    CROSSINGS,
    DOT,
    DOWN,
    FRAME,
    HEADS,
    LEFT,
    LINES,
    PLAIN,
    PLAIN_LINES,
    PLAIN_SIDES,
    PLAIN_STUB,
    RIGHT,
    STUBS,
    UP,
    Box,
    border_of,
)
from tui_course.diagrams.legend import legend_lines, mark
from tui_course.diagrams.plan import Seat
from tui_course.diagrams.text import cells, clusters
from tui_course.model.diagram import Head, Shape, Stroke

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.diagrams.place import Rect
    from tui_course.diagrams.plan import Label, Plan, Point, Route

_OPPOSITE = {UP: DOWN, DOWN: UP, LEFT: RIGHT, RIGHT: LEFT}
_ALL_ARMS = 15


def paint(plan: Plan, edges: Sequence[tuple[int, ...]], *, plain: bool = False, width: int = 0) -> Drawing:
    """Paint all; `plain` uses ASCII for all but the author's words. `edges` says which of a diagram's edges a link stands for.

    A legend is as wide as the plan, or as `width` cells if that is more.
    """
    return _Painter(plan, edges, plain=plain, width=width).drawing()


@dataclass(slots=True)
class _Ink:
    """The lines in one cell."""

    arms: int = 0
    level: Stroke = Stroke.SOLID
    upright: Stroke = Stroke.SOLID
    edges: list[int] = field(default_factory=list)


class _Painter:
    def __init__(self, plan: Plan, edges: Sequence[tuple[int, ...]], *, plain: bool, width: int) -> None:
        self.plan = plan
        self.edges = edges
        self.plain = plain
        self.width = width
        self.rows = [[BLANK] * plan.width for _ in range(plan.height)]

    def drawing(self) -> Drawing:
        items = self.plan.graph.items
        for number, rect in enumerate(self.plan.rects):
            if items[number].is_group:
                self._border(rect, FRAME, Role.FRAME, items[number].id)
        for number, rect in enumerate(self.plan.rects):
            if not items[number].is_group:
                self._box(number, rect)
        self._lines()
        for number, item in enumerate(items):
            if item.is_group and item.lines:
                self._title(number)
        for route in self.plan.routes:
            self._ends(route)
        for route in self.plan.routes:
            if route.label:
                self._label(route.label, route.link.edge)
        legend = self._legend(self.width)
        boxes = {item.id: rect for item, rect in zip(items, self.plan.rects, strict=True) if not item.is_group}
        frames = {item.id: rect for item, rect in zip(items, self.plan.rects, strict=True) if item.is_group}
        width = max((len(row) for row in self.rows), default=0)
        rows = tuple(tuple(row) + (BLANK,) * (width - len(row)) for row in self.rows)
        return Drawing(width, len(rows), rows, boxes, frames, legend=legend)

    def _put(self, x: int, y: int, glyph: str, cell: Cell) -> None:
        if self.plain:
            table = PLAIN_LINES if cell.role is Role.LINE else PLAIN
            glyph = table.get(glyph, glyph)
        self.rows[y][x] = replace(cell, glyph=glyph)

    def _border(self, rect: Rect, box: Box, role: Role, item: str) -> None:
        cell = Cell(" ", role, item)
        for x, y, glyph in border_of(rect, box):
            self._put(x, y, glyph, cell)

    def _box(self, number: int, rect: Rect) -> None:
        item = self.plan.graph.items[number]
        border = Cell(" ", Role.BORDER, item.id)
        inside = Cell(" ", Role.TEXT, item.id)
        match item.shape:
            case Shape.DOT:
                self._put(rect.left, rect.top, DOT, border)
                return
            case Shape.BAR:
                for x in range(rect.left, rect.right + 1):
                    self._put(x, rect.top, BAR, border)
                return
            case Shape.TEXT | None:
                top = rect.top
            case shape:
                for y in range(rect.top + 1, rect.bottom):
                    for x in range(rect.left + 1, rect.right):
                        self.rows[y][x] = inside
                self._border(rect, BOXES[shape], Role.BORDER, item.id)
                top = rect.top + 1
        spare = rect.height - (0 if item.shape is Shape.TEXT else 2) - len(item.lines)
        for index, line in enumerate(item.lines):
            left = rect.left + (rect.width - cells(line)) // 2
            self._write(left, top + spare // 2 + index, line, inside)

    def _write(self, x: int, y: int, text: str, cell: Cell) -> int:
        """Write text from a column on; return the column after it."""
        row = self.rows[y]
        for glyph, width in clusters(text):
            while len(row) < x + width:
                row.append(BLANK)
            row[x] = replace(cell, glyph=glyph)
            if width > 1:
                row[x + 1] = replace(cell, glyph="")
            x += width
        return x

    # Lines

    def _lines(self) -> None:
        ink: dict[Point, _Ink] = {}
        for route in self.plan.routes:
            for one, other in zip(route.points, route.points[1:], strict=False):
                self._run(ink, route, one, other)
        ends = {point for route in self.plan.routes for point in (route.points[0], route.points[-1])}
        for (x, y), found in ink.items():
            below = self.rows[y][x]
            if (x, y) in ends and below.role in (Role.BORDER, Role.FRAME, Role.TEXT):
                continue
            edges = tuple(dict.fromkeys(found.edges))
            item = below.item if below.role is Role.FRAME else ""
            arms = _ALL_ARMS if below.role is Role.FRAME else found.arms
            self._put(x, y, _glyph(arms, found), Cell(" ", Role.LINE, item, edges))

    def _run(self, ink: dict[Point, _Ink], route: Route, one: Point, other: Point) -> None:
        way = _way(one, other)
        dx, dy = (other[0] > one[0]) - (other[0] < one[0]), (other[1] > one[1]) - (other[1] < one[1])
        x, y = one
        while True:
            found = ink.setdefault((x, y), _Ink())
            found.arms |= (way if (x, y) != other else 0) | (_OPPOSITE[way] if (x, y) != one else 0)
            if dy:
                found.upright = route.link.stroke
            else:
                found.level = route.link.stroke
            found.edges.extend(self.edges[route.link.edge])
            if (x, y) == other:
                return
            x, y = x + dx, y + dy

    def _ends(self, route: Route) -> None:
        for head, border, near in (
            (route.link.start, route.points[0], route.points[1]),
            (route.link.end, route.points[-1], route.points[-2]),
        ):
            way = _way(border, near)
            x, y = border
            if head is not Head.NONE:
                x += (way == RIGHT) - (way == LEFT)
                y += (way == DOWN) - (way == UP)
                before = self.rows[y][x]
                edges = tuple(dict.fromkeys((*before.edges, *self.edges[route.link.edge])))
                self._put(x, y, HEADS[head][_OPPOSITE[way]], Cell(" ", Role.HEAD, "", edges))
                continue
            cell = self.rows[y][x]
            stub = STUBS.get(cell.glyph, {}).get(way)
            if self.plain and cell.role in (Role.BORDER, Role.FRAME) and cell.glyph in PLAIN_SIDES:
                stub = PLAIN_STUB
            if stub:
                self._put(x, y, stub, replace(cell, edges=(*cell.edges, *self.edges[route.link.edge])))

    # Words

    def _title(self, number: int) -> None:
        item = self.plan.graph.items[number]
        title = Cell(" ", Role.TITLE, item.id)
        column, row = title_place(self.plan, number)
        words = mark(item.number, plain=self.plain) if item.number else item.lines[0]
        self._write(column, row, f" {words} ", title)

    def _label(self, label: Label, edge: int) -> None:
        cell = Cell(" ", Role.LABEL, "", self.edges[edge])
        lines = (mark(label.number, plain=self.plain),) if label.number else label.lines
        for y in range(label.top, label.bottom + 1):
            self.rows[y][label.left : label.right + 1] = [cell] * label.width
        for index, line in enumerate(lines):
            self._write(label.left + (label.width - cells(line)) // 2, label.top + index, line, cell)
        if label.seat is Seat.ON:
            for x in (label.left - 1, label.right + 1):
                self.rows[label.top][x] = cell

    def _legend(self, width: int) -> tuple[str, ...]:
        found = legend_lines(self.plan, width, plain=self.plain)
        if found:
            self.rows.append([])
        for line, edge in found:
            self.rows.append([])
            self._write(0, len(self.rows) - 1, line, Cell(" ", Role.LEGEND, "", self.edges[edge] if edge >= 0 else ()))
        return tuple(line for line, _ in found)


def title_place(plan: Plan, number: int) -> tuple[int, int]:
    """The column and row where the title of a group begins, with a blank: leftmost at the top where none crosses, or below."""
    rect = plan.rects[number]
    size = max(map(cells, plan.graph.items[number].lines), default=0) + 2
    for row in (rect.top, rect.bottom):
        stops = [rect.left, *sorted(crossings_of(plan, rect, row)), rect.right]
        for before, after in itertools.pairwise(stops):
            spare = after - before - 1 - size
            if spare >= 0:
                return before + (2 if spare else 1), row
    return rect.left + 1, rect.top


def crossings_of(plan: Plan, rect: Rect, row: int) -> set[int]:
    """The columns in which lines cross or touch a frame in the row of its top or bottom."""
    found: set[int] = set()
    for route in plan.routes:
        for one, other in zip(route.points, route.points[1:], strict=False):
            low, high = sorted((one[1], other[1]))
            if one[0] == other[0] and rect.left < one[0] < rect.right and low <= row <= high:
                found.add(one[0])
    return found


def _glyph(arms: int, found: _Ink) -> str:
    if arms == _ALL_ARMS:
        return CROSSINGS[found.level is Stroke.THICK, found.upright is Stroke.THICK]
    stroke = found.level if arms & (LEFT | RIGHT) else found.upright
    return LINES[stroke][arms]


def _way(one: Point, other: Point) -> int:
    if other[0] != one[0]:
        return RIGHT if other[0] > one[0] else LEFT
    return DOWN if other[1] > one[1] else UP

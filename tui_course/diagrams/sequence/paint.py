"""The parts of a sequence to a drawing: participants, messages, notes and frames as cells."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, assert_never

from tui_course.diagrams.drawing import Cell, Drawing, Role
from tui_course.diagrams.glyphs import BOXES, DOWN, FRAME, HEADS, LEFT, LINES, RIGHT, UP, Box
from tui_course.diagrams.legend import mark
from tui_course.diagrams.place import Rect
from tui_course.diagrams.sequence.canvas import Canvas
from tui_course.diagrams.sequence.extent import AROUND_TITLE, BESIDE_LOOP, LOOP, words_of
from tui_course.diagrams.sequence.room import is_readable, width_of
from tui_course.diagrams.text import broken, cells
from tui_course.model.diagram import Frame, Head, Message, Remark, Shape, Stroke

if TYPE_CHECKING:
    from tui_course.diagrams.sequence.columns import Columns, Team
    from tui_course.diagrams.sequence.extent import Part
    from tui_course.diagrams.sequence.room import Room
    from tui_course.model.diagram import Sequence

NOTE: Final[Box] = ("┌", "─", "╲", "│", "│", "└", "─", "┘")
_LONG: Final = 30
"""Rows after which participants are named again."""
_FRAME: Final = Cell(" ", Role.FRAME)
_TITLE: Final = Cell(" ", Role.TITLE)


class Painter:
    """Paints a sequence; `legend` is how wide its legend may be, in cells."""

    def __init__(self, sequence: Sequence, columns: Columns, room: Room, legend: int, *, plain: bool) -> None:
        self._sequence = sequence
        self._columns = columns
        self._room = room
        self._plain = plain
        self._legend_width = legend
        self._places = {one.id: number for number, one in enumerate(sequence.participants)}
        names = {x: one.id for x, one in zip(columns.lifelines, sequence.participants, strict=True)}
        self._canvas = Canvas(columns.width, names, plain=plain)
        self._legend: list[tuple[str, Cell]] = []

    def drawing(self, parts: tuple[Part, ...]) -> Drawing:
        """Paint all. Raises TooLarge."""
        boxes = self._head()
        self._parts(parts)
        self._canvas.add()
        if self._canvas.bottom > _LONG:
            self._people(self._canvas.bottom + 1, below=True)
        legend = self._legend_rows()
        width = max(map(len, self._canvas.rows))
        rows = tuple(tuple(row) + (Cell(" "),) * (width - len(row)) for row in self._canvas.rows)
        return Drawing(width, len(rows), rows, boxes, legend=legend)

    # Participants

    def _head(self) -> dict[str, Rect]:
        """The participants, and the frames around those who belong together."""
        teams = self._columns.teams
        top = max((max(1, len(team.lines)) for team in teams), default=0)
        self._canvas.add(top, blank=True)
        boxes = self._people(top)
        if teams:
            self._canvas.add()
        for team in teams:
            self._team(team)
        return boxes

    def _team(self, team: Team) -> None:
        columns = self._columns
        left = columns.lifelines[team.first] - columns.sides[team.first][0] - 2
        right = columns.lifelines[team.last] + columns.sides[team.last][1] + 2
        missing = max(0, width_of(team.lines) + AROUND_TITLE - (right - left + 1))
        left, right = left - (missing + 1) // 2, right + missing // 2
        bottom = self._canvas.bottom
        self._canvas.rule(0, (left, right), FRAME[0] + FRAME[1] + FRAME[2], _FRAME)
        self._canvas.rule(bottom, (left, right), FRAME[5] + FRAME[6] + FRAME[7], _FRAME)
        for y in range(1, bottom):
            self._canvas.put(left, y, FRAME[3], _FRAME)
            self._canvas.put(right, y, FRAME[4], _FRAME)
        for index, line in enumerate(team.lines):
            self._canvas.write(left + 2, index, line if index else f" {line} ", _TITLE)

    def _people(self, top: int, *, below: bool = False) -> dict[str, Rect]:
        columns = self._columns
        height = max(map(len, columns.names))
        self._canvas.add(height + 2, blank=True)
        found = {}
        for place, one in enumerate(self._sequence.participants):
            x, (left, right) = columns.lifelines[place], columns.sides[place]
            rect = Rect(x - left, top, x + right, top + height + 1)
            shape = Shape.ROUNDED if one.actor else Shape.RECTANGLE
            self._canvas.border(rect, BOXES[shape], Cell(" ", Role.BORDER, one.id))
            inside = Rect(rect.left + 1, rect.top + 1, rect.right - 1, rect.bottom - 1)
            self._canvas.write_middle(inside, columns.names[place], Cell(" ", Role.TEXT, one.id))
            y, glyph = (rect.top, "┴") if below else (rect.bottom, "┬")
            self._canvas.put(x, y, glyph, Cell(" ", Role.BORDER, one.id))
            found[one.id] = rect
        return found

    # Events

    def _parts(self, parts: tuple[Part, ...]) -> None:
        for part in parts:
            match part.event:
                case Message() as message if message.source == message.target:
                    self._loop(message, part)
                case Message() as message:
                    self._message(message, part)
                case Remark() as remark:
                    self._remark(remark, part)
                case Frame():
                    self._frame(part)
                case _:
                    assert_never(part.event)

    def _message(self, message: Message, part: Part) -> None:
        xs = self._columns.lifelines
        source, target = xs[self._places[message.source]], xs[self._places[message.target]]
        left, right = min(source, target), max(source, target)
        self._label(message, part)
        y = self._canvas.add()
        line = LINES.get(message.stroke, LINES[Stroke.SOLID])
        for x in range(left, right + 1):
            ends = {left: UP | DOWN | RIGHT, right: UP | DOWN | LEFT}
            begun = self._canvas.rows[y][x].item
            arms = ends.get(x, UP | DOWN | LEFT | RIGHT if begun else LEFT | RIGHT)
            self._canvas.put(x, y, line[arms], Cell(" ", Role.LINE, begun, (part.number,)))
        onwards = RIGHT if target > source else LEFT
        self._point(message.end, message.target, y, onwards, part.number)
        self._point(message.start, message.source, y, LEFT if onwards == RIGHT else RIGHT, part.number)

    def _point(self, head: Head, name: str, y: int, way: int, number: int) -> None:
        """The head of a message at the lifeline that it reaches, where it has one."""
        if head is Head.NONE:
            return
        x = self._columns.lifelines[self._places[name]]
        beside = x - 1 if way == RIGHT else x + 1
        self._canvas.put(x, y, "│", Cell(" ", Role.FRAME, name, (number,)))
        self._canvas.put(beside, y, HEADS[head][way], Cell(" ", Role.HEAD, "", (number,)))

    def _label(self, message: Message, part: Part) -> None:
        """The words above a message: between two lifelines if they have room there, else over those between."""
        words = words_of(message)
        if not words.strip():
            return
        xs = self._columns.lifelines[part.extent.first : part.extent.last + 1]
        room = xs[-1] - xs[0] - 3
        cell = Cell(" ", Role.LABEL, "", (part.number,))
        if self._room.numbered and not is_readable(words, room):
            lines: tuple[str, ...] = (self._numbered(words, cell),)
        else:
            lines = broken(words, room, room)
        size = width_of(lines)
        gaps = [(one, other) for one, other in pairwise(xs) if other - one - 3 >= size]
        middle = xs[0] + xs[-1]
        left, right = min(gaps, key=lambda gap: abs(sum(gap) - middle), default=(xs[0], xs[-1]))
        begin = left + 1 + (right - left - 1 - size) // 2
        top = self._canvas.add(len(lines))
        self._canvas.write_middle(Rect(begin - 1, top, begin + size, self._canvas.bottom), lines, cell)

    def _loop(self, message: Message, part: Part) -> None:
        """A message to oneself, its words at its right."""
        x = self._columns.lifelines[part.extent.first]
        words = words_of(message)
        label = Cell(" ", Role.LABEL, "", (part.number,))
        lines = self._lines(words, label) if words.strip() else ()
        top = self._canvas.add(max(2, len(lines)))
        bottom = self._canvas.bottom
        line = LINES.get(message.stroke, LINES[Stroke.SOLID])
        ink = Cell(" ", Role.LINE, "", (part.number,))
        begun = Cell(" ", Role.LINE, message.source, (part.number,))
        for y, arms in ((top, LEFT | DOWN), (bottom, LEFT | UP)):
            self._canvas.put(x, y, line[UP | DOWN | RIGHT], begun)
            for across in range(1, LOOP):
                self._canvas.put(x + across, y, line[LEFT | RIGHT], ink)
            self._canvas.put(x + LOOP, y, line[arms], ink)
        for y in range(top + 1, bottom):
            self._canvas.put(x + LOOP, y, line[UP | DOWN], ink)
        self._point(message.start, message.source, top, LEFT, part.number)
        self._point(message.end, message.source, bottom, LEFT, part.number)
        for index, text in enumerate(lines):
            self._canvas.write(x + BESIDE_LOOP, top + index, text, label)

    def _remark(self, remark: Remark, part: Part) -> None:
        extent, xs = part.extent, self._columns.lifelines
        name = remark.participants[0] if remark.participants else ""
        cell = Cell(" ", Role.LABEL, name)
        if extent.first < extent.last:
            room = xs[extent.last] - xs[extent.first] + 1
            readable = not self._room.numbered or is_readable(remark.text, room)
            lines = broken(remark.text, room, room) if readable else (self._numbered(remark.text, cell),)
        else:
            lines = self._lines(remark.text, cell)
        left, right = xs[extent.first] - extent.left, xs[extent.last] + extent.right
        if remark.side == "left":
            right = xs[extent.first] - 2
        elif remark.side == "right":
            left = xs[extent.last] + 2
        top = self._canvas.add(len(lines) + 2)
        rect = Rect(left, top, right, self._canvas.bottom)
        self._canvas.border(rect, NOTE, Cell(" ", Role.FRAME, name))
        self._canvas.write_middle(Rect(left + 1, top + 1, right - 1, rect.bottom - 1), lines, cell)

    def _frame(self, part: Part) -> None:
        extent, xs = part.extent, self._columns.lifelines
        ends = left, right = xs[extent.first] - extent.left, xs[extent.last] + extent.right
        top = self._canvas.bottom + 1
        rules = set()
        for index, (title, parts) in enumerate(part.branches):
            rules.add(self._canvas.bottom + 1)
            self._title(title, ends, "├┄┤" if index else FRAME[0] + FRAME[1] + FRAME[2])
            self._parts(parts)
        bottom = self._canvas.add()
        self._canvas.rule(bottom, ends, FRAME[5] + FRAME[6] + FRAME[7], _FRAME)
        for y in range(top, bottom):
            if y not in rules:
                self._canvas.put(left, y, FRAME[3], _FRAME)
                self._canvas.put(right, y, FRAME[4], _FRAME)

    def _title(self, title: str, ends: tuple[int, int], glyphs: str) -> None:
        """The upper border of a branch, with its title in it."""
        room = ends[1] - ends[0] + 1 - AROUND_TITLE
        lines = broken(title, room, room) if title else ()
        top = self._canvas.add(max(1, len(lines)))
        self._canvas.rule(top, ends, glyphs, _FRAME)
        for index, line in enumerate(lines):
            self._canvas.write(ends[0] + 2, top + index, f" {line} ", _TITLE)

    # Words

    def _lines(self, words: str, cell: Cell) -> tuple[str, ...]:
        """The lines of a label beside its lifeline, or its number where they would be hard to read."""
        if self._room.numbered and not is_readable(words, self._room.words):
            return (self._numbered(words, cell),)
        return self._room.lines(words)

    def _numbered(self, words: str, cell: Cell) -> str:
        """Put words into the legend; returns what stands for them."""
        sign = mark(len(self._legend) + 1, plain=self._plain)
        self._legend.append((f"{sign} {' '.join(words.split())}", cell))
        return sign

    def _legend_rows(self) -> tuple[str, ...]:
        """The legend below all, each label after its number."""
        if self._legend:
            self._canvas.add(blank=True)
        for text, cell in self._legend:
            sign, _, words = text.partition(" ")
            indent = cells(sign) + 1
            room = max(1, self._legend_width - indent)
            for index, line in enumerate(broken(words, room, room)):
                y = self._canvas.add(blank=True)
                written = line if index else f"{sign} {line}"
                self._canvas.write(indent if index else 0, y, written, Cell(" ", Role.LEGEND, cell.item, cell.edges))
        return tuple(text for text, _ in self._legend)

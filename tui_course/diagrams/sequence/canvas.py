"""Rows of cells that a sequence is painted on, each begun with the lifelines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.drawing import BLANK, Cell, Role
from tui_course.diagrams.glyphs import PLAIN, PLAIN_LINES, border_of
from tui_course.diagrams.text import cells, clusters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_course.diagrams.glyphs import Box
    from tui_course.diagrams.place import Rect

MOST_CELLS: Final = 2_000_000


class TooLarge(Exception):
    """There are more cells than a drawing may have."""


class Canvas:
    """`width` cells in each of any number of rows; `plain` draws in ASCII."""

    def __init__(self, width: int, lifelines: Mapping[int, str], *, plain: bool) -> None:
        self.rows: list[list[Cell]] = []
        self._width = width
        self._plain = plain
        self._lifelines = [BLANK] * width
        for x, name in lifelines.items():
            self._lifelines[x] = Cell(self.glyph("│", Role.FRAME), Role.FRAME, name)

    @property
    def bottom(self) -> int:
        """The number of the last row."""
        return len(self.rows) - 1

    def add(self, count: int = 1, *, blank: bool = False) -> int:
        """Add rows, with lifelines or blank; the number of the first of them. Raises TooLarge."""
        if (len(self.rows) + count) * self._width > MOST_CELLS:
            raise TooLarge
        first = len(self.rows)
        begun = [BLANK] * self._width if blank else self._lifelines
        self.rows.extend(list(begun) for _ in range(count))
        return first

    def glyph(self, glyph: str, role: Role) -> str:
        """What stands for a character that is drawn."""
        if not self._plain:
            return glyph
        table = PLAIN_LINES if role is Role.LINE else PLAIN
        return table.get(glyph, glyph)

    def put(self, x: int, y: int, glyph: str, cell: Cell) -> None:
        """Draw a character."""
        self.rows[y][x] = replace(cell, glyph=self.glyph(glyph, cell.role))

    def write(self, x: int, y: int, text: str, cell: Cell) -> None:
        """Write words from a column on; the row grows where they need it."""
        row = self.rows[y]
        for glyph, width in clusters(text):
            row.extend([BLANK] * (x + width - len(row)))
            row[x] = replace(cell, glyph=glyph)
            if width > 1:
                row[x + 1] = replace(cell, glyph="")
            x += width

    def write_middle(self, rect: Rect, lines: Sequence[str], cell: Cell) -> None:
        """Write lines into the middle of a box of cells, over what stands there."""
        for y in range(rect.top, rect.bottom + 1):
            self.rows[y][rect.left : rect.right + 1] = [replace(cell, glyph=" ")] * rect.width
        above = (rect.height - len(lines)) // 2
        for index, line in enumerate(lines):
            self.write(rect.left + (rect.width - cells(line)) // 2, rect.top + above + index, line, cell)

    def border(self, rect: Rect, box: Box, cell: Cell) -> None:
        """Draw the border of a box."""
        for x, y, glyph in border_of(rect, box):
            self.put(x, y, glyph, cell)

    def rule(self, y: int, ends: tuple[int, int], glyphs: str, cell: Cell) -> None:
        """Draw a level line of a frame, its two ends and what is between them; lifelines go on through it."""
        left, right = ends
        for x in range(left + 1, right):
            if self.rows[y][x].role is not Role.FRAME:
                self.put(x, y, glyphs[1], cell)
        self.put(left, y, glyphs[0], cell)
        self.put(right, y, glyphs[2], cell)

"""The rows of a drawing as segments, with what stands out in them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.segment import Segment

from tui_course.diagrams.drawing import Role
from tui_course.typeset.line import Role as Words
from tui_course.typeset.line import Weight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.style import Style

    from tui_course.diagrams.drawing import Cell, Drawing
    from tui_course.tui.diagram.emphasis import Emphasis
    from tui_course.tui.theme import Look

_LOOKS: Final[Mapping[Role, tuple[Words, Weight]]] = {
    Role.BLANK: (Words.TEXT, Weight.NONE),
    Role.BORDER: (Words.TEXT, Weight.NONE),
    Role.TEXT: (Words.TEXT, Weight.NONE),
    Role.FRAME: (Words.TABLE, Weight.NONE),
    Role.TITLE: (Words.QUOTE, Weight.BOLD),
    Role.LINE: (Words.DIM, Weight.NONE),
    Role.HEAD: (Words.DIM, Weight.NONE),
    Role.LABEL: (Words.CAPTION, Weight.NONE),
    Role.LEGEND: (Words.DIM, Weight.NONE),
}
_WORDS: Final = frozenset((Role.TEXT, Role.TITLE, Role.LABEL, Role.LEGEND))
_ON_EDGES: Final = frozenset((Role.LINE, Role.HEAD, Role.LABEL, Role.LEGEND))
_ON_BOXES: Final = frozenset((Role.BORDER, Role.TEXT))

_HEAVY_BORDER: Final = (
    ("─═", "━"),
    ("│║", "┃"),
    ("┌╭╓╔", "┏"),
    ("┐╮╖╗", "┓"),
    ("└╰╙╚", "┗"),
    ("┘╯╜╝", "┛"),
    ("├╟╠", "┣"),
    ("┤╢╣", "┫"),
    ("┬╤╦", "┳"),
    ("┴╧╩", "┻"),
)
_HEAVY_LINE: Final = (
    ("─", "━"),
    ("│", "┃"),
    ("╭", "┏"),
    ("╮", "┓"),
    ("╰", "┗"),
    ("╯", "┛"),
    ("├", "┣"),
    ("┤", "┫"),
    ("┬", "┳"),
    ("┴", "┻"),
    ("┈", "┅"),
    ("┊", "┇"),
)
_PLAIN_LINE: Final = (("-~", "="), ("|!", "H"))
_PLAIN_BORDER: Final = (("-|.':/\\+_()", "#"),)


def _by_glyph(table: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {glyph: heavy for glyphs, heavy in table for glyph in glyphs}


_BORDERS: Final = _by_glyph(_HEAVY_BORDER)
_LINES: Final = _by_glyph(_HEAVY_LINE)
_PLAIN_BORDERS: Final = _by_glyph(_PLAIN_BORDER)
_PLAIN_LINES: Final = _by_glyph(_PLAIN_LINE)


def canvas_row(drawing: Drawing, emphasis: Emphasis, look: Look, span: tuple[int, int], y: int) -> list[Segment]:
    """Row `y` of a drawing between two columns, the second not included; nothing where the drawing has no such row."""
    if not 0 <= y < drawing.height:
        return []
    left, right = span
    row = drawing.rows[y][left:right]
    brush = _Brush(emphasis, look)
    cells = [brush.painted(cell, left + x, y) for x, cell in enumerate(row)]
    if cells and not cells[0][0] and left:
        cells[0] = " ", cells[0][1]
    cut = drawing.rows[y][right : right + 1]
    if cells and cut and not cut[0].glyph:
        cells[-1] = " ", cells[-1][1]
    return [Segment("".join(glyph for glyph, _ in run), style) for style, run in groupby(cells, key=lambda one: one[1])]


class _Brush:
    """The glyph and the style of a cell."""

    def __init__(self, emphasis: Emphasis, look: Look) -> None:
        self._emphasis = emphasis
        self._look = look
        self._borders = _PLAIN_BORDERS if look.ascii else _BORDERS
        self._heavy_lines = _PLAIN_LINES if look.ascii else _LINES

    def painted(self, cell: Cell, x: int, y: int) -> tuple[str, Style]:
        """What a cell shows."""
        emphasis, look = self._emphasis, self._look
        mark = emphasis.marks.get((x, y))
        if mark is not None:
            return mark, look.edge
        if cell.role is Role.BLANK:
            return cell.glyph, look.ground
        if cell.item and cell.item == emphasis.focus and cell.role in _ON_BOXES:
            return self._focused(cell)
        if emphasis.edges and cell.role in _ON_EDGES and not emphasis.edges.isdisjoint(cell.edges):
            whole = cell.role is Role.LINE and emphasis.edges.issuperset(cell.edges)
            return self._heavy_lines.get(cell.glyph, cell.glyph) if whole else cell.glyph, look.edge
        if cell.item in emphasis.found and cell.role is Role.TEXT:
            return cell.glyph, look.ground + look.found
        if cell.item in emphasis.items and cell.role in _ON_BOXES:
            return cell.glyph, look.strong
        if emphasis.others_quiet or cell.item in emphasis.aside:
            return cell.glyph, look.quiet if cell.role in _WORDS else look.lines
        return cell.glyph, look.style(*_LOOKS[cell.role])

    def _focused(self, cell: Cell) -> tuple[str, Style]:
        look = self._look
        if self._emphasis.bare:
            return cell.glyph, look.focus
        if cell.role is Role.BORDER:
            return self._borders.get(cell.glyph, cell.glyph), look.edge
        return cell.glyph, look.edge

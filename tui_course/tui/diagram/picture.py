"""A diagram drawn for a window, and where in it the drawing and the panel beside it stand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from textual.geometry import Region

from tui_course.diagrams.draw import draw
from tui_course.diagrams.drawing import Role
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.geometry import Size

    from tui_course.diagrams.drawing import Drawing
    from tui_course.model.diagram import Diagram
    from tui_course.tui.diagram.scope import Scope
    from tui_course.tui.diagram.standpoint import Standpoint

SIDE_COLUMNS = 110
"""From so many columns on, room is kept for a panel at the right."""
_SIDE = 38
_LEAST_SIDE = 28
_LEAST_BELOW = 5
_TINY = 6
_GAP = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the regions of the window, in cells, for it and for the panel.

    `order` are the boxes in reading order; `lines` and `heads` the cells of each edge, by its number in the drawing, as columns
    and rows.
    """

    scope: Scope
    drawing: Drawing
    canvas: Region
    panel: Region
    order: tuple[str, ...]
    lines: Mapping[int, tuple[tuple[int, int], ...]]
    heads: Mapping[int, tuple[tuple[int, int], ...]]


def compose(scope: Scope, standpoint: Standpoint, size: Size, *, plain: bool) -> Picture:
    """Draw for a window; `plain` draws in ASCII. Takes up to a second, and may run in any thread."""
    drawing, canvas, panel = _fitted(
        lambda width, height: _drawn(scope, standpoint, (width, height), plain=plain), size, scope.diagram
    )
    order = sorted(drawing.boxes, key=lambda box: (drawing.boxes[box].top, drawing.boxes[box].left))
    return Picture(scope, drawing, canvas, panel, tuple(order), _cells(drawing, Role.LINE), _cells(drawing, Role.HEAD))


def _drawn(scope: Scope, standpoint: Standpoint, size: tuple[int, int], *, plain: bool) -> Drawing:
    """The drawing that the learner wants, within columns and rows where it is to be fitted."""
    collapsed = scope.folded | (standpoint.collapsed or frozenset())
    if standpoint.natural:
        return draw(scope.diagram, ascii=plain, collapsed=collapsed, may_fold=False)
    width, height = max(1, size[0]), max(1, size[1])
    automatic = standpoint.collapsed is None
    may_fold = automatic and not scope.group
    drawing = draw(scope.diagram, width=width, height=height, ascii=plain, collapsed=collapsed, may_fold=may_fold)
    inner = frozenset(group.id for group in scope.diagram.groups if group.id in scope.inside)
    if drawing.width <= width or not automatic or not scope.group or not inner:
        return drawing
    # Left to itself, the drawing would fold the group that is to be looked into.
    return draw(scope.diagram, width=width, height=height, ascii=plain, collapsed=collapsed | inner, may_fold=False)


def _fitted(drawn: Callable[[int, int], Drawing], size: Size, diagram: Diagram) -> tuple[Drawing, Region, Region]:
    """The drawing with the regions for it and for the panel: at its right where there is room, else below."""
    width, height = size.width, size.height
    if width >= SIDE_COLUMNS:
        drawing = drawn(width - _SIDE, height)
        if drawing.width <= width - _SIDE:
            return drawing, *_beside(drawing, size)
    drawing = drawn(width, height)
    if not drawing.refused and drawing.width + _GAP + _LEAST_SIDE <= width:
        return drawing, *_beside(drawing, size)
    below = _rows_below(height, diagram)
    # Where nothing fits, nothing fits into fewer rows.
    if drawing.height > height - below and not drawing.overflow:
        drawing = drawn(width, height - below)
    lead = _lead(drawing, height - below)
    end = max(0, min(height - below, lead + drawing.height + 1))
    return drawing, Region(0, lead, width, end - lead), Region(0, end, width, height - end)


def _rows_below(height: int, diagram: Diagram) -> int:
    """Rows for a panel below: more where it tells steps as well."""
    if height < _TINY:
        return 1
    return height // 3 if diagram.steps or height < 3 * _LEAST_BELOW else max(_LEAST_BELOW, height // 4)


def _beside(drawing: Drawing, size: Size) -> tuple[Region, Region]:
    columns = min(size.width - _LEAST_SIDE, drawing.width + _GAP)
    lead = _lead(drawing, size.height)
    rows = size.height - lead
    return Region(0, lead, columns, rows), Region(columns, lead, size.width - columns, rows)


def _lead(drawing: Drawing, height: int) -> int:
    """Empty rows above a drawing, where there is room."""
    return int(height - drawing.height > 1)


def _cells(drawing: Drawing, role: Role) -> dict[int, tuple[tuple[int, int], ...]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for y, row in enumerate(drawing.rows):
        for x, cell in enumerate(row):
            if cell.role is role:
                for edge in cell.edges:
                    found[edge].append((x, y))
    return {edge: tuple(cells) for edge, cells in found.items()}

"""What of a drawing stands out: the box in focus with its edges, or the step with its numbers."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from tui_course.diagrams.drawing import Cell, Role
from tui_course.model.diagram import Shape
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tui_course.diagrams.drawing import Drawing
    from tui_course.model.diagram import Diagram, Step
    from tui_course.tui.diagram.nesting import Nesting
    from tui_course.tui.diagram.picture import Picture

_CIRCLED = range(1, 21)
_FIRST_CIRCLED = 0x2460
_STRAIGHT = "─│┈┊━┃-|~!=H"
_OUTSIDE = Cell(" ", Role.FRAME)
_BARE = (Shape.TEXT, Shape.DOT, Shape.BAR)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """`focus` is a box, `bare` says that it has no border; `edges` and `items` stand out, by number in the drawing and by id.

    With `others_quiet` all else steps back; `aside` steps back anyway. `marks` are characters over others, by column and row.
    `found` was searched for.
    """

    focus: str = ""
    bare: bool = False
    edges: frozenset[int] = frozenset()
    items: frozenset[str] = frozenset()
    others_quiet: bool = False
    aside: frozenset[str] = frozenset()
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    found: frozenset[str] = frozenset()


def emphasis_of(
    nesting: Nesting, picture: Picture, focus: str, step: int, found: Iterable[str] = (), *, plain: bool
) -> Emphasis:
    """What stands out while `focus` is a box of the picture and `step`, from 1, is shown; 0 for none."""
    diagram, scope = nesting.diagram, picture.scope
    node = nesting.nodes.get(focus)
    bare = node is not None and node.shape in _BARE
    aside = frozenset(picture.drawing.boxes) - scope.inside if scope.group else frozenset()
    matches = frozenset(found)
    if not step:
        inside = nesting.inside(focus) | {focus}
        edges = frozenset(number for number, edge in enumerate(scope.diagram.edges) if inside & {edge.source, edge.target})
        return Emphasis(focus, bare, edges, aside=aside, found=matches)
    part = diagram.steps[step - 1]
    whole = edges_of_step(diagram, part)
    edges = frozenset(number for number, known in enumerate(scope.edges) if known in whole)
    return Emphasis(
        focus,
        bare,
        edges,
        frozenset(box for item in items_of_step(part) for box in shown_as(nesting, picture.drawing, item)),
        others_quiet=True,
        marks=_marks(picture, edges, step_number(step, plain=plain)),
        found=matches,
    )


def edges_of_step(diagram: Diagram, step: Step) -> frozenset[int]:
    """The numbers of the edges that take part in a step."""
    ends = set(step.edges)
    return frozenset(number for number, edge in enumerate(diagram.edges) if (edge.source, edge.target) in ends)


def items_of_step(step: Step) -> tuple[str, ...]:
    """The nodes and groups that take part in a step, or are at the ends of its edges, each once."""
    return tuple(dict.fromkeys([*(end for ends in step.edges for end in ends), *step.nodes]))


def shown_as(nesting: Nesting, drawing: Drawing, item: str) -> tuple[str, ...]:
    """What of a drawing stands for an item: itself or the folded group it is in; of an open group all boxes."""
    if item in drawing.boxes:
        return (item,)
    for group in nesting.around(item):
        if group in drawing.boxes:
            return (group,)
    inside = nesting.inside(item)
    return tuple(box for box in drawing.boxes if box in inside)


def step_number(step: int, *, plain: bool) -> str:
    """The number of a step as it stands on its edges: in a circle, else in brackets."""
    return chr(_FIRST_CIRCLED + step - 1) if step in _CIRCLED and not plain else f"({step})"


def _marks(picture: Picture, edges: Iterable[int], text: str) -> dict[tuple[int, int], str]:
    """The number on each edge, in the middle of its longest straight part, or beside the head of one that has no line.

    Where all of it has no room it is one character of it.
    """
    marks: dict[tuple[int, int], str] = {}
    digits = text.strip("()")
    brief = digits if len(digits) == 1 else "#"
    for edge in edges:
        cells = set(picture.lines.get(edge, ()))
        if not cells:
            marks.update(_beside_a_head(picture, edge, (text, brief)))
            continue
        straight = {(x, y) for x, y in cells if _cell(picture, x, y).glyph in _STRAIGHT}
        own = {(x, y) for x, y in straight if _cell(picture, x, y).edges == (edge,)} or straight or cells
        x, y = max(sorted(own), key=lambda cell: _straight(cell, own))
        start = x - len(text) // 2
        if all((at, y) in own or _cell(picture, at, y).role is Role.BLANK for at in range(start, start + len(text))):
            marks.update(_written(text, start, y))
        else:
            marks[x, y] = brief
    return marks


def _beside_a_head(picture: Picture, edge: int, texts: tuple[str, ...]) -> dict[tuple[int, int], str]:
    """The longest of the texts that has room in the blank cells around a head of the edge; nothing where none has."""
    for x, y in picture.heads.get(edge, ()):
        for text in texts:
            for start, row in ((x - len(text), y), (x + 1, y), (x, y - 1), (x, y + 1)):
                if all(_is_blank(picture, at, row) for at in range(start, start + len(text))):
                    return _written(text, start, row)
    return {}


def _written(text: str, x: int, y: int) -> dict[tuple[int, int], str]:
    return {(x + offset, y): character for offset, character in enumerate(text)}


def _cell(picture: Picture, x: int, y: int) -> Cell:
    """A cell of the drawing; outside of it, one that belongs to nothing but is no room either."""
    rows = picture.drawing.rows
    return rows[y][x] if 0 <= y < len(rows) and 0 <= x < len(rows[y]) else _OUTSIDE


def _is_blank(picture: Picture, x: int, y: int) -> bool:
    return _cell(picture, x, y).role is Role.BLANK


def _straight(cell: tuple[int, int], cells: set[tuple[int, int]]) -> tuple[int, int]:
    """How far the cell is from the nearer end of the straight part it is in, level or upright; level is better."""
    x, y = cell
    level = min(_reach(x, y, (-1, 0), cells), _reach(x, y, (1, 0), cells))
    upright = min(_reach(x, y, (0, -1), cells), _reach(x, y, (0, 1), cells))
    return max(level, upright), level


def _reach(x: int, y: int, way: tuple[int, int], cells: set[tuple[int, int]]) -> int:
    steps = 0
    while (x + way[0], y + way[1]) in cells:
        x, y, steps = x + way[0], y + way[1], steps + 1
    return steps

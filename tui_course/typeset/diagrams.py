"""Diagrams in the text: drawn at its width where they can be, else told as an outline."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, assert_never

from tui_course.diagrams.drawing import Role as Part
from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.diagram import Diagram, Outline, Sequence
from tui_course.model.inline import Text
from tui_course.model.visible import visible
from tui_course.typeset.context import indent
from tui_course.typeset.drawings import drawing_of
from tui_course.typeset.line import Line, Role, Run, Target, Weight
from tui_course.typeset.source import literal

if TYPE_CHECKING:
    from collections.abc import Sequence as Many

    from tui_course.diagrams.drawing import Cell, Drawing
    from tui_course.model.block import DiagramBlock
    from tui_course.typeset.context import Context

_INDENT = 2
_LOOKS = {
    Part.BLANK: (Role.TEXT, Weight.NONE),
    Part.BORDER: (Role.TEXT, Weight.NONE),
    Part.TEXT: (Role.TEXT, Weight.BOLD),
    Part.FRAME: (Role.TABLE, Weight.NONE),
    Part.TITLE: (Role.QUOTE, Weight.BOLD),
    Part.LINE: (Role.DIM, Weight.NONE),
    Part.HEAD: (Role.CURSOR, Weight.NONE),
    Part.LABEL: (Role.CAPTION, Weight.NONE),
    Part.LEGEND: (Role.DIM, Weight.NONE),
}


def diagram_block(block: DiagramBlock, context: Context, width: int) -> list[Line]:
    """A diagram: its drawing, or what can be said of it, then its title; all of it opens the diagram's own screen."""
    diagram = block.diagram
    target = context.numbered(Target("diagram", block.id)) if context.setting.asked is not None else None
    match diagram:
        case Diagram() | Sequence():
            drawing = drawing_of(diagram, width, ascii=context.setting.ascii, patience=context.patience)
            lines = _refused(block, drawing.refused, context, width) if drawing.refused else drawn(drawing, width)
        case Outline():
            lines = _outline(diagram, context, width)
        case _:
            assert_never(diagram)
    context.wait(block.id)
    words = diagram.title or _(_KINDS[type(diagram)])
    caption = context.inlines((Text(visible(words)),), width, Role.CAPTION)
    return _pressed([*lines, *caption], target)


_KINDS = {Diagram: later("Diagram"), Sequence: later("Sequence diagram"), Outline: later("Diagram, as an outline")}


def drawn(drawing: Drawing, width: int) -> list[Line]:
    """A drawing as lines; those that are wider than `width` may be moved sideways."""
    return [_row(row, wide=drawing.width > width) for row in drawing.rows]


def _row(row: Many[Cell], *, wide: bool) -> Line:
    runs = []
    for look, cells in groupby(row, key=lambda cell: _LOOKS[cell.role] if cell.glyph != " " else _LOOKS[Part.BLANK]):
        runs.append(Run("".join(cell.glyph for cell in cells), *look))
    while runs and not runs[-1].text.strip(" "):
        runs.pop()
    return Line(tuple(runs), wide=wide)


def _refused(block: DiagramBlock, reason: str, context: Context, width: int) -> list[Line]:
    """Why a diagram is not drawn, what it says in words, and its source."""
    from tui_course.diagrams.telling import tell

    lines = context.inlines((Text(visible(reason)),), width, Role.PROBLEM)
    for text in tell(block.diagram):
        lines += _indented(text.strip(" "), len(text) - len(text.lstrip(" ")), context, width)
    return [*lines, Line(), *_source(block, context, width)]


def _source(block: DiagramBlock, context: Context, width: int) -> list[Line]:
    texts = literal(block.source).strip("\n").split("\n")
    return [Line((Run(text, Role.CODE),) if text else (), wide=context.cells(text) > width) for text in texts]


def _outline(outline: Outline, context: Context, width: int) -> list[Line]:
    return [line for depth, text in outline.lines for line in _indented(text, _INDENT * depth, context, width)]


def _indented(text: str, by: int, context: Context, width: int) -> list[Line]:
    """A text behind `by` cells, or behind half the width where that is less."""
    by = min(by, width // 2)
    return indent(context.inlines((Text(visible(text)),), width - by), by)


def _pressed(lines: list[Line], target: Target | None) -> list[Line]:
    """Lines that open the diagram: the target is on the first words alone, so that the focus marks a line and not all."""
    if target is None or not lines:
        return lines
    last = lines[-1]
    runs = tuple(Run(run.text, run.role, run.weight, target) for run in last.runs)
    return [*lines[:-1], Line(runs, last.anchors, last.wide)]

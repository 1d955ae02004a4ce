"""Rows of a question: a mark, what it stands for, and a word at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.inline import Text
from tui_course.typeset.anchors import question_cursor
from tui_course.typeset.context import anchored, inset, split
from tui_course.typeset.line import Line, Role, Run, Target, Weight
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.block import Block
    from tui_course.typeset.context import Context

_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Row:
    """Something to choose, to match or to order: `mark` before it, `word` at the right, `comment` below it.

    `role` is that of mark and word; `target` is what a click on it means.
    """

    mark: str
    blocks: tuple[Block, ...]
    role: Role = Role.MARKER
    target: Target | None = None
    current: bool = False
    word: str = ""
    comment: tuple[Block, ...] = ()


def set_rows(rows: Sequence[Row], context: Context, width: int) -> list[Line]:
    """Rows below each other, their marks aligned at the right."""
    widest = max((context.cells(row.mark) for row in rows), default=0)
    by = widest + 2
    inner = context.inside(width, by)
    lines: list[Line] = []
    for row in rows:
        mark = " " * (widest - context.cells(row.mark)) + row.mark + "  "
        role = Role.CURSOR if row.current and row.role is Role.MARKER else row.role
        head = Run(mark, role, Weight.BOLD if row.current else Weight.NONE, row.target)
        body = _body(row, context, inner)
        if inner == width:
            body = [*split([Line((head,))], width, context.cells), *body]
        else:
            body = inset(body, (head,), (Run(" " * by),))
        if row.current and row.target is not None:
            body[0] = anchored(body[0], (question_cursor(row.target.href),))
        lines += body
    return lines


def _body(row: Row, context: Context, width: int) -> list[Line]:
    body = context.blocks(row.blocks, width) or [Line()]
    if row.target is not None:
        body = [pressable(line, row.target, current=row.current) for line in body]
    if row.word:
        body = with_word(body, row.word, row.role, context, width)
    if row.comment:
        body += context.blocks(row.comment, width)
    return body


def with_word(body: list[Line], word: str, role: Role, context: Context, width: int, room: int = 0) -> list[Line]:
    """Lines with a word at the right of the first that has `room` cells for it, or below all.

    The lines themselves stay as they are, so that a word that comes or goes moves nothing beside it.
    """
    room = max(room, context.cells(word)) + _BETWEEN
    for number, line in enumerate(body):
        if number and not line.runs:
            break
        used = context.cells(line.text)
        if used + room <= width and not line.wide:
            space = Run(" " * (width - context.cells(word) - used))
            return [*body[:number], Line((*line.runs, space, Run(word, role)), line.anchors), *body[number + 1 :]]
    return [*body, *context.inlines((Text(word),), width, role)]


def pressable(line: Line, target: Target, *, current: bool = False) -> Line:
    """A line that a click means: all of it but the links in it; the current one is heavy."""
    runs = tuple(
        run
        if run.target
        else Run(run.text, run.role, run.weight | Weight.BOLD if current and run.role is Role.TEXT else run.weight, target)
        for run in line.runs
    )
    return Line(runs, line.anchors, line.wide)

"""What stands at the end of a page: footnotes and references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.inline import Text
from tui_course.typeset.context import anchored, inset
from tui_course.typeset.flow import fold
from tui_course.typeset.line import Line, Role, Run, Target, Weight

if TYPE_CHECKING:
    from tui_course.model.block import Bibliography, Footnotes
    from tui_course.typeset.context import Context

_RULE_WIDTH = 12
_HANGING = 4


def footnotes(block: Footnotes, context: Context, width: int) -> list[Line]:
    """The notes of a page below a short rule, each behind its number."""
    labels = [fold(note.label).strip(" ") for note in block.notes]
    by = max((context.cells(label) for label in labels), default=0) + 1
    inner = context.inside(width, by)
    rule = context.rule(context.drawing.rule, min(_RULE_WIDTH, width))
    lines = [Line((Run(rule, Role.RULE),))] if labels else []
    rest = (Run(" " * by),) if inner != width else ()
    for note, label in zip(block.notes, labels, strict=True):
        back = context.numbered(Target("mark", f"#{note.id}", anchor=note.id)) if note.id and label else None
        body = context.blocks(note.blocks, inner) or [Line()]
        body[0] = anchored(body[0], (note.id,) if note.id else ())
        if inner != width:
            first = (Run(" " * (by - 1 - context.cells(label)) + label + " ", Role.MARKER, Weight.NONE, back),)
            lines.extend(inset(body, first, rest))
        else:
            lines.extend((*context.inlines((Text(label),), width, Role.MARKER), *body))
    return lines


def bibliography(block: Bibliography, context: Context, width: int) -> list[Line]:
    """A list of references, each with its further lines indented."""
    inner = context.inside(width, _HANGING)
    rest = (Run(" " * _HANGING),) if inner != width else ()
    lines: list[Line] = []
    for entry in block.entries:
        context.wait(entry.key)
        # The first line is as narrow as the others: the text stands before its indentation, not under it.
        lines.extend(inset(context.inlines(entry.children, inner), (), rest))
    return lines

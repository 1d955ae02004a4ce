"""Lists: bullets, numbers, boxes of tasks, and definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.block import ListBlock, Paragraph
from tui_course.model.inline import Checkbox, Text
from tui_course.model.words import inline_words
from tui_course.typeset.anchors import definition_of
from tui_course.typeset.context import inset
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.scripts import numeral

if TYPE_CHECKING:
    from tui_course.model.block import Block, DefinitionList, ListItem
    from tui_course.typeset.context import Context

_DEFINITION_INDENT = 4


def is_tight(block: ListBlock) -> bool:
    """Whether no item needs a blank line around it: each is at most one paragraph, then lists."""
    return all(
        isinstance(inner, ListBlock) or (isinstance(inner, Paragraph) and position == 0)
        for item in block.items
        for position, inner in enumerate(item.blocks)
    )


def task_box(item: ListItem) -> tuple[Checkbox | None, tuple[Block, ...]]:
    """The box that an item begins with, which stands for its bullet, and the blocks without it."""
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, Paragraph) and first.children and isinstance(first.children[0], Checkbox):
        return first.children[0], (Paragraph(first.children[1:]), *item.blocks[1:])
    return None, item.blocks


def marker(block: ListBlock, item: ListItem, position: int) -> str:
    """The number of an item as it is shown, with its full stop; empty in a list without numbers."""
    if not block.ordered:
        return ""
    return numeral(position + 1 if item.number is None else item.number, block.numeral) + "."


def list_block(block: ListBlock, context: Context, width: int) -> list[Line]:
    """A list; numbers are aligned at their right."""
    drawing, cells = context.drawing, context.cells
    bullet = drawing.bullets[context.bullets % len(drawing.bullets)]
    parts = [task_box(item) for item in block.items]
    marks = []
    for position, (item, (box, _)) in enumerate(zip(block.items, parts, strict=True)):
        mark = marker(block, item, position) or ("" if box else bullet)
        if box:
            mark = f"{mark} {drawing.checked_box if box.checked else drawing.box}".lstrip(" ")
        marks.append(mark)
    sizes = [cells(mark) for mark in marks]
    by = max(sizes, default=0) + 1
    inner = context.inside(width, by)
    tight = is_tight(block)
    context.bullets += not block.ordered
    lines: list[Line] = []
    rest = (Run(" " * by),)
    for mark, size, (_, blocks) in zip(marks, sizes, parts, strict=True):
        body = context.blocks(blocks, inner, tight=tight) or [Line()]
        if lines and not tight:
            lines.append(Line())
        if inner != width:
            first = (Run(" " * (by - 1 - size) + mark + " ", Role.MARKER),)
            lines.extend(inset(body, first, rest))
        else:
            lines.extend(_cramped(mark, body, context, width))
    context.bullets -= not block.ordered
    return lines


def _cramped(mark: str, body: list[Line], context: Context, width: int) -> list[Line]:
    """An item without indentation: its marker in the first line where that has room, else above it."""
    head, first = Run(f"{mark} ", Role.MARKER), body[0]
    if context.cells(first.text) + context.cells(mark) + 1 <= width:
        return [Line((head, *first.runs), first.anchors, first.wide), *body[1:]]
    return [*context.inlines((Text(mark),), width, Role.MARKER), *body]


def definition_list(block: DefinitionList, context: Context, width: int) -> list[Line]:
    """Terms in bold, what they mean indented below them."""
    lines: list[Line] = []
    inner = context.inside(width, _DEFINITION_INDENT)
    rest = (Run(" " * (width - inner)),) if inner != width else ()
    for item in block.items:
        if lines:
            lines.append(Line())
        for term in item.terms:
            context.wait(definition_of(inline_words(term)))
            lines.extend(context.inlines(term, width, Role.TEXT, Weight.BOLD))
        below: list[Line] = []
        for description in item.descriptions:
            body = context.blocks(description, inner)
            if below and body and len(description) > 1:
                below.append(Line())
            below.extend(body)
        lines.extend(inset(below, rest, rest))
    return lines

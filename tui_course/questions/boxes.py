"""Lists, boxes and quotations in a page as parts of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.block import Admonition, ListBlock, Paragraph, Quote
from tui_course.model.inline import Checkbox, Text

if TYPE_CHECKING:
    from tui_course.model.block import Block, ListItem
    from tui_course.model.inline import Inline


def box_of(item: ListItem) -> bool | None:
    """Whether the box at the beginning of an item is checked; None where there is no box."""
    head = item.blocks[0] if item.blocks else None
    if isinstance(head, Paragraph) and head.children and isinstance(head.children[0], Checkbox):
        return head.children[0].checked
    return None


def has_boxes(block: Block) -> bool:
    """Whether a block is a list with a box in one of its items."""
    return isinstance(block, ListBlock) and any(box_of(item) is not None for item in block.items)


def split_item(item: ListItem) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The words of an item without its box, and what is said of it in quotations and callouts."""
    words: list[Block] = []
    comment: list[Block] = []
    for number, block in enumerate(item.blocks):
        if isinstance(block, Quote | Admonition):
            comment.extend(block.blocks)
        elif number == 0 and box_of(item) is not None and isinstance(block, Paragraph):
            children = without_lead(block.children[1:])
            words.extend([Paragraph(children)] if children else [])
        else:
            words.append(block)
    return tuple(words), tuple(comment)


def without_lead(children: tuple[Inline, ...], lead: str = " ") -> tuple[Inline, ...]:
    """Inlines without the signs of `lead` at their beginning."""
    if children and isinstance(children[0], Text):
        rest = children[0].text.lstrip(lead)
        return (Text(rest), *children[1:]) if rest else children[1:]
    return children

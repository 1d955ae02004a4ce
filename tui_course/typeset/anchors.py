"""The places of a page that links can lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.block import Bibliography, DefinitionList, Figure, Footnotes, Heading
from tui_course.model.inline import Anchor
from tui_course.model.walk import all_blocks, flat_inlines, own_inlines
from tui_course.model.words import inline_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_course.model.block import Block


def own_anchors(block: Block) -> Iterator[str]:
    """The ids that `block` itself bears, not those of blocks and inlines inside."""
    match block:
        case Heading() | Figure():
            found: Iterable[str] = (block.id,)
        case Footnotes():
            found = (note.id for note in block.notes)
        case Bibliography():
            found = (entry.key for entry in block.entries)
        case DefinitionList():
            found = (definition_of(inline_words(term)) for item in block.items for term in item.terms)
        case _:
            found = ()
    yield from (name for name in found if name)


def anchors_in(blocks: Iterable[Block]) -> Iterator[str]:
    """Every place inside blocks, in reading order."""
    for block in all_blocks(blocks):
        yield from own_anchors(block)
        for run in own_inlines(block):
            yield from (inline.id for inline in flat_inlines(run) if isinstance(inline, Anchor) and inline.id)


def definition_of(term: str) -> str:
    """The anchor of the line where a list of definitions explains a term; no anchor of a page has a space."""
    return f"definition {term}"


def question_start(question_id: str) -> str:
    """The anchor of a question's first line; no anchor of a page has a space."""
    return f"question {question_id}"


def question_end(question_id: str) -> str:
    """The anchor of a question's last line."""
    return f"question-end {question_id}"


def question_cursor(question_id: str) -> str:
    """The anchor of the row that the next key acts on, while keys go to the question and it waits for an answer."""
    return f"question-cursor {question_id}"

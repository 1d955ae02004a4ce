"""Every block and every inline of a page, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course.model.block import (
    Admonition,
    Ask,
    Bibliography,
    Block,
    CodeBlock,
    Columns,
    DefinitionList,
    DiagramBlock,
    Embed,
    Figure,
    Footnotes,
    Heading,
    ListBlock,
    MathBlock,
    Media,
    Paragraph,
    Quote,
    Reveal,
    Rule,
    Table,
    Unknown,
)
from tui_course.model.inline import Cite, Inline, Link, Styled, Term
from tui_course.model.question import Choose, Match, Order, Reflect, TypedTask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_course.model.question import Question


def inner_blocks(block: Block) -> Iterator[tuple[Block, ...]]:
    """The runs of blocks directly inside `block`, in reading order."""
    match block:
        case ListBlock():
            yield from (item.blocks for item in block.items)
        case DefinitionList():
            yield from (blocks for item in block.items for blocks in item.descriptions)
        case Table():
            yield from (cell.blocks for row in block.rows for cell in row.cells)
        case Columns():
            yield from (column.blocks for column in block.columns)
        case Footnotes():
            yield from (note.blocks for note in block.notes)
        case Figure() | Quote() | Admonition() | Reveal():
            yield block.blocks
        case Ask():
            yield block.description
            for question in block.questions:
                yield from question_blocks(question)
        case Heading() | Paragraph() | CodeBlock() | Media() | Embed() | MathBlock() | Bibliography() | Rule():
            return
        case DiagramBlock() | Unknown():
            return
        case _:
            assert_never(block)


def question_blocks(question: Question) -> Iterator[tuple[Block, ...]]:
    """The runs of blocks that a question shows before it is answered."""
    yield question.prompt
    match question.task:
        case Choose():
            yield from (choice.blocks for choice in question.task.choices)
        case Match():
            yield from (item.blocks for item in (*question.task.left, *question.task.right, *question.task.distractors))
        case Order() | Reflect():
            yield from (item.blocks for item in question.task.items)
        case TypedTask():
            return
        case _:
            assert_never(question.task)


def question_words(question: Question) -> Iterator[tuple[Block, ...]]:
    """Every run of blocks that the author of a question wrote, what is said after an answer included."""
    yield from question_blocks(question)
    if isinstance(question.task, Choose):
        yield from (choice.comment for choice in question.task.choices)
    yield question.praise
    yield question.advice
    yield from question.hints
    yield question.explanation


def opens_in_place(block: Block) -> bool:
    """Whether something of a block is shown and hidden where it stands: these are counted in page order, as reveals are."""
    return isinstance(block, Reveal) or (isinstance(block, Media) and bool(block.transcript))


def all_questions(blocks: Iterable[Block]) -> Iterator[Question]:
    """Every question of a page, in reading order."""
    for block in all_blocks(blocks):
        if isinstance(block, Ask):
            yield from block.questions


def own_inlines(block: Block) -> Iterator[tuple[Inline, ...]]:
    """The runs of inlines that stand directly in `block`, in reading order."""
    match block:
        case Heading() | Paragraph():
            yield block.children
        case DefinitionList():
            yield from (term for item in block.items for term in item.terms)
        case Table() | Media() | Embed():
            yield block.caption
        case Figure():
            yield block.images
            yield block.caption
        case Admonition():
            yield block.title
        case Reveal():
            yield block.summary
        case Bibliography():
            yield from (entry.children for entry in block.entries)
        case ListBlock() | CodeBlock() | Quote() | Columns() | MathBlock() | Footnotes() | Rule() | Ask():
            return
        case DiagramBlock() | Unknown():
            return
        case _:
            assert_never(block)


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, outer before inner, in reading order; nesting may be of any depth."""
    stack = [iter(tuple(blocks))]
    while stack:
        block = next(stack[-1], None)
        if block is None:
            stack.pop()
            continue
        yield block
        stack.append(iter([inner for run in inner_blocks(block) for inner in run]))


def flat_inlines(children: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, outer before inner, in reading order."""
    for child in children:
        yield child
        if isinstance(child, Styled | Link | Cite | Term):
            yield from flat_inlines(child.children)


def all_inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of every block: blocks from outer to inner, each with its own inlines first."""
    for block in all_blocks(blocks):
        for run in own_inlines(block):
            yield from flat_inlines(run)

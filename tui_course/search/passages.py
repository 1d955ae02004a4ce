"""A page as passages: pieces of about a paragraph, each with its heading and the way to it."""

from __future__ import annotations

from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, assert_never

from tui_course.model.block import (
    Admonition,
    Ask,
    Bibliography,
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
from tui_course.model.question import Match, Order
from tui_course.model.walk import inner_blocks, own_inlines, question_blocks
from tui_course.search.words import diagram_texts, formula_text, inline_text
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_course.model.block import Block
    from tui_course.model.course import Page
    from tui_course.model.question import Question

_FULL = 400
_MOST = 1000


class Kind(StrEnum):
    """What a passage is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    CODE = "code"
    FIGURE = "figure"
    TRANSCRIPT = "transcript"
    QUESTION = "question"
    DIAGRAM = "diagram"
    REFERENCE = "reference"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page; its parts, such as the items of a list, are on lines of their own.

    `block` is the number of the block of the page, `letters` how many letters and digits of that block are before it. `anchor`
    is its own, of a reference or a note, `heading` the nearest heading above, `heading_anchor` where that is. `seconds` is
    when a transcript says it.
    """

    page: str
    block: int
    kind: Kind
    text: str
    heading: str = ""
    heading_anchor: str = ""
    anchor: str = ""
    letters: int = 0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Text that stands in one place; `id` of a heading is its anchor."""

    kind: Kind
    text: str
    id: str = ""
    seconds: float | None = None


def passages(page: Page) -> Iterator[Passage]:
    """Everything that a learner reads on a page before a question is answered, in reading order.

    What its site hides is left out, and so is what a question says after an answer; where the order of its parts would give the
    answer away, they are sorted. The page's blocks are those that the learner sees, its title among them.
    """
    heading = anchor = ""
    for number, block in enumerate(page.blocks):
        letters = 0
        gathered: list[_Leaf] = []
        for leaf in _leaves(block):
            alone = leaf.id or leaf.kind is Kind.HEADING
            if gathered and (alone or leaf.kind is not gathered[0].kind or _length(gathered) + len(leaf.text) > _FULL):
                yield _joined(page, number, gathered, (heading, anchor), letters)
                letters += _letters(gathered)
                gathered = []
            if leaf.kind is Kind.HEADING:
                # The title of the page is no heading of what is below it.
                title = number == 0 and isinstance(block, Heading) and block.level == 1
                heading, anchor = ("", "") if title else (leaf.text, leaf.id)
                kind = Kind.TITLE if title else Kind.HEADING
                yield Passage(page.ref.id, number, kind, leaf.text, heading, anchor, letters=letters)
                letters += _letters([leaf])
            elif leaf.id:
                yield _joined(page, number, [leaf], (heading, anchor), letters)
                letters += _letters([leaf])
            else:
                gathered.append(leaf)
        if gathered:
            yield _joined(page, number, gathered, (heading, anchor), letters)


def leaf_texts(block: Block) -> Iterator[str]:
    """The texts of a block, as its passages have them."""
    return (leaf.text for leaf in _leaves(block))


def _joined(page: Page, number: int, leaves: list[_Leaf], above: tuple[str, str], letters: int) -> Passage:
    first = leaves[0]
    # What is said goes on from cue to cue.
    text = (" " if first.kind is Kind.TRANSCRIPT else "\n").join(leaf.text for leaf in leaves)
    return Passage(page.ref.id, number, first.kind, text, *above, first.id, letters, first.seconds)


def _length(leaves: Iterable[_Leaf]) -> int:
    return sum(len(leaf.text) for leaf in leaves)


def _letters(leaves: Iterable[_Leaf]) -> int:
    return sum(character.isalnum() for leaf in leaves for character in leaf.text)


def _leaves(block: Block) -> Iterator[_Leaf]:
    """The texts of a block and of those inside, in reading order; nesting may be of any depth."""
    stack: list[tuple[Iterator[Block], Kind]] = [(iter((block,)), Kind.TEXT)]
    while stack:
        inner, kind = stack[-1]
        one = next(inner, None)
        if one is None:
            stack.pop()
            continue
        if isinstance(one, Reveal) and one.hidden:
            continue
        yield from (part for leaf in _own(one, kind) if leaf.text.strip() for part in _cut(leaf))
        if not isinstance(one, Footnotes):
            stack.append((_inside(one), _kind_inside(one, kind)))


def _kind_inside(block: Block, kind: Kind) -> Kind:
    if isinstance(block, Ask):
        return Kind.QUESTION
    return Kind.FIGURE if isinstance(block, Figure) and kind is Kind.TEXT else kind


def _inside(block: Block) -> Iterator[Block]:
    if isinstance(block, Ask):
        yield from block.description
        for question in block.questions:
            yield from _asked(question)
    else:
        for run in inner_blocks(block):
            yield from run


def _asked(question: Question) -> Iterator[Block]:
    """What a question shows, in an order that tells nothing."""
    if not isinstance(question.task, Match | Order):
        for run in question_blocks(question):
            yield from run
        return
    yield from question.prompt
    if isinstance(question.task, Match):
        yield from (block for item in question.task.left for block in item.blocks)
        items = [*question.task.right, *question.task.distractors]
    else:
        items = list(question.task.items)
    yield from (block for item in sorted(items, key=attrgetter("key")) for block in item.blocks)


def _own(block: Block, kind: Kind) -> Iterator[_Leaf]:  # noqa: C901  a table of all kinds
    """What stands in a block itself; `kind` is what it is part of."""
    match block:
        case Heading():
            yield _Leaf(Kind.HEADING if kind is Kind.TEXT else kind, inline_text(block.children), block.id)
        case Paragraph() | DefinitionList() | Table() | Admonition() | Reveal():
            yield from (_Leaf(kind, inline_text(run)) for run in own_inlines(block))
        case CodeBlock():
            yield _Leaf(Kind.CODE if kind is Kind.TEXT else kind, block.text)
        case Figure():
            caption = inline_text(block.caption)
            alts = dict.fromkeys(" ".join(image.alt.split()) for image in block.images)
            yield from (_Leaf(Kind.FIGURE, text) for text in (*(alt for alt in alts if alt != caption), caption))
        case Media():
            yield _Leaf(Kind.FIGURE, inline_text(block.caption))
            yield from (_Leaf(Kind.TRANSCRIPT, " ".join(cue.text.split()), seconds=cue.start) for cue in block.transcript)
        case Embed():
            yield from (_Leaf(Kind.FIGURE, text) for text in (block.title, inline_text(block.caption)))
        case MathBlock():
            yield _Leaf(kind, formula_text(block))
        case DiagramBlock():
            yield from (_Leaf(Kind.DIAGRAM, text) for text in diagram_texts(block.diagram))
        case Footnotes():
            for note in block.notes:
                words = " ".join(leaf.text for inner in note.blocks for leaf in _leaves(inner))
                yield _Leaf(Kind.NOTE, words, note.id)
        case Bibliography():
            yield from (_Leaf(Kind.REFERENCE, inline_text(entry.children), entry.key) for entry in block.entries)
        case Ask():
            yield _Leaf(Kind.QUESTION, " ".join(block.title.split()))
        case Unknown():
            yield _Leaf(kind, block.source)
        case ListBlock() | Quote() | Columns() | Rule():
            return
        case _:
            assert_never(block)


def _cut(leaf: _Leaf) -> Iterator[_Leaf]:
    """A leaf in pieces of at most about a thousand characters, cut between lines or words where there are any."""
    text = leaf.text
    while len(text) > _MOST:
        at = max(text.rfind("\n", _FULL, _MOST), 0) or max(text.rfind(" ", _FULL, _MOST), 0) or _MOST
        yield _Leaf(leaf.kind, text[:at], leaf.id, leaf.seconds)
        text = text[at:].lstrip("\n")
    if text.strip():
        yield _Leaf(leaf.kind, text, leaf.id, leaf.seconds)

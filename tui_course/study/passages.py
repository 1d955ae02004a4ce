"""The passages of a page: the smallest things that a learner can annotate, such as a paragraph or an item of a list."""

from __future__ import annotations

import re
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
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, inner_blocks, own_inlines
from tui_course.model.words import inline_words
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_course.model.inline import Inline

# A word is a run of letters and digits; scripts without spaces have a word for each character. So lines break between words
# only, unless one is longer than a line.
_CROWDED = "\u0e00-\u0eff\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_CROWDED}]|[^\\W_{_CROWDED}]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """The `number`-th passage of a page, from 0, in the block with the index `block`.

    `words` has single spaces. `heading` has the words of the nearest heading above, or its own, and `anchor` is the id of that.
    """

    number: int
    block: int
    words: str
    heading: str = ""
    anchor: str = ""
    is_heading: bool = False


def passages_of(blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """The passages of a page in reading order; what has no words is none."""
    found: list[Passage] = []
    heading = anchor = ""
    for index, block in enumerate(blocks):
        for part in _parts(block):
            words = _visible(part)
            if not words:
                continue
            is_heading = isinstance(part, Heading)
            if isinstance(part, Heading):
                heading, anchor = words, part.id or anchor
            found.append(Passage(len(found), index, words, heading, anchor, is_heading))
    return tuple(found)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each word of a text begins and ends."""
    return [match.span() for match in _WORD.finditer(text)]


def words_in(text: str) -> list[str]:
    """The words of a text, upper and lower case alike."""
    return [match.casefold() for match in _WORD.findall(text)]


# A part of a block: a block that is one passage, or a run of inlines that is.
_Part = Block | tuple["Inline", ...]


def _parts(block: Block) -> Iterator[_Part]:
    """The parts of a block in the order in which they are read; nesting may be of any depth."""
    stack: list[Iterator[_Part]] = [iter((block,))]
    while stack:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
        elif isinstance(part, tuple) or (inside := _inside(part)) is None:
            yield part
        else:
            stack.append(iter(tuple(inside)))


def _inside(block: Block) -> Iterable[_Part] | None:
    """What a block that holds several passages holds; None for one that is a passage itself."""
    match block:
        case DefinitionList():
            return [
                part
                for item in block.items
                for part in (*item.terms, *(inner for blocks in item.descriptions for inner in blocks))
            ]
        case ListBlock() | Quote() | Admonition() | Reveal() | Footnotes():
            return [*own_inlines(block), *(inner for blocks in inner_blocks(block) for inner in blocks)]
        case Bibliography():
            return list(own_inlines(block))
        case Heading() | Paragraph() | CodeBlock() | Table() | Figure() | Media() | Embed() | Columns() | MathBlock():
            return None
        case Rule() | Ask() | DiagramBlock() | Unknown():
            return None
        case _:
            assert_never(block)


def _visible(part: _Part) -> str:
    if isinstance(part, tuple):
        return visible(inline_words(part))
    texts = (text for block in all_blocks((part,)) for text in _texts(block))
    return visible(" ".join(" ".join(texts).split()))


def _texts(block: Block) -> Iterator[str]:
    """What is to be read in a block itself, apart from the blocks in it."""
    match block:
        case CodeBlock():
            yield block.text
        case MathBlock():
            yield from block.lines or (block.tex,)
        case DiagramBlock() | Unknown():
            yield block.source
        case Figure():
            yield from (text for image in block.images for text in (image.alt, image.src))
        case Media():
            yield from block.sources
        case Embed():
            yield from (block.title, block.src)
        case _:
            pass
    yield from (inline_words(run) for run in own_inlines(block))

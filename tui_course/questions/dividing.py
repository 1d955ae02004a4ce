"""The blocks of a question in a page, by what they are for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tui_course.model.block import Admonition, ListBlock, Paragraph, Quote, Table
from tui_course.model.inline import Style, Styled, Text
from tui_course.model.words import inline_words
from tui_course.questions.boxes import has_boxes, without_lead
from tui_course.questions.kinds import CHOOSE, MATCH, ORDER, REFLECT, Kind
from tui_course.questions.match import is_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.block import Block

_HINTS: Final = frozenset({"tip", "hint"})
_NOTES: Final = frozenset({"note"})
_RIGHT: Final = frozenset({"right", "correct"})
_WRONG: Final = frozenset({"wrong", "incorrect", "not right"})


@dataclass(slots=True)
class Divided:
    """The blocks of a question; `parts` hold what can be chosen, matched or put in order, the rest is as in `Question`."""

    prompt: list[Block] = field(default_factory=list)
    parts: list[Block] = field(default_factory=list)
    praise: list[Block] = field(default_factory=list)
    advice: list[Block] = field(default_factory=list)
    hints: list[tuple[Block, ...]] = field(default_factory=list)
    explanation: list[Block] = field(default_factory=list)


def divide(blocks: tuple[Block, ...], kind: Kind[Any] | None) -> Divided:
    """Blocks by what they are for, each in one place.

    Call-outs of the kind tip are hints, of the kind note explanations; a quotation that begins with a bold "Right" is praise,
    with "Wrong" advice. Of the rest, what stands before the parts asks and what stands behind them explains.
    """
    parts = _parts(blocks, kind)
    out = Divided()
    for index, block in enumerate(blocks):
        if index in parts:
            out.prompt.extend(_head(block))
            out.parts.append(block)
        elif isinstance(block, Admonition) and block.kind in _HINTS:
            out.hints.append(_inside(block))
        elif isinstance(block, Admonition) and block.kind in _NOTES:
            out.explanation.extend(_inside(block))
        elif (name := _bold_word(block)) in _RIGHT | _WRONG:
            (out.praise if name in _RIGHT else out.advice).extend(_behind_bold(block))
        else:
            (out.explanation if out.parts else out.prompt).append(block)
    return out


def _parts(blocks: Sequence[Block], kind: Kind[Any] | None) -> frozenset[int]:
    """Which blocks hold what is answered: every list with boxes, the last table of two columns, the last list."""
    boxes = frozenset(index for index, block in enumerate(blocks) if has_boxes(block))
    if kind is CHOOSE or kind is REFLECT:
        return boxes
    if kind is ORDER:
        lists = [index for index, block in enumerate(blocks) if isinstance(block, ListBlock)]
        return boxes or frozenset(lists[-1:])
    if kind is MATCH:
        return frozenset([index for index, block in enumerate(blocks) if is_pairs(block)][-1:])
    return frozenset()


def _head(block: Block) -> list[Block]:
    """The words at the head of a table of pairs, for the prompt: what the two sides are."""
    rows = block.rows[: block.head] if isinstance(block, Table) else ()
    cells = [[part for part in cell.blocks if isinstance(part, Paragraph)] for row in rows for cell in row.cells]
    runs = [part.children for paragraphs in cells for part in paragraphs if inline_words(part.children)]
    return [Paragraph(tuple(child for run in runs for child in (Text(" – "), *run))[1:])] if runs else []


def _inside(block: Admonition) -> tuple[Block, ...]:
    return (Paragraph(block.title), *block.blocks) if block.title else block.blocks


def _bold_word(block: Block) -> str:
    """What stands in bold at the beginning of a quotation, without its colon; empty where nothing does."""
    first = block.blocks[0] if isinstance(block, Quote) and block.blocks else None
    lead = first.children[0] if isinstance(first, Paragraph) and first.children else None
    is_bold = isinstance(lead, Styled) and lead.style is Style.STRONG
    return inline_words((lead,)).casefold().rstrip(" .:!") if is_bold and lead is not None else ""


def _behind_bold(block: Block) -> tuple[Block, ...]:
    """A quotation without the bold word at its beginning."""
    first, *rest = block.blocks if isinstance(block, Quote) else ()
    children = without_lead(first.children[1:], " :.!–—") if isinstance(first, Paragraph) else ()
    return (Paragraph(children), *rest) if children else tuple(rest)

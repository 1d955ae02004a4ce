"""Inlines as bare text, for comparing and sorting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.inline import Break, CodeSpan, MathSpan, Text
from tui_course.model.walk import all_blocks, flat_inlines, own_inlines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.block import Block
    from tui_course.model.inline import Inline


def inline_words(children: Iterable[Inline]) -> str:
    """The words of inlines with single spaces; pictures and marks have none."""
    return " ".join("".join(_own(child) for child in flat_inlines(children)).split())


def block_words(blocks: Iterable[Block]) -> str:
    """The words of the inlines in blocks, with single spaces."""
    runs = (inline_words(run) for block in all_blocks(blocks) for run in own_inlines(block))
    return " ".join(words for words in runs if words)


def _own(child: Inline) -> str:
    if isinstance(child, Break):
        return " "
    return child.text if isinstance(child, Text | CodeSpan | MathSpan) else ""

"""Inlines as bare text, for comparing and sorting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.inline import CodeSpan, MathSpan, Text
from tui_course.model.walk import all_inlines, flat_inlines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.block import Block
    from tui_course.model.inline import Inline


def inline_words(children: Iterable[Inline]) -> str:
    """The words of inlines with single spaces; pictures and marks have none."""
    return " ".join("".join(_own(child) for child in flat_inlines(children)).split())


def block_words(blocks: Iterable[Block]) -> str:
    """The words of the inlines in blocks, with single spaces; parts of a word may stand apart."""
    return " ".join(" ".join(_own(child) for child in all_inlines(blocks)).split())


def _own(child: Inline) -> str:
    return child.text if isinstance(child, Text | CodeSpan | MathSpan) else ""

"""Blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup import quiz_marks
from tui_course.markup.kramdown.block.state import BlockState
from tui_course.markup.kramdown.document import document_of

if TYPE_CHECKING:
    from markdown_it.rules_core.state_core import StateCore


def blocks(state: StateCore) -> None:
    """Divide the text into blocks."""
    text = state.src.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"
    document = document_of(state.env)
    document.reading += 30 * len(text)
    document.quizzes = quiz_marks.has_marks(text)
    document.quiz_ends = quiz_marks.count_ends(text) if document.quizzes else 0
    reader = BlockState(text, document)
    reader.parse()
    state.tokens[:] = reader.tokens

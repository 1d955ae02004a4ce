"""The comments around a question, and its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from tui_course.markup import quiz_marks

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState


def quiz(state: BlockState) -> bool:
    """A comment alone on its line; what is around it ends there."""
    match = state.quiz_line(state.pos)
    if match is None:
        return False
    comment = match.group().strip()
    content = comment
    if not quiz_marks.is_answer(match):
        document = state.document
        content = quiz_marks.mark_element(comment, document.line_of(state.line()))
        if quiz_marks.is_end(match):
            document.quiz_ends -= 1
            document.leave_question()
        elif document.quiz_ends > 0:
            document.enter_question()
    state.add_unattributed("end", Token("html_raw", "", 0, content=content, block=True))
    state.pos = match.end()
    return True

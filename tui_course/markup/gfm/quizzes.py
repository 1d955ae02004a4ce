"""Questions in a page: what stands between `<!-- quiz -->` and `<!-- /quiz -->`, and fences of data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup import quiz_marks
from tui_course.markup.gfm.context import Context
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


def marks(state: StateCore) -> None:
    """Put elements in place of the comments that stand alone on their lines."""
    if not quiz_marks.has_marks(state.src):
        return
    context = Context.of(state.env)
    for token in state.tokens:
        if token.type != "html_block":
            continue
        first = token.map[0] if token.map else -1
        element = quiz_marks.mark_element(token.content, context.line_of(first))
        if element:
            token.content = element + "\n"
        elif quiz_marks.has_marks(token.content):
            context.report("quiz-in-html", Severity.WARNING, quiz_marks.IN_HTML, first)


def is_data(token: Token) -> bool:
    """Whether a fence holds questions."""
    return token.info.strip().lower() == quiz_marks.QUIZ


def data(token: Token, context: Context) -> str:
    """The element for a fence of questions."""
    line = context.line_of(token.map[0] + 1 if token.map else -1)
    return quiz_marks.data_element(token.content, line, f"{token.markup}{token.info}") + "\n"

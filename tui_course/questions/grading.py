"""What an answer to a question is worth, and what its author's answer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.answer import Refusal
from tui_course.questions.kinds import kind_of

if TYPE_CHECKING:
    from tui_course.model.answer import Answer, Verdict
    from tui_course.model.question import Question


def grade(question: Question, answer: Answer) -> Verdict | Refusal:
    """Judge an answer; refused where nothing was answered or the question cannot be. Never raises."""
    if question.fault:
        return Refusal(_("this question cannot be answered: {reason}").format(reason=question.fault))
    return kind_of(question.task).grade(question.task, answer)


def solution(question: Question) -> Answer | None:
    """The author's answer; None where there is none to give: of a reflection, or of a question with a fault.

    What comes back is graded right. Also None where only patterns are accepted and none of them matches itself.
    """
    return None if question.fault else kind_of(question.task).solution(question.task)

"""A question of a poll in front of a learner: what is answered is a vote, which is neither judged nor recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.model.answer import Refusal
from tui_course.study.asking import Asking
from tui_course.study.drafting import begun
from tui_course.study.learning import Learning

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.answer import Answer
    from tui_course.model.asked import Asked
    from tui_course.model.question import Question


class Voting(Asking):
    """Takes votes of `learner` in a course; each goes to `cast`, and another one may follow it.

    `voted` is what was voted last, from which the first draft of `question` is made. Choices stand in the order that they have
    for this learner in the page.
    """

    def __init__(
        self, learner: str, course: str, question: Question, voted: Answer | None, cast: Callable[[Answer], None]
    ) -> None:
        super().__init__(Learning(learner, course), review=True)
        self.voted = voted
        self._cast = cast
        if voted is not None:
            asked = self.asked(question)
            self._keep(replace(asked, draft=begun(question, f"{learner} {question.id}", voted)))

    def check(self, question: Question) -> Asked:
        """Vote what is answered; what is no answer is refused."""
        graded = self.graded(question)
        if isinstance(graded, Refusal):
            return self.refuse(question, graded.reason)
        self.voted, _verdict = graded
        self._cast(self.voted)
        return self._keep(replace(self.asked(question), refusal=""))

    def hint(self, question: Question) -> Asked:
        """A poll has no hints."""
        return self.asked(question)

    def reveal(self, question: Question) -> Asked:
        """The answer is shown when the poll is closed."""
        return self.asked(question)

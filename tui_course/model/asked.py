"""A question in front of a learner: what they have done with it so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.answer import Outcome
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.answer import Answer, Confidence, Verdict
    from tui_course.model.draft import Draft
    from tui_course.model.question import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a learner stands with a question.

    `answer` is the one that `verdict` speaks of; while both are None the question waits for an answer. `hints` is how many are
    shown, `tries` how many answers were judged, before this run of the program too. `solution` is the author's answer once the
    learner may see it: after a right answer, or `revealed`. `refusal` says why what was given is no answer.
    """

    question: Question
    draft: Draft
    answer: Answer | None = None
    verdict: Verdict | None = None
    confidence: Confidence | None = None
    hints: int = 0
    tries: int = 0
    revealed: bool = False
    solution: Answer | None = None
    refusal: str = ""

    @property
    def judged(self) -> bool:
        """Whether there is a verdict to read, or the answer itself."""
        return self.verdict is not None or self.revealed

    @property
    def settled(self) -> bool:
        """Whether nothing is left to find out: answered right, revealed, or marked by the learner."""
        return self.revealed or (self.verdict is not None and self.verdict.outcome in {Outcome.RIGHT, Outcome.UNSCORED})

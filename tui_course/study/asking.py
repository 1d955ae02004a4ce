"""Questions in front of a learner: drafts, verdicts, hints; every answer is recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course import questions
from tui_course.language import gettext as _
from tui_course.model.answer import Confidence, Outcome, Refusal, Verdict
from tui_course.model.asked import Asked
from tui_course.model.draft import Choosing, Marking
from tui_course.study.drafting import begun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.model.answer import Answer
    from tui_course.model.draft import Draft
    from tui_course.model.question import Question
    from tui_course.study.learning import Learning

_NEXT_CONFIDENCE = {None: Confidence.SURE, Confidence.SURE: Confidence.UNSURE, Confidence.UNSURE: None}


class Asking:
    """The questions that a learner meets; each begins where the learner left it, or anew where it is a `review`.

    `pages` tells the page of a question, by its id, where that is not the one that the learner is on.
    Questions are told apart by their ids. Every method takes the question as it stands in the course now and returns how it
    stands with the learner.
    """

    def __init__(self, learning: Learning, *, review: bool = False, pages: Mapping[str, str] | None = None) -> None:
        self.learning = learning
        self._review = review
        self._pages = pages if pages is not None else {}
        self._asked: dict[str, Asked] = {}
        self._known: dict[str, int] = {}
        self._begun: dict[str, float] = {}

    def asked(self, question: Question) -> Asked:
        """How a question stands."""
        found = self._asked.get(question.id)
        if found is None or self._is_overtaken(question):
            return self._keep(self._restored(question))
        if found.question is question:
            return found
        # A page that was read again has questions that are equal, but not the same.
        # Where it stands in its file is no part of what is asked.
        same = replace(found.question, file=question.file, line=question.line) == question
        return self._keep(replace(found, question=question) if same else self._restored(question))

    def _is_overtaken(self, question: Question) -> bool:
        """Whether the question was answered elsewhere, as by a review, since it was last looked at here."""
        return not self._review and self._known.get(question.id, 0) != self.learning.count(question.id)

    def _restored(self, question: Question) -> Asked:
        """The question with its last answer judged anew: its author may have changed what is right."""
        fresh = Asked(question, self._draft(question))
        attempts = () if self._review else self.learning.attempts(question.id)
        if not attempts:
            return fresh
        last = attempts[-1]
        answer = next((attempt.answer for attempt in reversed(attempts) if attempt.answer is not None), None)
        tries = sum(not attempt.revealed for attempt in attempts)
        fresh = replace(fresh, tries=tries)
        shown = replace(
            fresh,
            draft=self._draft(question, answer),
            hints=min(last.hints, len(question.hints)),
            confidence=last.confidence,
        )
        if last.revealed:
            # What is no longer graded has no answer that could be shown.
            return replace(shown, revealed=True, solution=questions.solution(question)) if question.graded else fresh
        if last.answer is None:
            return fresh
        verdict = questions.grade(question, last.answer)
        if isinstance(verdict, Refusal):
            return fresh
        return _with_solution(replace(shown, answer=last.answer, verdict=verdict))

    def _draft(self, question: Question, answer: Answer | None = None) -> Draft:
        return begun(question, f"{self.learning.learner} {question.id}", answer)

    def _keep(self, asked: Asked) -> Asked:
        self._asked[asked.question.id] = asked
        self._known[asked.question.id] = self.learning.count(asked.question.id)
        return asked

    def begin(self, question: Question) -> None:
        """The learner turns to a question: from now on the time is taken, once."""
        self._begun.setdefault(question.id, self.learning.clock())

    def edit(self, question: Question, draft: Draft) -> Asked:
        """Take another draft, unless there is a verdict; what was refused before is forgotten."""
        asked = self.asked(question)
        return asked if asked.judged else self._keep(replace(asked, draft=draft, refusal=""))

    def refuse(self, question: Question, reason: str) -> Asked:
        """Say why what was given is no answer, unless there is a verdict."""
        asked = self.asked(question)
        return asked if asked.judged else self._keep(replace(asked, refusal=reason))

    def graded(self, question: Question) -> tuple[Answer, Verdict] | Refusal:
        """What the draft answers and what that is worth, or why it is no answer; nothing is recorded."""
        answer = self.asked(question).draft.answer
        if answer is None:
            return Refusal(_("choose one of the marks first"))
        verdict = questions.grade(question, answer)
        return verdict if isinstance(verdict, Refusal) else (answer, verdict)

    def check(self, question: Question) -> Asked:
        """Judge the draft and record the attempt; what is no answer is refused and not recorded."""
        asked = self.asked(question)
        if asked.judged or question.fault:
            return asked
        graded = self.graded(question)
        if isinstance(graded, Refusal):
            return self.refuse(question, graded.reason)
        answer, verdict = graded
        judged = replace(asked, answer=answer, verdict=verdict, refusal="", tries=asked.tries + 1)
        self._record(judged, verdict)
        return self._keep(_with_solution(judged))

    def _record(self, asked: Asked, verdict: Verdict) -> None:
        began = self._begun.pop(asked.question.id, None)
        self.learning.record_attempt(
            asked,
            verdict,
            page=self._pages.get(asked.question.id, ""),
            seconds=max(0.0, self.learning.clock() - began) if began is not None else 0.0,
            review=self._review,
        )

    def retry(self, question: Question) -> Asked:
        """Take the verdict away, so that the learner can answer again; what is worth keeping of the draft stays."""
        asked = self.asked(question)
        if not asked.judged:
            return asked
        draft = asked.draft
        if asked.settled or (isinstance(draft, Choosing) and not draft.several) or isinstance(draft, Marking):
            draft = self._draft(question)
        self._begun.pop(question.id, None)
        self.begin(question)
        fresh = Asked(question, draft, tries=asked.tries, hints=0 if asked.settled else asked.hints)
        return self._keep(fresh)

    def hint(self, question: Question) -> Asked:
        """Show one hint more, where there is one, until the question is settled."""
        asked = self.asked(question)
        if asked.settled:
            return asked
        return self._keep(replace(asked, hints=min(len(question.hints), asked.hints + 1)))

    def reveal(self, question: Question) -> Asked:
        """Show the answer; that is recorded, and worth nothing."""
        asked = self.asked(question)
        if asked.settled or not question.graded:
            return asked
        # How sure the learner was of an answer was said with its verdict.
        confidence = asked.confidence if asked.verdict is None else None
        shown = replace(asked, answer=None, verdict=None, revealed=True, refusal="", confidence=confidence)
        self._record(shown, Verdict(Outcome.WRONG, 0.0))
        return self._keep(replace(shown, solution=questions.solution(question)))

    def confide(self, question: Question) -> Asked:
        """Say how sure the learner is of an answer that is graded: sure, not sure, nothing, in turn."""
        asked = self.asked(question)
        if asked.judged or not question.graded:
            return asked
        return self._keep(replace(asked, confidence=_NEXT_CONFIDENCE[asked.confidence]))


def _with_solution(asked: Asked) -> Asked:
    return replace(asked, solution=questions.solution(asked.question)) if asked.settled else asked

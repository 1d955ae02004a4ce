"""What all learners do in a course, folded as it arrives: in whatever portions, and whatever each host's clock says."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from tui_course.model.answer import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.answer import Answer
    from tui_course.model.attempt import Attempt, Visit

LONGEST_STAY: Final = 300.0
"""How many seconds between two visits count at most as time on the page of the first: after that the learner was away."""

Moment = tuple[float, int]
"""When something was, in seconds since 1970, and of what was then the number in which it arrived."""
_BEFORE_ALL: Final = (float("-inf"), 0)
_AFTER_ALL: Final = (float("inf"), 0)


class QuestionTrace:
    """A learner's attempts at a question: as much of them as tells how it stands, in whatever order they come.

    That is what `progress.fold` makes of all of them, oldest first, without keeping them.
    """

    __slots__ = ("_best", "_last", "_last_outcome", "_shown", "answer", "first", "right_first")

    def __init__(self) -> None:
        self.first: Moment = _AFTER_ALL
        self.answer: Answer | None = None
        self.right_first = False
        self._last: Moment = _BEFORE_ALL
        self._last_outcome = Outcome.UNSCORED
        self._shown: Moment = _AFTER_ALL
        # Each answer that was better than all before it, the earliest of equals.
        self._best: list[tuple[Moment, float, Outcome]] = []

    def add(self, attempt: Attempt, number: int) -> None:
        """Take an attempt that arrived as the `number`-th."""
        moment = (attempt.at, number)
        if moment < self.first:
            self.first = moment
            self.answer = None if attempt.revealed else attempt.answer
            self.right_first = not attempt.revealed and attempt.outcome is Outcome.RIGHT
        if moment > self._last:
            self._last, self._last_outcome = moment, attempt.outcome
        if attempt.revealed:
            self._shown = min(self._shown, moment)
        else:
            self._add_answer(moment, attempt.score, attempt.outcome)

    def _add_answer(self, moment: Moment, score: float, outcome: Outcome) -> None:
        best = self._best
        if not best or moment > best[-1][0]:
            # Nearly always: they come in the order in which they were given.
            if not best or score > best[-1][1]:
                best.append((moment, score, outcome))
            return
        place = bisect_left(best, moment, key=lambda one: one[0])
        if place and best[place - 1][1] >= score:
            return
        stop = place
        while stop < len(best) and best[stop][1] <= score:
            stop += 1
        best[place:stop] = [(moment, score, outcome)]

    def _counted(self) -> tuple[Moment, float, Outcome] | None:
        """The best answer before the first reveal."""
        place = bisect_left(self._best, self._shown, key=lambda one: one[0])
        return self._best[place - 1] if place else None

    @property
    def outcome(self) -> Outcome:
        """What the question counts as; see `QuestionStanding.outcome`."""
        best = self._counted()
        if best is not None:
            return best[2]
        return Outcome.UNSCORED if self._last_outcome is Outcome.UNSCORED else Outcome.WRONG

    @property
    def score(self) -> float:
        """The share of its points that the question has earned, 0 to 1."""
        best = self._counted()
        return best[1] if best is not None else 0.0


class PageTrace:
    """A learner's visits to a page: the largest share read, seconds spent, and when it was visited last."""

    __slots__ = ("read", "seconds", "seen")

    def __init__(self) -> None:
        self.read = 0.0
        self.seconds = 0.0
        self.seen = float("-inf")


class LearnerTrace:
    """What a learner did in a course: questions and pages by id, where they were last, and when anything was."""

    __slots__ = ("_at", "_on", "last", "page", "pages", "questions", "read", "seen")

    def __init__(self) -> None:
        self.questions: dict[str, QuestionTrace] = {}
        self.pages: dict[str, PageTrace] = {}
        self.page = ""
        self.read = 0.0
        self.last: Moment = _BEFORE_ALL
        self.seen = float("-inf")
        self._on: PageTrace | None = None
        self._at = 0.0

    def visit(self, visit: Visit, number: int) -> None:
        """Take a visit that arrived as the `number`-th."""
        page = self.pages.get(visit.page)
        if page is None:
            page = self.pages[visit.page] = PageTrace()
        at = visit.at
        page.read = max(page.read, visit.read)
        page.seen = max(page.seen, at)
        if self._on is not None and at > self._at:
            # As they arrive: two terminals whose clocks differ give time to neither, rather than too much.
            self._on.seconds += min(at - self._at, LONGEST_STAY)
        self._on, self._at = page, at
        moment = (at, number)
        if moment > self.last:
            self.last, self.page, self.read = moment, visit.page, visit.read
        self.seen = max(self.seen, at)


class CourseTrace:
    """What all learners did in a course, by learner and by question.

    `touched` are the learners of whom something arrived since somebody emptied it, `asked` the questions that they tried, each
    with who did.
    """

    def __init__(self) -> None:
        self.learners: dict[str, LearnerTrace] = {}
        self.questions: dict[str, dict[str, QuestionTrace]] = {}
        self.touched: set[str] = set()
        self.asked: dict[str, set[str]] = {}
        self._number = 0

    def add(self, attempts: Iterable[Attempt], visits: Iterable[Visit]) -> None:
        """Take what was recorded next, in the order in which it was."""
        for attempt in attempts:
            self._number += 1
            learner = self._learner(attempt.learner)
            trace = learner.questions.get(attempt.question)
            if trace is None:
                trace = learner.questions[attempt.question] = QuestionTrace()
                self.questions.setdefault(attempt.question, {})[attempt.learner] = trace
            trace.add(attempt, self._number)
            learner.seen = max(learner.seen, attempt.at)
            self.asked.setdefault(attempt.question, set()).add(attempt.learner)
            self.touched.add(attempt.learner)
        for visit in visits:
            self._number += 1
            self._learner(visit.learner).visit(visit, self._number)
            self.touched.add(visit.learner)

    def _learner(self, name: str) -> LearnerTrace:
        learner = self.learners.get(name)
        if learner is None:
            learner = self.learners[name] = LearnerTrace()
        return learner

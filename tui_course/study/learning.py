"""What one learner did in one course: read from a store at the start, added to, and counted."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import uuid4

from tui_course.model.answer import Outcome
from tui_course.model.attempt import Attempt, Visit
from tui_course.progress.fold import last_visit, page_standings, question_standings, standing_annotations
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_course.model.annotation import Annotation
    from tui_course.model.answer import Verdict
    from tui_course.model.asked import Asked
    from tui_course.model.attempt import Event
    from tui_course.model.index import IndexedQuestion, QuestionIndex
    from tui_course.progress.fold import PageStanding, QuestionStanding

READ_TO_THE_END = 0.99


@dataclass(frozen=True, slots=True)
class Marks:
    """How far a learner is with some questions: how many they got right, tried without that, and how many there are.

    `points` of `worth` are earned. Questions without points are not counted.
    """

    right: int = 0
    tried: int = 0
    questions: int = 0
    points: float = 0.0
    worth: float = 0.0

    @property
    def percent(self) -> int:
        """Points earned of all there are, rounded down; 0 where there are none."""
        return int(100 * self.points / self.worth + 1e-9) if self.worth else 0

    @property
    def open(self) -> int:
        """Questions that nobody tried yet."""
        return self.questions - self.right - self.tried


class Learning:
    """A learner's attempts, visits and annotations in a course; `keep` takes each new one, and is not waited for.

    `clock` gives seconds since 1970. Use it from one thread.
    """

    def __init__(
        self,
        learner: str,
        course: str,
        *,
        attempts: Iterable[Attempt] = (),
        visits: Iterable[Visit] = (),
        keep: Callable[[Event], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.learner = learner
        self.course = course
        self.clock = clock
        self._keep = keep
        self._attempts: dict[str, list[Attempt]] = defaultdict(list)
        self._all: list[Attempt] = []
        for attempt in attempts:
            self._add(attempt)
        self._visits = list(visits)
        self._annotations: dict[str, Annotation] = {}
        self._standings: dict[str, QuestionStanding] = dict(question_standings(self._all))
        self._pages: dict[str, PageStanding] = dict(page_standings(self._visits))
        self.page = ""

    def _add(self, attempt: Attempt) -> None:
        self._all.append(attempt)
        self._attempts[attempt.question].append(attempt)

    # What was done

    def attempts(self, question_id: str) -> Sequence[Attempt]:
        """The attempts at a question, oldest first."""
        return tuple(self._attempts.get(question_id, ()))

    def count(self, question_id: str) -> int:
        """The number of attempts at a question."""
        return len(self._attempts.get(question_id, ()))

    @property
    def all_attempts(self) -> Sequence[Attempt]:
        """Every attempt in this course, oldest first."""
        return tuple(self._all)

    @property
    def last_visit(self) -> Visit | None:
        """Where the learner was last."""
        return last_visit(self._visits)

    def standing(self, question_id: str) -> QuestionStanding | None:
        """How a question stands; None where it was never tried."""
        return self._standings.get(question_id)

    def read(self, page_id: str) -> float:
        """The share of a page that was seen, 0 to 1."""
        standing = self._pages.get(page_id)
        return standing.read if standing is not None else 0.0

    def visited(self, page_id: str) -> bool:
        """Whether the learner has been on a page."""
        return page_id in self._pages

    def seen(self, page_id: str) -> float | None:
        """When the learner was on a page last, in seconds since 1970; None where they never were."""
        standing = self._pages.get(page_id)
        return standing.last.at if standing is not None else None

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """What the learner has added to the pages and not removed, in the order in which they made it."""
        return standing_annotations(sorted(self._annotations.values(), key=lambda one: one.at))

    def add_annotations(self, annotations: Iterable[Annotation]) -> bool:
        """Take what was recorded before, or in another window; whether any of it is new here."""
        new = [one for one in annotations if one.id not in self._annotations]
        self._annotations.update((one.id, one) for one in new)
        return bool(new)

    # What is done now

    def record_attempt(self, asked: Asked, verdict: Verdict, *, page: str = "", seconds: float, review: bool = False) -> None:
        """Add an attempt: the answer in `asked`, or that it was revealed; `page` is where it was asked."""
        attempt = Attempt(
            id=str(uuid4()),
            learner=self.learner,
            course=self.course,
            page=page or self.page,
            question=asked.question.id,
            at=self.clock(),
            answer=asked.answer,
            outcome=verdict.outcome,
            score=verdict.score,
            points=asked.question.points if asked.question.graded else 0.0,
            confidence=asked.confidence,
            hints=asked.hints,
            revealed=asked.revealed,
            review=review,
            seconds=seconds,
        )
        self._add(attempt)
        self._standings.update(question_standings(self._attempts[attempt.question]))
        self._keep(attempt)

    def record_visit(self, page: str, read: float, spot: str = "") -> None:
        """Add a visit: how far the page was seen, and where the learner is in it."""
        visit = Visit(str(uuid4()), self.learner, self.course, page, self.clock(), min(1.0, max(0.0, read)), spot)
        self._visits.append(visit)
        self._pages.update(page_standings([one for one in self._visits if one.page == page]))
        self._keep(visit)

    def record_annotation(self, annotation: Annotation) -> None:
        """Add a state of an annotation."""
        self._annotations[annotation.id] = annotation
        self._keep(annotation)

    # What it amounts to

    def marks(self, questions: Iterable[IndexedQuestion]) -> Marks:
        """How far the learner is with some questions."""
        right = tried = count = 0
        points = worth = 0.0
        for question in questions:
            if not question.graded:
                continue
            count += 1
            worth += question.points
            standing = self._standings.get(question.id)
            if standing is None:
                continue
            points += standing.score * question.points
            if standing.outcome is Outcome.RIGHT:
                right += 1
            else:
                tried += 1
        return Marks(right, tried, count, points, worth)

    def course_marks(self, index: QuestionIndex) -> Marks:
        """How far the learner is with all questions of the course; one that stands on two pages counts once."""
        found = {question.id: question for page in index.pages for question in page.questions}
        return self.marks(found.values())

"""What attempts, visits and annotations amount to: folded from the events each time, kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.answer import Outcome
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.annotation import Annotation
    from tui_course.model.answer import Confidence
    from tui_course.model.attempt import Attempt, Visit


@dataclass(frozen=True, slots=True)
class QuestionStanding:
    """How a learner stands with a question that they tried or had revealed.

    `first` is the first attempt and stays so, whatever comes after; `last` is the newest. `best` is the best answer given
    before the first reveal, the earliest of equals; None where it was revealed first. `tries` counts answers, not reveals.
    """

    first: Attempt
    last: Attempt
    best: Attempt | None
    tries: int
    revealed: bool

    @property
    def outcome(self) -> Outcome:
        """What the question counts as: the outcome of `best`, so that it is right once it was answered right unaided.

        Wrong where only answers after a reveal are there: the answer was shown.
        """
        if self.best is not None:
            return self.best.outcome
        return Outcome.UNSCORED if self.last.outcome is Outcome.UNSCORED else Outcome.WRONG

    @property
    def score(self) -> float:
        """The share of its points that the question has earned, 0 to 1: that of `best`."""
        return self.best.score if self.best is not None else 0.0

    @property
    def right_at_once(self) -> bool:
        """Whether the first attempt was right."""
        return not self.first.revealed and self.first.outcome is Outcome.RIGHT

    @property
    def confidence(self) -> Confidence | None:
        """How sure the learner was at the newest attempt, if they said so."""
        return self.last.confidence

    @property
    def at(self) -> float:
        """When the newest attempt was, in seconds since 1970."""
        return self.last.at


@dataclass(frozen=True, slots=True)
class PageStanding:
    """How a learner stands with a page: the largest share that was read, 0 to 1, the number of visits, and the newest."""

    read: float
    visits: int
    last: Visit


def question_standings(attempts: Iterable[Attempt]) -> dict[str, QuestionStanding]:
    """Standings by question of a learner's attempts in one course, given oldest first."""
    standings: dict[str, QuestionStanding] = {}
    for attempt in attempts:
        before = standings.get(attempt.question)
        answered = not attempt.revealed
        if before is None:
            best = attempt if answered else None
            standings[attempt.question] = QuestionStanding(attempt, attempt, best, int(answered), attempt.revealed)
            continue
        best = before.best
        if answered and not before.revealed and (best is None or attempt.score > best.score):
            best = attempt
        revealed = before.revealed or attempt.revealed
        standings[attempt.question] = QuestionStanding(before.first, attempt, best, before.tries + answered, revealed)
    return standings


def page_standings(visits: Iterable[Visit]) -> dict[str, PageStanding]:
    """Standings by page of a learner's visits in one course, given oldest first."""
    standings: dict[str, PageStanding] = {}
    for visit in visits:
        before = standings.get(visit.page)
        read = max(visit.read, before.read) if before is not None else visit.read
        standings[visit.page] = PageStanding(read, before.visits + 1 if before is not None else 1, visit)
    return standings


def standing_annotations(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """What of a learner's annotations stands now, in the order in which they were first made.

    The states are given oldest first, those of the same time as they were recorded; the last of each counts.
    """
    newest: dict[str, Annotation] = {}
    for annotation in annotations:
        newest[annotation.annotation] = annotation
    return tuple(annotation for annotation in newest.values() if not annotation.removed)


def last_visit(visits: Iterable[Visit]) -> Visit | None:
    """The newest visit, the last of those of the same time; None where there is none."""
    newest: Visit | None = None
    for visit in visits:
        if newest is None or visit.at >= newest.at:
            newest = visit
    return newest

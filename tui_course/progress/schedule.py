"""When missed and unsure questions return: cards of the FSRS scheduler, folded from the attempts themselves."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Final

from tui_course.model.answer import Confidence, Outcome
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from fsrs import Rating, Scheduler

    from tui_course.model.attempt import Attempt

SITTING: Final = 600.0
"""How many seconds after an attempt another one still belongs to the same sitting."""
STEP: Final = 600.0
"""How many seconds after a sitting in which it was missed a question is due at the earliest."""
RETENTION: Final = 0.9
"""The probability of still knowing an answer at which its question is due."""

_LATEST: Final = 32_503_680_000.0  # the year 3000: what the scheduler adds to it is still a date


@dataclass(frozen=True, slots=True)
class Due:
    """A question in review.

    `at` is when it is due, in seconds since 1970, and `overdue` how many seconds ago that was, negative where it is still to
    come.
    """

    question: str
    page: str
    course: str
    at: float
    overdue: float


def due(attempts: Iterable[Attempt], now: float) -> tuple[Due, ...]:
    """The questions due at `now`, in seconds since 1970, most overdue first, out of one learner's attempts in any courses."""
    return tuple(one for one in in_review(attempts, now) if one.overdue >= 0)


def in_review(attempts: Iterable[Attempt], now: float, *, retention: float = RETENTION) -> tuple[Due, ...]:
    """All questions in review, due or not, in the order in which they are due.

    A question enters review with the first sitting in which it was missed, revealed, answered with hints or right but unsure;
    one that was right at once needs no review. A sitting is a run of attempts each within ten minutes of the one before. It
    counts as one review, at its last attempt and rated by its first: a retry right after the feedback is not yet learned.
    """
    by_question: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in sorted(attempts, key=lambda one: one.at):
        if attempt.outcome is not Outcome.UNSCORED:
            by_question.setdefault((attempt.course, attempt.question), []).append(attempt)
    entered = {key: found for key, found in by_question.items() if any(map(_needs_review, _sittings(found)))}
    if not entered:
        return ()
    scheduler = _scheduler(retention)
    cards = [_card(scheduler, found, now) for found in entered.values()]
    return tuple(sorted(cards, key=lambda one: (one.at, one.course, one.question)))


def interleaved(questions: Sequence[Due], module_of: Callable[[Due], str]) -> tuple[Due, ...]:
    """The same questions, as overdue as can be while no two of the same module follow each other.

    Where a module has more than half of what is left it comes first, so that as few as possible of its own follow each other.
    """
    queues: dict[str, deque[Due]] = {}
    for one in questions:
        queues.setdefault(module_of(one), deque()).append(one)
    rank = {id(one): number for number, one in enumerate(questions)}
    left = Counter({module: len(queue) for module, queue in queues.items()})
    chosen: list[Due] = []
    before = None
    while left:
        module, count = left.most_common(1)[0]
        if 2 * count <= left.total() or module == before:
            others = [other for other in left if other != before] or [module]
            module = min(others, key=lambda other: rank[id(queues[other][0])])
        chosen.append(queues[module].popleft())
        left[module] -= 1
        left = +left
        before = module
    return tuple(chosen)


def _sittings(attempts: Iterable[Attempt]) -> Iterator[list[Attempt]]:
    """A question's attempts, oldest first, by sitting."""
    sitting: list[Attempt] = []
    for attempt in attempts:
        if sitting and attempt.at - sitting[-1].at >= SITTING:
            yield sitting
            sitting = []
        sitting.append(attempt)
    if sitting:
        yield sitting


def _needs_review(sitting: Sequence[Attempt]) -> bool:
    first = sitting[0]
    right = first.outcome is Outcome.RIGHT and not first.revealed
    return not right or first.hints > 0 or first.confidence is Confidence.UNSURE


def _card(scheduler: Scheduler, attempts: Sequence[Attempt], now: float) -> Due:
    """A question's place in review, from all of its attempts."""
    from fsrs import Card

    card = Card(card_id=0, due=_moment(0.0))  # without an id the library waits a millisecond to make one
    entered = False
    for sitting in _sittings(attempts):
        entered = entered or _needs_review(sitting)
        if entered:
            card, _ = scheduler.review_card(card, _rating(sitting), _moment(sitting[-1].at))
    at = card.due.timestamp()
    last = attempts[-1]
    return Due(last.question, last.page, last.course, at, now - at)


def _rating(sitting: Sequence[Attempt]) -> Rating:
    """How well the answer was known; unsure is hard, as it may have been a guess."""
    from fsrs import Rating

    attempt = sitting[0]
    right = attempt.outcome is Outcome.RIGHT and not attempt.revealed
    if attempt.outcome is Outcome.WRONG or (not right and any(one.revealed for one in sitting)):
        return Rating.Again
    if attempt.outcome is Outcome.PARTLY or attempt.hints or attempt.confidence is Confidence.UNSURE:
        return Rating.Hard
    return Rating.Easy if attempt.confidence is Confidence.SURE else Rating.Good


def _scheduler(retention: float) -> Scheduler:
    """One step for a new and for a forgotten answer: from the second success on, the distance is counted in days.

    Nothing is random, so that the same attempts always give the same dates.
    """
    from datetime import timedelta

    from fsrs import Scheduler

    steps = (timedelta(seconds=STEP),)
    return Scheduler(desired_retention=retention, learning_steps=steps, relearning_steps=steps, enable_fuzzing=False)


def _moment(at: float) -> datetime:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(min(max(at, 0.0), _LATEST), UTC)

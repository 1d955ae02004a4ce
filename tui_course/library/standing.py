"""How far the courses of the library are read, and what is due, from what the store kept of one learner."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING, Final

from tui_course.model.answer import Outcome
from tui_course.progress.fold import last_visit, page_standings, question_standings
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_course.library.entry import CourseEntry
    from tui_course.model.attempt import Attempt, Visit

USUAL_SECONDS: Final = 40.0
"""How long a question takes somebody of whom that is not known."""
_SHORTEST: Final = 5.0
_LONGEST: Final = 180.0
_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands with a course.

    `page` is the id of the page where they were last, empty where they never were there; `share` is how much is done, 0 to 1;
    `right` of the graded questions are right; `due` are due for review now. `seen` is in seconds since 1970, 0 for never.
    """

    page: str = ""
    share: float = 0.0
    right: int = 0
    due: int = 0
    seen: float = 0.0

    @property
    def percent(self) -> int:
        """The share in percent, rounded down."""
        return int(100 * self.share + 1e-9)


@dataclass(frozen=True)
class Standings:
    """Standings by the id of the course; `minutes` is about how long the review of all that is due takes."""

    by_course: Mapping[str, Standing] = field(default_factory=dict)
    due: int = 0
    minutes: int = 0

    def of(self, entry: CourseEntry) -> Standing:
        """How the learner stands with a course."""
        return self.by_course.get(entry.id, Standing())


def standings(entries: Iterable[CourseEntry], attempts: Sequence[Attempt], visits: Sequence[Visit], now: float) -> Standings:
    """How a learner stands with some courses at `now`, in seconds since 1970, given all that they did, oldest first.

    A course is done when each of its pages was seen to its end and each graded question is right; every page and every question
    counts one. What is due, but no longer asked, is not counted.
    """
    from tui_course.progress.schedule import due

    tried: dict[str, list[Attempt]] = defaultdict(list)
    seen: dict[str, list[Visit]] = defaultdict(list)
    for attempt in attempts:
        tried[attempt.course].append(attempt)
    for visit in visits:
        seen[visit.course].append(visit)
    found: dict[str, Standing] = {}
    count = 0
    for entry in entries:
        if entry.id in found or not (tried[entry.id] or seen[entry.id]):
            continue
        asked = None if entry.questions is None else frozenset(entry.questions)
        waiting = [one for one in due(tried[entry.id], now) if asked is None or one.question in asked]
        count += len(waiting)
        found[entry.id] = _standing(entry, tried[entry.id], seen[entry.id], len(waiting))
    return Standings(found, count, review_minutes(count, attempts) if count else 0)


def _standing(entry: CourseEntry, attempts: Sequence[Attempt], visits: Sequence[Visit], due: int) -> Standing:
    pages = page_standings(visits)
    asked = entry.questions or ()
    answered = question_standings(attempts)
    right = sum(question in answered and answered[question].outcome is Outcome.RIGHT for question in asked)
    read = sum(pages[page.id].read for page in entry.pages if page.id in pages)
    steps = len(entry.pages) + len(asked)
    last = last_visit(visits)
    times = [one.at for one in attempts[-1:]] + ([last.at] if last is not None else [])
    return Standing(
        last.page if last is not None else "",
        min(1.0, (read + right) / steps) if steps else 0.0,
        right,
        due,
        max(times, default=0.0),
    )


def review_minutes(count: int, attempts: Iterable[Attempt]) -> int:
    """About how many minutes `count` questions take a learner, at least 1, as they took for those that they answered."""
    taken = [min(max(one.seconds, _SHORTEST), _LONGEST) for one in attempts if one.seconds > 0]
    each = sum(taken) / len(taken) if taken else USUAL_SECONDS
    return max(1, math.ceil(count * each / _MINUTE))

"""Who takes part in a workshop and where they are, as rows that stay in their places."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.model.workshop import MAX_DISPLAY_NAME, Way
from tui_course.workshop.board import LearnerRow
from tui_course.workshop.words import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_course.model.workshop import Person, Pulse, Session
    from tui_course.workshop.board import Progress
    from tui_course.workshop.following import Following

_MINUTE: Final = 60.0
_STEP: Final = 10.0


class Presence(NamedTuple):
    """Learners in their order, and how many are here, have a hand up, and say what."""

    rows: tuple[LearnerRow, ...]
    here: int
    hands: int
    pulses: Mapping[Pulse, int]


class Members:
    """The learners of a workshop: who joined, and who was seen here without that. Instructors are none."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._strangers: dict[str, None] = {}
        self.ids: frozenset[str] = frozenset()

    def know(self, people: Iterable[Person]) -> None:
        """Take everybody who joined."""
        self._people = {person.learner: person for person in people}
        self._count()

    def see(self, sessions: Iterable[Session]) -> bool:
        """Take who is here; whether somebody is among them who is not known."""
        new = [one.learner for one in sessions if one.learner not in self._people and one.learner not in self._strangers]
        self._strangers.update(dict.fromkeys(new))
        if new:
            self._count()
        return bool(new)

    def _count(self) -> None:
        self._strangers = {one: None for one in self._strangers if one not in self._people}
        learners = [one.learner for one in self._people.values() if one.way is not Way.INSTRUCTOR]
        self.ids = frozenset((*learners, *self._strangers))

    def person(self, learner: str) -> Person | None:
        """Who somebody is; None of who never joined."""
        return self._people.get(learner)


class Rows:
    """Makes the rows of learners; one that is as it was is the same object."""

    def __init__(self) -> None:
        self._rows: dict[str, LearnerRow] = {}

    def presence(self, members: Members, sessions: Iterable[Session], courses: Sequence[Following], now: float) -> Presence:
        """Everybody at `now`, in seconds since 1970: hands first, the longest up first, then by name."""
        by_learner: dict[str, list[Session]] = {}
        for session in sessions:
            by_learner.setdefault(session.learner, []).append(session)
        rows: dict[str, LearnerRow] = {}
        for learner in members.ids:
            row = _row(learner, members.person(learner), by_learner.get(learner, ()), courses, now)
            before = self._rows.get(learner)
            rows[learner] = before if before is not None and before == row else row
        self._rows = rows
        here = [row for row in rows.values() if row.here]
        pulses = Counter(row.pulse for row in here if row.pulse is not None)
        return Presence(
            tuple(sorted(rows.values(), key=_place)),
            len(here),
            sum(row.hand > 0 for row in here),
            MappingProxyType(dict(sorted(pulses.items()))),
        )


def _place(row: LearnerRow) -> tuple[bool, float, str, str]:
    return row.hand <= 0, row.hand, row.name.casefold(), row.learner


def _row(
    learner: str, person: Person | None, sessions: Sequence[Session], courses: Sequence[Following], now: float
) -> LearnerRow:
    newest = max(sessions, key=lambda one: one.at, default=None)
    course, page, read, trace_seen = _where(learner, courses)
    if newest is not None and newest.page:
        course, page, read = newest.course, newest.page, newest.read
    seen = max((trace_seen, *(max(one.at, one.began) for one in sessions)))
    title = next((one.outline.titles.get(page, "") for one in courses if one.outline.id == course), "")
    hands = [one.hand for one in sessions if one.hand > 0]
    return LearnerRow(
        learner,
        on_one_line(person.name if person is not None else learner, MAX_DISPLAY_NAME) or "?",
        person.way if person is not None else None,
        newest is not None,
        course,
        page,
        title or on_one_line(page),
        read,
        _pulse(sessions),
        min(hands, default=0.0),
        _idle(now - seen) if newest is not None else 0.0,
        seen,
        person.joined if person is not None else 0.0,
        _progress(learner, courses),
    )


def _pulse(sessions: Iterable[Session]) -> Pulse | None:
    """What somebody said last of how they are getting on, on whichever terminal; as the store's own count has it."""
    said = [one for one in sessions if one.pulse is not None]
    return max(said, key=lambda one: (one.at, one.id)).pulse if said else None


def _where(learner: str, courses: Sequence[Following]) -> tuple[str, str, float, float]:
    """Where a learner was last by what they did: course, page and share read; and when they did anything, 0 for never."""
    course = page = ""
    read = seen = 0.0
    last = float("-inf")
    for one in courses:
        trace = one.trace.learners.get(learner)
        if trace is None:
            continue
        seen = max(seen, trace.seen)
        if trace.page and trace.last[0] > last:
            last, course, page, read = trace.last[0], one.outline.id, trace.page, trace.read
    return course, page, read, seen


def _progress(learner: str, courses: Sequence[Following]) -> Mapping[str, Progress]:
    return MappingProxyType({one.outline.id: one.progress(learner) for one in courses})


def _idle(seconds: float) -> float:
    """Seconds in steps that are worth telling: a screen that changes each second says nothing."""
    step = _STEP if seconds < _MINUTE else _MINUTE
    return max(0.0, seconds // step * step)

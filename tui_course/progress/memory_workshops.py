"""Workshops that are forgotten with the program: to try one alone, and for tests."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui_course.model.workshop import HandLowered, Poll, PollClosed
from tui_course.progress import bounds
from tui_course.progress.cursors import Cursor, read_cursor
from tui_course.progress.memory_people import Place
from tui_course.progress.memory_presence import MemoryPresence
from tui_course.progress.workshop_codec import notice_row, read_notice, read_votes, vote_row
from tui_course.progress.workshops import GOES_ON_SECONDS, MAX_EVENTS, START, Events, Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from tui_course.model.attempt import Attempt, Visit
    from tui_course.model.workshop import Notice, Vote
    from tui_course.progress.memory import MemoryStore

    _Done = TypeVar("_Done", Attempt, Visit)


class MemoryWorkshops(MemoryPresence):
    """Keeps workshops in dictionaries, beside the events of `store`; `clock` gives seconds from any beginning."""

    def __init__(self, store: MemoryStore, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._store = store
        self._notices: dict[str, Notice] = {}
        self._said: list[Notice | None] = []  # with gaps, so that numbers stay
        self._votes: dict[tuple[str, str], Vote] = {}

    def forget(self, workshop: str, learner: str) -> int:
        """Forget a person: who they are, their sessions and votes, and every event of theirs; how many rows that were."""
        with self._turn:
            forgotten = self._forget_person(Place(bounds.name(workshop), bounds.name(learner)))
        return forgotten + self._store.erase(learner)

    def _forget_person(self, place: Place) -> int:
        """Forget their votes and lowered hands as well; how many rows that were."""
        before = len(self._votes)
        theirs = self._votes_of(place)
        self._votes = {key: one for key, one in self._votes.items() if one not in theirs}
        self._said = [None if _is_hand(one, place) else one for one in self._said]
        return super()._forget_person(place) + before - len(self._votes)

    def _votes_of(self, place: Place) -> list[Vote]:
        polls = {one.id for one in self._notices.values() if place.workshop in {"", one.workshop}}
        return [one for one in self._votes.values() if one.learner == place.learner and one.poll in polls]

    def kept(self, workshop: str, learner: str) -> Kept:
        """All that is kept of a person in a workshop, or in all."""
        place = Place(bounds.name(workshop), bounds.name(learner))
        with self._turn:
            people = [one for key, one in self._people.items() if key.within(place)]
            sessions = [one.session for one in self._terminals.values() if one.place.within(place)]
            return Kept(
                tuple(sorted(people, key=lambda one: (one.joined, one.workshop))),
                tuple(sorted(sessions, key=lambda one: (one.began, one.id))),
                tuple(sorted(self._votes_of(place), key=lambda one: (one.at, one.poll))),
                tuple(sorted(chosen for key, chosen in self._preferences.items() if chosen and key.within(place))),
                sum(one.within(place) for one in self._keys.values()),
            )

    def post(self, notice: Notice) -> None:
        """Say something to all of its workshop; twice is once."""
        kept = read_notice(notice_row(notice))
        with self._turn:
            if kept is not None and kept.id not in self._notices:
                self._notices[kept.id] = kept
                self._said.append(kept)

    def notices(self, workshop: str, after: int = 0) -> tuple[int, tuple[Notice, ...]]:
        """What was said after a number, as it was said, and the number to go on from."""
        with self._turn:
            said = self._said[max(0, after) :]
            here = (one for one in said if one is not None and one.workshop == bounds.name(workshop))
            return max(after, len(self._said)), tuple(filter(self._goes_on, here))

    def _goes_on(self, notice: Notice) -> bool:
        """Whether what was said is said still, and not in a workshop of the same name before."""
        opened = self._workshops.get(notice.workshop)
        return opened is None or notice.at >= opened.at - GOES_ON_SECONDS

    def vote(self, vote: Vote) -> bool:
        """Take a vote in place of the learner's last in the poll; False where the poll is closed, or there is none."""
        row = vote_row(vote)
        kept = next(read_votes([row] if row is not None else []), None)
        with self._turn:
            poll = self._notices.get(kept.poll) if kept is not None else None
            if kept is None or not isinstance(poll, Poll) or not self._goes_on(poll):
                return False
            if any(isinstance(one, PollClosed) and one.poll == kept.poll for one in self._notices.values()):
                return False
            self._votes[kept.poll, kept.learner] = kept
            return True

    def votes(self, poll: str) -> tuple[Vote, ...]:
        """What was voted, each learner once, by the learners' ids."""
        with self._turn:
            found = [one for one in self._votes.values() if one.poll == bounds.name(poll)]
        return tuple(sorted(found, key=lambda one: one.learner))

    def events(self, course: str, after: str = START, learners: Sequence[str] | None = None) -> Events:
        """What was done in a course since a cursor: by everybody, or by some learners only."""
        erasures, attempts, visits = self._store.all()
        cursor, anew = read_cursor(after, erasures)
        wanted = frozenset(map(bounds.name, learners)) if learners is not None else None
        attempt = min(cursor.attempt + MAX_EVENTS, len(attempts))
        visit = min(cursor.visit + MAX_EVENTS, len(visits))
        return Events(
            _chosen(attempts[cursor.attempt : attempt], bounds.text(course), wanted),
            _chosen(visits[cursor.visit : visit], bounds.text(course), wanted),
            str(Cursor(erasures, attempt, visit)),
            more=attempt < len(attempts) or visit < len(visits),
            anew=anew,
        )

    def close(self) -> None:
        """Nothing: what is in memory can still be read."""


def _chosen(events: Sequence[_Done], course: str, learners: frozenset[str] | None) -> tuple[_Done, ...]:
    return tuple(one for one in events if one.course == course and (learners is None or one.learner in learners))


def _is_hand(notice: Notice | None, place: Place) -> bool:
    """Whether a notice is about the hand of a learner in a workshop, which may be empty for any."""
    return isinstance(notice, HandLowered) and Place(notice.workshop, notice.learner).within(place)

"""Workshops that are forgotten with the program: to try one alone, and for tests."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from tui_course.model.workshop import HandLowered, Poll, PollClosed, Way
from tui_course.progress import bounds
from tui_course.progress.cursors import Cursor, read_cursor
from tui_course.progress.workshop_codec import (
    folded,
    notice_row,
    person_row,
    read_notice,
    read_person,
    read_session,
    read_votes,
    read_workshop,
    session_row,
    vote_row,
    workshop_row,
)
from tui_course.progress.workshops import GOES_ON_SECONDS, MAX_EVENTS, MAX_PREFERENCES, START, Events, Kept, Tally
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeVar

    from tui_course.model.attempt import Attempt, Visit
    from tui_course.model.workshop import Notice, Person, Pulse, Session, Vote, Workshop
    from tui_course.progress.memory import MemoryStore

    _Done = TypeVar("_Done", Attempt, Visit)


class _Place(NamedTuple):
    """Whose something is: a learner in a workshop."""

    workshop: str
    learner: str


@dataclass(slots=True)
class _Terminal:
    """A session, when it was heard of last, and whether it is still there."""

    session: Session
    heard: float
    here: bool = True


class MemoryWorkshops:
    """Keeps workshops in dictionaries, beside the events of `store`; `clock` gives seconds from any beginning."""

    def __init__(self, store: MemoryStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._workshops: dict[str, Workshop] = {}
        self._people: dict[_Place, Person] = {}
        self._keys: dict[tuple[str, str], _Place] = {}
        self._tokens: dict[tuple[str, str], _Place] = {}
        self._preferences: dict[_Place, str] = {}
        self._terminals: dict[str, _Terminal] = {}
        self._notices: dict[str, Notice] = {}
        self._said: list[Notice | None] = []  # with gaps, so that numbers stay
        self._votes: dict[tuple[str, str], Vote] = {}
        self._turn = Lock()

    def open(self, workshop: Workshop) -> None:
        """Note that a workshop takes place."""
        kept = read_workshop(workshop_row(workshop))
        with self._turn:
            self._workshops[kept.name] = kept

    def workshops(self) -> tuple[Workshop, ...]:
        """Every workshop, the newest first."""
        with self._turn:
            return tuple(sorted(self._workshops.values(), key=lambda one: (-one.at, one.name)))

    def join(self, person: Person, *, key: str = "", token: str = "") -> bool:
        """Take a person in, all or nothing; False where the id, the name, the key or the token is somebody's already."""
        kept = read_person(person_row(person))
        place = _Place(kept.workshop, kept.learner)
        with self._turn:
            if self._people.get(place) == kept:
                return True
            if place in self._people or any(_same_name(kept, one) for one in self._people.values()):
                return False
            found = ((self._keys, bounds.name(key)), (self._tokens, bounds.name(token)))
            if any(digest and (place.workshop, digest) in known for known, digest in found):
                return False
            self._people[place] = kept
            for known, digest in found:
                if digest:
                    known[place.workshop, digest] = place
            return True

    def bind(self, workshop: str, learner: str, *, key: str = "", token: str = "") -> None:
        """Let a person be found by another key, or by another token in place of the last."""
        place = _Place(bounds.name(workshop), bounds.name(learner))
        with self._turn:
            if place not in self._people:
                return
            if key:
                self._keys[place.workshop, bounds.name(key)] = place
            if token:
                self._tokens = {digest: whose for digest, whose in self._tokens.items() if whose != place}
                self._tokens[place.workshop, bounds.name(token)] = place

    def find(self, workshop: str, *, key: str = "", token: str = "", name: str = "") -> Person | None:
        """The person of a key, else of a token, else of a name."""
        kept = bounds.name(workshop)
        with self._turn:
            if key or token:
                place = self._keys.get((kept, bounds.name(key))) if key else self._tokens.get((kept, bounds.name(token)))
                return self._people.get(place) if place is not None else None
            there = (one for one in self._people.values() if one.workshop == kept and folded(one.name) == folded(name))
            return next(there, None) if name else None

    def people(self, workshop: str) -> tuple[Person, ...]:
        """Everybody who ever joined, by when they did."""
        with self._turn:
            found = [one for one in self._people.values() if bounds.name(workshop) in {"", one.workshop}]
        return tuple(sorted(found, key=lambda one: (one.joined, one.workshop, one.learner)))

    def forget(self, workshop: str, learner: str) -> int:
        """Forget a person: who they are, their sessions and votes, and every event of theirs; how many rows that were."""
        place = _Place(bounds.name(workshop), bounds.name(learner))
        with self._turn:
            before = self._count()
            polls = self._polls(place.workshop)
            self._said = [None if _is_hand(one, place) else one for one in self._said]
            self._people = {one: person for one, person in self._people.items() if not _within(one, place)}
            self._keys = {digest: one for digest, one in self._keys.items() if not _within(one, place)}
            self._tokens = {digest: one for digest, one in self._tokens.items() if not _within(one, place)}
            self._preferences = {one: chosen for one, chosen in self._preferences.items() if not _within(one, place)}
            self._terminals = {key: one for key, one in self._terminals.items() if not _within(_place(one.session), place)}
            self._votes = {
                key: one for key, one in self._votes.items() if one.learner != place.learner or one.poll not in polls
            }
            forgotten = before - self._count()
        return forgotten + self._store.erase(learner)

    def _count(self) -> int:
        return len(self._people) + len(self._keys) + len(self._terminals) + len(self._votes)

    def kept(self, workshop: str, learner: str) -> Kept:
        """All that is kept of a person in a workshop, or in all."""
        place = _Place(bounds.name(workshop), bounds.name(learner))
        with self._turn:
            polls = self._polls(place.workshop)
            people = [one for key, one in self._people.items() if _within(key, place)]
            sessions = [one.session for one in self._terminals.values() if _within(_place(one.session), place)]
            votes = [one for one in self._votes.values() if one.learner == place.learner and one.poll in polls]
            return Kept(
                tuple(sorted(people, key=lambda one: (one.joined, one.workshop))),
                tuple(sorted(sessions, key=lambda one: (one.began, one.id))),
                tuple(sorted(votes, key=lambda one: (one.at, one.poll))),
                tuple(sorted(chosen for key, chosen in self._preferences.items() if chosen and _within(key, place))),
                sum(_within(one, place) for one in self._keys.values()),
            )

    def _polls(self, workshop: str) -> set[str]:
        """The ids of what was said in a workshop, or in all."""
        return {one.id for one in self._notices.values() if workshop in {"", one.workshop}}

    def preferences(self, workshop: str, learner: str) -> str:
        """What the person chose of how the reader looks."""
        with self._turn:
            return self._preferences.get(_Place(bounds.name(workshop), bounds.name(learner)), "")

    def prefer(self, workshop: str, learner: str, text: str) -> None:
        """Keep what they chose."""
        place, chosen = _Place(bounds.name(workshop), bounds.name(learner)), bounds.text(text)
        with self._turn:
            if place in self._people and len(chosen) <= MAX_PREFERENCES:
                self._preferences[place] = chosen

    def begin(self, session: Session) -> None:
        """A terminal is here."""
        kept = read_session(session_row(session))
        with self._turn:
            self._terminals.setdefault(kept.id, _Terminal(kept, self._clock()))

    def tell(self, session: Session) -> None:
        """Where a terminal is now, its pulse and its hand."""
        told = read_session(session_row(session))
        with self._turn:
            terminal = self._terminals.get(told.id)
            if terminal is not None:
                terminal.session = replace(
                    terminal.session,
                    course=told.course,
                    page=told.page,
                    read=told.read,
                    pulse=told.pulse,
                    hand=told.hand,
                    at=told.at,
                )
                terminal.heard = self._clock()

    def beat(self, host: str, sessions: Iterable[str]) -> None:
        """The sessions of a host that are alive; every other one of it has ended."""
        alive = set(map(bounds.name, sessions))
        with self._turn:
            for key, terminal in self._terminals.items():
                if terminal.session.host == bounds.name(host):
                    terminal.here = key in alive
                    terminal.heard = self._clock() if terminal.here else terminal.heard

    def end(self, session: str) -> None:
        """A terminal is gone."""
        with self._turn:
            if bounds.name(session) in self._terminals:
                self._terminals[bounds.name(session)].here = False

    def sessions(self, workshop: str, within: float) -> tuple[Session, ...]:
        """The terminals that are here, in the order in which they began."""
        with self._turn:
            found = [
                one.session
                for one in self._terminals.values()
                if one.here and one.session.workshop == bounds.name(workshop) and one.heard > self._clock() - within
            ]
        return tuple(sorted(found, key=lambda one: (one.began, one.id)))

    def tally(self, workshop: str, within: float) -> Tally:
        """How many are here; of somebody with several terminals the pulse that was given last."""
        newest: dict[str, Pulse | None] = {}
        for session in sorted(self.sessions(workshop, within), key=lambda one: (one.pulse is not None, one.at, one.id)):
            newest[session.learner] = session.pulse
        with self._turn:
            people = [one for one in self._people.values() if one.workshop == bounds.name(workshop)]
        teaching = {one.learner for one in people if one.way is Way.INSTRUCTOR}
        pulses: dict[Pulse, int] = {}
        for learner, pulse in newest.items():
            if pulse is not None and learner not in teaching:
                pulses[pulse] = pulses.get(pulse, 0) + 1
        return Tally(len(newest.keys() - teaching), pulses)

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


def _same_name(one: Person, other: Person) -> bool:
    return one.workshop == other.workshop and folded(one.name) == folded(other.name)


def _place(session: Session) -> _Place:
    return _Place(session.workshop, session.learner)


def _is_hand(notice: Notice | None, place: _Place) -> bool:
    """Whether a notice is about the hand of a learner in a workshop, which may be empty for any."""
    return isinstance(notice, HandLowered) and _within(_Place(notice.workshop, notice.learner), place)


def _within(place: _Place, wanted: _Place) -> bool:
    """Whether a place is the wanted one, whose workshop may be empty for any."""
    return place.learner == wanted.learner and wanted.workshop in {"", place.workshop}

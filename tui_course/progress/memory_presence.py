"""Which terminals are here, forgotten with the program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.model.workshop import Session, Way
from tui_course.progress import bounds
from tui_course.progress.memory_people import MemoryPeople, Place
from tui_course.progress.workshop_codec import read_session, session_row
from tui_course.progress.workshops import Tally
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_course.model.workshop import Pulse


@dataclass(slots=True)
class Terminal:
    """A session, when it was heard of last, and whether it is still there."""

    session: Session
    heard: float
    here: bool = True

    @property
    def place(self) -> Place:
        """Whose it is."""
        return Place(self.session.workshop, self.session.learner)


class MemoryPresence(MemoryPeople):
    """Has the sessions as well; `clock` gives seconds from any beginning."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._terminals: dict[str, Terminal] = {}

    def begin(self, session: Session) -> None:
        """A terminal is here."""
        kept = read_session(session_row(session))
        with self._turn:
            self._terminals.setdefault(kept.id, Terminal(kept, self._clock()))

    def tell(self, session: Session) -> None:
        """Where a terminal is now, its pulse and its hand."""
        told = read_session(session_row(session))
        with self._turn:
            terminal = self._terminals.get(told.id)
            if terminal is not None and terminal.session.learner:
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

    def beat(self, host: str, sessions: Iterable[str]) -> frozenset[str]:
        """The sessions of a host that are alive; every other one of it has ended. Those of them that are nobody's any more."""
        alive = set(map(bounds.name, sessions))
        with self._turn:
            own = {key: one for key, one in self._terminals.items() if one.session.host == bounds.name(host)}
            for key, terminal in own.items():
                terminal.here = key in alive
                terminal.heard = self._clock() if terminal.here else terminal.heard
            return frozenset(key for key, one in own.items() if one.here and not one.session.learner)

    def of_nobody(self, within: float) -> frozenset[str]:
        """The ids of terminals that are here, and whose learners were forgotten."""
        with self._turn:
            return frozenset(key for key, one in self._here(within) if not one.session.learner)

    def _here(self, within: float) -> list[tuple[str, Terminal]]:
        heard = self._clock() - within
        return [(key, one) for key, one in self._terminals.items() if one.here and one.heard > heard]

    def end(self, session: str) -> None:
        """A terminal is gone."""
        with self._turn:
            if bounds.name(session) in self._terminals:
                self._terminals[bounds.name(session)].here = False

    def sessions(self, workshop: str, within: float) -> tuple[Session, ...]:
        """The terminals that are here, in the order in which they began."""
        with self._turn:
            here = [one.session for _, one in self._here(within)]
            found = [one for one in here if one.learner and one.workshop == bounds.name(workshop)]
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

    def _forget_person(self, place: Place) -> int:
        """Forget their sessions as well; how many rows that were."""
        theirs = [key for key, one in self._terminals.items() if one.place.within(place)]
        for key in theirs:
            terminal = self._terminals.pop(key)
            if terminal.here:
                # The host that has it finds that it is nobody's, and ends it.
                kept = terminal.session
                self._terminals[key] = replace(terminal, session=Session(kept.id, kept.workshop, "", kept.host, 0.0))
        return super()._forget_person(place) + len(theirs)

"""Which terminals are here, forgotten with the program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.model.workshop import Way
from tui_course.progress import bounds
from tui_course.progress.memory_people import MemoryPeople, Place
from tui_course.progress.workshop_codec import read_session, session_row
from tui_course.progress.workshops import Tally
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_course.model.workshop import Pulse, Session


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

    def _forget_person(self, place: Place) -> int:
        """Forget their sessions as well; how many rows that were."""
        before = len(self._terminals)
        self._terminals = {key: one for key, one in self._terminals.items() if not one.place.within(place)}
        return super()._forget_person(place) + before - len(self._terminals)

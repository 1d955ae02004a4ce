"""What is told of one session: to the log, to the figures, and to the workshop's store."""

from __future__ import annotations

import asyncio
import signal
import time
from typing import TYPE_CHECKING, Final

from tui_course.model.workshop import Session, Way
from tui_course.serve.audit import Event
from tui_course.serve.figures import Ending

if TYPE_CHECKING:
    from tui_course.model.workshop import Person
    from tui_course.serve.server import Server

UNFORESEEN: Final = frozenset((Ending.CRASHED, Ending.KILLED, Ending.BUSY))
"""The ends of readers that nobody wanted."""


class SessionRecord:
    """The session of a person, by its `session` id, from an address."""

    def __init__(self, server: Server, session: str, address: str, person: Person) -> None:
        self._server = server
        self._session = session
        self._address = address
        self._person = person
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()

    def began(self) -> None:
        """Its reader was started, so long after the record was made as that took."""
        server, person, now = self._server, self._person, time.time()
        server.figures.began(person.way, self._loop.time() - self._began)
        self._note(Event.SESSION_BEGAN)
        if person.way is not Way.INSTRUCTOR:
            # Who looks at the class is not of it.
            server.presence.begin(Session(self._session, person.workshop, person.learner, server.host, began=now, at=now))

    def ended(self, ending: Ending, code: int) -> None:
        """Its reader is gone, with an exit code or minus the number of a signal."""
        server = self._server
        server.presence.end(self._session)
        server.figures.ended(self._person.way, ending)
        if ending in UNFORESEEN:
            why = f"{ending.value}: {_how(code)}"
            self._note(Event.READER_DIED, why)
            server.complain(f"the reader of session {self._session} ended unexpectedly: {why}")
        self._note(Event.SESSION_ENDED, ending.value, self._loop.time() - self._began)

    def _note(self, event: Event, reason: str = "", seconds: float | None = None) -> None:
        self._server.audit.note(
            event,
            address=self._address,
            way=self._person.way,
            learner=self._person.learner,
            session=self._session,
            reason=reason,
            seconds=seconds,
        )


def ending_of(code: int, reason: str) -> Ending:
    """What ended a reader that the front did not ask to end; `reason` is why the host ended it, if it did."""
    if reason:
        return Ending.BUSY
    if code == 0:
        return Ending.LEFT
    return Ending.KILLED if code < 0 else Ending.CRASHED


def _how(code: int) -> str:
    if code >= 0:
        return f"exit status {code}"
    names = {one.value: one.name for one in signal.Signals}
    return names.get(-code, f"signal {-code}")

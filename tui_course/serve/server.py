"""What all connections of one server share."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol

from tui_course.serve.admission import Admission
from tui_course.serve.flow import Places, Turns
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from tui_course.model.workshop import Person
    from tui_course.serve.admission import Limits
    from tui_course.serve.audit import Audit
    from tui_course.serve.figures import Ending, Figures
    from tui_course.serve.identity.doorkeeper import Doorkeeper
    from tui_course.serve.presence import Presence
    from tui_course.serve.starting import Reader, Readers
    from tui_course.serve.teletype import ChannelTeletype

_STARTING_SECONDS: Final = 0.5
"""Several times what a reader takes to its first frame."""


class OpenSession(Protocol):
    """A session as it is known to who ends all of them; `reader` is None until it has one."""

    id: str
    reader: Reader | None

    def announce(self, seconds: float) -> None:
        """Say that the server is about to end."""

    def close(self, ending: Ending) -> None:
        """End the session: its reader is asked to save and end, and is ended by force where it does not."""


class OpenConnection(Protocol):
    """A connection as its session knows it, and who ends all of them."""

    address: str

    @property
    def instructs(self) -> bool:
        """Whether they have an instructor's key."""

    async def admit(self, teletype: ChannelTeletype, language: str) -> Person | None:
        """Who it is, as far as they have to be asked."""

    def asked(self) -> None:
        """A session was asked for in time."""

    def done(self) -> None:
        """The session is over; a client that stays all the same is not waited for."""

    def close(self) -> None:
        """End the connection."""

    def abort(self) -> None:
        """Cut the connection: nothing that is sent would arrive."""


@dataclass(frozen=True)
class ServerParts:
    """What a server is made of.

    `line` is what learners type to come here, `host` a name that no other server of the workshop has. `complain` takes lines
    for whoever runs the server; what clients said in them is visible already.
    """

    line: str
    host: str
    readers: Readers
    door: Doorkeeper
    presence: Presence
    figures: Figures
    audit: Audit
    limits: Limits
    complain: Callable[[str], None]


class Server:
    """The parts of a server, and who is in it; lives in one event loop."""

    def __init__(self, parts: ServerParts) -> None:
        self.line = parts.line
        self.host = parts.host
        self.readers = parts.readers
        self.door = parts.door
        self.presence = parts.presence
        self.figures = parts.figures
        self.audit = parts.audit
        self.limits = parts.limits
        self.complain = parts.complain
        loop = asyncio.get_running_loop()
        self.admission = Admission(parts.limits, loop.time)
        self.turns = Turns(loop)
        # One more than there are cores: each waits for the store now and then.
        self.starting = Places((os.cpu_count() or 1) + 1, _STARTING_SECONDS)
        self.sessions: set[OpenSession] = set()
        self.visitors: set[OpenConnection] = set()
        self.draining = False
        self._empty = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, course: Coroutine[None, None, None], name: str) -> None:
        """Run something to its end, whatever becomes of the connection that began it."""
        task = asyncio.get_running_loop().create_task(course, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def gone(self, visitor: OpenConnection) -> None:
        """A connection has ended."""
        self.visitors.discard(visitor)
        if not self.visitors:
            self._empty.set()

    async def emptied(self, seconds: float) -> None:
        """Wait until every connection has ended, but no longer than that."""
        self._empty.clear()
        if self.visitors:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._empty.wait(), seconds)

    async def idle(self) -> None:
        """Wait until nothing runs any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

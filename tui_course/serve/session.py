"""One learner's session: from the request for a terminal to the line that says how to go on."""

from __future__ import annotations

import asyncio
import os
import uuid
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from tui_course.errors import ServeError
from tui_course.model.visible import visible
from tui_course.model.workshop import Way
from tui_course.serve import parting
from tui_course.serve.audit import Event
from tui_course.serve.bridge import Bridge
from tui_course.serve.figures import Ending, Refusal
from tui_course.serve.input import InputFilter
from tui_course.serve.requests import RequestedSession
from tui_course.serve.session_end import SessionEnd
from tui_course.serve.session_record import SessionRecord, ending_of
from tui_course.serve.teletype import ChannelTeletype
from tui_course.serve.terminal import DUMB, open_pair, set_window
from tui_course.serve.time_limits import TimeLimits
from tui_course.workshop.attending import Closing, Remark

if TYPE_CHECKING:
    from tui_course.model.workshop import Person
    from tui_course.serve.connection import Channel, Wire
    from tui_course.serve.flow import Place
    from tui_course.serve.server import OpenConnection, Server
    from tui_course.serve.starting import Reader

TRY_AGAIN: Final = 75
"""The exit status that says so, as mailers have it."""
_DEBOUNCE: Final = 0.1
_DRY: Final = 2.0
_BY_SIGNAL: Final = 128


class LearnerSession(RequestedSession):
    """A session channel. Its task outlives the channel: the place is taken until the reader is gone."""

    def __init__(self, server: Server, visitor: OpenConnection, wire: Wire, channel: Channel) -> None:
        super().__init__(server, channel)
        self.id = str(uuid.uuid4())
        self.reader: Reader | None = None
        self._visitor = visitor
        self._wire = wire
        self._loop = asyncio.get_running_loop()
        self._teletype: ChannelTeletype | None = None
        self._ahead = b""
        self._bridge: Bridge | None = None
        self._time_limits: TimeLimits | None = None
        self._master = -1
        self._resizing: asyncio.TimerHandle | None = None
        self._end = SessionEnd(server.limits)
        self._here = True

    # What the client does

    def logged_in(self) -> None:
        """The session begins."""
        self._visitor.asked()
        self._server.run(self._run(), f"session {self.id}")

    def resized(self) -> None:
        """Tell it after a moment, for each size costs the reader a new page."""
        if self._teletype is not None:
            self._teletype.window = self._window
        if self._resizing is None:
            self._resizing = self._loop.call_later(_DEBOUNCE, self._resize)

    def data_received(self, data: bytes, datatype: int | None) -> None:
        """Keys."""
        del datatype
        if self._bridge is not None and self._time_limits is not None:
            self._time_limits.touched()
            self._bridge.feed(data)
        elif self._teletype is not None:
            self._teletype.heard(data)

    def eof_received(self) -> bool:
        """Nothing more is typed; what is shown may be looked at all the same."""
        if self._teletype is not None:
            self._teletype.ended()
        return True

    def pause_writing(self) -> None:
        """The client's window is full."""
        if self._bridge is not None:
            self._bridge.full(True)  # noqa: FBT003 - it is the news

    def resume_writing(self) -> None:
        """It has room again."""
        if self._bridge is not None:
            self._bridge.full(False)  # noqa: FBT003 - it is the news

    def connection_lost(self, exc: Exception | None) -> None:
        """The channel is gone: its reader is hung up on."""
        del exc
        self._here = False
        self._channel.forget()
        if self._teletype is not None:
            self._teletype.ended()
        if self._bridge is not None:
            self._hang_up(self._bridge)

    # What the host wants

    def announce(self, seconds: float) -> None:
        """Say that the server is about to end."""
        if self.reader is not None:
            self.reader.tell(Closing(seconds, parting.closed(Ending.DRAINED, self._language)))

    def close(self, ending: Ending) -> None:
        """End the session: its reader is asked to save and end, and is ended by force where it does not."""
        self._end.note(ending, parting.closed(ending, self._language))
        if self.reader is not None:
            self.reader.end(self._end.reason)
            self._end.insist(self.reader)
        elif self._teletype is not None:
            self._teletype.ended()

    # Its course

    async def _run(self) -> None:
        try:
            status = await self._course()
        except Exception as error:  # noqa: BLE001 - what goes wrong with one learner is no other's affair
            self._server.complain(f"session {self.id}: {type(error).__name__}: {visible(str(error))}")
            status = TRY_AGAIN
            if self.reader is None:
                self._show(parting.refusal(Refusal.READER, self._language))
        with suppress(OSError):
            self._channel.exit(status)
        self._visitor.done()

    async def _course(self) -> int:
        server = self._server
        if self._term is None:
            server.figures.refused(Refusal.TERMINAL)
            with suppress(OSError):
                self._channel.write_stderr(parting.refusal(Refusal.TERMINAL, self._language))
            return 1
        if server.draining:
            return self._turned_away(Refusal.DRAINING)
        if server.admission.full and not self._visitor.instructs:
            return self._turned_away(Refusal.FULL)
        server.sessions.add(self)
        try:
            # No place is taken before it is known for whom.
            person = await self._admitted()
            if person is None:
                return self._turned_away(Refusal.DRAINING) if self._server.draining else 1
            if (refusal := server.admission.begin(person, self._visitor.address)) is not None:
                return self._turned_away(refusal)
            try:
                return await self._read(person)
            finally:
                server.admission.end(person, self._visitor.address)
        finally:
            server.sessions.discard(self)

    def _turned_away(self, reason: Refusal) -> int:
        self._server.figures.refused(reason)
        self._server.audit.note(Event.REFUSED, address=self._visitor.address, session=self.id, reason=reason.value)
        self._show(parting.refusal(reason, self._language))
        return TRY_AGAIN

    async def _admitted(self) -> Person | None:
        """Who it is, as far as they have to be asked."""
        self._teletype = ChannelTeletype(self._channel, self._window)
        try:
            return await self._visitor.admit(self._teletype, self._language)
        finally:
            self._ahead = self._teletype.rest()
            self._teletype = None

    async def _read(self, person: Person) -> int:
        place = await self._server.starting.take()
        try:
            return await self._read_at(place, person)
        finally:
            place.leave()

    async def _read_at(self, place: Place, person: Person) -> int:
        server, lines = self._server, self._term == DUMB
        if server.draining:
            return self._turned_away(Refusal.DRAINING)
        if not self._here:
            return TRY_AGAIN
        record = SessionRecord(server, self.id, self._visitor.address, person)
        try:
            self._master, slave = open_pair(self._window, lines=lines)
        except OSError as error:
            return self._no_reader(f"there is no terminal for a reader: {error}")
        bridge = Bridge(self._channel, self._wire, self._master, InputFilter(sequences=not lines), server.figures)
        bridge.painted = place.leave
        try:
            reader = self.reader = await server.readers.start(self.start_for(self.id, person), slave)
        except ServeError as error:
            self._let_go(bridge)
            return self._no_reader(str(error))
        except BaseException:
            self._let_go(bridge)
            raise
        finally:
            os.close(slave)
        record.began()
        try:
            self._connect(bridge, reader)
            code = await self._exit(bridge, reader)
        finally:
            self._let_go(bridge)
            reader.kill()
        ending = self._end.ending or ending_of(code, reader.reason)
        record.ended(ending, code)
        kept = person.way is not Way.GUEST
        self._show(parting.parting(ending, code, self._end.reason, line=server.line, language=self._language, kept=kept))
        return code if code >= 0 else _BY_SIGNAL - code

    def _no_reader(self, why: str) -> int:
        self._server.complain(visible(why))
        return self._turned_away(Refusal.READER)

    def _connect(self, bridge: Bridge, reader: Reader) -> None:
        """Let bytes pass; where the client went meanwhile, the reader is hung up on at once."""
        bridge.stalled = self._wire.stalled = self._stalled
        bridge.patience = self._server.limits.stalled
        bridge.cut = lambda: reader.tell(Remark(parting.cut(self._language)))
        self._bridge = bridge
        self._time_limits = TimeLimits(
            reader, self._server.limits, self._too_long, partial(parting.too_long, language=self._language)
        )
        bridge.start()
        set_window(self._master, self._window)
        if not self._here:
            self._hang_up(bridge)
        elif self._server.draining:
            self.close(Ending.DRAINED)
        elif self._ahead:
            bridge.feed(self._ahead)

    async def _exit(self, bridge: Bridge, reader: Reader) -> int:
        """Wait until the reader is gone, and what it wrote is on its way; its exit code."""
        code = await reader.exited
        if self._time_limits is not None:
            self._time_limits.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(bridge.dry), _DRY)
        return code

    def _hang_up(self, bridge: Bridge) -> None:
        self._end.note(Ending.HANGUP, "")
        self._let_go(bridge)
        if self.reader is not None:
            self._end.insist(self.reader)

    def _let_go(self, bridge: Bridge) -> None:
        if self._resizing is not None:
            self._resizing.cancel()
        self._bridge = None
        self._master = -1
        bridge.close()

    def _too_long(self, ending: Ending, reason: str) -> None:
        self._end.note(ending, reason)
        self.close(ending)

    def _stalled(self) -> None:
        self._end.note(Ending.STALLED, "")
        self._visitor.abort()

    def _show(self, data: bytes) -> None:
        with suppress(OSError):
            self._channel.write(data)

    def _resize(self) -> None:
        self._resizing = None
        if self._master >= 0:
            with suppress(OSError):
                set_window(self._master, self._window)

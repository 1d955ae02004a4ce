"""The front of a workshop: takes connections in, moves bytes, and ends when it is told to."""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import asyncssh

from tui_course.serve.audit import Event
from tui_course.serve.connection import accept
from tui_course.serve.figures import Ending
from tui_course.serve.listening import Listener
from tui_course.serve.server import Server
from tui_course.serve.status import Health
from tui_course.serve.visitor import Visitor

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Collection, Sequence

    from tui_course.serve.admission import Limits
    from tui_course.serve.connection import Wire
    from tui_course.serve.figures import Refusal
    from tui_course.serve.server import ServerParts

_UNANSWERED: Final = 3
_A_NOTE: Final = 1.0
_LEAVING: Final = 0.5
_BACKSTOP: Final = 30.0


class Front:
    """A server, from the first connection to the end of the last session; made in the event loop in which it lives."""

    def __init__(self, parts: ServerParts, keys: Sequence[asyncssh.SSHKey], sockets: Sequence[socket.socket]) -> None:
        """`keys` are the host's, `sockets` listen already."""
        self._server = Server(parts)
        self._loop = asyncio.get_running_loop()
        self._options = options(keys, self._visitor, parts.limits)
        self._listener = Listener(sockets, self._take)
        self._over = asyncio.Event()
        self._noted = 0.0

    def start(self) -> None:
        """Take connections from now on."""
        # What is loaded is no garbage: without it a collection is soon done, and therefore is often due, so that
        # connections which are gone take no room.
        gc.collect()
        gc.freeze()
        gc.collect()
        self._server.presence.start(self._forgotten)
        self._listener.start()

    def health(self) -> Health:
        """Whether somebody who comes now is taken in."""
        if self._server.draining:
            return Health.DRAINING
        return Health.FULL if self._server.admission.full else Health.READY

    def drain(self) -> None:
        """Take nobody in any more and end all sessions, so that `closed` returns; a second time ends them at once."""
        server = self._server
        if server.draining:
            for session in list(server.sessions):
                if session.reader is not None:
                    session.reader.kill()
            self._over.set()
            return
        server.draining = True
        self._listener.close()
        server.audit.note(Event.DRAIN)
        for session in list(server.sessions):
            session.announce(server.limits.politely)
        self._loop.call_later(server.limits.politely if server.sessions else 0.0, self._end_sessions)

    async def closed(self) -> None:
        """Wait until it was drained, and everybody is gone."""
        await self._over.wait()
        server = self._server
        with suppress(TimeoutError):
            await asyncio.wait_for(server.idle(), server.limits.ending - server.limits.politely + _LEAVING)
        # A client that has read the last line goes by itself; who is cut off may not get it.
        await server.emptied(_LEAVING)
        for visitor in list(server.visitors):
            visitor.close()
        await asyncio.sleep(0)
        await server.readers.close()
        server.presence.close()

    def _forgotten(self, sessions: Collection[str]) -> None:
        """The learners of some sessions were forgotten, says a thread."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._end_forgotten, sessions)

    def _end_forgotten(self, sessions: Collection[str]) -> None:
        for session in list(self._server.sessions):
            if session.id in sessions:
                session.close(Ending.FORGOTTEN)

    def _end_sessions(self) -> None:
        for session in list(self._server.sessions):
            session.close(Ending.DRAINED)
        self._over.set()

    def _visitor(self) -> Visitor:
        return Visitor(self._server)

    def _take(self, connection: socket.socket, address: str) -> None:
        """A connection was accepted: into the count, or closed before it costs anything."""
        wire = accept(self._options, self._server.turns, address, self._server.limits.stalled)
        refusal = self._server.admission.enter(wire)
        if refusal is not None:
            connection.close()
            self._server.figures.refused(refusal)
            self._note_refusal(address, refusal)
            return
        self._server.run(self._connect(connection, wire), "connect")

    def _note_refusal(self, address: str, refusal: Refusal) -> None:
        """Note one a second: the figures count all of them, and a flood shall not fill the log."""
        if self._loop.time() - self._noted >= _A_NOTE:
            self._noted = self._loop.time()
            self._server.audit.note(Event.REFUSED, address=address, reason=refusal.value)

    async def _connect(self, connection: socket.socket, wire: Wire) -> None:
        try:
            await self._loop.connect_accepted_socket(lambda: wire, connection)
        except OSError:
            # It was gone as soon as it came.
            connection.close()
            self._server.admission.leave(wire)


def options(
    keys: Sequence[asyncssh.SSHKey], visitor: Callable[[], Visitor], limits: Limits
) -> asyncssh.SSHServerConnectionOptions:
    """How asyncssh serves: keys and codes, one terminal, and nothing that it could do besides."""
    return asyncssh.SSHServerConnectionOptions(
        server_factory=visitor,
        server_host_keys=list(keys),
        login_timeout=limits.login + limits.typing + _BACKSTOP,
        keepalive_interval=limits.asking,
        keepalive_count_max=_UNANSWERED,
        line_editor=False,
        encoding=None,
        compression_algs=None,
        agent_forwarding=False,
        x11_forwarding=False,
        allow_scp=False,
        sftp_factory=None,
        gss_host=None,
        host_based_auth=False,
        x509_trusted_certs=None,
        server_version="tui-course",
        config=None,
    )

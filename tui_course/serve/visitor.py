"""One connection as asyncssh asks about it: who may log in, and that there is nothing here but one session."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, cast

import asyncssh

from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.serve.audit import Event
from tui_course.serve.connection import Connection, channel_on
from tui_course.serve.figures import Refusal
from tui_course.serve.session import LearnerSession

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.workshop import Person
    from tui_course.serve.admission import Stage
    from tui_course.serve.connection import Channel, Wire
    from tui_course.serve.server import Server
    from tui_course.serve.teletype import ChannelTeletype

_LEAVE: Final = 5.0
_FOREIGN: Final = (asyncssh.ProtocolError, asyncssh.ProtocolNotSupported, asyncssh.KeyExchangeFailed, asyncssh.MACError)
"""What asyncssh says of who does not speak SSH as it does."""


class Visitor(asyncssh.SSHServer):
    """What becomes of one connection."""

    def __init__(self, server: Server) -> None:
        self.address = ""
        self._server = server
        self._loop = asyncio.get_running_loop()
        self._username = ""
        self._counted = False
        self._session = False
        self._timer: asyncio.TimerHandle | None = None
        self._connection: Connection | None = None

    # The connection

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Somebody is connected, and was counted among those who have not logged in."""
        self._connection = connection = cast("Connection", conn)
        self._wire: Wire = connection.wire
        self.address = self._wire.address
        self._visit = self._server.door.visit(self.address)
        self._counted = True
        self._server.visitors.add(self)
        self._server.figures.connected()
        self._expect_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        if isinstance(exc, _FOREIGN):
            self._server.figures.refused(Refusal.PROTOCOL)
        elif exc is not None and not isinstance(exc, (asyncssh.Error, OSError)):
            # A fault of ours, which asyncssh says nothing of.
            self._server.complain(f"a connection was cut: {type(exc).__name__}: {visible(str(exc))}")
        self._leave_the_count()
        self._forget_timer()
        self._server.gone(self)
        self._connection = None

    def abort(self) -> None:
        """Cut the connection: nothing that is sent would arrive."""
        if self._connection is not None:
            self._connection.abort()

    def asked(self) -> None:
        """A session was asked for in time."""
        self._forget_timer()

    def done(self) -> None:
        """The session is over; a client that stays all the same is not waited for."""
        self._forget_timer()
        self._timer = self._loop.call_later(_LEAVE, self.close)

    # Logging in

    def begin_auth(self, username: str) -> bool:
        """Whether somebody of that name has to prove anything."""
        self._username = username
        if not self._wire.proving:
            self._wire.proving = True
            self._forget_timer()
            self._timer = self._loop.call_later(self._server.limits.typing, self._too_slow)
        return self._visit.must_prove(username)

    def public_key_auth_supported(self) -> bool:
        """Whether keys are looked at."""
        return self._visit.takes_keys

    async def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Whether a key is good, if it is theirs: asyncssh asks before the client proves that."""
        return await self._visit.key(username, key)

    def password_auth_supported(self) -> bool:
        """Whether a code may be given as a password."""
        return self._visit.takes_codes

    async def validate_password(self, username: str, password: str) -> bool:
        """Whether it is the code."""
        return await self._visit.code(username, password)

    def kbdint_auth_supported(self) -> bool:
        """Whether a code may be asked for."""
        return self._visit.takes_codes

    def get_kbdint_challenge(self, username: str, lang: str, submethods: str) -> tuple[str, str, str, list[tuple[str, bool]]]:
        """The question for the code."""
        del username, lang, submethods
        return "", self._visit.hint, "", [(_("Workshop code: "), False)]

    async def validate_kbdint_response(self, username: str, responses: Sequence[str]) -> bool:
        """Whether the answer is the code."""
        return len(responses) == 1 and await self._visit.code(username, responses[0])

    def auth_completed(self) -> None:
        """They have logged in, as far as SSH is concerned; who it is may have to be asked."""
        self._wire.known()
        self._server.figures.handshake(self._loop.time() - self._wire.came)
        self._server.audit.note(Event.CONNECTED, address=self.address)
        self._forget_timer()
        self._timer = self._loop.call_later(self._server.limits.login, self.close)

    @property
    def instructs(self) -> bool:
        """Whether they have an instructor's key."""
        return self._visit.instructs

    async def admit(self, teletype: ChannelTeletype, language: str) -> Person | None:
        """Who it is, as far as they have to be asked."""
        person = await self._visit.admit(self._username, teletype, language)
        if person is not None:
            self._leave_the_count()
        return person

    # What there is

    def session_requested(self) -> tuple[Channel, LearnerSession] | bool:
        """One session a connection."""
        if self._session or self._connection is None:
            self._server.figures.refused(Refusal.REQUEST)
            return False
        self._session = True
        channel = channel_on(self._connection)
        return channel, LearnerSession(self._server, self, self._wire, channel)

    def connection_requested(self, dest_host: str, dest_port: int, orig_host: str, orig_port: int) -> bool:
        """Nothing is forwarded."""
        del dest_host, dest_port, orig_host, orig_port
        return self._no()

    def unix_connection_requested(self, dest_path: str) -> bool:
        """Likewise."""
        del dest_path
        return self._no()

    def server_requested(self, listen_host: str, listen_port: int) -> bool:
        """Likewise."""
        del listen_host, listen_port
        return self._no()

    def unix_server_requested(self, listen_path: str) -> bool:
        """Likewise."""
        del listen_path
        return self._no()

    def tun_requested(self, unit: int | None) -> bool:
        """Likewise."""
        del unit
        return self._no()

    def tap_requested(self, unit: int | None) -> bool:
        """Likewise."""
        del unit
        return self._no()

    def _no(self) -> bool:
        self._server.figures.refused(Refusal.REQUEST)
        return False

    # Counting

    def _leave_the_count(self) -> None:
        if self._counted:
            self._counted = False
            self._server.admission.leave(self._wire)
            self._server.figures.disconnected()

    def _expect_more(self) -> None:
        """Wait for the next stage of the login: each takes its time where two hundred come at once."""
        self._timer = self._loop.call_later(self._server.limits.login, self._look, self._wire.stage)

    def _look(self, before: Stage) -> None:
        if self._wire.stage > before:
            self._expect_more()
        else:
            self._too_slow()

    def _too_slow(self) -> None:
        self._server.figures.refused(Refusal.SLOW)
        self.abort()

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()

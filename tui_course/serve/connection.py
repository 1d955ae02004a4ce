"""What the front needs of asyncssh beyond its documented interface, here alone: its bytes pass through our hands."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, cast

from asyncssh.channel import SSHServerChannel
from asyncssh.connection import SSHServerConnection, SSHServerConnectionOptions
from asyncssh.constants import MSG_KEXINIT
from asyncssh.misc import ProtocolError

from tui_course.serve.admission import Stage
from tui_course.serve.flow import Allowance, Turns
from tui_course.serve.terminal import LOOKED_AT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from asyncssh.packet import SSHPacket

MAX_UNSENT: Final = 256 * 1024
"""The most bytes that wait for a client in the front, in its socket's buffer or in its channel's."""
WINDOW: Final = 32 * 1024
"""The bytes that a client may send of a session before it was told that there is room for more."""
_BYTES: Final = (512 * 1024, 512 * 1024)
"""Bytes a second, and at once, of all that a client sends."""
_PACKETS: Final = (500, 1000)
"""Packets a second, and at once: more than of anybody who types, pastes and moves the mouse."""
_PIECE: Final = 4 * 1024
_BUFFER: Final = memoryview(bytearray(16 * 1024))
_LONGEST_VALUE: Final = 64
_EXCHANGES: Final = (1 / 60, 5)
"""Key exchanges a second, and at once."""


class Connection(SSHServerConnection):
    """A connection whose bytes come by a `wire`."""

    wire: Wire

    def __init__(self, loop: asyncio.AbstractEventLoop, options: SSHServerConnectionOptions) -> None:
        super().__init__(loop, options)
        self._exchanges = Allowance(*_EXCHANGES)

    def process_packet(self, pkttype: int, pktid: int, packet: SSHPacket) -> bool | Awaitable[None]:
        """New keys cost the server more than the client: they are exchanged from time to time, not all the time."""
        self.wire.packet()
        if pkttype == MSG_KEXINIT and self._exchanges.take(1, self._loop.time()):
            raise ProtocolError("too many key exchanges")
        return super().process_packet(pkttype, pktid, packet)

    def _send(self, data: bytes) -> None:
        """Say nothing to who is gone: the loop would complain of each try."""
        if self._transport is not None and not self._transport.is_closing():
            super()._send(data)

    async def reload_config(self) -> None:
        """Options are the same for everybody: to make them again takes a thread and milliseconds for each login."""


class Channel(SSHServerChannel[bytes]):
    """A session's channel that refuses what this server does not have, instead of collecting it."""

    def process_packet(self, pkttype: int, pktid: int, packet: SSHPacket) -> bool | Awaitable[None]:
        """A packet of the session."""
        if isinstance(connection := self._conn, Connection):
            connection.wire.packet()
        return super().process_packet(pkttype, pktid, packet)

    def forget(self) -> None:
        """Let go of what nobody has read."""
        self._recv_buf.clear()
        self._send_buf.clear()

    def _process_env_request(self, packet: SSHPacket) -> bool:
        name, value = packet.get_string(), packet.get_string()
        packet.check_end()
        if name.decode("ascii", "replace") not in LOOKED_AT or len(value) > _LONGEST_VALUE:
            return False
        self._env[name] = value
        return True

    def _refuse(self, packet: SSHPacket) -> bool:  # noqa: ARG002 - as asyncssh calls it
        return False

    _process_signal_request = _refuse
    _process_break_request = _refuse
    _process_x11_req_request = _refuse
    _process_auth_agent_req_at_openssh_dot_com_request = _refuse  # type: ignore[assignment]


def channel_on(connection: SSHServerConnection) -> Channel:
    """A channel for a session on a connection, which moves bytes and no text."""
    return Channel(connection, asyncio.get_running_loop(), True, False, False, 0, 0, None, "strict", WINDOW, 32768)  # noqa: FBT003 - asyncssh's


class Wire(asyncio.BufferedProtocol):
    """Between a socket and asyncssh: who has not logged in waits for a turn, and nobody sends or leaves unread without bounds.

    `address` is the client's, who came at `came` and is `proving` who they are once keys were exchanged. `drained` is told when
    the socket's buffer is full (False) and when it has room again (True). A client that takes nothing for `patience` seconds
    while its buffer is full is given up: `stalled` is called then, and the connection is gone.
    """

    def __init__(self, ssh: Connection, turns: Turns, address: str, patience: float) -> None:
        self.drained: Callable[[bool], None] | None = None
        self.stalled: Callable[[], None] | None = None
        self.full = False
        self.proving = False
        self.address = address
        self.came = asyncio.get_running_loop().time()
        ssh.wire = self
        self._ssh = ssh
        self._turns = turns
        self._patience = patience
        self._transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._known = False
        self._waiting = bytearray()
        self._held: set[str] = set()
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._bytes = Allowance(*_BYTES)
        self._packets = Allowance(*_PACKETS)

    @property
    def stage(self) -> Stage:
        """How far the client has come."""
        if self.proving:
            return Stage.PROVING
        if self._ssh.get_extra_info("recv_cipher"):
            return Stage.ENCRYPTED
        return Stage.GREETED if self._ssh.get_extra_info("client_version") else Stage.SILENT

    def cut(self) -> None:
        """End the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def known(self) -> None:
        """Whoever is at the other end has logged in: no more turns."""
        self._known = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A socket is there."""
        self._transport = transport = cast("asyncio.Transport", transport)
        transport.set_write_buffer_limits(high=MAX_UNSENT)
        self._ssh.connection_made(transport)

    def get_buffer(self, sizehint: int) -> memoryview:
        """Where bytes are to be put: the same for all, for they are taken from there at once."""
        del sizehint
        return _BUFFER

    def buffer_updated(self, nbytes: int) -> None:
        """So many bytes came."""
        data = _BUFFER[:nbytes]
        if wait := self._bytes.take(len(data), self._loop.time()):
            self._hold("bytes", wait)
        self._waiting += data
        self._advance()

    def packet(self) -> None:
        """A packet was among them: the smallest cost as much as others."""
        if wait := self._packets.take(1, self._loop.time()):
            self._hold("packets", wait)

    def _advance(self) -> None:
        """Pass on what waits: a key at once, all else and what strangers send in turns."""
        if not self._waiting or not self._held.isdisjoint({"turn", "packets"}):
            return
        if self._known and len(self._waiting) <= _PIECE:
            self._pass()
        else:
            self._hold("turn")
            self._turns.enter(self._take_turn)

    def _take_turn(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._pass()
            self._release("turn")

    def _pass(self) -> None:
        piece = bytes(self._waiting[:_PIECE])
        del self._waiting[:_PIECE]
        self._ssh.data_received(piece)

    def eof_received(self) -> None:
        """The client sends no more."""
        self._ssh.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone."""
        for timer in self._timers.values():
            timer.cancel()
        self._waiting.clear()
        self._ssh.connection_lost(exc)

    def pause_writing(self) -> None:
        """The client takes nothing: what it asks for would fill the buffer without end, so it is not listened to either."""
        self.full = True
        self._hold("full")
        self._timers["stalled"] = self._loop.call_later(self._patience, self._give_up)
        if self.drained is not None:
            self.drained(False)  # noqa: FBT003 - it is the news

    def resume_writing(self) -> None:
        """It takes something again."""
        self.full = False
        self._timers.pop("stalled").cancel()
        self._release("full")
        if self.drained is not None:
            self.drained(True)  # noqa: FBT003 - it is the news

    def _give_up(self) -> None:
        if self.stalled is not None:
            self.stalled()
        if self._transport is not None:
            self._transport.abort()

    def _hold(self, why: str, seconds: float = 0.0) -> None:
        """Do not listen to the client for that reason, for so many seconds or until it is released."""
        if not self._held and self._transport is not None:
            self._transport.pause_reading()
        self._held.add(why)
        if seconds:
            if why in self._timers:
                self._timers[why].cancel()
            self._timers[why] = self._loop.call_later(seconds, self._release, why)

    def _release(self, why: str) -> None:
        self._held.discard(why)
        self._advance()
        if not self._held and self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()


def accept(options: SSHServerConnectionOptions, turns: Turns, address: str, patience: float) -> Wire:
    """A wire with asyncssh at its other end, for a socket that was accepted from an address."""
    return Wire(Connection(asyncio.get_running_loop(), options), turns, address, patience)

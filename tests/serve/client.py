"""A client of the server, on asyncssh: logs in, types, and waits for what is shown."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import asyncssh

PATIENCE = 20.0


class Screen(asyncssh.SSHClientSession):
    """What a session shows, and how it ended."""

    def __init__(self):
        self.shown = b""
        self.errors = b""
        self.status = None
        self._news = asyncio.Event()
        self._closed = False

    def connection_made(self, chan):
        self.channel = chan

    def data_received(self, data, datatype):
        if datatype is None:
            self.shown += data
        else:
            self.errors += data
        self._news.set()

    def exit_status_received(self, status):
        self.status = status

    def connection_lost(self, exc):  # noqa: ARG002 - asyncssh's
        self._closed = True
        self._news.set()

    def type(self, data: bytes) -> None:
        self.channel.write(data)

    def resize(self, columns, rows):
        self.channel.change_terminal_size(columns, rows)

    async def until(self, words: bytes, seconds: float = PATIENCE) -> bytes:
        """Wait until `words` are shown; what was shown up to them is taken away."""
        async with asyncio.timeout(seconds):
            while words not in self.shown:
                if self._closed:
                    raise EOFError(f"the session ended and showed {self.shown[-500:]!r}")
                self._news.clear()
                await self._news.wait()
        before, _, self.shown = self.shown.partition(words)
        return before

    async def end(self, seconds: float = PATIENCE) -> bytes:
        """Wait until the session is over; what it showed that was not taken away."""
        async with asyncio.timeout(seconds):
            while not self._closed:
                self._news.clear()
                await self._news.wait()
        return self.shown


async def connect(port: int, **options) -> asyncssh.SSHClientConnection:
    """A connection to a server of this machine, as a guest unless the options say otherwise."""
    given = {"username": "guest", "known_hosts": None, "client_keys": None, "config": None, "agent_path": None}
    return await asyncssh.connect("127.0.0.1", port, **{**given, **options})


async def open_screen(connection, *, size=(80, 24), term="xterm-256color", **options) -> Screen:
    """A session on a terminal; without a `term` it has none."""
    _channel, screen = await connection.create_session(Screen, term_type=term, term_size=size, encoding=None, **options)
    return screen


@asynccontextmanager
async def learner(port: int, *, size=(80, 24), term="xterm-256color", env=None, **options):
    """Somebody who has logged in and has a terminal."""
    async with await connect(port, **options) as connection:
        yield await open_screen(connection, size=size, term=term, env=env or {})


async def until(condition, seconds=PATIENCE):
    """Wait until something holds that comes by itself."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


def counted(shown: bytes) -> int:
    """The bytes that a small reader says it has read."""
    return sum(int(line.split()[1]) for line in shown.split(b"\r\n") if line.startswith(b"keys ") and line.endswith(b"'"))

"""Clients that mean harm, by accident or not: each a function that goes on until the server ends it, or it is cancelled.

What comes back is what the client got out of it, for a test to judge. Benchmarks run the same ones beside learners.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress
from dataclasses import dataclass

import asyncssh
from asyncssh.packet import Boolean, String

NO, YES = Boolean(value=False), Boolean(value=True)
GREETING = b"SSH-2.0-OpenSSH_9.2\r\n"
_GLOBAL_REQUEST, _IGNORE, _DEBUG, _CHANNEL_REQUEST = 80, 2, 4, 98
_GONE = (asyncssh.Error, OSError, asyncio.IncompleteReadError, EOFError)


@dataclass(frozen=True)
class Door:
    """How to get in: a port of the loopback interface and a guest's name; `address` is where the client comes from."""

    port: int
    user: str = "guest"
    address: str = "127.0.0.1"

    async def connect(self, **options) -> asyncssh.SSHClientConnection:
        defaults = {
            "username": self.user,
            "known_hosts": None,
            "config": None,
            "client_keys": None,
            "agent_path": None,
            "local_addr": (self.address, 0),
        }
        return await asyncssh.connect("127.0.0.1", self.port, **{**defaults, **options})

    async def socket(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.address, 0))


class Screen(asyncssh.SSHClientSession):
    """Takes what is painted, keeps its end, and knows when it is over."""

    def __init__(self):
        self.seen = b""
        self.closed = asyncio.Event()

    def data_received(self, data, datatype):  # noqa: ARG002
        self.seen = (self.seen + (data if isinstance(data, bytes) else data.encode()))[-200_000:]

    def connection_lost(self, exc):  # noqa: ARG002
        self.closed.set()


async def terminal(connection, size=(100, 30), term="xterm-256color", **options):
    """A session with a terminal: its channel and what it shows."""
    return await connection.create_session(Screen, term_type=term, term_size=size, encoding=None, **options)


# The connection


async def silent(door):
    """Connects and says nothing."""
    reader, writer = await door.socket()
    try:
        await reader.readuntil(b"\n")
        return await _until_closed(reader)
    except _GONE:
        return b""
    finally:
        writer.close()


async def greets_and_waits(door):
    """Says who it is and nothing more."""
    return await _sends(door, [GREETING])


async def greets_without_end(door):
    """A greeting that has no end."""
    return await _sends(door, (b"A" * 10_000 for _ in range(100)))


async def greets_slowly(door, pause=1.0):
    """A byte a second: no single step takes long."""
    return await _sends(door, (bytes([byte]) for byte in GREETING * 40), pause)


async def talks_rubbish(door):
    """Bytes that are no packet, after a greeting."""
    return await _sends(door, [GREETING, os.urandom(200_000)])


async def announces_much(door):
    """A packet of four gigabytes."""
    return await _sends(door, [GREETING, b"\xff\xff\xff\xff" + b"\0" * 60_000])


async def leaves_at_once(door):
    """Connects and resets the connection, again and again."""
    for _ in range(50):
        with suppress(OSError):
            one = socket.create_connection(("127.0.0.1", door.port), 5, (door.address, 0))
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            one.close()
        await asyncio.sleep(0)
    return b""


async def speaks_http(door):
    return await _sends(door, [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"])


async def exchanges_keys_for_ever(door):
    """Asks for new keys all the time, which costs the server more than the client."""
    connection = await door.connect(rekey_bytes=1, rekey_seconds=0.01)
    return await _floods(connection, lambda: connection.send_packet(_IGNORE, String(b"x")))


async def guesses(door):
    """Tries passwords until it is not let."""

    class Guesser(asyncssh.SSHClient):
        tried = 0

        def password_auth_requested(self):
            Guesser.tried += 1
            return f"{Guesser.tried:06}" if Guesser.tried < 1000 else None

        def kbdint_auth_requested(self):
            Guesser.tried += 1
            return "" if Guesser.tried < 1000 else None

        def kbdint_challenge_received(self, name, instructions, lang, prompts):  # noqa: ARG002
            return [f"{Guesser.tried:06}" for _ in prompts]

    try:
        connection = await door.connect(
            client_factory=Guesser, username="mallory", preferred_auth="keyboard-interactive,password"
        )
    except _GONE:
        return Guesser.tried
    connection.abort()
    raise AssertionError("a guess was right")


async def offers_keys(door):
    """Offers one key after the other."""
    keys = [asyncssh.generate_private_key("ssh-ed25519") for _ in range(30)]
    try:
        connection = await door.connect(username="mallory", client_keys=keys, preferred_auth="publickey")
    except _GONE as error:
        return str(error)
    connection.abort()
    return "in"


# After the login


async def compresses(door, algorithms=("zlib@openssh.com", "zlib")):
    """Much made small; what comes back is what was agreed upon, else why not."""
    try:
        connection = await door.connect(compression_algs=list(algorithms))
    except _GONE as error:
        return str(error)
    with suppress(*_GONE):
        connection.send_packet(_IGNORE, String(b"\0" * 200_000_000))
        await asyncio.sleep(1)
    connection.abort()
    return "compressed"


async def stops_reading(door):
    """Takes nothing of what is painted, though its window is as large as can be, and is heard of all the time."""
    connection = await door.connect(sock=_narrow(door))
    channel, screen = await terminal(connection, (500, 200), window=0x7FFFFFFF)
    await _begins(screen)
    connection._transport.pause_reading()
    try:
        while not screen.closed.is_set() and not connection._transport.is_closing():
            await _has_all_painted(channel)
    except _GONE:
        pass
    finally:
        connection.abort()
    return b""


async def closes_its_window(door):
    """Reads, but lets nothing more through the channel than its first window."""
    connection = await door.connect()
    channel, screen = await terminal(connection, (500, 200), window=100_000)
    await _begins(screen)
    channel.pause_reading()
    try:
        while not screen.closed.is_set():
            await _has_all_painted(channel)
    except _GONE:
        pass
    finally:
        connection.abort()
    return b""


async def vanishes(door):
    """A connection on which nothing comes any more, though nobody has closed it."""
    connection = await door.connect()
    _, screen = await terminal(connection)
    await _begins(screen)
    connection._transport.pause_reading()
    try:
        await asyncio.sleep(3600)
    finally:
        connection.abort()
    return b""


async def floods_with_packets(door):
    """Packets that mean nothing, as fast as they go."""
    connection = await door.connect()
    await terminal(connection)
    return await _floods(connection, lambda: connection.send_packet(_DEBUG, NO, String(b"x" * 200), String(b"")))


async def floods_with_requests(door):
    """Requests that nobody knows, as fast as they go."""
    connection = await door.connect()
    await terminal(connection)
    return await _floods(connection, lambda: connection.send_packet(_GLOBAL_REQUEST, String(b"x@y"), YES))


async def floods_with_variables(door, count=300_000):
    """Variables without end, before a shell is asked for."""
    connection = await door.connect()
    try:
        channel, _ = await terminal(connection)
        for number in range(count):
            channel.send_packet(_CHANNEL_REQUEST, String(b"env"), NO, String(b"LC_%d" % number), String(b"x" * 1000))
            if number % 100 == 0:
                await asyncio.sleep(0)
        await asyncio.sleep(1)
    except _GONE:
        pass
    finally:
        _reset(connection)
    return b""


async def opens_many_channels(door, count=500):
    """Sessions without end on one connection: how many it got."""
    connection = await door.connect()
    got = 0
    try:
        for _ in range(count):
            try:
                await terminal(connection)
                got += 1
            except asyncssh.ChannelOpenError:
                if connection.is_closed():
                    break
    except _GONE:
        pass
    finally:
        connection.abort()
    return got


async def resizes(door, sizes=((10_000, 10_000), (0, 0), (1, 1), (0xFFFFFFFF, 0xFFFFFFFF), (100, 30)), times=200):
    """A window that changes its size all the time, from nothing to more than there can be; what is shown at last."""
    connection = await door.connect()
    channel, screen = await terminal(connection, (10_000, 10_000))
    await _begins(screen)
    try:
        for number in range(times):
            columns, rows = sizes[number % len(sizes)]
            channel.change_terminal_size(columns, rows, columns, rows)
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.5)
        return screen.seen  # noqa: TRY300 - what follows is the other way out
    except _GONE:
        return b""
    finally:
        connection.abort()


async def pastes(door, size=10_000_000):
    """Much at once, as a paste that ends."""
    return await _types(door, b"\x1b[200~" + b"paste " * (size // 6) + b"\x1b[201~")


async def opens_a_sequence(door, size=1_000_000):
    """A control sequence without an end."""
    return await _types(door, b"\x1b[" + b"1;" * (size // 2))


async def titles_without_end(door, size=1_000_000):
    """A string for the terminal without an end."""
    return await _types(door, b"\x1b]0;" + b"x" * size)


async def mumbles(door):
    """Bytes that are no text."""
    return await _types(door, bytes(range(128, 256)) * 20 + b"\xc3" + b"\xf0\x9f\x98" + b"\xed\xa0\x80")


async def types_noise(door, size=200_000):
    """Bytes by chance, among which may be any sequence; not the key that leaves."""
    return await _types(door, bytes(byte for byte in os.urandom(size) if byte not in b"qQ\x03\x04"))


async def _types(door, data):
    """Send it to a reader; what the reader shows after that and a key."""
    connection = await door.connect()
    channel, screen = await terminal(connection)
    await _begins(screen)
    try:
        for start in range(0, len(data), 50_000):
            if screen.closed.is_set():
                break
            channel.write(data[start : start + 50_000])
            await asyncio.sleep(0.01)
        await asyncio.sleep(1)
        return None if screen.closed.is_set() else screen.seen
    except _GONE:
        return None
    finally:
        connection.abort()


async def _begins(screen):
    """Wait until a reader paints, or the session is over."""
    for _ in range(600):
        if b"\x1b[?1049h" in screen.seen or screen.closed.is_set():
            return
        await asyncio.sleep(0.05)
    raise TimeoutError(screen.seen[-300:])


async def _has_all_painted(channel):
    """Another size, after which all of a large window is painted, and keys."""
    for columns in (500, 499):
        channel.change_terminal_size(columns, 200)
        channel.write(b"jk")
        await asyncio.sleep(0.15)


async def _floods(connection, send, most=300_000):
    try:
        for number in range(most):
            send()
            if number % 200 == 0:
                await asyncio.sleep(0.001)
            if connection.is_closed():
                break
    except _GONE:
        pass
    finally:
        _reset(connection)
    return b""


def _reset(connection):
    """Go without what is still on its way, which the server would take its time to read."""
    if (one := connection.get_extra_info("socket")) is not None:
        with suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.abort()


async def _sends(door, chunks, pause=0.0):
    """Send it on a bare socket; what came until the server closed."""
    reader, writer = await door.socket()
    try:
        for chunk in chunks:
            writer.write(chunk)
            await writer.drain()
            await asyncio.sleep(pause)
        return await _until_closed(reader)
    except _GONE:
        return b""
    finally:
        writer.close()


async def _until_closed(reader):
    seen = b""
    while part := await reader.read(65536):
        seen = (seen + part)[-10_000:]
    return seen


def _narrow(door):
    """A connection whose kernel keeps little of what comes."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    one.bind((door.address, 0))
    one.connect(("127.0.0.1", door.port))
    return one

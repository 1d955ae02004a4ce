"""What the front holds for a client that does not take it, or that sends more than anybody types."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from contextlib import suppress

import asyncssh
import pytest
from asyncssh.packet import Boolean, String

from tests.serve.client import connect, counted, learner, open_screen, until
from tui_course.errors import ServeError
from tui_course.serve.admission import Limits
from tui_course.serve.connection import MAX_UNSENT
from tui_course.serve.flow import Places
from tui_course.serve.front import options
from tui_course.serve.identity.codes import Code
from tui_course.serve.identity.ways import Ways
from tui_course.serve.listening import Listener, listen

PIECE = 64 * 1024


def unsent(server) -> int:
    """The bytes that wait in this process for the slowest client."""
    found = []
    for visitor in server.front._server.visitors:
        connection = visitor._connection
        waiting = connection._transport.get_write_buffer_size() if connection and connection._transport else 0
        found.append(waiting + sum(channel.get_write_buffer_size() for channel in connection._channels.values()))
    return max(found, default=0)


def waiting(server) -> int:
    """The packets of clients that wait in this process."""
    connections = [visitor._connection for visitor in server.front._server.visitors]
    return sum(len(channel._recv_buf) for one in connections for channel in one._channels.values())


async def flooded(server, screen) -> int:
    """Have a reader write without end; the most that waited for the client until it was given up."""
    await screen.until(b"80x24\r\n")
    screen.type(b"f")
    reader, most = server.readers.started[0], 0
    async with asyncio.timeout(20):
        while not reader.exited.done():
            most = max(most, unsent(server))
            await asyncio.sleep(0.01)
    return most


async def test_a_client_whose_window_is_full_is_given_up_and_nothing_piles_up(hosted):
    async with hosted(stalled=0.5) as server, learner(server.port) as other, await connect(server.port) as connection:
        await other.until(b"80x24\r\n")
        server.readers.started.clear()
        screen = await open_screen(connection, window=PIECE)
        await screen.until(b"80x24\r\n")
        screen.shown = b"80x24\r\n"
        screen.channel.pause_reading()
        most = await flooded(server, screen)
        assert MAX_UNSENT < most <= MAX_UNSENT + 2 * PIECE
        assert server.readers.marks == [f"{server.readers.started[0].pid} SIGHUP"]
        await until(lambda: server.figure('tui_course_reader_ends_total{reason="stalled"}') == 1)
        other.type(b"j")
        await other.until(b"keys 1")


async def test_a_client_that_reads_nothing_is_given_up_whatever_it_sends(hosted):
    async with hosted(stalled=0.5) as server, await connect(server.port) as connection:
        screen = await open_screen(connection, window=2**31 - 1)
        await screen.until(b"80x24\r\n")
        screen.type(b"f")
        await screen.until(b"flood")
        connection._transport.pause_reading()

        async def ask_for_more():
            while True:
                screen.type(b"x")
                connection._send_global_request(b"keepalive@openssh.com", want_reply=True)
                await asyncio.sleep(0.001)

        asking = asyncio.create_task(ask_for_more())
        most, reader = 0, server.readers.started[0]
        async with asyncio.timeout(20):
            while not reader.exited.done():
                most = max(most, unsent(server))
                await asyncio.sleep(0.01)
        asking.cancel()
        assert most <= MAX_UNSENT + 3 * PIECE
        await until(lambda: server.figure('tui_course_reader_ends_total{reason="stalled"}') == 1)


async def test_what_is_said_to_who_is_gone_fills_no_log(hosted, caplog):
    async with hosted() as server:
        async with learner(server.port) as screen:
            await screen.until(b"80x24\r\n")
            [visitor] = server.front._server.visitors
            connection = visitor._connection
            [channel] = connection._channels.values()
            # The system says so in the middle of a page, before anybody could be told.
            connection._transport.abort()
            for _ in range(20):
                channel.write(b"a line\r\n")
            await until(lambda: not server.front._server.visitors)
        assert [record.message for record in caplog.records if record.name == "asyncio"] == []


async def test_who_vanished_is_noticed_and_their_reader_ended(hosted):
    async with hosted(asking=0.1) as server, learner(server.port) as other, await connect(server.port) as connection:
        await other.until(b"80x24\r\n")
        server.readers.started.clear()
        screen = await open_screen(connection)
        await screen.until(b"80x24\r\n")
        # Nothing is read, so that no question is answered, and nothing is closed.
        connection._transport.pause_reading()
        [reader] = server.readers.started
        async with asyncio.timeout(20):
            assert await reader.exited == 128 + signal.SIGHUP
        # Who answers stays, though longer than the other they type nothing.
        await asyncio.sleep(0.5)
        other.type(b"j")
        await other.until(b"keys 1")


def test_who_vanished_is_noticed_in_a_minute(host_key):
    used = options([host_key], asyncssh.SSHServer, Limits())
    assert 0 < used.keepalive_interval * (used.keepalive_count_max + 1) <= 60


async def test_a_client_that_takes_its_time_gets_everything(hosted):
    async with hosted(stalled=5.0) as server, await connect(server.port) as connection:
        screen = await open_screen(connection, window=PIECE)
        await screen.until(b"80x24\r\n")
        screen.channel.pause_reading()
        screen.type(b"f")
        await asyncio.sleep(0.2)
        assert unsent(server) > 0
        before = server.figure('tui_course_bytes_total{direction="out"}')
        screen.channel.resume_reading()
        await until(lambda: server.figure('tui_course_bytes_total{direction="out"}') > before + 4 * MAX_UNSENT)
        assert set(screen.shown.replace(b"flood ", b"")) <= set(b"flood ")


async def test_keys_come_as_fast_as_somebody_types_and_none_is_lost(hosted):
    async with hosted() as server, learner(server.port) as screen:
        await screen.until(b"80x24\r\n")
        screen.type(b"j" * 12_000)
        async with asyncio.timeout(20):
            while not screen.shown.endswith(b"'\r\n") or counted(screen.shown) < 12_000:
                assert (
                    sum(
                        len(channel._recv_buf)
                        for v in server.front._server.visitors
                        for channel in v._connection._channels.values()
                    )
                    < 10
                )
                await asyncio.sleep(0.05)
        assert counted(screen.shown) == 12_000


async def test_a_reader_that_reads_nothing_is_not_written_to_without_end(hosted):
    async with hosted() as server, learner(server.port) as screen, learner(server.port) as other:
        await screen.until(b"80x24\r\n")
        await other.until(b"80x24\r\n")
        screen.type(b"d")
        await screen.until(b"deaf")
        screen.type(b"\x1b[200~" + b"y" * 60_000)
        await asyncio.sleep(0.3)
        [bridge] = [one._bridge for one in server.front._server.sessions if one._bridge._unread]
        assert len(bridge._unread) <= 4096
        assert len(bridge._coming) <= 2 * PIECE
        other.type(b"j")
        await other.until(b"keys 1")


async def test_what_is_compressed_is_not_taken(hosted):
    async with hosted() as server:
        with pytest.raises(asyncssh.KeyExchangeFailed):
            await connect(server.port, compression_algs=["zlib@openssh.com", "zlib"])


async def test_sequences_and_rubbish_are_nothing_to_a_reader(hosted):
    async with hosted() as server, learner(server.port) as screen:
        await screen.until(b"80x24\r\n")
        screen.type(b"\x1b[" + b"1;" * 1500 + b"H\x1b[48;9999;9999;1;1t\xff\xfe" + b"\x1b]52;c;" + b"A" * 1000 + b"\x07z")
        assert b"keys 7 b'\\xef\\xbf\\xbd\\xef\\xbf\\xbdz'" in await screen.until(b"z'\r\n") + b"z'"


async def test_an_accept_that_fails_is_not_tried_all_the_time():
    class Exhausted:
        """A socket that is ready for ever, and takes none."""

        def __init__(self):
            self.tried = 0
            self._read, self._write = os.pipe()
            os.write(self._write, b"x")

        def fileno(self):
            return self._read

        def accept(self):
            self.tried += 1
            raise OSError(errno.EMFILE, "too many")

        def close(self):
            os.close(self._read)
            os.close(self._write)

        def __hash__(self):
            return id(self)

    one, taken = Exhausted(), []
    listener = Listener([one], lambda *given: taken.append(given))
    listener.start()
    await asyncio.sleep(0.2)
    assert one.tried == 1
    await asyncio.sleep(0.5)
    assert one.tried == 2
    listener.close()
    listener.close()


async def test_a_listener_goes_on_after_one_that_was_gone():
    class Once:
        def __init__(self, real):
            self._real = real
            self._errors = [ConnectionAbortedError(errno.ECONNABORTED, "gone"), OSError(errno.EPROTO, "broken")]

        def fileno(self):
            return self._real.fileno()

        def accept(self):
            if self._errors:
                raise self._errors.pop()
            return self._real.accept()

        def close(self):
            self._real.close()

    [real] = listen("127.0.0.1", 0)
    taken = []
    listener = Listener([Once(real)], lambda connection, address: taken.append((connection, address)))
    listener.start()
    _reader, writer = await asyncio.open_connection(*real.getsockname())
    await until(lambda: taken)
    assert taken[0][1] == "127.0.0.1"
    taken[0][0].close()
    writer.close()
    listener.close()


def test_a_port_that_is_taken_is_said():
    [one] = listen("127.0.0.1", 0)
    with pytest.raises(ServeError, match=r"cannot listen on 127\.0\.0\.1, port \d+: Address already in use"):
        listen("127.0.0.1", one.getsockname()[1])
    one.close()


@pytest.mark.parametrize("host", ["no.such.host.invalid", "999.1.1.1", "\udcff", "x" * 300])
def test_a_host_that_is_none_is_said(host):
    with pytest.raises(ServeError, match="cannot listen on"):
        listen(host, 0)


def test_every_address_is_one_port():
    found = listen("*", 0)
    assert len({one.getsockname()[1] for one in found}) == 1
    assert socket.AF_INET in {one.family for one in found}
    for one in found:
        one.close()


async def test_keys_are_not_exchanged_all_the_time(hosted):
    async with hosted() as server, learner(server.port) as other:
        await other.until(b"80x24\r\n")
        connection = await connect(server.port, rekey_bytes=1000)
        screen = await open_screen(connection)
        await screen.until(b"80x24\r\n")
        with suppress(BrokenPipeError):
            for _ in range(100):
                screen.type(b"z" * 500)
                await asyncio.sleep(0.02)
        await connection.wait_closed()
        await until(lambda: server.figure('tui_course_refused_total{reason="protocol"}') == 1)
        other.type(b"j")
        await other.until(b"keys 1")


async def test_who_stands_at_the_door_takes_no_place(hosted, host_key):
    ways = Ways(code=Code("123456"), remember_keys=True)
    async with hosted(ways, sessions=1) as server:
        waiting = await open_screen(await connect(server.port, username="mallory", client_keys=[host_key]))
        await waiting.until(b"code")
        assert server.front.health().name == "READY"
        async with learner(server.port, username="ada", password=ways.code.text) as screen:
            await screen.until(b"name")
            screen.type(b"Ada\r")
            await screen.until(b"Enter begins")
            screen.type(b"\r")
            await screen.until(b"80x24\r\n")
            assert server.front.health().name == "FULL"
        waiting.type(b"\x03")
        await waiting.end()
        assert waiting.status == 1


async def test_a_flood_of_packets_is_listened_to_in_turns(hosted):
    async with hosted() as server, learner(server.port) as other, await connect(server.port) as connection:
        await other.until(b"80x24\r\n")
        screen = await open_screen(connection)
        await screen.until(b"80x24\r\n")
        for _ in range(20_000):
            connection.send_packet(4, Boolean(False), String(b""), String(b""))  # noqa: FBT003 - asyncssh's
        for _ in range(5):
            other.type(b"j")
            await other.until(b"keys 1")
        flooding = max(server.front._server.visitors, key=lambda one: len(one._wire._waiting))
        assert len(flooding._wire._waiting) <= 512 * 1024
        assert "packets" in flooding._wire._held


async def test_readers_start_a_few_at_a_time_and_who_has_gone_meanwhile_needs_none(hosted):
    async with hosted() as server, await connect(server.port) as second, await connect(server.port) as third:
        server.front._server.starting = Places(1, patience=60)
        async with learner(server.port) as first:
            await first.until(b"80x24\r\n")
            waiting, gone = await open_screen(second), await open_screen(third)
            third.abort()
            await gone.end()
            assert len(server.readers.started) == 1
            # A whole frame, at last.
            first.type(b"f")
            await waiting.until(b"80x24\r\n")
        async with learner(server.port) as other:
            # Who leaves before makes room as well.
            waiting.type(b"q")
            await other.until(b"80x24\r\n")
        assert len(server.readers.started) == 3


async def test_who_waits_for_a_reader_while_the_server_ends_is_told_so(hosted):
    async with hosted() as server, learner(server.port) as first, await connect(server.port) as second:
        await first.until(b"80x24\r\n")
        server.front._server.starting = places = Places(1, patience=60)
        place = await places.take()
        waiting = await open_screen(second)
        await until(lambda: len(server.front._server.sessions) == 2)
        server.front.drain()
        place.leave()
        await waiting.end()
        assert waiting.status == 75
        assert len(server.readers.started) == 1

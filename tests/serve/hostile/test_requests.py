"""What SSH can do besides showing a course: none of it, and no process for any of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncssh
import pytest

from tests.serve.client import connect, learner, until
from tests.serve.hostile import clients
from tests.serve.hostile.clients import Door
from tests.serve.hostile.conftest import reads_on
from tests.serve.program import Server

COURSE = Path(__file__).with_name("kites")


async def refused(connection, **options):
    """Whether a session is not to be had, or ends at once with an error."""
    try:
        process = await connection.create_process(encoding=None, **options)
    except asyncssh.Error:
        return True
    async with asyncio.timeout(10):
        done = await process.wait()
    return done.exit_status != 0 and b"uid=" not in done.stdout


@pytest.mark.parametrize("command", ["id", "sh", "scp -t /tmp", "a" * 100_000, "\x1b[2J", "$(id)"])
@pytest.mark.parametrize("term", [None, "xterm"])
async def test_no_command_is_run(server, beside, command, term):
    async with beside(server), await connect(server.port) as connection:
        assert await refused(connection, command=command, term_type=term)


@pytest.mark.parametrize("name", ["sftp", "netconf", "../../bin/sh", "x" * 50_000])
async def test_there_are_no_subsystems(server, beside, name):
    async with beside(server), await connect(server.port) as connection:
        assert await refused(connection, subsystem=name)


async def test_a_session_without_a_terminal_is_told_what_it_needs(server, beside):
    async with beside(server), await connect(server.port) as connection:
        process = await connection.create_process(encoding=None)
        async with asyncio.timeout(10):
            done = await process.wait()
        assert done.exit_status == 1
        assert b"ssh -t" in done.stderr + done.stdout


@pytest.mark.parametrize("kind", ["direct", "unix", "reverse", "reverse unix", "tun", "tap"])
async def test_nothing_is_forwarded(server, beside, kind, tmp_path):
    async with beside(server), await connect(server.port) as connection:
        ask = {
            "direct": lambda: connection.open_connection("127.0.0.1", server.port),
            "unix": lambda: connection.open_unix_connection("/run/dbus/system_bus_socket"),
            "reverse": lambda: connection.start_server(lambda *_: None, "127.0.0.1", 0),
            "reverse unix": lambda: connection.start_unix_server(lambda *_: None, str(tmp_path / "socket")),
            "tun": connection.open_tun,
            "tap": connection.open_tap,
        }[kind]
        with pytest.raises((asyncssh.Error, asyncssh.ChannelListenError, OSError)):
            await ask()


async def test_many_channels_are_one(server, beside, alone):
    async with beside(server), asyncio.timeout(60):
        assert await clients.opens_many_channels(Door(server.port)) <= 1
        await alone(server, 1)


FLOODS = [
    clients.floods_with_packets,
    clients.floods_with_requests,
    clients.floods_with_variables,
    clients.exchanges_keys_for_ever,
]


@pytest.mark.parametrize("harm", FLOODS)
async def test_what_comes_without_end_costs_others_nothing(server, beside, alone, harm):
    async with beside(server) as screen:
        doing = asyncio.create_task(harm(Door(server.port)))
        for _ in range(3):
            await asyncio.sleep(1)
            await reads_on(screen)
        doing.cancel()
        await asyncio.gather(doing, return_exceptions=True)
        await alone(server, 1)


async def test_guesses_come_to_an_end():
    with Server(COURSE, ["--code", "246810"]) as strict:
        async with learner(strict.port, username="ada", password="246810") as screen, asyncio.timeout(60):  # noqa: S106
            tried = await clients.guesses(Door(strict.port))
            assert 1 < tried <= 10
            await until(lambda: bool(screen.shown))
            assert strict.readers() == []

"""Names that are meant for somebody else's screen."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import asyncssh
import pytest

from tests.serve.client import learner, open_screen, until
from tests.serve.program import Server

NAMES = [
    "[@click=app.quit]x",
    "[/]",
    "\x1b]0;owned\x07root",
    "ab\u202egnp.exe",
    "'; DROP TABLE people; --",
    "%s%s%n",
    "名" * 60,
]


@pytest.mark.parametrize("name", [*NAMES, "x" * 1024])
async def test_whatever_a_client_calls_itself_reaches_no_screen_and_no_log_as_it_is(server, beside, name):
    async with beside(server):
        with suppress(asyncssh.Error, OSError):
            async with await called(server.port, name) as connection:
                screen = await open_screen(connection)
                assert b"click" not in await screen.until(b"aerodynamics")
        said = server.said()
        assert "\x1b" not in said
        assert "\x07" not in said
        assert "\u202e" not in said


async def test_an_instructor_sees_names_and_nothing_that_they_do(tmp_path, beside):
    key = asyncssh.generate_private_key("ssh-ed25519")
    instructors = tmp_path / "instructors"
    instructors.write_bytes(key.export_public_key().strip() + b" Ada\n")
    course = Path(__file__).with_name("kites")
    arguments = ["--code", "246810", "--instructors", str(instructors), "--guests"]
    with Server(course, arguments) as server:
        async with beside(server):
            async with asyncio.TaskGroup() as group, asyncio.timeout(60):
                seen = asyncio.Event()
                for name in NAMES:
                    group.create_task(_stays(server.port, name, seen))
                await until(lambda: len(server.readers()) > 3)
                async with learner(server.port, username="teacher", client_keys=[key]) as screen:
                    await screen.until(b"aerodynamics")
                    screen.type(b"B")
                    shown = await screen.until(b"clickapp.qu")
                    await asyncio.sleep(2)
                    shown += screen.shown
                seen.set()
            assert b"\x1b]0;owned" not in shown
            assert "\u202e".encode() not in shown


async def called(port, name, **options):
    """A connection of somebody of any name: asyncssh refuses to send some of them."""
    given = asyncssh.SSHClientConnectionOptions(client_keys=None, known_hosts=None, config=None, agent_path=None, **options)
    given.username = name
    return await asyncssh.connect("127.0.0.1", port, options=given)


async def _stays(port, name, seen):
    """Log in by a code, ask to be called so, and stay until the instructor has seen it: in the course, or at the door."""
    async with await called(port, name, password="246810") as connection:  # noqa: S106
        screen = await open_screen(connection)
        await screen.until(b"Your name")
        screen.type(name.encode() + b"\r")
        with suppress(TimeoutError):
            await screen.until(b"Enter begins", 5)
            screen.type(b"\r")
        await seen.wait()

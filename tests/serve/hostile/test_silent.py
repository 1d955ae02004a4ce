"""Connections that say nothing, or nothing of use."""

from __future__ import annotations

import asyncio

import pytest

from tests.serve.client import learner, until
from tests.serve.hostile import clients
from tests.serve.hostile.clients import Door
from tui_course.serve.admission import Limits

UNAUTHENTICATED = "unauthenticated"


async def test_more_silent_connections_than_there_is_room_for_keep_nobody_out(server, beside):
    silent = [asyncio.create_task(clients.silent(Door(server.port, address=f"127.0.8.{n % 250 + 1}"))) for n in range(700)]
    try:
        await until(lambda: server.figures()[UNAUTHENTICATED] > 100)
        await asyncio.sleep(1.5)  # in which who means well has come further
        async with beside(server):
            assert 0 < server.figures()[UNAUTHENTICATED] <= 600
        assert sum(task.done() for task in silent) >= 100  # those that made room
    finally:
        for task in silent:
            task.cancel()
        await asyncio.gather(*silent, return_exceptions=True)
    await until(lambda: server.figures()[UNAUTHENTICATED] == 0, 30)


@pytest.mark.parametrize(
    "harm",
    [
        clients.greets_without_end,
        clients.talks_rubbish,
        clients.announces_much,
        clients.speaks_http,
        clients.leaves_at_once,
    ],
)
async def test_what_is_no_ssh_is_ended_at_once(server, beside, harm):
    async with beside(server), asyncio.timeout(8):
        await asyncio.gather(*(harm(Door(server.port)) for _ in range(20)))


async def test_who_takes_too_long_to_log_in_is_ended(hosted):
    async with hosted(login=1.0) as front, learner(front.port) as screen:
        door = Door(front.port)
        await screen.until(b"80x24")
        async with asyncio.timeout(10):
            slow = [harm(door) for harm in (clients.silent, clients.greets_and_waits) for _ in range(5)]
            slow += [clients.greets_slowly(door, 0.3) for _ in range(5)]
            await asyncio.gather(*slow)
        assert front.figure('tui_course_refused_total{reason="slow"}') == 15
        screen.type(b"j")
        await screen.until(b"keys 1")


async def test_ten_seconds_are_long_enough_to_say_nothing(server, beside):
    began = asyncio.get_running_loop().time()
    async with beside(server), asyncio.timeout(30):
        await asyncio.gather(*(clients.silent(Door(server.port)) for _ in range(5)))
        assert asyncio.get_running_loop().time() - began >= Limits().login - 1


async def test_forty_logins_at_once_all_succeed(server, beside, alone):
    async def come():
        async with learner(server.port) as screen:
            await screen.until(b"aerodynamics", 60)
            return True

    async with beside(server):
        assert await asyncio.gather(*(come() for _ in range(40))) == [True] * 40
    await alone(server, 0)

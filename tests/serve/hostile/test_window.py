"""Windows and terminals that cannot be."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.serve.client import learner
from tests.serve.hostile import clients
from tests.serve.hostile.clients import Door
from tests.serve.program import stat

PLACE = re.compile(rb"\x1b\[(\d+);(\d+)H")
MOST = 200_000_000
PAGE = 4096


async def test_a_window_that_is_too_large_is_painted_as_far_as_one_can_be(server, beside):
    async with beside(server), learner(server.port, size=(10_000, 10_000)) as screen:
        shown = await screen.until(b"aerodynamics")
        await asyncio.sleep(1)
        places = [(int(row), int(column)) for row, column in PLACE.findall(shown + screen.shown)]
        assert 100 < max(row for row, _ in places) <= 200
        assert max(column for _, column in places) <= 500
        sizes = [int(stat(one.pid)[21]) * PAGE for one in server.readers()]
        assert len(sizes) == 2
        assert max(sizes) < MOST


async def test_a_window_that_never_rests_disturbs_nobody(server, beside, alone):
    async with beside(server):
        shown = await asyncio.gather(*(clients.resizes(Door(server.port)) for _ in range(3)))
        for one in shown:
            places = [(int(row), int(column)) for row, column in PLACE.findall(one)]
            assert max(row for row, _ in places) <= 200
            assert max(column for _, column in places) <= 500
        await alone(server, 1)


@pytest.mark.parametrize("term", ["x\x1b[2J", "x" * 10_000, "../../etc/passwd", "xterm\nTERM=evil", "", "%s%n", "x\0y"])
async def test_a_terminal_with_a_name_that_is_none_is_one_as_others_are(server, beside, term):
    async with beside(server), learner(server.port, term=term or " ") as screen:
        shown = await screen.until(b"aerodynamics")
        assert b"\x1b[2J" not in shown
        assert b"passwd" not in shown


async def test_a_dumb_terminal_is_read_to_line_by_line(server, beside):
    async with beside(server), learner(server.port, term="dumb") as screen:
        shown = await screen.until(b"aerodynamics")
        assert b"\x1b" not in shown

"""Clients that take nothing of what is painted, or are gone without a word."""

from __future__ import annotations

import asyncio

from tests.serve.client import until
from tests.serve.hostile import clients
from tests.serve.hostile.clients import Door
from tests.serve.program import stat

STALLED = 'reader_ends_total{reason="stalled"}'
PAGE = 4096
MOST = 8_000_000
"""Bytes that three clients may cost, a buffer of a quarter of a mebibyte each and what the allocator keeps."""


async def test_who_does_not_read_is_given_up_and_nothing_piles_up(server, beside, alone):
    before = server.figures()[STALLED]
    memory = []

    async def watch():
        while True:
            memory.append(int(stat(server.pid)[21]) * PAGE)
            await asyncio.sleep(0.2)

    async with beside(server):
        await alone(server, 1)
        watching = asyncio.create_task(watch())
        await asyncio.sleep(0.5)
        async with asyncio.timeout(90):
            await asyncio.gather(
                clients.stops_reading(Door(server.port)),
                clients.stops_reading(Door(server.port)),
                clients.closes_its_window(Door(server.port)),
            )
        watching.cancel()
        await until(lambda: server.figures()[STALLED] == before + 3)
        await alone(server, 1)
    assert max(memory) - memory[0] < MOST

"""Much that is typed at once, and what no keyboard types."""

from __future__ import annotations

import asyncio

import pytest

from tests.serve.hostile import clients
from tests.serve.hostile.clients import Door


@pytest.mark.parametrize(
    "harm", [clients.pastes, clients.opens_a_sequence, clients.titles_without_end, clients.mumbles, clients.types_noise]
)
async def test_a_reader_lives_through_it_and_others_read_on(server, beside, alone, harm):
    async with beside(server), asyncio.timeout(60):
        shown = await asyncio.gather(*(harm(Door(server.port)) for _ in range(2)))
        # It may have been ended by keys that happened to be among it, but has not failed.
        assert all(one is None or b"Traceback" not in one for one in shown)
        figures = server.figures()
        assert figures['reader_ends_total{reason="crashed"}'] == figures['reader_ends_total{reason="busy"}'] == 0
        await alone(server, 1)


@pytest.mark.parametrize("harm", [clients.opens_a_sequence, clients.titles_without_end, clients.mumbles])
async def test_the_same_reader_reads_on(server, beside, harm):
    async with beside(server):
        assert await harm(Door(server.port)) is not None

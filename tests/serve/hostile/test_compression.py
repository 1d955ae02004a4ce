"""What is small on the wire and large in memory."""

from __future__ import annotations

import asyncio

import pytest

from tests.serve.hostile import clients
from tests.serve.hostile.clients import Door


@pytest.mark.parametrize("algorithms", [("zlib@openssh.com",), ("zlib",), ("zlib@openssh.com", "zlib")])
async def test_compression_is_not_agreed_upon(server, beside, algorithms):
    async with beside(server):
        answers = await asyncio.gather(*(clients.compresses(Door(server.port), algorithms) for _ in range(5)))
        # The reason may be lost where the connection is closed before it was read.
        assert all("compression" in answer or "lost" in answer for answer in answers), answers

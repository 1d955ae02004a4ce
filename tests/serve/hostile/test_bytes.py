"""What a client of a real server is sent, and what the server says of it, whatever the client says of itself."""

from __future__ import annotations

import os
from contextlib import suppress

import asyncssh

from tests.faults.terminal.course import payloads
from tests.serve.client import open_screen
from tests.serve.hostile.test_names import called
from tests.terminal.reading import strangers

ALL = os.environ.get("TUI_COURSE_FAULTS") == "all"
SOME = list(payloads())[:: 1 if ALL else 5]


async def sent(port, text):
    """All that a client gets that calls itself, its terminal, its program and its language so, and leaves again."""
    program = "".join(c for c in text if c.isascii() and c.isprintable()) or "x"
    async with await called(port, text, client_version=program) as connection:
        # What a terminal is called is ASCII, or asyncssh ends the connection.
        term = text if text.isascii() else "xterm"
        screen = await open_screen(connection, term=term, env={"LANG": text, "LC_ALL": text, "COLORTERM": text})
        shown = await screen.until(b"aerodynamics")
        screen.type(b"q")
        return shown + await screen.end()


async def test_no_byte_that_is_not_ours(server):
    reached = 0
    for name in SOME:
        with suppress(asyncssh.Error, OSError, EOFError, TimeoutError, UnicodeEncodeError):
            shown = (await sent(server.port, payloads()[name])).decode("utf-8", "surrogateescape")
            reached += 1
            # While somebody reads, and once they have left.
            found = set(strangers(shown, "hosted")) & set(strangers(shown, "door"))
            assert not found, (name, found)
    assert reached > len(SOME) // 2, reached
    assert strangers(server.log.read_bytes(), "log") == []

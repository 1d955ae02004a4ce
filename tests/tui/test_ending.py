"""The reader as a process of its own on a terminal of its own."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time

import pytest

LONGEST = 20.0


def read_until(terminal: int, wanted: bytes) -> bytes:
    """What the program writes until `wanted`, or until it has ended."""
    seen = b""
    deadline = time.monotonic() + LONGEST
    while wanted not in seen and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    return seen


@pytest.fixture
def reader(tmp_path):
    (tmp_path / "page.md").write_text("# A page\n\nIts very last words.\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "LINES": "24",
        "COLUMNS": "80",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tui_course", str(tmp_path / "page.md")],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        yield process, ours
        process.kill()
    os.close(ours)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_gives_the_terminal_back_first(reader, number):
    process, terminal = reader
    assert b"last words" in read_until(terminal, b"last words")
    process.send_signal(number)
    left = read_until(terminal, b"\x1b[?1049l")
    left += read_until(terminal, b"\x1b[?25h") if b"\x1b[?25h" not in left else b""
    assert b"\x1b[?1000l" in left
    assert b"\x1b[?1049l" in left
    assert b"\x1b[?25h" in left
    assert process.wait(LONGEST) == 128 + number


def test_a_terminal_that_takes_nothing_holds_nobody_up(reader):
    process, terminal = reader
    assert b"last words" in read_until(terminal, b"last words")
    for _ in range(60):  # each shows or hides the help, of which nothing is read here
        os.write(terminal, b"?")
        time.sleep(0.05)
    process.send_signal(signal.SIGHUP)
    assert process.wait(LONGEST) == 128 + signal.SIGHUP

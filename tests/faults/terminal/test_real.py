"""The program itself on a pseudo terminal: what Textual's own driver writes from the first byte to the last."""

from __future__ import annotations

import base64
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time

from tests.faults.terminal.course import Cell, Spread, cells_in, write_folder
from tests.terminal.reading import strangers, words

PATIENCE = 30.0


class Program:
    """The reader on a terminal of 100 by 30, and every byte that it wrote."""

    def __init__(self, course, folder):
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        settings = {name: str(folder / name.lower()) for name in ("STATE", "CACHE", "CONFIG")}
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "TUI_COURSE_LIBRARY": "off",
            **{f"TUI_COURSE_{name}": value for name, value in settings.items()},
        }
        command = [sys.executable, "-m", "tui_course", str(course)]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self.master = master
        self.written = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def until(self, wanted):
        """Read until something is so of what was written."""
        deadline = time.monotonic() + PATIENCE
        while not wanted(self.written):
            assert time.monotonic() < deadline, self.written[-2000:]
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.written += os.read(self.master, 65536)
                except OSError:  # Linux says so when nobody has the other end any more
                    return

    def type(self, keys):
        os.write(self.master, keys)


def test_from_the_first_byte_to_the_last(tmp_path):
    course = write_folder(tmp_path / "course", 2)
    (course / "README.md").write_text("# Start\n\n```sh\nto be copied\n```\n\n[There](https://example.org/).\n")
    copied = b"\x1b]52;c;" + base64.b64encode(b"to be copied")
    with Program(course, tmp_path) as program:
        program.until(lambda written: b"Start" in written and b"copied" in written)
        program.type(b"y")
        program.until(lambda written: re.search(copied + rb"[A-Za-z0-9+/=]*\x07", written))
        program.type(b"n")
        heading = Cell("heading", Spread("folder", 2).payload(0, "heading"))
        program.until(lambda written: heading in cells_in("folder", words(written.decode("utf-8", "replace"))))
        program.type(b"q")
        program.until(lambda written: b"\x1b[?1004l" in written and program.process.poll() is not None)
    # The pseudo terminal makes CR LF of a line feed.
    written = program.written.replace(b"\r\n", b"\n")
    assert strangers(written, "screen", asked=True) == []
    # Nothing but the copy that was asked for needs to be asked for.
    assert [one[:12] for one in strangers(written, "screen")] == ["osc '52;c;dG"]
    for begun in (b"\x1b[?1049h", b"\x1b[?2004h", b"\x1b[?1003h", b"\x1b[?25l"):
        ended = begun.replace(b"h", b"l") if begun.endswith(b"h") else begun.replace(b"l", b"h")
        assert written.rindex(ended) > written.index(begun)

"""A program on a pseudo-terminal, watched from outside: when it paints, how long a key takes, what memory it holds."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass
class Program:
    """A child on a terminal of `columns` x `rows`; times in seconds since its start."""

    arguments: Sequence[str]
    columns: int = 120
    rows: int = 40
    environment: Mapping[str, str] = field(default_factory=dict)
    ended: bool = False

    def __enter__(self) -> Self:
        self.started = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            # No benchmark puts a course on the list of whoever runs it.
            ours = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TUI_COURSE_LIBRARY": "off"}
            environment = {**os.environ, **ours, **self.environment}
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))
            os.execvpe(self.arguments[0], list(self.arguments), environment)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)

    def until(self, marker: bytes, limit: float = 60) -> float:
        """Seconds from the start until `marker` was written; raises TimeoutError, and EOFError where it ends."""
        seen = b""
        while time.perf_counter() - self.started < limit:
            if self.ended:
                raise EOFError(f"it ended before {marker!r} was painted; the end was {seen[-400:]!r}")
            seen += self._some(0.5)
            if marker in seen:
                return time.perf_counter() - self.started
        raise TimeoutError(f"{marker!r} was not painted within {limit} s; the end was {seen[-400:]!r}")

    def quiet(self, seconds: float = 0.3, limit: float = 30) -> None:
        """Wait until nothing was written for `seconds`."""
        end = time.perf_counter() + limit
        while self._some(seconds) and time.perf_counter() < end:
            pass

    def key(self, key: bytes, settle: float = 0.12) -> float:
        """Seconds from a key to the last byte of what it painted."""
        begun = last = time.perf_counter()
        os.write(self.terminal, key)
        while self._some(settle):
            last = time.perf_counter()
        return last - begun

    def frame(self, key: bytes, gap: float = 0.012, limit: float = 10) -> tuple[float, bytes]:
        """Seconds from a key to the last byte of the first frame that it painted, and what that was."""
        begun = time.perf_counter()
        os.write(self.terminal, key)
        seen = self._some(limit)
        last = time.perf_counter()
        while some := self._some(gap):
            seen += some
            last = time.perf_counter()
        return last - begun, seen

    def key_until(self, key: bytes, marker: bytes, limit: float = 10) -> float:
        """Seconds from a key until `marker` was written; raises TimeoutError."""
        begun = time.perf_counter()
        os.write(self.terminal, key)
        seen = b""
        while time.perf_counter() - begun < limit and not self.ended:
            seen += self._some(0.5)
            if marker in seen:
                return time.perf_counter() - begun
        raise TimeoutError(f"{marker!r} was not painted within {limit} s after {key!r}")

    def processor(self) -> float:
        """Seconds of processor time so far, of this process and of those it started; the kernel counts hundredths."""
        return sum(_processor(pid) for pid in [self.pid, *_children(self.pid)])

    def resident(self) -> float:
        """Resident memory in MiB, of this process and of those it started."""
        return sum(_resident(pid) for pid in [self.pid, *_children(self.pid)])

    def _some(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if not ready:
            return b""
        try:
            return os.read(self.terminal, 65536)
        except OSError:
            self.ended = True
            return b""


def _processor(pid: int) -> float:
    # The name of the program, in parentheses, may hold spaces.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Rss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(word) for word in text.split()]

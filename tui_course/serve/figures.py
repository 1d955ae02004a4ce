"""What a server has done so far, in numbers: counted where it happens, given out as text for Prometheus."""

from __future__ import annotations

import os
import sys
import threading
import time
from bisect import bisect_left
from collections import Counter
from enum import StrEnum
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui_course.model.workshop import Way
from tui_course.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""The upper bounds, in seconds, of what a histogram counts apart."""


class Outcome(StrEnum):
    """How a login went."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    LEFT = "left"


class Refusal(StrEnum):
    """Why a connection or a request of one was refused."""

    CROWDED = "crowded"
    """Too many connections that have not logged in, of all addresses."""
    ADDRESS = "address"
    """Too many of those from one address."""
    SLOW = "slow"
    """It did not log in in time."""
    PROTOCOL = "protocol"
    """What it sent is no SSH that this server speaks."""
    CREDENTIALS = "credentials"
    """No code, key or token of this workshop."""
    FULL = "full"
    """As many sessions as the server takes."""
    TERMINALS = "terminals"
    """As many sessions of one person as may be."""
    GUESTS = "guests"
    """As many guests from one address as may be."""
    DRAINING = "draining"
    """The server is about to end."""
    TERMINAL = "terminal"
    """A session without a terminal."""
    REQUEST = "request"
    """A command, a file transfer, a forwarding or another thing that is not offered."""
    STORE = "store"
    """Nobody can be recognised, for the records cannot be reached."""
    READER = "reader"
    """No reader could be started."""


class Ending(StrEnum):
    """Why a reader ended."""

    LEFT = "left"
    """Its learner left it."""
    HANGUP = "hangup"
    """The connection ended."""
    IDLE = "idle"
    """No key for too long."""
    LONG = "long"
    """It was open for as long as a session may be."""
    DRAINED = "drained"
    """The server ended."""
    FORGOTTEN = "forgotten"
    """Its learner was forgotten."""
    STALLED = "stalled"
    """The terminal did not take what was written to it."""
    BUSY = "busy"
    """It used too much of the processor."""
    CRASHED = "crashed"
    """It ended with an error."""
    KILLED = "killed"
    """Something else ended it."""


class Figures:
    """Counts what a server does. Every method may be called from any thread.

    All labels come from the enumerations above, never from a client, so that no client decides how many there are. Everything
    is under one lock: that costs a tenth of a microsecond, and what is given out belongs together.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._logins: Counter[tuple[Way, Outcome]] = Counter()
        self._refused: Counter[Refusal] = Counter()
        self._endings: Counter[Ending] = Counter()
        self._sessions: Counter[Way] = Counter()
        self._connections = 0
        self._received = 0
        self._sent = 0
        self._store_errors = 0
        self._handshakes = _Histogram()
        self._starts = _Histogram()
        self._began = time.time()

    def connected(self) -> None:
        """A connection was accepted, from which nobody has logged in yet."""
        with self._lock:
            self._connections += 1

    def disconnected(self) -> None:
        """It is counted no more, for it logged in or ended."""
        with self._lock:
            self._connections -= 1

    def handshake(self, seconds: float) -> None:
        """So long after a connection was accepted its client had logged in as far as SSH is concerned."""
        with self._lock:
            self._handshakes.observe(seconds)

    def login(self, way: Way, outcome: Outcome = Outcome.ADMITTED) -> None:
        """Somebody tried to come in that way."""
        with self._lock:
            self._logins[Way(way), Outcome(outcome)] += 1

    def refused(self, reason: Refusal) -> None:
        """A connection or a request was refused."""
        with self._lock:
            self._refused[Refusal(reason)] += 1

    def began(self, role: Way, seconds: float) -> None:
        """A session began, whose reader took so long to start."""
        with self._lock:
            self._sessions[Way(role)] += 1
            self._starts.observe(seconds)

    def ended(self, role: Way, ending: Ending) -> None:
        """A session that began in that role has ended."""
        with self._lock:
            self._sessions[Way(role)] -= 1
            self._endings[Ending(ending)] += 1

    def received(self, count: int) -> None:
        """So many bytes came from clients to readers."""
        with self._lock:
            self._received += count

    def sent(self, count: int) -> None:
        """So many bytes went from readers to clients."""
        with self._lock:
            self._sent += count

    def store_failed(self) -> None:
        """The store could not be used."""
        with self._lock:
            self._store_errors += 1

    @property
    def sessions(self) -> int:
        """The sessions that are open now."""
        with self._lock:
            return sum(self._sessions.values())

    def text(self, *, draining: bool = False) -> str:
        """All figures in Prometheus' text format, version 0.0.4."""
        with self._lock:
            return "".join(f"{line}\n" for line in (*self._counted(draining=draining), *_process(self._began)))

    def _counted(self, *, draining: bool) -> Iterator[str]:
        logins = {_labels(way=way, outcome=outcome): self._logins[way, outcome] for way in Way for outcome in Outcome}
        yield from _family("build_info", "gauge", "What runs here.", {_labels(version=__version__, python=_PYTHON): 1})
        yield from _family("draining", "gauge", "1 while the server ends.", {"": int(draining)})
        yield from _family("sessions", "gauge", "Open sessions by role.", _by("role", Way, self._sessions))
        yield from _family("unauthenticated", "gauge", "Connections from which nobody has logged in.", {"": self._connections})
        yield from _family("logins_total", "counter", "Logins by way and outcome.", logins)
        yield from _family("refused_total", "counter", "Refusals by reason.", _by("reason", Refusal, self._refused))
        yield from self._handshakes.lines("handshake_seconds", "From a connection to its login.")
        yield from self._starts.lines("reader_start_seconds", "How long a reader took to start.")
        yield from _family("reader_ends_total", "counter", "Ends of readers by reason.", _by("reason", Ending, self._endings))
        moved = {_labels(direction="in"): self._received, _labels(direction="out"): self._sent}
        yield from _family("bytes_total", "counter", "Bytes from clients and to them.", moved)
        yield from _family("store_errors_total", "counter", "Times the store could not be used.", {"": self._store_errors})


class _Histogram:
    """How often something took how long."""

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS) + 1)
        self.sum = 0.0

    def observe(self, seconds: float) -> None:
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.sum += seconds

    def lines(self, name: str, about: str) -> Iterator[str]:
        up_to = zip((*map(str, BOUNDS), "+Inf"), accumulate(self.counts), strict=True)
        values: dict[str, float] = {f"_bucket{_labels(le=bound)}": count for bound, count in up_to}
        yield from _family(name, "histogram", about, {**values, "_sum": self.sum, "_count": sum(self.counts)})


_PYTHON = ".".join(map(str, sys.version_info[:3]))
_PREFIX = "tui_course_"
_Label = TypeVar("_Label", bound=StrEnum)


def _family(name: str, kind: str, about: str, values: Mapping[str, float]) -> Iterator[str]:
    """The lines of one metric, by what follows its name."""
    name = _PREFIX + name
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"
    yield from (f"{name}{suffix} {value}" for suffix, value in values.items())


def _labels(**values: str) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in values.items()) + "}"


def _by(label: str, every: Iterable[_Label], counts: Mapping[_Label, int]) -> dict[str, float]:
    """A value for each member, also where nothing was counted: a rate needs the zero before the first."""
    return {_labels(**{label: one}): counts.get(one, 0) for one in every}


def _process(began: float) -> Iterator[str]:
    """What Prometheus' own clients say of their process, under the names that dashboards look for."""
    times = os.times()
    values = {
        "process_cpu_seconds_total": ("counter", times.user + times.system),
        "process_start_time_seconds": ("gauge", began),
    }
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        values["process_resident_memory_bytes"] = ("gauge", pages * os.sysconf("SC_PAGE_SIZE"))
        values["process_open_fds"] = ("gauge", sum(1 for _ in Path("/proc/self/fd").iterdir()))
    for name, (kind, value) in values.items():
        yield f"# TYPE {name} {kind}"
        yield f"{name} {value}"

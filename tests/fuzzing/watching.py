"""One example after the other under limits of time and memory: what each fault is, the least that shows it, what cost most."""

from __future__ import annotations

import resource
import signal
import time
import traceback
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

MOST_SECONDS = 3.0
MOST_MEMORY = 512 << 20
_OURS = ("tui_course", "fuzzing")
_SECONDS_TO_SHRINK = 20.0


class TooLong(BaseException):
    """An example took more processor time than a page may; nothing that is tried may catch it."""


@dataclass
class Finding:
    """A kind of fault: what is raised and where, and the shortest of the examples that show it."""

    name: str
    data: bytes
    said: str
    times: int = 1


@dataclass
class Watch:
    """Calls a function with examples and keeps what it does; `keep` is the folder where findings are written, if any.

    Figures are processor seconds, and mebibytes above what the process had before the example.
    """

    call: object
    keep: Path | None = None
    seconds: float = MOST_SECONDS
    count: int = 0
    worst: float = 0.0
    slowest: bytes = b""
    spent: float = 0.0
    memory: float = 0.0
    findings: dict[str, Finding] = field(default_factory=dict)

    def try_one(self, data):
        """Give an example; what it raises is a finding, and so is taking too long."""
        self.count += 1
        held, peak = _held(), _peak()
        fault, seconds, said = self._fault(data)
        # One that stays below what another reached cannot be the worst.
        if _peak() > peak:
            self.memory = max(self.memory, (_peak() - held) / (1 << 20))
        self.spent += seconds
        if seconds > self.worst:
            # Once more: the first time may have paid for what is loaded and cleared away now and then.
            seconds = min(seconds, self._fault(data)[1])
        if seconds > self.worst:
            self.worst, self.slowest = seconds, data
        if not fault:
            return
        known = self.findings.get(fault)
        if known is not None:
            known.times += 1
            if len(data) >= len(known.data):
                return
        self.findings[fault] = Finding(fault, data, said, known.times if known else 1)
        self._write(self.findings[fault])

    def finish(self):
        """Make every finding small, and write what took longest."""
        for finding in self.findings.values():
            if not finding.name.startswith("TooLong"):
                finding.data = smaller(finding.data, lambda data, finding=finding: self._fault(data)[0] == finding.name)
            finding.said = self._fault(finding.data)[2] or finding.said
            self._write(finding)
        if self.keep is not None and self.slowest:
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / "slowest").write_bytes(self.slowest)

    def _fault(self, data):
        """What goes wrong with an example, empty if nothing does, with the seconds it took and the whole of what is said."""
        began = time.thread_time()
        with _limit(self.seconds):
            try:
                self.call(data)
            except TooLong as error:
                return f"TooLong {_place(error)}", time.thread_time() - began, traceback.format_exc()
            except RecursionError as error:
                return f"RecursionError {_place(error)}", time.thread_time() - began, traceback.format_exc(limit=-12)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
                return f"{type(error).__name__} {_place(error)}", time.thread_time() - began, traceback.format_exc()
        return "", time.thread_time() - began, ""

    def _write(self, finding):
        if self.keep is None:
            return
        self.keep.mkdir(parents=True, exist_ok=True)
        name = blake2b(finding.name.encode(), digest_size=4).hexdigest()
        (self.keep / name).write_bytes(finding.data)
        (self.keep / f"{name}.txt").write_text(f"{finding.name}\n{finding.times} times\n\n{finding.said}", encoding="utf-8")


class _limit:  # noqa: N801 - read as a word
    """Raises TooLong inside after so many seconds of the process's own time; whatever C code runs ends first."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __enter__(self):
        self._before = signal.signal(signal.SIGVTALRM, self._end)
        signal.setitimer(signal.ITIMER_VIRTUAL, self.seconds)

    def __exit__(self, *_):
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, self._before)

    @staticmethod
    def _end(_number, _frame):
        raise TooLong


def _place(error):
    """The innermost line of ours that was running."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if any(name in frame.filename for name in _OURS)] or frames
    last = ours[-1]
    return f"{Path(last.filename).name}:{last.lineno} {last.name}"


def _peak():
    """The most memory that this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def _held(column=1):
    """The memory that it has now, in bytes; with column 0, the addresses that it has taken."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[column]) * resource.getpagesize()


def limit_memory(most=MOST_MEMORY):
    """Let this process have so many bytes more than it has."""
    resource.setrlimit(resource.RLIMIT_AS, (_held(0) + most,) * 2)


def smaller(data, shows, seconds=_SECONDS_TO_SHRINK):
    """A short part of `data` that still `shows` what it shows: ever smaller runs of bytes are left out, for so many seconds."""
    end = time.thread_time() + seconds
    size = len(data) // 2
    while size and time.thread_time() < end:
        at = 0
        while at < len(data) and time.thread_time() < end:
            shorter = data[:at] + data[at + size :]
            if shows(shorter):
                data = shorter
            else:
                at += size
        size = min(size // 2, len(data))
    return data

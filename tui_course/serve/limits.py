"""What a reader may use of the machine: limits that it takes upon itself, and the processor time that the front watches."""

from __future__ import annotations

import os
import resource
import sys
from collections import deque
from itertools import pairwise
from pathlib import Path
from typing import Final

from tui_course import limits

MEMORY: Final = 1_073_741_824
"""Bytes of address space: a reader has 120 MiB of it, most of them never touched."""
FILES: Final = 128
NICENESS: Final = 5
"""Readers stand back behind the front, which all of them need."""

EVERY: Final = 5.0
"""Seconds between two looks at the processor time of all readers."""
_LOOKS: Final = 6
_BUSY: Final = 0.9

_MERGE_MEMORY: Final = 67
"""PR_SET_MEMORY_MERGE, which Linux has since 6.4."""


def merge_memory() -> None:
    """Let the kernel keep pages once that are the same in this process and all that are forked from it from now on.

    It does so only where the host's administrator has turned that on; where it cannot, nothing is different.
    """
    # Nothing in the standard library asks for this; readers, which may not load libraries, have it from here.
    try:
        import ctypes

        ctypes.CDLL(None).prctl(_MERGE_MEMORY, 1, 0, 0, 0)
    except (ImportError, AttributeError, OSError, MemoryError):
        # Another platform, or one that lets no process make code.
        return


def limit_myself() -> None:
    """Bound what this process may use; what is bounded more tightly already stays so."""
    limits.bound_memory(MEMORY)
    limits.bound_core()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    bound = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (bound, bound))
    os.nice(NICENESS)


def refuse_processes() -> None:
    """Start no process from now on, whatever asks for it: PermissionError, which those who start processes expect."""
    # What forks below all audit events; the standard library asks for it by this name.
    sys.modules["_posixsubprocess"] = None  # type: ignore[assignment]
    limits.refuse(limits.PROCESSES, "a hosted reader")


def processor_seconds(pid: int) -> float | None:
    """The processor time that a process has used, in seconds; None where it is gone, or the platform does not say."""
    try:
        line = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return None
    # The name in the second field may hold anything but what follows the last bracket.
    fields = line.rpartition(b")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class BusyGuard:
    """Says when a process has had most of a core for as long as no key and no page needs."""

    def __init__(self) -> None:
        self._looks: deque[tuple[float, float]] = deque(maxlen=_LOOKS + 1)

    def ran_away(self, at: float, used: float) -> bool:
        """Whether each part of the last half minute was busy; `used` seconds of processor time until the moment `at`."""
        self._looks.append((at, used))
        if len(self._looks) <= _LOOKS:
            return False
        return all(after[1] - before[1] >= _BUSY * (after[0] - before[0]) for before, after in pairwise(self._looks))

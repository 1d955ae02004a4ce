"""What processes cost, as the kernel says it: memory in MiB, descriptors, seconds of processor time."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "serve"))

from program import below, stat

__all__ = ["alone", "below", "descriptors", "processor", "resident"]
_GONE = (FileNotFoundError, ProcessLookupError, PermissionError)


def alone(pid: int) -> float:
    """The share of memory that is the process's own, in MiB: pages shared by n processes count by a n-th (PSS)."""
    return _rollup(pid, "Pss:")


def resident(pid: int) -> float:
    """All memory that the process has, shared or not, in MiB (RSS)."""
    return _rollup(pid, "Rss:")


def descriptors(pid: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    except _GONE:
        return 0


def processor(pid: int) -> float:
    """Seconds of processor time so far, without those of others; the kernel counts hundredths."""
    fields = stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _rollup(pid: int, field: str) -> float:
    with suppress(*_GONE):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith(field):
                return int(line.split()[1]) / 1024
    return 0.0

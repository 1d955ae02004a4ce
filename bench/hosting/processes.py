"""What processes cost, as the kernel says it: memory in MiB, descriptors, seconds of processor time, and who started whom."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_GONE = (FileNotFoundError, ProcessLookupError, PermissionError)


class Process(NamedTuple):
    """A process and its parent."""

    pid: int
    parent: int
    command: str


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
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def below(pid: int) -> list[Process]:
    """Every process that the one started, and those that they did; the dead that nobody has waited for are none."""
    parents: dict[int, list[Process]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))) and fields[0] != "Z":
            one = Process(int(folder.name), int(fields[1]), _command(int(folder.name)))
            parents.setdefault(one.parent, []).append(one)
    found = list(parents.get(pid, ()))
    for one in found:
        found.extend(parents.get(one.pid, ()))
    return found


def _stat(pid: int) -> list[str]:
    """The fields after the name of the program, which may hold spaces; none where the process is gone."""
    with suppress(*_GONE):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return []


def _command(pid: int) -> str:
    with suppress(*_GONE):
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ").strip()
    return ""


def _rollup(pid: int, field: str) -> float:
    with suppress(*_GONE):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith(field):
                return int(line.split()[1]) / 1024
    return 0.0

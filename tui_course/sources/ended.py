"""How a process has ended that should have answered, and why, in words."""

from __future__ import annotations

import signal
import subprocess
from typing import Final

from tui_course.limits import MEMORY, PAGE_SECONDS, TOO_LARGE

_ENDING_SECONDS: Final = 2.0


def exit_status(process: subprocess.Popen[bytes]) -> int:
    """The exit status of a process that has closed its pipes, which it does where it ends."""
    try:
        return process.wait(_ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def ending(code: int) -> str:
    """Why a process has ended that should have answered, by its exit status."""
    if code == -getattr(signal, "SIGXCPU", 0):
        return f"reading it took more than {PAGE_SECONDS} seconds of processor time"
    if code == TOO_LARGE:
        return f"reading it took more than {MEMORY >> 20} MiB of memory"
    if code < 0:
        # Not every number of a signal has a name.
        name = next((one.name for one in signal.Signals if one == -code), f"signal {-code}")
        return f"the process that reads it was ended ({name})"
    return f"the process that reads it has ended ({code})"

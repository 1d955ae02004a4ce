"""What a process that works on what others wrote may use of the machine: bounds that it takes upon itself before it begins."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY: Final = 536_870_912
"""Bytes: ten times what the largest pages of real courses need, and three times what the worst pages that we know do."""
PAGE_SECONDS: Final = 3
"""Seconds of processor time for a page: what real courses need is less than a tenth of one."""
TOO_LARGE: Final = 97
"""The exit status of a process that ended because it had grown beyond its memory, where the kernel does not refuse it more."""
_BETWEEN_LOOKS: Final = 0.05  # seconds

# What starts a process, or loads code that is not ours: nothing that reads what others wrote needs any of it.
PROCESSES: Final = frozenset(
    (
        "subprocess.Popen",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
        "ctypes.dlopen",
        "webbrowser.open",
    )
)
NETWORK: Final = frozenset(
    ("socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendmsg", "socket.sendto")
)


def bound_memory(most: int = MEMORY) -> bool:
    """Have no more than so many bytes of address space; whether the kernel holds this process to it.

    Where the kernel does not, as on macOS, the process looks at itself twenty times a second and ends with the status
    TOO_LARGE once it has used more: what C code takes without letting another thread run is told late, or not at all.
    """
    if _bounded("RLIMIT_AS", most):
        return True
    threading.Thread(target=_end_beyond, args=(most,), name="memory", daemon=True).start()
    return False


def bound_core() -> None:
    """Leave no file of memory behind, whatever ends this process."""
    _bounded("RLIMIT_CORE", 0)


def bound_processor_time(seconds: int) -> bool:
    """Have at most so many more seconds of processor time, then be ended by SIGXCPU; whether the platform can do that."""
    try:
        import resource
    except ImportError:
        return False
    usage = resource.getrusage(resource.RUSAGE_SELF)
    try:
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds, hard))
    except (OSError, ValueError):
        return False
    return True


def bound_time(seconds: float) -> None:
    """Be ended by SIGALRM after so many seconds by the clock, unless this is called again; 0 for never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def refuse(events: frozenset[str], who: str) -> None:
    """Do nothing of what `events` names, such as PROCESSES, from now on: it raises PermissionError, and names `who` may not."""

    def hook(event: str, _arguments: object) -> None:
        if event in events:
            raise PermissionError(f"{who} may not do this ({event})")

    sys.addaudithook(hook)


class TimeUp(Exception):
    """What `interrupted_after` was given to do takes too long."""


@contextmanager
def interrupted_after(seconds: float) -> Iterator[bool]:
    """Raise TimeUp in what is done inside once it has taken so many seconds of processor time, also in a regular expression.

    That one looks up after some thousand steps, each of which may go through all of its text. What comes is whether that can
    be done: only in the main thread, where signals arrive, only where the platform has an interval timer, and only where nobody
    uses it already.
    """
    able = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not able or signal.getitimer(signal.ITIMER_PROF) != (0.0, 0.0):
        yield False
        return
    inside = True

    def interrupt(_number: int, _frame: object) -> None:
        if inside:
            raise TimeUp

    before = signal.signal(signal.SIGPROF, interrupt)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        yield True
    finally:
        inside = False
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before if before is not None else signal.SIG_DFL)


def _bounded(name: str, most: int) -> bool:
    """Whether the kernel bounds a resource now; what is bounded more tightly already stays so."""
    try:
        import resource
    except ImportError:
        return False
    # Darwin has the name but holds nobody to it.
    if name == "RLIMIT_AS" and sys.platform == "darwin":
        return False
    kind = getattr(resource, name)
    try:
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
    except (OSError, ValueError):
        return False
    return True


def _end_beyond(most: int) -> None:
    """End this process once it has used more than so many bytes at a time."""
    try:
        while _peak() <= most:
            time.sleep(_BETWEEN_LOOKS)
    except ImportError:
        return
    os._exit(TOO_LARGE)


def _peak() -> int:
    """The most bytes that this process has used at a time; ImportError where nothing says so."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123 - pathlib is not loaded
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    import resource

    # Linux counts here what whoever started this process had used as well.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

"""Bounds that a process takes upon itself: tried in processes of their own, for none can be lifted again."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from textwrap import dedent

import pytest

from tui_course import limits


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the kernel does not bound the address space")
def test_memory_is_refused_beyond_the_bound_and_the_process_goes_on():
    found = run("""
        from tui_course import limits
        print(limits.bound_memory(200 << 20))
        try:
            bytearray(300 << 20)
        except MemoryError:
            print("refused")
    """)
    assert found.stdout.split() == ["True", "refused"]


@pytest.mark.parametrize("platform", ["darwin", "where it is refused"])
def test_where_the_kernel_bounds_no_memory_the_process_looks_at_itself(platform):
    # As on macOS, or where setrlimit is refused: nothing fails, and what grows all the same ends.
    found = run(f"""
        import builtins, resource, sys, time, types
        fake = types.ModuleType("resource")
        fake.__dict__.update(resource.__dict__)
        def refuse(kind, bounds):
            raise ValueError("current limit exceeds maximum limit")
        fake.setrlimit = refuse
        if {platform!r} == "darwin" != sys.platform:
            sys.platform = "darwin"
            usage, opens = resource.getrusage, builtins.open
            def peak():
                with opens("/proc/self/status") as status:
                    return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM:"))
            def nothing(file, *more, **given):
                if str(file).startswith("/proc/"):
                    raise FileNotFoundError(file)
                return opens(file, *more, **given)
            builtins.open = nothing
            fake.getrusage = lambda who: types.SimpleNamespace(
                ru_maxrss=peak(), ru_utime=usage(who).ru_utime, ru_stime=usage(who).ru_stime
            )
        sys.modules["resource"] = fake
        from tui_course import limits
        print(limits.bound_memory(100 << 20), limits.bound_processor_time(3), limits.bound_core(), flush=True)
        kept = bytearray(b"x") * (150 << 20)
        time.sleep(30)
        print("still here")
    """)
    assert found.stdout.split() == ["False", "False", "None"]
    assert found.returncode == limits.TOO_LARGE


def test_what_another_process_has_used_is_not_counted():
    # Linux counts for a process what the one that started it had used before.
    found = run("""
        import subprocess, sys
        kept = bytearray(b"x") * (150 << 20)
        inside = "import time; from tui_course.limits import _end_beyond as end; import threading; " \\
            "threading.Thread(target=end, args=(100 << 20,), daemon=True).start(); time.sleep(0.3); print('still here')"
        sys.exit(subprocess.run([sys.executable, "-c", inside]).returncode)
    """)
    assert (found.returncode, found.stdout) == (0, "still here\n"), found.stderr


def test_where_there_are_no_bounds_at_all_nothing_fails():
    found = run("""
        import sys
        sys.modules["resource"] = None
        from tui_course import limits
        print(limits.bound_memory(), limits.bound_processor_time(3), limits.bound_core())
    """)
    assert found.stdout.split() == ["False", "False", "None"], found.stderr


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("limits.bound_processor_time(1)\nwhile True: pass", signal.SIGXCPU),
        ("limits.bound_time(0.2)\nimport time; time.sleep(60)", signal.SIGALRM),
    ],
    ids=["busy", "waiting"],
)
def test_what_takes_too_long_is_ended(code, number):
    assert run(f"from tui_course import limits\n{code}").returncode == -number


def test_time_can_be_given_back():
    assert run("from tui_course import limits\nlimits.bound_time(60); limits.bound_time(0); print('here')").stdout == "here\n"


@pytest.mark.parametrize(
    "attempt",
    [
        "os.system('true')",
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "subprocess.run(['true'])",
        "ctypes.CDLL(None)",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "socket.socket().bind(('127.0.0.1', 0))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    ],
)
def test_what_reads_for_others_starts_nothing_and_calls_nobody(attempt):
    found = run(f"""
        import ctypes, os, socket, subprocess, warnings
        from tui_course import limits
        warnings.simplefilter("ignore")
        limits.refuse(limits.PROCESSES | limits.NETWORK, "who reads")
        try:
            {attempt}
        except PermissionError as error:
            print(error)
    """)
    assert found.stdout.startswith("who reads may not do this ("), found.stderr


def test_what_is_interrupted_leaves_the_handler_that_was_there():
    heard: list[int] = []
    before = signal.signal(signal.SIGPROF, lambda number, _frame: heard.append(number))
    try:
        with pytest.raises(limits.TimeUp), limits.interrupted_after(0.05):
            re.match("(a|a)*$", "a" * 60 + "b")
        signal.raise_signal(signal.SIGPROF)
        with limits.interrupted_after(60.0):
            pass
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGPROF, before)
    assert heard == [signal.SIGPROF]


def test_nothing_is_interrupted_in_another_thread_or_where_somebody_else_has_the_timer():
    found: list[bool] = []

    def look():
        with limits.interrupted_after(60.0) as able:
            found.append(able)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    signal.setitimer(signal.ITIMER_PROF, 60.0)
    try:
        look()
        assert signal.getitimer(signal.ITIMER_PROF)[0] > 0
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
    look()
    assert found == [False, False, True]

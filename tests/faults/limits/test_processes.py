"""The processes that read for others: however they end, it costs a sentence, and they outlive nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import pytest

from tui_course import limits
from tui_course.model.block import Unknown
from tui_course.sources.ended import ending
from tui_course.sources.isolated import IsolatedCourse, Lost, Worker
from tui_course.sources.wire import HEAD, MAX_ANSWER, receive

SLOW = "| a " * 400 + "|\n" + "|-" * 400 + "|\n" + ("| b " * 400 + "|\n") * 600
"""It takes more processor time than a page may."""


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    root.mkdir()
    (root / "a.md").write_text("# Neighbour\n\nwhole\n")
    (root / "slow.md").write_text(f"# Slow\n\n{SLOW}\nlast words\n")
    (root / "z.md").write_text("# Neighbour\n\nwhole\n")
    return root


@pytest.fixture
def worker():
    with Worker() as one:
        yield one


def children() -> set[int]:
    """The processes that this one started and has not waited for."""
    found = set()
    for path in Path("/proc/self/task").glob("*/children"):
        # A thread may end meanwhile.
        with suppress(FileNotFoundError, ProcessLookupError):
            found |= {int(pid) for pid in path.read_text().split()}
    return found


def is_running(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in {"Z", "X"}


def gone(pid: int) -> bool:
    """Whether a process ends; it is given half a minute, for the machine may have much to do."""
    for _ in range(600):
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc, as on Linux")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGTERM], ids=lambda one: one.name)
def test_one_that_is_ended_at_work_costs_the_page_its_form_and_its_neighbours_nothing(worker, course, number):
    pages = IsolatedCourse(worker, course)
    assert [page.id for page in pages.course.pages] == ["a", "slow", "z"]
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(pages.page, "slow")
        time.sleep(0.2)
        os.kill(worker._process.pid, number)
        page = reading.result(60)
    assert [problem.code for problem in page.problems] == ["page-unreadable"]
    assert page.problems[0].message == f"the process that reads it was ended ({number.name}); its source is shown"
    assert page.problems[0].file == "slow.md"
    assert isinstance(page.blocks[0], Unknown)
    assert page.blocks[0].source.endswith("last words\n")
    assert pages.page("z").problems == ()


def test_one_that_hangs_is_ended(worker, course):
    pages = IsolatedCourse(worker, course, seconds=0.5)
    assert pages.course.pages
    stopped = worker._process
    stopped.send_signal(signal.SIGSTOP)
    with pytest.raises(Lost, match=r"^reading it took longer than 0\.5 seconds$"):
        worker.ask("page", course, "a", 0.5)
    assert stopped.returncode == -signal.SIGKILL
    assert IsolatedCourse(worker, course).page("a").problems == ()


def test_whoever_waits_when_it_is_closed_is_told_and_nothing_is_started_after_that(course):
    worker = Worker()
    pages = IsolatedCourse(worker, course)
    assert pages.course.pages
    process = worker._process
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(worker.ask, "page", course, name) for name in ("slow", "slow", "a", "z")]
        time.sleep(0.2)
        worker.close()
        reasons = [str(one.exception(60)) for one in waiting]
    assert process.returncode == -signal.SIGKILL
    assert reasons == ["the process that reads it was ended (SIGKILL)", *["the course is closed"] * 3]
    with pytest.raises(Lost, match="the course is closed"):
        worker.ask("page", course, "a")
    assert worker._process is None


@needs_proc
def test_many_who_ask_at_once_have_one_process_between_them_and_none_is_left(course):
    before = children()
    most = 0
    over = threading.Event()

    def count():
        nonlocal most
        while not over.is_set():
            most = max(most, len(children() - before))
            time.sleep(0.001)

    with Worker() as worker, ThreadPoolExecutor(9) as pool:
        counting = pool.submit(count)
        pages = IsolatedCourse(worker, course)
        try:
            for _ in range(3):
                found = list(pool.map(pages.page, ["a", "z"] * 8))
                assert [page.problems for page in found] == [()] * 16
                worker._process.kill()
                worker._process.wait()
        finally:
            over.set()
        counting.result(60)
    assert most == 1
    assert children() <= before


@needs_proc
def test_it_ends_with_who_started_it_even_at_work(course):
    code = f"""
        import os, sys, threading, time
        from pathlib import Path
        from tui_course.sources.isolated import Worker
        worker = Worker(600.0)
        worker.ask("course", Path({str(course)!r}))
        print(worker._process.pid, flush=True)
        if sys.argv[1] == "busy":
            threading.Thread(target=worker.ask, args=("page", Path({str(course)!r}), "slow"), daemon=True).start()
        time.sleep(0.1)
        print("ready", flush=True)
        time.sleep(600)
    """
    for doing in ("busy", "idle"):
        with subprocess.Popen([sys.executable, "-c", dedent(code), doing], stdout=subprocess.PIPE, text=True) as parent:
            pid = int(parent.stdout.readline())
            assert parent.stdout.readline() == "ready\n"
            assert is_running(pid)
            parent.kill()
        assert gone(pid), doing


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (-signal.SIGXCPU, "reading it took more than 3 seconds of processor time"),
        (limits.TOO_LARGE, "reading it took more than 512 MiB of memory"),
        (-signal.SIGSEGV, "the process that reads it was ended (SIGSEGV)"),
        (-33, "the process that reads it was ended (signal 33)"),
        (1, "the process that reads it has ended (1)"),
    ],
    ids=["time", "memory", "signal", "no name", "failure"],
)
def test_how_it_ended_is_said_in_words(status, words):
    assert ending(status) == words


def test_where_no_process_can_be_started_the_course_says_so(course):
    # Of files that may be open none are left, so that there can be no pipe.
    code = f"""
        import resource
        from pathlib import Path
        from tui_course.errors import CourseError
        from tui_course.sources.isolated import IsolatedCourse, Worker
        resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))
        with Worker() as worker:
            worker.start(Path({str(course)!r}))
            try:
                IsolatedCourse(worker, Path({str(course)!r})).course
            except CourseError as error:
                print(error)
    """
    found = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True)
    assert "the process that reads it cannot be started: Too many open files" in found.stdout


def test_an_answer_that_claims_to_be_longer_than_any_is_not_waited_for():
    ours, theirs = os.pipe()
    try:
        os.write(theirs, HEAD.pack(MAX_ANSWER + 1) + b"x")
        with pytest.raises(OverflowError):
            receive(ours, time.monotonic() + 60)
    finally:
        os.close(ours)
        os.close(theirs)

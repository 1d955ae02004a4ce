"""A workshop at its store: what the sessions of a class cost each second, and how long one waits for a look.

    python bench/workshop_store.py [--sessions 200] [--seconds 20] [--answers 300] [--postgres]

Each session is a process with connections of its own: once a second it looks for what was said and tells where it is, every
five seconds it counts the class and records an answer. One process beats for all of them each second, as a host does, and one
looks each second at everything, as an instructor's screen does; their course has `--answers` answers of each learner already.
What all that costs is read from /proc while everybody is at it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tui_course.errors import StoreError
from tui_course.model.answer import Chosen, Outcome
from tui_course.model.attempt import Attempt
from tui_course.model.workshop import Person, Pulse, Session, Way, Workshop
from tui_course.progress.open import open_store, open_workshops
from tui_course.progress.workshops import START

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Barrier, Event

    from tui_course.progress.store import Store
    from tui_course.progress.workshops import WorkshopStore

    Times = dict[str, list[float]]

TESTS = Path(__file__).resolve().parents[1] / "tests" / "progress"
NAME, COURSE, HOST = "bench", "kites", "host"


def attempt(learner: str, number: int) -> Attempt:
    chosen = Chosen(("a",))
    return Attempt(f"{learner} {number}", learner, COURSE, "p", f"q{number % 90}", time.time(), chosen, Outcome.RIGHT, 1.0, 1.0)


class Worker:
    """Does its part each second until it is told to end, and measures it."""

    def __init__(self, address: str, ready: Barrier, end: Event, results: Queue[tuple[Times, list[str]]]) -> None:
        self.address, self.ready, self.end, self.results = address, ready, end, results

    def run(self, part: Callable[[Worker, Store, WorkshopStore, int], None], number: int) -> None:
        self.times: Times = {}
        self.errors: list[str] = []
        self.number = number
        store = open_store(self.address, None)
        if store.notice:
            self.errors.append(store.notice)
        with closing(store), closing(open_workshops(self.address, None, store)) as workshops:
            self.ready.wait()
            self.end.wait(random.random())  # noqa: S311 - when to begin is no secret
            second = 0
            while not self.end.wait(1.0):
                part(self, store, workshops, second)
                second += 1
            self.results.put((self.times, self.errors))

    def timed(self, name: str, work: Callable[[], object]) -> None:
        began = time.perf_counter()
        try:
            work()
        except StoreError as error:
            self.errors.append(str(error))
        self.times.setdefault(name, []).append(time.perf_counter() - began)


def attend(worker: Worker, store: Store, workshops: WorkshopStore, second: int) -> None:
    learner, number = f"l{worker.number}", worker.number
    session = Session(f"s{number}", NAME, learner, HOST, 1.0, COURSE, f"page {second}", 0.5, Pulse.OK, 0.0, time.time())
    worker.timed("look", lambda: workshops.notices(NAME, 0))
    worker.timed("tell", lambda: workshops.tell(session))
    if (second + number) % 5 == 0:
        worker.timed("count the class", lambda: workshops.tally(NAME, 15.0))
        worker.timed("record an answer", lambda: store.record([attempt(f"{learner} {os.getpid()}", second)]))


def beat(worker: Worker, _: Store, workshops: WorkshopStore, second: int) -> None:  # noqa: ARG001 - as the others
    worker.timed("beat", lambda: workshops.beat(HOST, [f"s{number}" for number in range(worker.number)]))


class Instructor:
    """Follows what is new."""

    def __init__(self) -> None:
        self.cursor = START

    def __call__(self, worker: Worker, _: Store, workshops: WorkshopStore, second: int) -> None:
        name = "everything new" if second else "everything at first"
        worker.timed(name, lambda: self.catch_up(workshops))
        worker.timed("who is here", lambda: workshops.sessions(NAME, 15.0))

    def catch_up(self, workshops: WorkshopStore) -> None:
        while True:
            found = workshops.events(COURSE, self.cursor)
            self.cursor = found.cursor
            if not found.more:
                return


def processor_seconds(root: int) -> float:
    """What a process and all below it have used, in seconds of processor time."""
    stats = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        stats[int(path.parent.name)] = (int(fields[1]), int(fields[11]) + int(fields[12]))
    below, ticks = {root}, 0
    for process in sorted(stats):
        if process == root or stats[process][0] in below:
            below.add(process)
            ticks += stats[process][1]
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def addressed(*, postgres: bool, sessions: int) -> Iterator[tuple[str, int | None]]:
    """The address of an empty store, and the process of its server where it has one."""
    if not postgres:
        with tempfile.TemporaryDirectory() as folder:
            yield str(Path(folder) / "progress.sqlite"), None
        return
    import psycopg

    sys.path.insert(0, str(TESTS))
    from server import Server

    with Server() as server:
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET max_connections = {sessions + 50}".encode())
        server.crash()
        server.start()
        yield server.url(), server.process.pid


def fill(address: str, options: argparse.Namespace) -> None:
    store = open_store(address, None)
    with closing(store), closing(open_workshops(address, None, store)) as workshops:
        workshops.open(Workshop(NAME, "ssh host", (), time.time()))
        for number in range(options.sessions):
            learner = f"l{number}"
            workshops.join(Person(NAME, learner, f"Learner {number}", Way.CODE, float(number)), key=learner)
            workshops.begin(Session(f"s{number}", NAME, learner, HOST, 1.0))
            store.record([attempt(learner, one) for one in range(options.answers)])


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--sessions", type=int, default=200)
    found.add_argument("--seconds", type=float, default=20.0)
    found.add_argument("--answers", type=int, default=300)
    found.add_argument("--postgres", action="store_true")
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    with addressed(postgres=options.postgres, sessions=options.sessions) as (address, server):
        fill(address, options)
        ready, end = multiprocessing.Barrier(options.sessions + 3), multiprocessing.Event()
        results: Queue[tuple[Times, list[str]]] = multiprocessing.Queue()
        worker = Worker(address, ready, end, results)
        parts: list[tuple[Callable[[Worker, Store, WorkshopStore, int], None], int]] = [
            *((attend, number) for number in range(options.sessions)),
            (beat, options.sessions),
            (Instructor(), 0),
        ]
        processes = [multiprocessing.Process(target=worker.run, args=part) for part in parts]
        for process in processes:
            process.start()
        ready.wait()
        time.sleep(5.0)
        roots = [os.getpid(), *([server] if server is not None else [])]
        before, began = [processor_seconds(root) for root in roots], time.monotonic()
        time.sleep(options.seconds)
        lasted = time.monotonic() - began
        used = [(processor_seconds(root) - was) / lasted for root, was in zip(roots, before, strict=True)]
        sizes = {path.name: path.stat().st_size for path in Path(address).parent.glob("*.sqlite*")} if server is None else {}
        end.set()
        found = [results.get() for _ in processes]
        for process in processes:
            process.join()
    print(f"{options.sessions} sessions: {used[0] - sum(used[1:]):.3f} s of processor time a second", end="")
    print(f", and {used[1]:.3f} s of the server" if server is not None else "")
    print(*(f"{name} {size / (1 << 20):.1f} MiB" for name, size in sorted(sizes.items())), sep=", ")
    return {**report(found), "processor": [used[0] - sum(used[1:])]}


def report(found: list[tuple[Times, list[str]]]) -> dict[str, list[float]]:
    times: Times = {}
    for some, _ in found:
        for name, measured in some.items():
            times.setdefault(name, []).extend(measured)
    for name, measured in sorted(times.items()):
        percentiles = statistics.quantiles(measured, n=100) if len(measured) > 1 else [measured[0]] * 99
        p50, p99, slowest = (1000 * one for one in (percentiles[49], percentiles[98], max(measured)))
        print(f"{name:<20} {len(measured):>6} times, p50 {p50:7.2f} ms, p99 {p99:7.2f} ms, max {slowest:7.1f} ms")
    errors = [error for _, some in found for error in some]
    print(f"errors {len(errors)}", *sorted(set(errors))[:3], sep="\n")
    return {**{name: [1000 * one for one in some] for name, some in times.items()}, "errors": [len(errors)]}


if __name__ == "__main__":
    measure(parser().parse_args())

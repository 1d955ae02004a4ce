"""Many processes at one store: transactions a second, the slowest ones, and errors.

    python bench/store_load.py [--processes 16] [--seconds 5] [--pause 0]

Each process records one answer after the other, with `--pause` seconds in between (a class of 200 that answers every 5 s:
`--processes 200 --pause 5`).
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from tui_course.errors import StoreError
from tui_course.model.answer import Chosen, Outcome
from tui_course.model.attempt import Attempt
from tui_course.progress.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier


def write(path: Path, options: argparse.Namespace, ready: Barrier) -> tuple[list[float], list[str]]:
    """Seconds of each record, and errors."""
    store = SqliteStore(path)
    times, errors = [], []
    ready.wait()
    end = time.monotonic() + options.seconds
    while time.monotonic() < end:
        if options.pause:
            time.sleep(options.pause * random.random() * 2)  # noqa: S311 - when to answer is no secret
        attempt = Attempt(
            str(uuid4()), "ada", "kites", "p", "q", time.time(), Chosen(("a",)), Outcome.RIGHT, score=1.0, points=1.0
        )
        started = time.perf_counter()
        try:
            store.record([attempt])
        except StoreError as error:
            errors.append(str(error))
        times.append(time.perf_counter() - started)
    store.close()
    return times, errors


def work(path: Path, options: argparse.Namespace, ready: Barrier, results: multiprocessing.Queue[object]) -> None:
    results.put(write(path, options, ready))


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--processes", type=int, default=16)
    found.add_argument("--seconds", type=float, default=5.0)
    found.add_argument("--pause", type=float, default=0.0)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    ready = multiprocessing.Barrier(options.processes)
    results: multiprocessing.Queue[tuple[list[float], list[str]]] = multiprocessing.Queue()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.sqlite"
        processes = [
            multiprocessing.Process(target=work, args=(path, options, ready, results)) for _ in range(options.processes)
        ]
        for process in processes:
            process.start()
        found = [results.get() for _ in processes]
        for process in processes:
            process.join()
    times = sorted(one for some, _ in found for one in some)
    errors = [one for _, some in found for one in some]
    percentiles = statistics.quantiles(times, n=100)
    print(f"{options.processes} processes, {len(times) / options.seconds:.0f} tx/s, errors {len(errors)}")
    print(f"p50 {percentiles[49] * 1000:.1f} ms, p99 {percentiles[98] * 1000:.1f} ms, max {times[-1] * 1000:.0f} ms")
    print(*sorted(set(errors))[:3], sep="\n")
    return {"record": [1000 * one for one in times], "errors": [len(errors)], "a second": [len(times) / options.seconds]}


if __name__ == "__main__":
    measure(parser().parse_args())

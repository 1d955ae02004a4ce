"""What a reader cannot go below: Python that does nothing, and the memory of a Textual app forked from one that loaded it.

    python bench/floor.py [--forks 20]

The forked app has a header, a footer and a line, on a terminal of its own; its memory is PSS, as a hosted reader's is taken.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "hosting"))

from processes import alone

FORKING = """
import gc, os, pty, signal, sys, time
sys.path.insert(0, sys.argv[2])
from bare_app import Bare
import asyncio

async def used():
    async with Bare().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("j")

asyncio.run(used())
gc.collect()
gc.freeze()
children = []
for _ in range(int(sys.argv[1])):
    pid, terminal = pty.fork()
    if pid == 0:
        Bare().run()
        os._exit(0)
    children.append(pid)
    os.set_blocking(terminal, False)
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        try:
            os.read(terminal, 65536)
        except OSError:
            time.sleep(0.02)
print(*children, flush=True)
sys.stdin.read()
for pid in children:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
"""


def forked(count: int) -> list[float]:
    """MiB of each of so many bare apps, beside each other."""
    command = [sys.executable, "-c", FORKING, str(count), str(Path(__file__).resolve().parent)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None or process.stdin is None:
            raise OSError("no pipes")
        pids = [int(word) for word in process.stdout.readline().split()]
        try:
            return [alone(pid) for pid in pids]
        finally:
            process.stdin.close()
            for pid in pids:
                if Path(f"/proc/{pid}").exists() and process.poll() is not None:
                    os.kill(pid, signal.SIGKILL)


def nothing() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return 1000 * (time.perf_counter() - begun)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--forks", type=int, default=20)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    times, memory = [nothing() for _ in range(10)], forked(options.forks)
    print(
        f"Python that does nothing: {statistics.median(times):.0f} ms; a forked bare app: {statistics.median(memory):.1f} MiB"
    )
    return {"nothing": times, "forked bare app": memory}


if __name__ == "__main__":
    measure(parser().parse_args())

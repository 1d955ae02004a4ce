"""Learners who read for a quarter of an hour, some of whom leave each minute while others come: does everything come back?

    python bench/hosting/soak.py COURSE [--learners 50] [--minutes 15] [--churn 0.1] [--seed 1]

Memory and descriptors of the front and of what readers are forked from are taken after a first round of logins, when all that
is loaded on demand has been, and again when everybody has left. Half of those who leave do so properly, others pull the plug.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from contextlib import suppress
from pathlib import Path

from driver import Learner, Server, first_words, milliseconds
from processes import alone, descriptors

SETTLE = 5.0


class Soak:
    """The learners of a soak: `frames` in seconds, `failures` in words."""

    def __init__(self, server: Server, words: bytes, options: argparse.Namespace) -> None:
        self.server = server
        self.words = words
        self.options = options
        self.chance = random.Random(options.seed)  # noqa: S311 - who leaves is no secret
        self.frames: list[float] = []
        self.failures: list[str] = []
        self.logins = 0

    async def attend(self, seconds: float) -> None:
        """One seat: read until the time is over; whoever leaves is followed by another."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            stays = min(left, self.chance.expovariate(self.options.churn / 60))
            try:
                async with Learner(self.server.port, self.words) as learner:
                    self.logins += 1
                    frames = await learner.read(stays, random.Random(self.chance.random()))  # noqa: S311
                    self.frames += [frame.seconds for frame in frames]
                    if self.chance.random() < 0.5:  # the others pull the plug
                        await learner.leave()
            except (OSError, TimeoutError, ConnectionError) as error:
                self.failures.append(f"{type(error).__name__}: {error}")
                await asyncio.sleep(1)

    async def run(self, count: int, seconds: float) -> None:
        seats = []
        for _ in range(count):
            seats.append(asyncio.create_task(self.attend(seconds)))
            await asyncio.sleep(0.1)
        await asyncio.gather(*seats)
        await self.settle()

    async def settle(self) -> None:
        """Wait until no reader is left."""
        end = time.perf_counter() + 30
        while self.server.readers() and time.perf_counter() < end:  # noqa: ASYNC110 - it is processes that are waited for
            await asyncio.sleep(0.5)
        await asyncio.sleep(SETTLE)


def state(server: Server) -> dict[str, tuple[float, int]]:
    """Memory in MiB and descriptors of all that runs while nobody is there."""
    kept = {"front": (alone(server.pid), descriptors(server.pid))}
    for one in server.others():
        kept[f"{one.pid} {one.command[:50]}"] = alone(one.pid), descriptors(one.pid)
    return kept


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("course", type=Path)
    found.add_argument("--learners", type=int, default=50)
    found.add_argument("--minutes", type=float, default=15)
    found.add_argument("--churn", type=float, default=0.1, help="the share of learners who leave in a minute")
    found.add_argument("--seed", type=int, default=1)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    words = first_words(options.course)
    with Server(options.course) as server:
        soak = Soak(server, words, options)
        asyncio.run(soak.run(options.learners, 5))
        before = state(server)
        soak.frames.clear()
        asyncio.run(soak.run(options.learners, options.minutes * 60))
        after, left = state(server), len(server.readers())
    print(f"{options.learners} learners, {options.minutes:g} minutes, {soak.logins} logins, {len(soak.failures)} failures")
    print(*sorted(set(soak.failures))[:5], sep="\n")
    print(f"key to frame: {milliseconds(soak.frames)}")
    for name in sorted({*before, *after}):
        print(f"{name}: before {before.get(name)}, after {after.get(name)} (MiB, descriptors)")
    print(f"{left} readers left over")
    return {
        "failures": [len(soak.failures) + left + max(0, len(after) - len(before))],
        "memory": [grown(before, after, 0)],
        "descriptors": [grown(before, after, 1)],
        "key": [1000 * one for one in soak.frames],
    }


def grown(before: dict[str, tuple[float, int]], after: dict[str, tuple[float, int]], which: int) -> float:
    """By how much those grew that were there before; what read the course has ended by then."""
    return sum(one[which] - before.get(name, (0, 0))[which] for name, one in after.items())


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        measure(parser().parse_args())

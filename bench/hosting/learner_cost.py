"""What one more learner costs: memory of the reader, and the time from the login to the first frame when they come one by one.

    python bench/hosting/learner_cost.py COURSE [--learners 50] [--keys 20]

Memory is PSS: what is shared with the process that readers are forked from counts by its share. It is taken once all have read
a little, over several pages.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import statistics
from pathlib import Path

from driver import Learner, Server, first_words, milliseconds
from processes import alone, resident

PAUSE = 0.5


async def come_and_read(server: Server, options: argparse.Namespace) -> tuple[list[Learner], list[float], list[float]]:
    """The learners, what each reader has in MiB after the first frame, and after it was read in."""
    words = first_words(options.course)
    async with contextlib.AsyncExitStack() as stack:
        learners = []
        for _ in range(options.learners):
            learners.append(await stack.enter_async_context(Learner(server.port, words)))
            await asyncio.sleep(PAUSE)
        fresh = [alone(one.pid) for one in server.readers()]
        for number, learner in enumerate(learners):
            chance = random.Random(number)  # noqa: S311 - which key is no secret
            for _ in range(options.keys):
                await learner.press(chance.choice((b"j", b"j", b" ", b"n")))
        await asyncio.sleep(2)
        return learners, fresh, [alone(one.pid) for one in server.readers()]


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("course", type=Path)
    found.add_argument("--learners", type=int, default=50)
    found.add_argument("--keys", type=int, default=20)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    with Server(options.course) as server:
        idle = resident(server.pid)
        learners, fresh, used = asyncio.run(come_and_read(server, options))
        others = [(one.command[:60], round(alone(one.pid), 1)) for one in server.others()]
    print(f"front: {idle:.1f} MiB without anybody; beside readers: {others}")
    used_worst = f"{statistics.median(used):.1f} in use, worst {max(used):.1f}"
    print(f"readers: PSS {statistics.median(fresh):.1f} MiB at the first frame, {used_worst}")
    print(f"handshake: {milliseconds(one.handshake for one in learners)}")
    print(f"login to first frame: {milliseconds(one.first_frame for one in learners)}")
    return {
        "fresh": fresh,
        "used": used,
        "handshake": [1000 * one.handshake for one in learners],
        "login": [1000 * one.login for one in learners],
        "frame": [1000 * one.first_frame for one in learners],
    }


if __name__ == "__main__":
    measure(parser().parse_args())

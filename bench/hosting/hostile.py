"""Each client that means harm, beside learners who type: how long their keys take, and what the client costs the server.

    python bench/hosting/hostile.py COURSE [--learners 10] [--clients 5] [--seconds 20] [--only NAME]

Memory is that of the front and of all that is no reader, after the harm is over, against before it, for each client. Most
of the clients make many steps a second: what they themselves take of the two cores is a part of what learners feel, and said.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "serve" / "hostile"))

import clients
from driver import Learner, Server, first_words, quantile
from processes import alone, below

HARM = (
    *(clients.silent, clients.greets_and_waits, clients.greets_without_end, clients.greets_slowly, clients.talks_rubbish),
    *(clients.announces_much, clients.leaves_at_once, clients.speaks_http, clients.exchanges_keys_for_ever),
    *(clients.guesses, clients.offers_keys, clients.compresses, clients.stops_reading, clients.closes_its_window),
    *(clients.vanishes, clients.floods_with_packets, clients.floods_with_requests, clients.floods_with_variables),
    *(clients.opens_many_channels, clients.resizes, clients.pastes, clients.opens_a_sequence, clients.titles_without_end),
    *(clients.mumbles, clients.types_noise),
)
BOUND = 0.150
GROWTH = 1.0
SETTLE = 4.0


def memory(server: Server) -> float:
    """MiB of the front and of what is no reader."""
    return alone(server.pid) + sum(alone(one.pid) for one in server.others())


def strangers(server: Server) -> list[str]:
    """What readers have started, which shall be nothing."""
    return [one.command for reader in server.readers() for one in below(reader.pid)]


async def beside(server: Server, learners: list[Learner], harm: object, options: argparse.Namespace) -> bool:
    """Do harm while learners type; whether the bounds held."""
    before = memory(server)
    begun, processor = time.perf_counter(), time.process_time()
    doing = [
        asyncio.create_task(harm(clients.Door(server.port, address=f"127.0.3.{number + 1}")))
        for number in range(options.clients)
    ]
    reading = [
        asyncio.create_task(one.read(options.seconds, random.Random(number)))  # noqa: S311
        for number, one in enumerate(learners)
    ]
    started: set[str] = set()
    while not all(task.done() for task in reading):
        started.update(strangers(server))
        await asyncio.sleep(1)
    frames = [frame.seconds for task in reading for frame in task.result()]
    share = (time.process_time() - processor) / (time.perf_counter() - begun)
    for task in doing:
        task.cancel()
    await asyncio.gather(*doing, return_exceptions=True)
    await asyncio.sleep(SETTLE)
    growth = (memory(server) - before) / options.clients
    p99 = quantile(frames, 0.99)
    held = p99 <= BOUND and growth <= GROWTH and not started
    print(
        f"{'ok ' if held else 'NOT'} {harm.__name__:26} p50 {quantile(frames, 0.5) * 1e3:4.0f} p99 {p99 * 1e3:4.0f} ms, "
        f"{growth:+5.2f} MiB a client, clients' own {share:.2f} of a core{f', started {started}' if started else ''}",
        flush=True,
    )
    return held


async def run(server: Server, options: argparse.Namespace) -> bool:
    words = first_words(options.course)
    async with contextlib.AsyncExitStack() as stack:
        learners = [await stack.enter_async_context(Learner(server.port, words)) for _ in range(options.learners)]
        # What is loaded with the first connections of a kind is no growth.
        for _ in range(3):
            async with Learner(server.port, words, address="127.0.3.1"):
                pass
        chosen = [harm for harm in HARM if options.only in {"", harm.__name__}]
        held = [await beside(server, learners, harm, options) for harm in chosen]
    return all(held)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("course", type=Path)
    parser.add_argument("--learners", type=int, default=10)
    parser.add_argument("--clients", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--only", default="", help="the name of one client")
    options = parser.parse_args()
    with Server(options.course) as server:
        held = asyncio.run(run(server, options))
    sys.exit(not held)


if __name__ == "__main__":
    main()

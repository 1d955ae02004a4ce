"""Each client that means harm, beside learners who type: how long their keys take, and what the client costs the server.

    python bench/hosting/hostile.py COURSE [--learners 10] [--clients 5] [--seconds 20] [--only NAME]

Memory is that of the front, after the harm is over, against before it, for each client. The clients run in a process of their
own, which stands back behind all others (nice 15), for in life they come from elsewhere: what they take of the cores is said.
First stands what the learners feel with nobody beside them.
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
from processes import below, processor, resident


async def nobody(door: clients.Door) -> None:
    """No harm at all."""


HARM = (
    nobody,
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


def strangers(server: Server) -> list[str]:
    """What readers have started, which shall be nothing."""
    return [one.command for reader in server.readers() for one in below(reader.pid)]


async def beside(server: Server, learners: list[Learner], harm: object, options: argparse.Namespace) -> bool:
    """Do harm while learners type; whether the bounds held."""
    before = resident(server.pid)
    begun = time.perf_counter()
    given = ("--against", str(server.port), "--only", harm.__name__, "--clients", str(options.clients))
    doing = await asyncio.create_subprocess_exec("nice", "-n15", sys.executable, __file__, str(options.course), *given)
    reading = [
        asyncio.create_task(one.read(options.seconds, random.Random(number)))  # noqa: S311
        for number, one in enumerate(learners)
    ]
    started: set[str] = set()
    while not all(task.done() for task in reading):
        started.update(strangers(server))
        await asyncio.sleep(1)
    frames = [frame.seconds for task in reading for frame in task.result()]
    share = processor(doing.pid) / (time.perf_counter() - begun)
    with contextlib.suppress(ProcessLookupError):
        doing.kill()
    await doing.wait()
    await asyncio.sleep(SETTLE)
    growth = (resident(server.pid) - before) / options.clients
    p99 = quantile(frames, 0.99)
    held = p99 <= BOUND and growth <= GROWTH and not started
    print(
        f"{'ok ' if held else 'NOT'} {harm.__name__:26} p50 {quantile(frames, 0.5) * 1e3:4.0f} p99 {p99 * 1e3:4.0f} ms, "
        f"{growth:+5.2f} MiB a client, clients' own {share:.2f} of a core{f', started {started}' if started else ''}",
        flush=True,
    )
    return held


async def harm_alone(port: int, options: argparse.Namespace) -> None:
    """The clients, for as long as they go on."""
    [harm] = [one for one in HARM if one.__name__ == options.only]
    doors = (clients.Door(port, address=f"127.0.3.{number + 1}") for number in range(options.clients))
    await asyncio.gather(*(harm(door) for door in doors), return_exceptions=True)
    await asyncio.sleep(3600)


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
    parser.add_argument("--against", type=int, default=0, help="do harm to a server on this port, without end")
    options = parser.parse_args()
    if options.against:
        asyncio.run(harm_alone(options.against, options))
    with Server(options.course) as server:
        held = asyncio.run(run(server, options))
    sys.exit(not held)


if __name__ == "__main__":
    main()

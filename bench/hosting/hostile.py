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
from collections.abc import Callable, Coroutine
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
SETTLE = 4.0
Harm = Callable[[clients.Door], Coroutine[None, None, None]]


def strangers(server: Server) -> list[str]:
    """What readers have started, which shall be nothing."""
    return [one.command for reader in server.readers() for one in below(reader.pid)]


async def beside(server: Server, learners: list[Learner], harm: Harm, options: argparse.Namespace) -> tuple[list[float], float]:
    """Do harm while learners type; milliseconds of their keys, and the growth of the front in MiB for each client."""
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
    print(
        f"{harm.__name__:26} p50 {quantile(frames, 0.5) * 1e3:4.0f} p99 {p99 * 1e3:4.0f} ms, "
        f"{growth:+5.2f} MiB a client, clients' own {share:.2f} of a core{f', started {started}' if started else ''}",
        flush=True,
    )
    if started:
        raise SystemExit(f"{harm.__name__} had readers start {started}")
    return [1000 * one for one in frames], growth


async def harm_alone(port: int, options: argparse.Namespace) -> None:
    """The clients, for as long as they go on."""
    [harm] = [one for one in HARM if one.__name__ == options.only]
    doors = (clients.Door(port, address=f"127.0.3.{number + 1}") for number in range(options.clients))
    await asyncio.gather(*(harm(door) for door in doors), return_exceptions=True)
    await asyncio.sleep(3600)


async def run(server: Server, options: argparse.Namespace) -> dict[str, list[float]]:
    words = first_words(options.course)
    async with contextlib.AsyncExitStack() as stack:
        learners = [await stack.enter_async_context(Learner(server.port, words)) for _ in range(options.learners)]
        # What is loaded with the first connections of a kind is no growth.
        for _ in range(3):
            async with Learner(server.port, words, address="127.0.3.1"):
                pass
        found: dict[str, list[float]] = {"growth": []}
        for harm in HARM:
            if not options.only or harm.__name__ in options.only.split(","):
                found[harm.__name__], growth = await beside(server, learners, harm, options)
                found["growth"].append(growth)
    return found


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("course", type=Path)
    found.add_argument("--learners", type=int, default=10)
    found.add_argument("--clients", type=int, default=5)
    found.add_argument("--seconds", type=float, default=20)
    found.add_argument("--only", default="", help="names of clients, with commas between")
    found.add_argument("--against", type=int, default=0, help="do harm to a server on this port, without end")
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    if options.against:
        asyncio.run(harm_alone(options.against, options))
    with Server(options.course) as server:
        return asyncio.run(run(server, options))


if __name__ == "__main__":
    measure(parser().parse_args())

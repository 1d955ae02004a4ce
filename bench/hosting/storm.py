"""Two hundred who log in at the same moment, with a hundred beside them who are silent or hostile.

    python bench/hosting/storm.py COURSE [--learners 200] [--beside 100]

Each comes from an address of its own, as from the internet; with --one-address all learners come from one, as from a classroom
behind one router, and the server is told to take that. Learners and server share two cores.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "serve" / "hostile"))

import clients
from driver import Learner, Server, first_words, milliseconds

HOSTILE = (
    *(clients.silent, clients.silent, clients.silent, clients.greets_and_waits, clients.greets_slowly),
    *(clients.talks_rubbish, clients.greets_without_end, clients.announces_much, clients.leaves_at_once, clients.offers_keys),
)


class Storm:
    """Who came, and why others did not."""

    def __init__(self) -> None:
        self.came: list[Learner] = []
        self.failed: list[str] = []
        self.over = asyncio.Event()

    async def come(self, learner: Learner) -> None:
        """Log in and stay until all have."""
        try:
            async with learner:
                self.came.append(learner)
                await self.over.wait()
        except (OSError, TimeoutError, clients.asyncssh.Error) as error:
            self.failed.append(f"{type(error).__name__}: {error}")

    async def blow(self, server: Server, words: bytes, options: argparse.Namespace) -> float:
        """Seconds until everybody was in or had failed."""
        beside = [
            asyncio.create_task(
                HOSTILE[number % len(HOSTILE)](clients.Door(server.port, address=f"127.0.2.{number % 250 + 1}"))
            )
            for number in range(options.beside)
        ]
        await asyncio.sleep(0.5)
        begun = time.perf_counter()
        addresses = (
            "127.0.1.1" if options.one_address else f"127.0.1.{number % 250 + 1}" for number in range(options.learners)
        )
        coming = [asyncio.create_task(self.come(Learner(server.port, words, address=one))) for one in addresses]
        while len(self.came) + len(self.failed) < options.learners:  # noqa: ASYNC110 - said by many
            await asyncio.sleep(0.1)
        took = time.perf_counter() - begun
        self.over.set()
        await asyncio.gather(*coming)
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        return took


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("course", type=Path)
    found.add_argument("--learners", type=int, default=200)
    found.add_argument("--beside", type=int, default=100)
    found.add_argument("--one-address", action="store_true")
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    words = first_words(options.course)
    with Server(options.course) as server:
        storm = Storm()
        took = asyncio.run(storm.blow(server, words, options))
        said = server.said()
    came = storm.came
    if storm.failed:
        print(said[-2000:])
    print(f"{len(came)} of {options.learners} came, {options.beside} beside them, {took:.1f} s in all")
    print(f"handshake: {milliseconds(one.handshake for one in came)}")
    print(f"login: {milliseconds(one.login for one in came)}")
    print(f"login to first frame: {milliseconds(one.first_frame for one in came)}")
    print(*sorted(set(storm.failed))[:10], sep="\n")
    return {"stayed out": [len(storm.failed)], "login": [one.login for one in came], "frame": [one.first_frame for one in came]}


if __name__ == "__main__":
    measure(parser().parse_args())

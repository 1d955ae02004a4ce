"""Learners who answer all the time while their readers, and then the server, are killed: is what they were told is saved there?

    python bench/hosting/kills.py [--learners 10] [--readers 20] [--servers 3] [--seed 1]

The course is made for this: a page with one question that is answered again and again. A learner counts an answer as
acknowledged when the screen says "saved" after it; whoever loses the connection logs in again with the token.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

from driver import Server
from program import stat

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import asyncssh

from tests.serve.client import open_screen
from tui_course.progress.open import open_workshops

CODE = "246810"
COURSE = """# Kites

<!-- quiz id=what-lifts shuffle=no -->
**What lifts a kite?**

1. [ ] Its tail
1. [x] Wind against its sail
   > Right: the sail turns the breeze downwards.
<!-- /quiz -->
"""
SAVED = "saved ✓".encode()
GONE = (asyncssh.Error, OSError, EOFError, TimeoutError)


class Answering:
    """Learners who answer; `acknowledged` says how often each was told that all is saved."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.over = False
        self.acknowledged: Counter[str] = Counter()
        self.logins = 0
        self.away: list[float] = []

    async def learn(self, name: str) -> None:
        """Answer until it is over, come what may."""
        token, lost = b"", 0.0
        while not self.over:
            with suppress(*GONE):
                async with asyncio.timeout(60), await self._connect(name) as connection:
                    screen = await open_screen(connection)
                    await screen.until(b"Your name")
                    screen.type(token + b"\r")
                    if not token:
                        await screen.until(b"token is you")
                        token = (await screen.until(b"It is shown only now")).strip().splitlines()[-1].strip()
                        screen.type(b"\r")
                    await screen.until(b"What lifts")
                    self.logins += 1
                    if lost:
                        self.away.append(time.perf_counter() - lost)
                    if lost:
                        # What was answered before is answered again.
                        screen.type(b"Q")
                        await asyncio.sleep(0.5)
                        screen.type(b"r")
                        await asyncio.sleep(0.5)
                    while not self.over:
                        await self._answer(name, screen)
            lost = time.perf_counter()
            await asyncio.sleep(0.1)

    async def _connect(self, name: str) -> asyncssh.SSHClientConnection:
        return await asyncssh.connect(
            "127.0.0.1",
            self.port,
            username=name,
            password=CODE,
            known_hosts=None,
            client_keys=None,
            config=None,
            agent_path=None,
        )

    async def _answer(self, name: str, screen: object) -> None:
        screen.shown = b""
        screen.type(b"2\r")
        await screen.until(b"breeze", 10)
        columns = 80
        async with asyncio.timeout(10):
            while SAVED not in screen.shown:
                # Another size has all painted again, and with it what is said now of what was answered.
                columns = 161 - columns
                screen.shown = b""
                screen.resize(columns, 24)
                await asyncio.sleep(0.4)
        self.acknowledged[name] += 1
        screen.type(b"r")
        await asyncio.sleep(0.4)


async def kill(server: Server, answering: Answering, options: argparse.Namespace) -> None:
    """Kill readers by chance, then the server, with pauses in which everybody comes back."""
    chance = random.Random(options.seed)  # noqa: S311 - whom to kill is no secret
    learners = [asyncio.create_task(answering.learn(f"learner{number}")) for number in range(options.learners)]
    await asyncio.sleep(8)
    for _ in range(options.readers):
        if readers := server.readers():
            os.kill(chance.choice(readers).pid, signal.SIGKILL)
        await asyncio.sleep(chance.uniform(0.2, 1.0))
    for _ in range(options.servers):
        left = await asyncio.to_thread(server.kill)
        await asyncio.sleep(3)
        alive = [one for one in left if stat(one.pid)]
        print(
            f"server killed; of {len(left)} processes {len(alive)} are there 3 s later: {[one.command[:40] for one in alive]}"
        )
        await asyncio.to_thread(server.start)
        await asyncio.sleep(6)
    answering.over = True
    await asyncio.gather(*learners)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--learners", type=int, default=10)
    found.add_argument("--readers", type=int, default=20)
    found.add_argument("--servers", type=int, default=3)
    found.add_argument("--seed", type=int, default=1)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder, "kites")
        course.mkdir()
        (course / "1-kites.md").write_text(COURSE, encoding="utf-8")
        with Server(course, ["--code", CODE, "--name", "kites"]) as server:
            answering = Answering(server.port)
            asyncio.run(kill(server, answering, options))
            with closing(open_workshops(server.store, None)) as store:
                names = {person.learner: person.name for person in store.people("kites")}
                kept = Counter(names.get(attempt.learner, "?") for attempt in store.events("kites").attempts)
    lost = sum(max(0, count - kept[name]) for name, count in answering.acknowledged.items())
    told, more = sum(answering.acknowledged.values()), sum(kept.values()) - sum(answering.acknowledged.values())
    print(f"{answering.logins} logins, away {max(answering.away, default=0):.1f} s at most")
    print(f"{told} answers acknowledged, {lost} of them lost, {more} kept without a word")
    return {"acknowledged": [told], "lost": [lost]}


if __name__ == "__main__":
    measure(parser().parse_args())

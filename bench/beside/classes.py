"""A class in our server, and the same reader behind OpenSSH, which is how one would host a terminal program without us.

    python bench/beside/classes.py COURSE SSHD [--learners 10] [--keys 10]

From an open session to the first text, key to frame, and memory (PSS) of all processes that a learner has. Behind OpenSSH each
learner has a process of `sshd` and a reader that is started as on any terminal.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hosting"))

from driver import Learner, Server, first_words
from processes import alone, below
from servers import openssh

if TYPE_CHECKING:
    import asyncssh


async def attend(
    port: int, words: bytes, user: str, key: asyncssh.SSHKey | None, options: argparse.Namespace, pid: int
) -> list[list[float]]:
    """Milliseconds to each learner's first text and of each key, and MiB of each."""
    async with contextlib.AsyncExitStack() as stack:
        before = sum(alone(one.pid) for one in below(pid)) + alone(pid)
        learners = []
        for number in range(options.learners):
            learner = Learner(port, words, user=user, key=key, address=f"127.0.5.{number + 1}")
            learners.append(await stack.enter_async_context(learner))
            await asyncio.sleep(0.3)
        keys = []
        for learner in learners:
            for _ in range(options.keys):
                keys.append(1000 * (await learner.press(b"j")).seconds)
                await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        memory = sum(alone(one.pid) for one in below(pid)) + alone(pid)
        return [[1000 * one.first_frame for one in learners], keys, [(memory - before) / options.learners]]


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("course", type=Path)
    found.add_argument("sshd")
    found.add_argument("--learners", type=int, default=10)
    found.add_argument("--keys", type=int, default=10)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    words = first_words(options.course)
    taken = {}
    with tempfile.TemporaryDirectory() as folder:
        with Server(options.course) as ours:
            taken["ours"] = asyncio.run(attend(ours.port, words, "guest", None, options, ours.pid))
        kept = [f"TUI_COURSE_{name}={folder}/{name.lower()}" for name in ("STATE", "CACHE", "CONFIG")]
        reader = [str(Path(sys.executable).parent / "tui-course"), "open", str(options.course)]
        command = ["env", *kept, "TUI_COURSE_LIBRARY=off", "COLORTERM=truecolor", "LC_ALL=C.UTF-8", *reader]
        with openssh(options.sshd, Path(folder, "openssh"), command) as server:
            taken["OpenSSH"] = asyncio.run(attend(server.port, words, server.user, server.key, options, server.process.pid))
    print(taken)
    parts = ("text", "key", "memory")
    return {f"{name}: {part}": some for name, three in taken.items() for part, some in zip(parts, three, strict=True)}


if __name__ == "__main__":
    measure(parser().parse_args())

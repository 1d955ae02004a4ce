"""Fifty learners who press a key a second: how long until the frame, how many bytes, what it takes of the processor.

    python bench/hosting/typing_keys.py COURSE [--learners 50] [--seconds 60] [--seed 1]

Beside it stands a full repaint of a bare Textual app that shows the same text, for the bytes of a key that scrolls by a line.
The learners are one process at the same two cores, which takes its share of them: it is said.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from driver import Frame, Learner, Server, first_words, milliseconds
from processes import processor
from terminal import Program

from tui_course.plain import text
from tui_course.sources.open import open_course

SIZE = (120, 40)
SMALL = 200
"""A frame of fewer bytes is an empty one, as at the end of a course."""
BARE = """
import sys
from textual.app import App
from textual.containers import VerticalScroll
from textual.widgets import Footer, Header, Static

class Bare(App):
    BINDINGS = [("j", "down", "Down"), ("r", "again", "Again")]
    def compose(self):
        yield Header()
        with VerticalScroll():
            yield Static(open(sys.argv[1]).read(), markup=False)
        yield Footer()
    def action_again(self):
        self.screen.refresh()

Bare().run()
"""


async def crowd(server: Server, words: bytes, count: int, stack: contextlib.AsyncExitStack) -> list[Learner]:
    """Learners who came one after the other."""
    columns, rows = SIZE
    return [await stack.enter_async_context(Learner(server.port, words, columns=columns, rows=rows)) for _ in range(count)]


async def scrolled(learner: Learner, turns: int) -> list[Frame]:
    """A line down, ten times, so many pages further on: one frame each, without what changes in the bottom line later."""
    for _ in range(turns):
        await learner.press(b"n")
        await asyncio.sleep(0.3)
    frames = []
    for _ in range(10):
        frames.append(await learner.press(b"j"))
        await asyncio.sleep(0.3)
    return frames


def longest_page(course: Path) -> tuple[int, str]:
    """The number of the page that says most, and what it says."""
    pages = open_course(course)
    texts = [text(pages.page(one.id).blocks) for one in pages.course.pages]
    number = max(range(len(texts)), key=lambda one: len(texts[one]))
    return number, texts[number]


async def read_by_all(server: Server, options: argparse.Namespace) -> tuple[list[float], list[int], float, float, float]:
    """Seconds of each key, bytes of each that scrolls, and the shares of a core of front, readers and this process."""
    words = first_words(options.course)
    chance = random.Random(options.seed)  # noqa: S311 - when to press is no secret
    async with contextlib.AsyncExitStack() as stack:
        learners = await crowd(server, words, options.learners, stack)
        scrolls = [frame.size for frame in await scrolled(learners[0], longest_page(options.course)[0])]
        readers = [one.pid for one in server.readers()]
        before = processor(server.pid), sum(map(processor, readers)), time.process_time()
        begun = time.perf_counter()
        read = await asyncio.gather(*(one.read(options.seconds, random.Random(chance.random())) for one in learners))  # noqa: S311
        took = time.perf_counter() - begun
        after = processor(server.pid), sum(map(processor, readers)), time.process_time()
    front, all_readers, ours = ((b - a) / took for a, b in zip(before, after, strict=True))
    painted = [frame for frames in read for frame in frames]
    print(f"{len(painted)} keys, {sum(frame.size >= SMALL for frame in painted)} of which painted something: those count")
    return [frame.seconds for frame in painted if frame.size >= SMALL], scrolls, front, all_readers, ours


def bare_repaint(course: Path) -> int:
    """Bytes of a full repaint of a bare Textual app with the text of a page."""
    with tempfile.TemporaryDirectory() as folder:
        app, page = Path(folder, "bare.py"), Path(folder, "page.txt")
        app.write_text(BARE, encoding="utf-8")
        page.write_text(longest_page(course)[1], encoding="utf-8")
        with Program([sys.executable, str(app), str(page)], *SIZE) as program:
            program.quiet(1)
            os.write(program.terminal, b"r")
            size = 0
            while some := program._some(0.5):  # noqa: SLF001 - our own
                size += len(some)
            return size


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("course", type=Path)
    found.add_argument("--learners", type=int, default=50)
    found.add_argument("--seconds", type=float, default=60)
    found.add_argument("--seed", type=int, default=1)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    with Server(options.course) as server:
        seconds, scrolls, front, readers, ours = asyncio.run(read_by_all(server, options))
    bare = bare_repaint(options.course)
    print(f"{options.learners} learners: {milliseconds(seconds)}")
    print(f"cores: front {front:.2f}, readers {readers:.2f}, the learners' own program {ours:.2f}")
    print(f"bytes of a line down: {sorted(scrolls)}, bare repaint {bare}")
    return {"key": [1000 * one for one in seconds], "scroll": [float(one) for one in scrolls], "bare repaint": [bare]}


if __name__ == "__main__":
    measure(parser().parse_args())

"""A walk through every page of some courses, with a watch on what holds up the interface.

    python bench/watchdog.py COURSES [--size 80x24]

The beginning is left out (see first_frame.py). Every page is read to its end, its links are focused and previewed, its headings
visited, its questions passed. Each step of the event loop is timed by the processor time of its thread, which other programs on
the machine do not lengthen, and by the clock. Prints what was slowest.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
from array import array
from asyncio.events import Handle
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui_course.tui.app import CourseApp

_MOST_SCREENS = 60
START = "start"
SLOW = 5.0  # milliseconds


class Step(NamedTuple):
    """A step of the event loop: milliseconds of its thread and by the clock, and what was being done."""

    own: float
    clock: float
    doing: str


class Watch:
    """Times every step of the event loop while `doing` says what the walk is at."""

    def __init__(self) -> None:
        self.doing = START
        self.own, self.clock = array("d"), array("d")
        self.slow: list[Step] = []
        self._run = Handle._run  # noqa: SLF001  there is no other place to stand

    def __enter__(self) -> Self:
        watch, run = self, self._run

        def timed(handle: Handle) -> None:
            own, clock = thread_time(), perf_counter()
            run(handle)
            step = Step(1000 * (thread_time() - own), 1000 * (perf_counter() - clock), watch.doing)
            if step.doing == START:
                return
            # Kept as bare numbers: a hundred thousand objects would make the interpreter's own housekeeping slow.
            watch.own.append(step.own)
            watch.clock.append(step.clock)
            if step.own > SLOW:
                watch.slow.append(step)

        Handle._run = timed  # type: ignore[method-assign]  # noqa: SLF001  likewise
        return self

    def __exit__(self, *_: object) -> None:
        Handle._run = self._run  # type: ignore[method-assign]  # noqa: SLF001  likewise


async def walk(root: Path, size: tuple[int, int], watch: Watch) -> int:
    """Walk through a course; returns the number of pages."""
    from tui_course.commands.opened_store import open_keeping
    from tui_course.commands.reading import open_pages
    from tui_course.config import load_settings
    from tui_course.sources.isolated import Worker
    from tui_course.study import Study
    from tui_course.tui.app import CourseApp
    from tui_course.tui.theme import Look

    settings = load_settings({})
    with ExitStack() as stack:
        keeping = open_keeping(settings)
        stack.callback(keeping.close)
        worker = stack.enter_context(Worker())
        study = Study(open_pages(worker, root, settings), keeping=keeping)
        pages = len(study.course.pages)
        app = CourseApp(study, look=Look())
        watch.doing = START
        async with app.run_test(size=size) as pilot:
            for number in range(pages):
                name = f"{root.name} {study.place.page}"
                await settled(app, pilot)
                await read_page(app, pilot, watch, name)
                if number + 1 < pages:
                    watch.doing = f"n from {name}"
                    await pilot.press("n")
    return pages


async def settled(app: CourseApp, pilot: Pilot[int]) -> None:
    """Wait until the page is there."""
    for _ in range(1000):
        await pilot.pause()
        if app.screen.is_ready:
            return
        await asyncio.sleep(0.01)


async def read_page(app: CourseApp, pilot: Pilot[int], watch: Watch, name: str) -> None:
    """Press the keys of a reader on a page."""
    screen = app.screen
    for key in ("tab", "K", "escape", "tab", "tab", "Q", "escape", "]", "G", "g"):
        watch.doing = f"{key} on {name}"
        await pilot.press(key)
    for _ in range(_MOST_SCREENS):
        if screen.page_view.at_end:
            break
        watch.doing = f"space on {name}"
        await pilot.press("space")
    watch.doing = f"/robot on {name}"
    await pilot.press("/", *"robot", "enter", "escape")


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("courses", type=Path)
    found.add_argument("--size", default="80x24")
    found.add_argument("--only", default="")
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    width, _, height = options.size.partition("x")
    roots = [root for root in sorted(options.courses.iterdir()) if root.is_dir() and options.only in root.name]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("CACHE", "STATE", "LIBRARY"):
            os.environ[f"TUI_COURSE_{name}"] = f"{folder}/{name.lower()}"
        os.environ["TUI_COURSE_CONFIG"] = f"{folder}/config.toml"
        with Watch() as watch:
            pages = sum(asyncio.run(walk(root, (int(width), int(height)), watch)) for root in roots)
    longest, clock = max(watch.own), max(watch.clock)
    p99 = statistics.quantiles(watch.own, n=100)[-1]
    print(f"{pages} pages at {options.size}, {len(watch.own)} steps: p99 {p99:.1f} ms, longest {longest:.0f} ms")
    print(f"by the clock the longest took {clock:.0f} ms")
    for step in sorted(watch.slow, reverse=True)[:12]:
        print(f"  {step.own:6.1f} ms  {step.clock:6.1f} by the clock  {step.doing}")
    return {"longest": [longest], "p99": [p99], "steps": [len(watch.own)], "pages": [pages]}


if __name__ == "__main__":
    measure(parser().parse_args())

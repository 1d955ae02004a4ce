"""Search in whole courses: what the indexes cost, and how soon results follow a key: `python bench/search.py COURSES`."""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import TYPE_CHECKING

from textual.events import Key

from tui_course.sources.cache import CachedCourse
from tui_course.sources.isolated import IsolatedCourse, Worker
from tui_course.sources.open import find_courses
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.screens.search import SearchScreen
from tui_course.tui.theme import Look

if TYPE_CHECKING:
    from collections.abc import Iterator

QUERIES = (
    "lidar",
    "robot arm",
    "wheel odometry",
    "inverse kinematics",
    '"mobile robot"',
    "cmd_vel",
    "/odom",
    "C++",
    "colcon build",
    "how does a camera see",
    "ros2 topic list",
    "gazebo world file",
    "S3 bucket",
    "reinforcement learning reward",
    "publisher subscriber",
    "sudo apt-get install",
)
SIZE = (120, 40)
PAUSE = 0.03  # nobody types faster, and what is drawn after the first results is not waited for


def cpu() -> float:
    """Processor seconds of this process and of those that it has waited for."""
    return sum(one.ru_utime + one.ru_stime for one in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def typed(query: str) -> Iterator[str]:
    """What stands in the prompt after each key."""
    return (query[:length] for length in range(1, len(query) + 1))


def told(name: str, seconds: list[float]) -> None:
    """Print how long things took, in milliseconds."""
    ordered = sorted(seconds)
    p50, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    print(f"{name}: {len(ordered)} keys, p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, worst {ordered[-1] * 1000:.1f} ms")


def built(root: Path, cache: Path) -> tuple[float, float]:
    """Processor seconds to read a course, count its questions and index it; and those for the same without an index."""
    with Worker() as worker:
        pages = CachedCourse.of(IsolatedCourse(worker, root), root, cache)
        before = cpu()
        Study(pages).edition.finding.survey(gently=False)
    whole = cpu() - before
    if isinstance(pages, CachedCourse):
        (pages.folder / "search").unlink()
    before = cpu()
    again = CachedCourse.of(IsolatedCourse(Worker(), root), root, cache)
    Study(again).edition.finding.survey(gently=False)
    return whole, cpu() - before


def asked(root: Path, cache: Path) -> list[float]:
    """Seconds for the results of each key, without a screen."""
    study = Study(CachedCourse.of(IsolatedCourse(Worker(), root), root, cache))
    study.survey()
    study.search("warm")
    seconds = []
    for query in QUERIES:
        for words in typed(query):
            before = time.perf_counter()
            study.search(words)
            seconds.append(time.perf_counter() - before)
    return seconds


async def results_for(screen: SearchScreen, words: str) -> None:
    """Wait until the screen has the results for some words, and draw its rows."""
    while screen.shown_words != words:  # noqa: ASYNC110  a screen has no event for those who measure it
        await asyncio.sleep(0.001)
    for row in range(screen.choices.size.height):
        screen.choices.render_line(row)


async def shown(root: Path, cache: Path) -> list[tuple[float, float]]:
    """Seconds from each key until the rows of the screen with its results are drawn: by the clock, and of processor time."""
    app = CourseApp(Study(CachedCourse.of(IsolatedCourse(Worker(), root), root, cache)), look=Look())
    seconds = []
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(1.0)
        await pilot.press("S")
        await pilot.pause(0.3)
        screen = app.screen
        if not isinstance(screen, SearchScreen):
            raise SystemExit("S does not open the search")
        for query in QUERIES:
            for words in typed(query):
                before, used = time.perf_counter(), time.process_time()
                screen.post_message(Key("letter", words[-1]))
                await asyncio.wait_for(results_for(screen, words), timeout=5)
                seconds.append((time.perf_counter() - before, time.process_time() - used))
                await asyncio.sleep(PAUSE)
            await pilot.press("ctrl+u")
    return seconds


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__)
    found.add_argument("courses", type=Path)
    found.add_argument("--built-only", action="store_true", help="no searching")
    found.add_argument("--only", default="", help="courses with this in their names")
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    courses = [root for root in find_courses(options.courses) if options.only in root.name]
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        total = alone = 0.0
        for root in courses:
            whole, indexed = built(root, cache)
            total, alone = total + whole, alone + indexed
            print(f"{root.name}: {whole:.2f} s of processor time, {indexed * 1000:.0f} ms from pages read before")
        print(f"all: {total:.2f} s of processor time, {alone * 1000:.0f} ms from pages read before")
        if options.built_only:
            return {"index": [alone]}
        found = [one for root in courses for one in asked(root, cache)]
        told("results", found)
        measured = [one for root in courses for one in asyncio.run(shown(root, cache))]
        told("on the screen", [clock for clock, _ in measured])
        told("on the screen, processor time", [used for _, used in measured])
    on_screen, spent = ([1000 * one[part] for one in measured] for part in (0, 1))
    return {"index": [alone], "found": [1000 * one for one in found], "on the screen": on_screen, "processor": spent}


if __name__ == "__main__":
    measure(parser().parse_args())

"""Every picture of several courses: what becomes of it, how long it takes to arrive, and turning to pages that have some.

    python bench/figures.py COURSES [--count-only] [--turn-only] [--only NAME] [--walks 3]

A picture arrives when it can be painted, counted from when its page is shown, with all pictures of the page wanted at once and
nothing kept from before. A turn is timed from `n` to the last byte of the frame that it paints, to pages seen before that
paint half blocks in it; beside it stand turns to pages that have no picture in view.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from terminal import Program

from tui_course.model.inline import Image
from tui_course.model.walk import all_blocks, flat_inlines, own_inlines
from tui_course.pictures.gallery import Failed, Gallery, Wanted
from tui_course.sources.open import open_course
from tui_course.typeset.document import Document
from tui_course.typeset.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.course import Page
    from tui_course.sources.pages import Pages

SIZE = (120, 40)
SETTING = Setting(76, reveal_all=True, picture_rows=28)
PATIENCE = 60.0
REST = 0.4
FATES = ("shown", "remote", "missing", "unreadable", "refused", "lost")
HALF_BLOCK = "▀".encode()


def images(page: Page) -> Iterator[Image]:
    for block in all_blocks(page.blocks):
        for run in own_inlines(block):
            yield from (one for one in flat_inlines(run) if isinstance(one, Image) and one.src)


def wanted(page: Page, course: Pages) -> dict[str, Wanted]:
    """The pictures that have a place in the page, by their paths."""
    document = Document(page.blocks, SETTING)
    patches = [run.patch for line in document.lines(0, document.height) for run in line.runs if run.patch is not None]
    return {one.file: Wanted(course.locate(one.file), one.columns, one.rows) for one in patches}


def arrivals(gallery: Gallery, pictures: list[Wanted]) -> list[float]:
    """Seconds until each of some pictures is there."""
    heard = threading.Condition()
    times: dict[Wanted, float] = {}

    def listen() -> None:
        with heard:
            for one in pictures:
                if one not in times and gallery.find(one) is not None:
                    times[one] = time.perf_counter() - begun
            heard.notify_all()

    gallery.listener = listen
    begun = time.perf_counter()
    gallery.want(pictures)
    with heard:
        if not heard.wait_for(lambda: len(times) == len(pictures), PATIENCE):
            raise TimeoutError(f"{len(pictures) - len(times)} pictures did not arrive within {PATIENCE} s")
    return list(times.values())


def fate(image: Image, places: dict[str, Wanted], gallery: Gallery) -> str:
    """What becomes of a picture; one that is neither shown nor explained is `lost`."""
    if not image.file:
        return "remote" if "//" in image.src else "missing"
    if image.file in places:
        return "refused" if isinstance(gallery.find(places[image.file]), Failed) else "shown"
    return "unreadable" if image.size is None else "lost"


def count(course: Pages, fates: Counter[str], times: list[float]) -> None:
    for ref in course.course.pages:
        page = course.page(ref.id)
        gallery = Gallery()
        places = wanted(page, course)
        fresh = list(dict.fromkeys(places.values()))
        times.extend(arrivals(gallery, fresh) if fresh else ())
        for image in images(page):
            fates[fate(image, places, gallery)] += 1
            fates["drawings shown"] += image.file in places and image.file.lower().endswith(".svg")
        fates["wrongly cased"] += sum(problem.code == "figure-case" for problem in page.problems)
        gallery.close()


def walk(reader: str, root: Path, environment: dict[str, str]) -> tuple[list[float], list[float]]:
    """Seconds of each turn to a page that paints a picture at once, and of each to another page."""
    first = open_course(root).course
    turns: tuple[list[float], list[float]] = ([], [])
    with Program([reader, "open", str(root), "--at", first.pages[0].id], *SIZE, environment=environment) as program:
        program.quiet(1)
        for _ in first.pages[1:]:
            took, painted = program.frame(b"n")
            turns[HALF_BLOCK not in painted].append(took)
            program.quiet(REST)
    return turns


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else max(times, default=0.0)


def counted(roots: list[Path]) -> dict[str, list[float]]:
    """What becomes of every picture, and milliseconds until each arrives."""
    fates: Counter[str] = Counter()
    times: list[float] = []
    for root in roots:
        count(open_course(root), fates, times)
    print(f"pictures        {sum(fates[name] for name in FATES)}")
    for name in (*FATES, "drawings shown", "wrongly cased"):
        print(f"{name:<15} {fates[name]}")
    print(f"to arrive       p50 {1000 * statistics.median(times):.0f} ms   p95 {1000 * p95(times):.0f} ms")
    explained = sum(fates[name] for name in FATES if name != "lost")
    counts = {name: [float(fates[name])] for name in (*FATES, "drawings shown", "wrongly cased")}
    return {**counts, "explained": [explained], "arrival": [1000 * one for one in times]}


def turned(roots: list[Path], walks: int) -> dict[str, list[float]]:
    """Milliseconds of each turn to a page with a picture in view, and of each other turn."""
    reader = os.path.join(os.path.dirname(sys.executable), "tui-course")  # noqa: PTH118, PTH120
    turns, others = [], []
    with tempfile.TemporaryDirectory() as name:
        environment = {"TUI_COURSE_CACHE": f"{name}/cache", "TUI_COURSE_STATE": f"{name}/state"}
        for root in roots:
            walk(reader, root, environment)
            for _ in range(walks):
                some, none = walk(reader, root, environment)
                turns += some
                others += none
    for name, found in (("with a picture", turns), ("without", others)):
        told = f"p50 {1000 * statistics.median(found):.1f} ms   p95 {1000 * p95(found):.1f} ms"
        print(f"turns {name:<15} {len(found):3d}   {told}")
    return {"turn with a picture": [1000 * one for one in turns], "turn without": [1000 * one for one in others]}


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("courses", type=Path)
    found.add_argument("--count-only", action="store_true")
    found.add_argument("--turn-only", action="store_true")
    found.add_argument("--only", default="", help="courses with this in their names")
    found.add_argument("--walks", type=int, default=3)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    roots = sorted(path for path in options.courses.iterdir() if path.is_dir() and options.only in path.name)
    counts = {} if options.turn_only else counted(roots)
    return counts if options.count_only else {**counts, **turned(roots, options.walks)}


if __name__ == "__main__":
    measure(parser().parse_args())

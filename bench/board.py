"""What an instructor's board costs its loop each second: 200 learners and 30 modules, of whom some, or all, have moved on.

    python bench/board.py [--learners 200] [--modules 30] [--rounds 50]

Prints the milliseconds of processor time from a new board to what has changed drawn. Every question has another answer each
second, so that all of those in view are drawn again.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tui_course.model.workshop import Pulse, Way
from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.hosting import Surroundings
from tui_course.tui.screens.board import BoardScreen
from tui_course.tui.theme import Look
from tui_course.workshop.board import Board, CourseBoard, LearnerRow, ModuleHeading, ModuleProgress, Progress, QuestionRow
from tui_course.workshop.counting import Bar, Histogram

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = ((80, 24), (120, 40))
SHARES = {"nobody moves on": 0.0, "one in ten does": 0.1, "everybody does": 1.0}
NOW = 1_700_000_000.0


class Watched:
    """An observation whose boards are made here."""

    def __init__(self, board: Board, study: Study) -> None:
        self.courses = (SimpleNamespace(edition=study.edition),)
        self.line = "ssh -p 2222 host"
        self.listener: Any = None
        self.now = board

    def start(self) -> None:
        """It goes on when it is told to."""

    def board(self) -> Board:
        """The board of now."""
        return self.now


def learner(number: int, modules: int, chance: random.Random) -> LearnerRow:
    """Somebody somewhere."""
    done = chance.uniform(0, modules)
    shares = tuple(ModuleProgress(4, 1, share=min(1.0, max(0.0, done - at))) for at in range(modules))
    return LearnerRow(
        f"id-{number}",
        f"learner {number:03}",
        Way.CODE,
        here=True,
        course="course",
        page="page",
        title=f"Page {chance.randrange(90)}",
        pulse=chance.choice((None, *Pulse)),
        idle=chance.uniform(0, 300),
        progress={"course": Progress(shares)},
    )


def question(number: int, at: int, answers: Histogram) -> QuestionRow:
    """A question that one more has answered each second."""
    return QuestionRow("course", "page", f"q{number}", f"1.{number}", f"Question {number}", "one", 6 + at, at, answers)


def boards(learners: int, modules: int, rounds: int, share: float) -> list[Board]:
    """One board a second."""
    chance = random.Random(7)  # noqa: S311 - a class that is the same each time
    answers = Histogram(tuple(Bar(f"answer {at}", at, right=at == 1) for at in range(4)), 6)
    rows = [learner(number, modules, chance) for number in range(learners)]
    found = []
    for at in range(rounds):
        rows = [learner(number, modules, chance) if chance.random() < share else row for number, row in enumerate(rows)]
        questions = tuple(question(number, at, answers) for number in range(40))
        headings = tuple(ModuleHeading(number, "", 4) for number in range(1, modules + 1))
        course = CourseBoard("course", "A course", headings, questions, counted=True)
        found.append(Board("bench", NOW + at, learners, 0, {}, tuple(rows), (course,)))
    return found


async def measured(size: tuple[int, int], seen: Sequence[Board]) -> list[float]:
    """Milliseconds of the loop for each board after the first."""
    study = Study(open_course(Path(built_in())))
    watched = Watched(seen[0], study)
    app = CourseApp(study, look=Look(), surroundings=Surroundings(hosted=True, observation=watched, board_first=True))  # type: ignore[arg-type]
    found = []
    async with app.run_test(size=size) as pilot:
        while not (isinstance(app.screen, BoardScreen) and app.screen.learners.entries):
            await pilot.pause(0.01)
        await pilot.pause()
        screen = app.screen
        for board in seen[1:]:
            watched.now = board
            begin = time.thread_time()
            screen.fill()
            # What was marked as changed is drawn as the compositor does.
            screen._compositor.update_widgets({screen.learners, screen.questions, screen.overview})  # noqa: SLF001
            screen._compositor.render_update()  # noqa: SLF001
            found.append((time.thread_time() - begin) * 1000)
            await pilot.pause()
    return found


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__)
    found.add_argument("--learners", type=int, default=200)
    found.add_argument("--modules", type=int, default=30)
    found.add_argument("--rounds", type=int, default=50)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for size in SIZES:
        for words, share in SHARES.items():
            seen = boards(options.learners, options.modules, options.rounds, share)
            times = asyncio.run(measured(size, seen))
            found[f"{size[0]}x{size[1]} {words}"] = times
            print(f"{size[0]}x{size[1]}  {words:<16} p50 {statistics.median(times):5.1f} ms   most {max(times):5.1f} ms")
    return found


if __name__ == "__main__":
    measure(parser().parse_args())

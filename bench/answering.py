"""Key to verdict with SQLite, and turning to a page with 20 questions against the same page without.

    python bench/answering.py [--answers 60] [--turns 40]

The verdict is timed from Enter to its word on the screen, while every answer is saved; a turn from `n` to the page's title, on
pages that have been read already.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from terminal import Program

QUESTION = """<!-- quiz id=question-{n} -->
**Which of these is the right answer to question {n}?**

1. [ ] The first one
   > It is not the first one, whatever you heard.
1. [ ] The second one
   > Not the second one either.
1. [x] The third one
   > Yes, that one.

> [!TIP]
> Count to three.

> [!NOTE]
> All of these questions are alike.
<!-- /quiz -->

"""
PROSE = """What is not measured has to be guessed, and what is guessed has to be measured sooner or later: of the world a robot
knows no more than that.

"""


def course(folder: Path, name: str, questions: int) -> Path:
    root = folder / name
    root.mkdir()
    (root / "1-start.md").write_text("# STARTMARK\n\nHere it begins.\n", encoding="utf-8")
    body = "".join(PROSE + (QUESTION.format(n=number) if number <= questions else "") for number in range(1, 21))
    (root / "2-page.md").write_text(f"# PAGEMARK\n\n{body}", encoding="utf-8")
    return root


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def turns(reader: str, root: Path, environment: dict[str, str], count: int) -> list[float]:
    with Program([reader, str(root), "--at", "1-start"], environment=environment) as program:
        program.until(b"STARTMARK")
        program.quiet(1)
        program.key_until(b"n", b"PAGEMARK")
        program.quiet(0.5)
        found = []
        for _ in range(count):
            program.key_until(b"p", b"STARTMARK")
            program.quiet(0.1)
            found.append(program.key_until(b"n", b"PAGEMARK"))
            program.quiet(0.1)
    return found


def verdicts(reader: str, root: Path, environment: dict[str, str], count: int) -> tuple[list[float], list[float]]:
    with Program([reader, str(root), "--at", "2-page"], environment=environment) as program:
        program.until(b"PAGEMARK")
        program.quiet(1)
        program.key(b"Q")
        judged, chosen = [], []
        for _ in range(count):
            chosen.append(program.key(b"1"))
            judged.append(program.key_until(b"\r", b"ight"))
            program.quiet(0.1)
            program.key(b"r")
    return judged, chosen


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--answers", type=int, default=60)
    found.add_argument("--turns", type=int, default=40)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    reader = os.path.join(os.path.dirname(sys.executable), "tui-course")  # noqa: PTH118, PTH120
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asking, plain = course(folder, "asking", 20), course(folder, "plain", 0)
        environment = {"TUI_COURSE_CACHE": str(folder / "cache"), "TUI_COURSE_STATE": str(folder / "state")}
        judged, chosen = verdicts(reader, asking, environment, options.answers)
        ratios, with_questions, without = [], [], []
        for _ in range(3):
            ours = turns(reader, asking, environment | {"TUI_COURSE_STATE": str(folder / "other")}, options.turns)
            theirs = turns(reader, plain, environment | {"TUI_COURSE_STATE": str(folder / "other")}, options.turns)
            with_questions += ours
            without += theirs
            ratios.append(statistics.median(ours) / statistics.median(theirs))
    print(f"key to verdict      p50 {1000 * statistics.median(judged):5.1f} ms   p95 {1000 * p95(judged):5.1f} ms")
    print(f"choosing            p50 {1000 * statistics.median(chosen):5.1f} ms   p95 {1000 * p95(chosen):5.1f} ms")
    print(f"turn, 20 questions  p50 {1000 * statistics.median(with_questions):5.1f} ms")
    print(f"turn, no questions  p50 {1000 * statistics.median(without):5.1f} ms")
    print(f"ratio               {statistics.median(ratios):.2f} (median of 3)")
    return {
        "verdict": [1000 * one for one in judged],
        "choosing": [1000 * one for one in chosen],
        "turn with questions": [1000 * one for one in with_questions],
        "turn without": [1000 * one for one in without],
    }


if __name__ == "__main__":
    measure(parser().parse_args())

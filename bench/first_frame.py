"""First frame: from exec to the page's text on the screen, as a ratio to a bare Textual app in the same run.

    python bench/first_frame.py COURSE [--text WORDS] [--runs 9]

Prints the medians of a bare app, of the course opened for the first time (an empty cache) and of the course opened before, and
the processor time that each took on average, in all its processes: that changes little with what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from terminal import Program

HERE = Path(__file__).resolve().parent


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("course")
    found.add_argument(
        "--text", required=True, help="a word of the page's text that marks its frame (one word: no style splits it)"
    )
    found.add_argument("--at", default="")
    found.add_argument("--runs", type=int, default=9)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    command = [os.path.join(os.path.dirname(sys.executable), "tui-course"), options.course]  # noqa: PTH118, PTH120
    command += ["--at", options.at] if options.at else []
    times: dict[str, list[float]] = {"bare app": [], "first time": [], "opened before": []}
    spent: dict[str, list[float]] = {name: [] for name in times}
    with tempfile.TemporaryDirectory() as kept:
        for number in range(options.runs + 1):
            with Program([sys.executable, str(HERE / "bare_app.py")]) as program:
                first = program.until(b"bare app"), program.processor()
            with tempfile.TemporaryDirectory() as empty, Program(command, environment={"TUI_COURSE_CACHE": empty}) as program:
                second = program.until(options.text.encode()), program.processor()
            with Program(command, environment={"TUI_COURSE_CACHE": kept}) as program:
                third = program.until(options.text.encode()), program.processor()
                program.quiet(0.5)
            if number:
                for name, (took, used) in zip(times, (first, second, third), strict=True):
                    times[name].append(took)
                    spent[name].append(used)
    floor, least = statistics.median(times["bare app"]), statistics.mean(spent["bare app"])
    for name, took in times.items():
        median, used = statistics.median(took), statistics.mean(spent[name])
        spread = f"({min(took) * 1000:.0f} to {max(took) * 1000:.0f})"
        processor = f"processor {used * 1000:4.0f} ms  {used / least:.2f} x bare"
        print(f"{name:16}  {median * 1000:4.0f} ms  {spread:14}  {median / floor:.2f} x bare   {processor}")
    return {name: [1000 * one for one in took] for name, took in times.items()}


if __name__ == "__main__":
    measure(parser().parse_args())

"""Many examples a parser: `python -m tests.fuzzing.examples [--examples N] [TARGET ...]`, each parser in a process of its own.

Prints a row a parser: examples, the most seconds and mebibytes of one, and how many kinds of faults there were; these are in
`build/fuzzing/TARGET/`, each with the least that shows it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzzing.material import bytes_of
from tests.fuzzing.targets import TARGETS, call
from tests.fuzzing.watching import Watch, limit_memory

FOLDER = Path("build/fuzzing")
_LARGEST = 8_000
# A drawing costs with the square of its parts; that large ones are refused in time, tests of diagrams say.
_SMALLER = dict.fromkeys(("flowchart", "state", "sequence"), 1_000)
_ROW = "| {:14} | {:>8} | {:>8} | {:>8} | {:>6} |"


def run(name, count):
    """Try so many examples; the row that says what came of them."""
    watch = Watch(partial(call, name), FOLDER / name)
    # Whatever is loaded and kept with the first use is no example's.
    call(name, b"x\n")
    watch = Watch(partial(call, name), FOLDER / name)
    limit_memory()

    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(bytes_of(name, _SMALLER.get(name, _LARGEST)))
    def examples(data):
        watch.try_one(data)

    examples()
    watch.finish()
    faults = sum(1 for _ in watch.findings)
    sys.stdout.write(_ROW.format(name, watch.count, f"{watch.worst:.2f}", f"{watch.memory:.0f}", faults) + "\n")
    return faults


def main():
    """Run the targets one after the other, and fail if any has a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=2_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*", help=f"all of {', '.join(TARGETS)} if none is named")
    asked = parser.parse_args()
    if asked.inside:
        return 1 if run(asked.targets[0], asked.examples) else 0
    sys.stdout.write(_ROW.format("parser", "examples", "s", "MiB", "faults") + "\n|---|---|---|---|---|\n")
    worst = 0
    for name in asked.targets or TARGETS:
        sys.stdout.flush()
        words = [sys.executable, "-m", "tests.fuzzing.examples", "--inside", "--examples", str(asked.examples), name]
        worst = max(worst, subprocess.run(words, check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())

"""A page of 300 KB: time to mount against `textual.widgets.Markdown`, scroll keys, memory against a bare Textual app.

    python bench/big_page.py [--kilobytes 300] [--runs 3]

The time to mount is what lies between a small page and the big one on the screen, for both programs, so that neither pays for
imports.
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
PAIRS = 5
PATIENCE = 120.0
LEAST = 0.005
"""Seconds below which a difference of two starts cannot be told from nothing: it counts as so much."""
SECTION = """## Section {n}

A mobile robot measures its surroundings with **several sensors**, and none of them is right. What it knows of the world is an
estimate, kept up to date by a filter that weighs *what was expected* against `what was measured`; see [the
notes](https://example.org/{n}).

- An encoder counts turns of a wheel, and drifts.
- A laser measures distances, and misses glass.
- A camera sees much, and understands little.

```python
def step_{n}(state, measured):
    return state + 0.{n} * (measured - state)
```

> What is not measured has to be guessed, and what is guessed has to be measured sooner or later.

| sensor | rate | error |
|---|---|---|
| encoder | 100 Hz | 2 % |
| laser | 40 Hz | 3 cm |

"""


def page(kilobytes: int) -> str:
    parts, size, number = ["# A long page\n\nSTARTMARK\n\n"], 0, 0
    while size < kilobytes * 1000:
        number += 1
        parts.append(SECTION.format(n=number))
        size += len(parts[-1])
    return "".join(parts)


def seconds(command: list[str], marker: bytes, cache: str) -> float:
    """Seconds until a marker is painted; where it takes longer than that, as many as it was given."""
    with Program(command, environment={"TUI_COURSE_CACHE": cache}) as program:
        try:
            return program.until(marker, PATIENCE)
        except TimeoutError:
            return PATIENCE


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--kilobytes", type=int, default=300)
    found.add_argument("--runs", type=int, default=3)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    reader = os.path.join(os.path.dirname(sys.executable), "tui-course")  # noqa: PTH118, PTH120
    with tempfile.TemporaryDirectory() as folder:
        big, small, cache = Path(folder, "big.md"), Path(folder, "small.md"), str(Path(folder, "cache"))
        big.write_text(page(options.kilobytes), encoding="utf-8")
        small.write_text("# A short page\n\nSTARTMARK\n", encoding="utf-8")
        rival = [sys.executable, str(HERE / "markdown_app.py")]
        ours, read, theirs = [], [], []
        for _ in range(options.runs):
            seconds([reader, str(small)], b"STARTMARK", cache)
            seconds([reader, str(big)], b"STARTMARK", cache)
            pairs = []
            for _ in range(PAIRS):
                first = seconds([reader, str(small)], b"STARTMARK", cache)
                empty = tempfile.mkdtemp(dir=folder)
                fresh = seconds([reader, str(big)], b"STARTMARK", empty)
                pairs.append((seconds([reader, str(big)], b"STARTMARK", cache) - first, fresh - first))
            ours.append(max(LEAST, statistics.median(one for one, _ in pairs)))
            read.append(max(LEAST, statistics.median(one for _, one in pairs)))
            theirs.append(seconds([*rival, str(big)], b"MOUNTED", cache) - seconds([*rival, str(small)], b"MOUNTED", cache))
        with Program([reader, str(big)], environment={"TUI_COURSE_CACHE": cache}) as program:
            # What is counted and indexed in the background is kept too, or its worker would be counted below.
            program.until(b"STARTMARK")
            program.quiet(5)
        with Program([reader, str(big)], environment={"TUI_COURSE_CACHE": cache}) as program:
            program.until(b"STARTMARK")
            program.quiet(1)
            keys = sorted(program.key(b"j") for _ in range(60))
            program.key(b"G", 0.5)
            program.key(b"g", 0.5)
            memory = program.resident()
        with Program([sys.executable, str(HERE / "bare_app.py")]) as program:
            program.until(b"bare app")
            program.quiet(1)
            bare = program.resident()
    mounted, rivals, parsed = (statistics.median(times) for times in (ours, theirs, read))
    faster, with_reading = rivals / mounted, rivals / parsed
    print(f"mount             {mounted * 1000:.0f} ms, with reading {parsed * 1000:.0f} ms")
    print(f"Markdown widget   {rivals * 1000:.0f} ms: {faster:.0f} times as long, with reading {with_reading:.0f} times")
    print(f"scroll key        p50 {keys[len(keys) // 2] * 1000:.1f} ms, p95 {keys[int(len(keys) * 0.95)] * 1000:.1f} ms")
    print(f"resident memory   {memory:.1f} MiB, bare app {bare:.1f} MiB: {memory / bare:.2f} times")
    return {
        "mount": [1000 * one for one in ours],
        "mount with reading": [1000 * one for one in read],
        "Markdown widget": [1000 * one for one in theirs],
        "scroll": [1000 * one for one in keys],
        "memory": [memory],
        "bare memory": [bare],
    }


if __name__ == "__main__":
    measure(parser().parse_args())

"""How long flowcharts take to be drawn, in processor time: natural size, and the ladder for a screen.

python bench/diagrams.py FOLDER-OF-MMD-FILES
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from tui_course.diagrams.draw import draw
from tui_course.markup.mermaid import read_mermaid
from tui_course.model.diagram import Diagram

SCREENS: tuple[tuple[str, dict[str, int]], ...] = (
    ("natural", {}),
    ("80x24", {"width": 80, "height": 24}),
    ("120x40", {"width": 120, "height": 40}),
)


LARGEST = ("a01_robomaker", "a06_dense30")
"""The architecture of the reference courses, and thirty dense nodes: the whole ladder of these is promised."""


def milliseconds(diagram: Diagram, limits: dict[str, int]) -> float:
    start = time.process_time()
    draw(diagram, **limits)
    return 1000 * (time.process_time() - start)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__)
    found.add_argument("folder", type=Path)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    folder = options.folder
    found: dict[str, list[float]] = {}
    diagrams = {path.stem: read_mermaid(path.read_text(encoding="utf-8")).diagram for path in sorted(folder.glob("*.mmd"))}
    for name, limits in SCREENS:
        times = sorted((milliseconds(one, limits), stem) for stem, one in diagrams.items() if isinstance(one, Diagram))
        middle, late = times[len(times) // 2][0], times[int(0.95 * len(times))][0]
        slowest = ", ".join(f"{stem} {took:.0f}" for took, stem in times[-4:])
        found[name] = [took for took, _ in times]
        found |= {f"{name} {stem}": [took] for took, stem in times if stem in LARGEST}
        print(f"{name:8} median {middle:4.0f} ms  95 % {late:4.0f} ms  slowest: {slowest}")
    return found


if __name__ == "__main__":
    measure(parser().parse_args())

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


def milliseconds(diagram: Diagram, limits: dict[str, int]) -> float:
    start = time.process_time()
    draw(diagram, **limits)
    return 1000 * (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    diagrams = {path.stem: read_mermaid(path.read_text(encoding="utf-8")).diagram for path in sorted(folder.glob("*.mmd"))}
    for name, limits in SCREENS:
        times = sorted((milliseconds(one, limits), stem) for stem, one in diagrams.items() if isinstance(one, Diagram))
        middle, late = times[len(times) // 2][0], times[int(0.95 * len(times))][0]
        slowest = ", ".join(f"{stem} {took:.0f}" for took, stem in times[-4:])
        print(f"{name:8} median {middle:4.0f} ms  95 % {late:4.0f} ms  slowest: {slowest}")


if __name__ == "__main__":
    main()

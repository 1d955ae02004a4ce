"""A diagram on its screen: from a key that moves the focus or the step to the last byte of the first frame after it.

python bench/diagram_keys.py [--keys 30]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from terminal import Program

from tui_course.sources.open import built_in

PAGE = "2-the-architecture/1-how-the-pieces-fit"


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__)
    found.add_argument("--keys", type=int, default=30)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    reader = str(Path(sys.executable).parent / "tui-course")
    with Program([reader, str(built_in()), "--at", PAGE]) as program:
        program.quiet(1.5)
        program.key(b"D", 1.0)
        frames: dict[str, list[float]] = {"focus": [], "step": []}
        for name, keys in (("focus", b"\t"), ("step", b"n")):
            for _ in range(options.keys):
                took, painted = program.frame(keys, limit=2)
                if painted:
                    frames[name].append(1000 * took)
                program.quiet(0.1)
    print({name: sorted(round(one, 1) for one in some) for name, some in frames.items()})
    return frames


if __name__ == "__main__":
    measure(parser().parse_args())

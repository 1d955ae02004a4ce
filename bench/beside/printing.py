"""A Markdown page printed as text for a terminal: `tui-course cat` beside `rich --markdown`, and Python that does nothing.

    python bench/beside/printing.py RICH_PROGRAMS [--kilobytes 300] [--times 3]

Milliseconds of processor time, in all processes. Both read the same file and write 80 columns to a pipe.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from big_page import page


def spent(command: list[str]) -> float:
    """Milliseconds of processor time of a program and what it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "COLUMNS": "80"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("rich", type=Path, help="the folder with its programs")
    found.add_argument("--kilobytes", type=int, default=300)
    found.add_argument("--times", type=int, default=3)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.md")
        path.write_text(page(options.kilobytes), encoding="utf-8")
        commands = {
            "ours": [str(Path(sys.executable).parent / "tui-course"), "cat", str(path)],
            "rich-cli": [str(options.rich / "rich"), "--markdown", "--width", "80", str(path)],
            "nothing": [sys.executable, "-c", "pass"],
        }
        found = {name: [spent(command) for _ in range(options.times)] for name, command in commands.items()}
    print(found)
    return found


if __name__ == "__main__":
    measure(parser().parse_args())

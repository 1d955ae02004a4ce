"""The same Markdown page in our reader, in frogmouth and in Textual's own widget, from outside: at 120x40, on a terminal.

    python bench/beside/reading.py FROGMOUTH_PROGRAMS [--kilobytes 10] [--keys 30]

Until its first words can be read, until nothing more is painted, from a key that scrolls by a line to the first frame after it,
and memory after that. frogmouth and the widget mount a widget for each block before a page is whole; neither keeps anything
between runs; frogmouth brings the Textual of its time. We show a course around the page, and keep what was read: both the first
and a later opening are taken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from big_page import page
from terminal import Program

HERE = Path(__file__).resolve().parent
MARK = b"STARTMARK"
PATIENCE = 150.0


def read(command: list[str], environment: dict[str, str], keys: int) -> dict[str, list[float]]:
    """Milliseconds to the first words and of each key, and MiB."""
    with Program(command, environment=environment) as program:
        first = program.until(MARK, PATIENCE)
        program.quiet(1.0, PATIENCE)
        frames = []
        for _ in range(keys):
            frames.append(1000 * program.frame(b"j")[0])
            program.quiet(0.1)
        return {"first words": [1000 * first], "key": frames, "memory": [program.resident()]}


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("frogmouth", type=Path, help="the folder with its programs")
    found.add_argument("--kilobytes", type=int, default=10)
    found.add_argument("--keys", type=int, default=30)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    programs = Path(sys.executable).parent
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.md")
        path.write_text(page(options.kilobytes), encoding="utf-8")
        own = {f"XDG_{name}_HOME": f"{folder}/{name}" for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        ours = own | {"TUI_COURSE_CACHE": f"{folder}/kept"}
        for name, command, environment in (
            ("ours, first time", [str(programs / "tui-course"), str(path)], ours),
            ("ours", [str(programs / "tui-course"), str(path)], ours),
            ("frogmouth", [str(options.frogmouth / "frogmouth"), str(path)], own),
            ("widget", [sys.executable, str(HERE.parent / "markdown_app.py"), str(path)], own),
        ):
            # What the widget's app has no key for is not asked of it.
            taken = read(command, environment, 0 if name == "widget" else options.keys)
            print(name, {what: [round(one, 1) for one in some] for what, some in taken.items()})
            found |= {f"{name}: {what}": some for what, some in taken.items() if some}
    return found


if __name__ == "__main__":
    measure(parser().parse_args())

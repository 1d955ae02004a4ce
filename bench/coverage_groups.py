"""How much of each group of the program the tests went through, of what `coverage json` wrote; fails below a limit."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Final

LIMITS: Final = {"rest": 95.0, "serve": 85.0, "tui": 85.0}
"""Per cent of branches alone, for these folders of the package and for what is outside of them."""


def groups(files: dict[str, dict[str, dict[str, int]]]) -> dict[str, Counter[str]]:
    """The counts of a report's files, added up for each group."""
    found = {name: Counter[str]() for name in LIMITS}
    for path, file in files.items():
        folder = path.replace("\\", "/").rpartition("tui_course/")[2].split("/", 1)[0]
        found[folder if folder in LIMITS else "rest"].update(
            {name: count for name, count in file["summary"].items() if name.startswith(("num_", "covered_"))}
        )
    return found


def _per_cent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def main() -> int:
    counts = groups(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["files"])
    print(f"{'':6}{'lines':>9}{'branches':>10}{'both':>9}{'at least':>10}")
    short = 0
    for name, limit in LIMITS.items():
        seen = counts[name]
        lines, branches = (seen["covered_lines"], seen["num_statements"]), (seen["covered_branches"], seen["num_branches"])
        both = (lines[0] + branches[0], lines[1] + branches[1])
        below = _per_cent(*branches) < limit
        short += below
        figures = f"{_per_cent(*lines):8.1f}%{_per_cent(*branches):9.1f}%{_per_cent(*both):8.1f}%{limit:9.1f}%"
        print(f"{name:6}{figures}{'  too few branches' if below else ''}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())

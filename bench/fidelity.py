"""What pages say, word by word, beside what real Jekyll makes of them: `python bench/fidelity.py FIDELITY_PY`.

The script that compares stands beside the reference courses; its table is read here.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

COURSE = re.compile(r"^(?P<name>\S+)\s+\d+/\d+\s+(?P<recall>[\d.]+)\s+(?P<precision>[\d.]+)\s", re.MULTILINE)
COUNTED = ("pages", "titles", "cites", "links", "figures", "defects")


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__)
    found.add_argument("script", type=Path)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    reader = str(Path(sys.executable).parent / "tui-course")
    command = [sys.executable, str(options.script), "--", reader, "cat", "{course}", "--all", "--json"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    print(said)
    heads = next(line.split() for line in said.splitlines() if line.startswith("course "))
    # "any ord" is one column of two words.
    heads = [one for one in heads if one != "ord"]
    last = next(line.split() for line in said.splitlines() if line.startswith("all "))
    counts = {name: [float(last[heads.index(name)].partition("/")[0])] for name in COUNTED}
    courses = [one for one in COURSE.finditer(said) if one["name"] != "all"]
    questions = next(line for line in said.splitlines() if line.startswith("questions:"))
    return {
        **counts,
        "recall": [min(float(one["recall"]) for one in courses)],
        "precision": [min(float(one["precision"]) for one in courses)],
        "questions": [float(sum(map(int, re.findall(r"(\d+)/\d+", questions))))],
    }


if __name__ == "__main__":
    measure(parser().parse_args())

"""Real flowcharts drawn by us and by termaid, and what the scorer of drawings reads in them.

    python bench/beside/drawing.py CORPUS SCORE_PY TERMAID_PROGRAMS

Ours at natural size and for two screens; termaid as it draws by itself, given the diagram without comments, at most 3 s of
processor time each. termaid keeps to a simpler way of drawing and to no screen; neither is told what is scored.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tui_course.diagrams.draw import draw
from tui_course.markup.mermaid import read_mermaid
from tui_course.model.diagram import Diagram

SCREENS: dict[str, dict[str, Any]] = {
    "natural": {},
    "80x24": {"width": 80, "height": 24},
    "120x40": {"width": 120, "height": 40},
}
PEER = """
import json, signal, sys, time
from pathlib import Path
import termaid

def late(*_):
    raise TimeoutError

signal.signal(signal.SIGPROF, late)
times = []
for path in sorted(Path(sys.argv[1]).glob("*.mmd")):
    text = "\\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("%%"))
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, 3)
    try:
        drawn = termaid.render(text)
    except Exception:
        drawn = ""
    signal.setitimer(signal.ITIMER_PROF, 0)
    times.append(1000 * (time.process_time() - begun))
    Path(sys.argv[2], path.stem + ".txt").write_text(drawn, encoding="utf-8")
print(json.dumps(times))
"""


def drawn(corpus: Path, folder: Path, limits: dict[str, Any]) -> list[float]:
    """Draw all of them as files into a folder; milliseconds of processor time for each."""
    times = []
    for path in sorted(corpus.glob("*.mmd")):
        begun = time.process_time()
        diagram = read_mermaid(path.read_text(encoding="utf-8")).diagram
        lines = draw(diagram, **limits).lines() if isinstance(diagram, Diagram) else ()
        times.append(1000 * (time.process_time() - begun))
        (folder / f"{path.stem}.txt").write_text("\n".join(lines), encoding="utf-8")
    return times


def scored(script: Path, corpus: Path, folder: Path) -> dict[str, float]:
    """What the scorer says of a folder of drawings."""
    result = folder / "score.json"
    command = [sys.executable, str(script), "--corpus", str(corpus), "--drawings", str(folder), "--json", str(result)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    summary: dict[str, float] = json.loads(result.read_text(encoding="utf-8"))["summary"]
    return summary


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("corpus", type=Path)
    found.add_argument("score", type=Path)
    found.add_argument("termaid", type=Path, help="the folder with its programs")
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as kept:
        for name in (*SCREENS, "termaid"):
            folder = Path(kept, name)
            folder.mkdir()
            if name in SCREENS:
                found[f"{name}: time"] = drawn(options.corpus, folder, SCREENS[name])
            else:
                command = [str(options.termaid / "python"), "-c", PEER, str(options.corpus), str(folder)]
                said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
                found["termaid: time"] = json.loads(said)
            summary = scored(options.score, options.corpus, folder)
            print(name, summary)
            found |= {f"{name}: {what}": [float(count)] for what, count in summary.items()}
    return found


if __name__ == "__main__":
    measure(parser().parse_args())

"""Every figure that was promised, measured now, in one table: `python bench/all.py`, or `make bench`.

    python bench/all.py [--quick] [--only NAME,NAME] [--courses FOLDER] [--diagrams FOLDER] [--json FILE] [--readme] [--list]

A name is a row's, a measurement's or the beginning of one (`--only search,first-frame`). A whole run takes some twenty minutes,
and is worth as much as the machine is quiet; a quick one takes five, measures less, and leaves out what lasts. What is not here
is said, and after Ctrl+C what stands. Ends with status 1 where something falls short.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from machine import load, machine, versions
from measurements import MEASUREMENTS
from places import Places
from rows import ROWS
from running import Result, Stopped, run
from table import NOTHING, OK, SHORT, bound, figure, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rows import Row
    from table import Figure

README = Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- the newest run -->", "<!-- /the newest run -->"


def chosen(names: str) -> list[Row]:
    """The rows that begin with one of some names, or whose measurement does; all where there are none."""
    asked = tuple(one for one in names.split(",") if one)
    return [row for row in ROWS if not asked or row.name.startswith(asked) or row.measurement.startswith(asked)]


def measured(rows: Sequence[Row], places: Places, *, quick: bool) -> dict[str, Result]:
    """The results of all measurements that some rows need; says on stderr what is done."""
    found: dict[str, Result] = {}
    wanted = list(dict.fromkeys(row.measurement for row in rows))
    for number, name in enumerate(wanted, 1):
        begun = time.monotonic()
        print(f"[{number}/{len(wanted)}] {name} ...", end=" ", file=sys.stderr, flush=True)
        try:
            found[name] = run(MEASUREMENTS[name], places, quick=quick)
        except Stopped as stopped:
            # What stands is told: a long run is not lost for the sake of its rest.
            rest = dict.fromkeys(wanted[number:], Result(trouble=str(stopped)))
            return {**found, name: stopped.result, **rest}
        print(f"{time.monotonic() - begun:.0f} s {found[name].trouble}", file=sys.stderr, flush=True)
    return found


def summary(figures: Sequence[Figure]) -> str:
    """How many of what was promised hold."""
    held = [one.held for one in figures if one.row.at_most is not None or one.row.at_least is not None]
    return f"{held.count(True)} {OK}, {held.count(False)} {SHORT}, {held.count(None)} {NOTHING}"


def kept(figures: Sequence[Figure], head: dict[str, str]) -> str:
    """Everything as JSON."""
    rows = [
        {
            "name": one.row.name,
            "figure": one.row.figure,
            "unit": one.row.unit,
            "statistic": one.row.statistic,
            "must_reach": bound(one.row),
            "ours": one.ours,
            "beside": one.row.beside.name if one.row.beside else None,
            "theirs": one.beside,
            "ratios": one.ratios,
            "floor": one.row.floor,
            "verdict": one.verdict,
        }
        for one in figures
    ]
    return json.dumps({**head, "rows": rows}, indent=1)


def write(head: dict[str, str], figures: Sequence[Figure]) -> None:
    """Put a run into the place of the newest one in the README."""
    text = README.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    told = "\n".join(f"- {name}: {words}" for name, words in head.items())
    README.write_text(f"{before}{begin}\n\n{told}\n\n{table(figures)}\n\n{end}{after}", encoding="utf-8")


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--quick", action="store_true")
    found.add_argument("--only", default="", metavar="NAME,NAME")
    found.add_argument("--courses", type=Path, help="a folder with the five reference courses")
    found.add_argument("--diagrams", type=Path, help="a folder with a corpus of flowcharts and score.py")
    found.add_argument("--json", type=Path, metavar="FILE")
    found.add_argument("--readme", action="store_true", help="put the table into bench/README.md")
    found.add_argument("--list", action="store_true", help="name the rows, measure nothing")
    return found


def main() -> int:
    options = parser().parse_args()
    rows = chosen(options.only)
    if not rows:
        print(f"no row is called {options.only}; --list names them", file=sys.stderr)
        return 2
    if options.readme and options.only:
        print("only a run of all rows goes into the README", file=sys.stderr)
        return 2
    if options.list:
        print(*(f"{row.name:<22} {row.figure}  [{bound(row) or 'nothing promised'}]" for row in rows), sep="\n")
        return 0
    before, begun = load(), time.monotonic()
    results = measured(rows, Places(options.courses, options.diagrams), quick=options.quick)
    figures = [figure(row, results[row.measurement]) for row in rows]
    head = {
        "machine": machine(),
        "load": f"{before} before, {load()} after {(time.monotonic() - begun) / 60:.0f} minutes{', quick' * options.quick}",
        "versions": versions(),
        "held": summary(figures),
    }
    print(*(f"{name}: {words}" for name, words in head.items()), "", table(figures), sep="\n")
    if options.json:
        options.json.write_text(kept(figures, head), encoding="utf-8")
    if options.readme:
        write(head, figures)
    return int(any(one.held is False for one in figures))


if __name__ == "__main__":
    sys.exit(main())

"""The table of benchmarks is whole: each promise has a row, each row a measurement that starts, and what fails is said."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"
# Every figure that was promised, by the name of its row. A promise that is taken back is taken back here.
PROMISED = """
    fidelity.pages fidelity.recall fidelity.precision fidelity.titles fidelity.questions fidelity.citations fidelity.links
    fidelity.figures fidelity.defects parse first-frame.again first-frame.first long.mount long.scroll long.memory walk
    answer.verdict answer.turn search.index search.key pictures.explained pictures.drawings pictures.case pictures.turn
    diagrams.right diagrams.right-small diagrams.right-large diagrams.fits-small diagrams.fits-large diagrams.crossings
    diagrams.bends diagrams.area diagrams.p95 diagrams.robomaker diagrams.dense diagrams.focus diagrams.step store.lost
    store.errors board.small board.large class.folding class.hand class.words storm.out storm.slowest learner.memory
    learner.frame typing.p50 typing.p99 typing.bytes soak.failures soak.memory soak.descriptors hostile.floods hostile.keys
    hostile.pastes hostile.memory killed.lost
""".split()
PEERS = ("frogmouth", "rich-cli", "termaid", "OpenSSH", "Textual's Markdown widget")
STARTABLE = """
import importlib, json, sys
from pathlib import Path
from measurements import MEASUREMENTS
from places import Places

known = Places().names
for name, one in MEASUREMENTS.items():
    path = Path("bench", one.script)
    sys.path.insert(0, str(path.resolve().parent))
    module = importlib.import_module(path.stem)
    assert callable(module.measure), name
    for arguments in (one.arguments, one.quick):
        if arguments is not None:
            module.parser().parse_args(arguments.format_map({place: "place" for place in known}).split())
    assert one.runs >= 3 or one.limit >= 120, name
print(json.dumps(list(MEASUREMENTS)))
"""
ONCE = """
import sys
from measurements import Measurement
from running import once
print(once(Measurement(sys.argv[1], "", None, limit=float(sys.argv[2])), []))
"""


def module(name):
    """A module of the benchmarks that stands by itself."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    found = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = found
    spec.loader.exec_module(found)
    return found


rows, table = module("rows"), module("table")


def said(*command, status=0):
    done = subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        cwd=BENCH.parent,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(BENCH), "LC_ALL": "C.UTF-8"},
        timeout=120,
        check=False,
    )
    assert done.returncode == status, done.stderr
    return done.stdout


def test_every_promise_has_a_row_with_a_bound():
    bound = [row.name for row in rows.ROWS if row.at_most is not None or row.at_least is not None]
    assert set(PROMISED) <= set(bound)
    assert len({row.name for row in rows.ROWS}) == len(rows.ROWS)
    assert all(row.beside is not None for row in rows.ROWS if row.of_ratio)


def test_every_peer_stands_beside_us():
    named = {row.beside.name for row in rows.ROWS if row.beside}
    assert [peer for peer in PEERS if not any(peer in name for name in named)] == []


def test_every_measurement_can_be_started_and_is_used():
    names = json.loads(said("-c", STARTABLE))
    assert sorted({row.measurement for row in rows.ROWS}) == sorted(names)


def test_rows_are_listed_and_chosen():
    listed = said("bench/all.py", "--list")
    assert [line.split()[0] for line in listed.splitlines()] == [row.name for row in rows.ROWS]
    some = said("bench/all.py", "--list", "--only", "search,store.lost").split("\n")
    assert [line.split()[0] for line in some if line] == ["search.index", "search.key", "store.lost"]
    said("bench/all.py", "--only", "no-such-row", status=2)


def test_what_is_not_here_is_said(tmp_path):
    arguments = ("--only", "fidelity.pages", "--courses", str(tmp_path / "nothing"), "--json", str(tmp_path / "out.json"))
    assert "not measured: no fidelity.py (say where with --courses)" in said("bench/all.py", *arguments)
    [row] = json.loads((tmp_path / "out.json").read_text("utf-8"))["rows"]
    assert (row["ours"], row["must_reach"]) == ([], "at least 114")


@pytest.mark.parametrize(
    ("body", "limit", "words"),
    [
        pytest.param('return {"ours": [1.0, 2.0]}', 60, "{'ours': [1.0, 2.0]}", id="samples"),
        pytest.param('raise ValueError("no such luck")', 60, "failed: ValueError: no such luck", id="fails"),
        pytest.param("import time; time.sleep(600)", 1, "gave nothing within 1.0 s", id="hangs"),
    ],
)
def test_what_fails_or_hangs_costs_a_line(tmp_path, body, limit, words):
    script = tmp_path / "script.py"
    script.write_text(f"import argparse\nparser = argparse.ArgumentParser\ndef measure(options):\n    {body}\n", "utf-8")
    assert said("-c", ONCE, str(script), str(limit)).strip() == words


def row(**given):
    return rows.Row("name", "figure", "measurement", "ours", **given)


PEER = rows.Beside("theirs", "a peer")
INVERSE = rows.Beside("theirs", "a peer", inverse=True)


@pytest.mark.parametrize(
    ("given", "runs", "verdict"),
    [
        pytest.param({"at_most": 10}, [[9.0, 9.5], [8.0], [30.0]], "ok", id="the median of the runs counts"),
        pytest.param({"at_most": 10}, [[11.0], [12.0], [1.0]], "SHORT", id="short"),
        pytest.param({"at_most": 10, "statistic": "p95"}, [[*[1.0] * 90, *[20.0] * 10]], "SHORT", id="percentile"),
        pytest.param({"at_most": 0, "statistic": "max"}, [[0.0], [0.0], [1.0]], "SHORT", id="one loss is a loss"),
        pytest.param({"at_least": 3}, [[3.0]], "ok", id="at least"),
        pytest.param({}, [[3.0]], "", id="nothing promised"),
        pytest.param({"at_most": 2, "of_ratio": True, "beside": PEER}, [[4.0]], "ok", id="ratio"),
        pytest.param({"at_least": 2, "of_ratio": True, "beside": INVERSE}, [[4.0]], "SHORT", id="inverse ratio"),
        pytest.param({"at_most": 10}, [], "not measured: no such place", id="not measured"),
    ],
)
def test_verdicts(given, runs, verdict):
    result = Result([{"ours": one, "theirs": [2.0]} for one in runs], "" if runs else "no such place")
    assert table.figure(row(**given), result).verdict == verdict


class Result:
    """As `running.Result`."""

    def __init__(self, runs, trouble):
        self.runs, self.trouble = tuple(runs), trouble


def test_a_ratio_without_its_peer_is_not_measured():
    found = table.figure(row(at_most=2, of_ratio=True, beside=PEER), Result([{"ours": [1.0], "theirs": []}], ""))
    assert found.verdict == "not measured: there is nothing to compare with"


@pytest.mark.parametrize(
    ("value", "words"), [(114.0, "114"), (0.9998, "0.9998"), (1.284, "1.28"), (24.96, "25.0"), (12345.6, "12,346"), (0.0, "0")]
)
def test_numbers_have_as_many_digits_as_mean_something(value, words):
    assert table.number(value) == words


def test_peers_are_pinned():
    lines = [line for line in (BENCH / "peers.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[a-z-]+==[\d.]+", line)] == []


def test_the_newest_table_has_every_row():
    text = (BENCH / "README.md").read_text("utf-8")
    assert [one.figure for one in rows.ROWS if f"| {one.figure}" not in text] == []

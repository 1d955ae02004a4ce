"""Runs measurements one by one, each in processes of its own with a limit of time, and keeps what went wrong as words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent / "hosting"))

from places import Missing
from processes import below
from program import end

if TYPE_CHECKING:
    from collections.abc import Mapping

    from measurements import Measurement
    from places import Places

HERE = Path(__file__).resolve().parent
Samples = dict[str, list[float]]
LONGEST = 300
"""How much is told of what a measurement that failed has said at last, in characters."""


class Result(NamedTuple):
    """The samples of each run; where there are none, or not as many as there should be, `trouble` says why."""

    runs: tuple[Samples, ...] = ()
    trouble: str = ""


class Stopped(Exception):
    """Whoever runs it ends it; holds the result of the measurement that was under way."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.trouble)
        self.result = result


def run(measurement: Measurement, places: Places, *, quick: bool) -> Result:
    """All runs of a measurement; whatever happens in it is words of the result. Raises Stopped."""
    given = measurement.quick if quick else measurement.arguments
    if given is None:
        return Result(trouble="left out by --quick")
    try:
        arguments = places.filled(given)
    except Missing as error:
        return Result(trouble=str(error))
    runs: list[Samples] = []
    for _ in range(1 if quick else measurement.runs):
        try:
            found = once(measurement, arguments)
        except KeyboardInterrupt:
            raise Stopped(Result(tuple(runs), "the run was ended here")) from None
        if isinstance(found, str):
            return Result(tuple(runs), found)
        runs.append(found)
    return Result(tuple(runs))


def once(measurement: Measurement, arguments: list[str]) -> Samples | str:
    """The samples of one run, or why there are none."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        result, log = Path(folder, "result.json"), Path(folder, "log")
        command = [sys.executable, str(HERE / "measure.py"), measurement.script, str(result), *arguments]
        with log.open("wb") as said:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=surroundings(folder), start_new_session=True
            )
            try:
                process.wait(measurement.limit)
            except subprocess.TimeoutExpired:
                return f"gave nothing within {measurement.limit} s"
            finally:
                left = below(process.pid) if process.poll() is None else []
                process.kill()
                process.wait()
                end(left)
        if not result.is_file():
            words = log.read_text(encoding="utf-8", errors="replace").strip()
            return f"failed: {words.splitlines()[-1][:LONGEST] if words else f'status {process.returncode}'}"
        samples: Samples = json.loads(result.read_text(encoding="utf-8"))
        return samples


def surroundings(folder: str) -> Mapping[str, str]:
    """The environment of a measurement: English, a true colour terminal, and nobody's store, cache, library or settings."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("TUI_COURSE_", "LC_", "LANG", "NO_COLOR"))
    }
    ours = {f"TUI_COURSE_{name}": str(Path(folder, name.lower())) for name in ("STATE", "CACHE", "CONFIG")}
    return {
        **kept,
        **ours,
        "TUI_COURSE_LIBRARY": "off",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }

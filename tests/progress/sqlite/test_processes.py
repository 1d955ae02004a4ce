"""Several processes at one file, and what is left of them when they are killed."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tui_course.progress.sqlite.store import SqliteStore

WRITER = Path(__file__).resolve().parents[1] / "writer.py"


def start(path, name, *count):
    return subprocess.Popen([sys.executable, WRITER, path, name, *count], stdout=subprocess.PIPE, text=True)


def test_sixteen_processes_make_and_write_one_store(tmp_path):
    path = tmp_path / "new" / "progress.sqlite"
    processes = [start(path, f"w{number}", "5") for number in range(16)]
    said = [process.communicate()[0].splitlines() for process in processes]
    acknowledged = {line for lines in said for line in lines}
    assert acknowledged == {f"w{writer}-{number}" for writer in range(16) for number in range(5)}
    with closing(SqliteStore(path)) as store:
        assert {one.id for one in (*store.attempts("ada"), *store.annotations("ada"))} == acknowledged
        assert store.notice == ""


def test_what_was_acknowledged_survives_kill_9(tmp_path):
    path = tmp_path / "progress.sqlite"
    acknowledged = set()
    for turn in range(2):
        writers = [start(path, f"{turn}{name}") for name in "ab"]
        for writer in writers:
            acknowledged |= {writer.stdout.readline().strip() for _ in range(20)}
        for writer in writers:
            writer.kill()
            # The last line may be torn off.
            acknowledged |= set(writer.stdout.read().split("\n")[:-1])
            writer.wait()
            writer.stdout.close()
        with closing(SqliteStore(path)) as store:
            assert {one.id for one in (*store.attempts("ada"), *store.annotations("ada"))} >= acknowledged
            assert store.notice == ""
    assert len(acknowledged) >= 80

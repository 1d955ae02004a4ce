"""Disks that are full, folders that cannot be written, and the copies that are kept."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tui_course.errors import StoreError
from tui_course.model.answer import Typed
from tui_course.progress.open import open_store
from tui_course.progress.sqlite import backup
from tui_course.progress.sqlite.store import SqliteStore

WRITER = Path(__file__).resolve().parents[1] / "writer.py"
DAY = 86_400.0
LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.argv[:3] = [sys.argv[2]]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class Clock:
    """A clock that is set by hand, in seconds since 1970."""

    def __init__(self, at=1.7e9):
        self.at = at

    def __call__(self):
        return self.at


def test_a_full_disk_keeps_what_is_there_and_takes_more_when_there_is_room(tmp_path, attempt):
    with closing(SqliteStore(tmp_path / "progress.sqlite")) as store:
        store.record([attempt(0)])
        connection = store.file._writing.connection
        ((pages,),) = connection.execute("PRAGMA page_count")
        connection.execute(f"PRAGMA max_page_count = {pages + 5}")
        large = [attempt(number, answer=Typed(("x" * 10_000,))) for number in range(1, 6)]
        with pytest.raises(StoreError, match="the disk is full"):
            store.record(large)
        assert store.attempts("ada") == (attempt(0),)
        store.record([attempt(6)])
        connection.execute("PRAGMA max_page_count = 100000")
        store.record(large)
        assert len(store.attempts("ada")) == 7
        assert store.notice == ""


def test_a_file_that_may_not_grow_loses_nothing_acknowledged(tmp_path):
    path = tmp_path / "progress.sqlite"
    SqliteStore(path).close()
    command = [sys.executable, "-c", LIMITED, "200000", WRITER, path, "w", "200"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    saved = {line for line in said if line.startswith("w-")}
    refused = [line for line in said if line.startswith("error")]
    assert saved
    assert refused
    assert "the disk does not take it" in refused[0]
    with closing(SqliteStore(path)) as store:
        assert {one.id for one in (*store.attempts("ada"), *store.annotations("ada"))} == saved
        assert store.notice == ""


@pytest.mark.parametrize("size", [0, 3_000, 20_000])
def test_no_room_to_begin_with_leaves_memory(tmp_path, size):
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from tui_course.progress.open import open_store\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))\n"
        "store = open_store('', Path(sys.argv[2]))\n"
        "store.record([])\n"
        "print(store.notice)\n"
        "store.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(size), tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Your answers are not kept: ")
    with closing(open_store("", tmp_path)) as store:
        assert store.notice == ""


def test_a_folder_that_cannot_be_made_leaves_memory(tmp_path, attempt):
    (tmp_path / "file").touch()
    with closing(open_store("", tmp_path / "file" / "folder")) as store:
        assert store.notice.startswith("Your answers are not kept: ")
        assert "Not a directory" in store.notice
        store.record([attempt()])
        assert store.attempts("ada") == (attempt(),)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_what_may_not_be_written_leaves_memory(tmp_path):
    folder = tmp_path / "folder"
    open_store("", folder).close()
    for path, less, usual in ((folder / "progress.sqlite", 0o400, 0o600), (folder, 0o500, 0o700)):
        path.chmod(less)
        with closing(open_store("", folder)) as store:
            assert store.notice.startswith("Your answers are not kept: ")
        path.chmod(usual)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_leaves_memory(tmp_path, make):
    make(tmp_path / "progress.sqlite")
    with closing(open_store("", tmp_path)) as store:
        assert "progress.sqlite is no file" in store.notice


def test_nobody_else_may_read_it(tmp_path, attempt):
    with closing(SqliteStore(tmp_path / "new" / "progress.sqlite")) as store:
        store.record([attempt()])
        store.upkeep()
        files = list((tmp_path / "new").iterdir())
        assert len(files) >= 4
        assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_file_that_is_taken_away_is_made_anew(tmp_path, attempt):
    with closing(SqliteStore(tmp_path / "progress.sqlite")) as store:
        store.record([attempt(0)])
        for one in tmp_path.iterdir():
            one.unlink()
        store.record([attempt(1)])
        assert store.attempts("ada") == (attempt(1),)


def test_one_backup_a_day_and_three_in_all(tmp_path, attempt):
    clock = Clock()
    path = tmp_path / "progress.sqlite"
    with closing(SqliteStore(path, clock=clock)) as store:
        kept = []
        for number in range(6):
            store.record([attempt(number)])
            store.upkeep()
            store.upkeep()
            kept = [backup.stamp(clock.at), *kept][:3]
            assert [one.name.rpartition("-")[2] for one in backup.backups(path)] == kept
            clock.at += DAY / 2
            store.upkeep()
            clock.at += DAY / 2
        clock.at -= 30 * DAY
        store.upkeep()
        assert len(backup.backups(path)) == 3
    with closing(sqlite3.connect(backup.backups(path)[0])) as connection:
        assert connection.execute("SELECT count(*) FROM attempt").fetchone() == (6,)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_a_store_in_a_folder_whose_name_is_no_text_is_backed_up(tmp_path, attempt):
    path = tmp_path / os.fsdecode(b"caf\xe9 100%25?") / "progress.sqlite"
    with closing(SqliteStore(path)) as store:
        store.record([attempt(1)])
        store.upkeep()
    (kept,) = backup.backups(path)
    assert {one.name for one in path.parent.iterdir() if "backup" in one.name} == {kept.name}
    with closing(SqliteStore(kept)) as store:
        assert store.attempts("ada") == (attempt(1),)


def test_a_backup_that_was_broken_off_does_not_stop_the_next(tmp_path):
    path = tmp_path / "progress.sqlite"
    part = tmp_path / "progress.sqlite.backup-part"
    part.write_bytes(b"half")
    clock = Clock(part.stat().st_mtime)
    with closing(SqliteStore(path, clock=clock)) as store:
        store.upkeep()
        assert not backup.backups(path)
        clock.at += DAY
        store.upkeep()
        store.upkeep()
        assert len(backup.backups(path)) == 1
    assert not part.exists()


def test_what_was_erased_is_in_no_file(tmp_path, attempt):
    path = tmp_path / "progress.sqlite"
    clock = Clock()
    with closing(SqliteStore(path, clock=clock)) as store:
        store.record([attempt(number, learner="Zacharias", answer=Typed(("a secret",))) for number in range(50)])
        store.record([attempt(100)])
        store.upkeep()
        assert store.erase("Zacharias") == 50
        assert store.attempts("ada") == (attempt(100),)
    files = [one for one in tmp_path.iterdir() if one.stat().st_size]
    assert len(files) >= 2
    for one in files:
        assert b"Zacharias" not in one.read_bytes()
        assert b"a secret" not in one.read_bytes()

"""Files that were damaged: set aside, read as far as they can be, and joined with the newest backup."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_course.errors import StoreError
from tui_course.progress.open import open_store
from tui_course.progress.sqlite.store import SqliteStore

BACKED_UP, ALL = 600, 950
PAGE = 4096
NOISE = random.Random(4).randbytes(1 << 18)  # noqa: S311 - noise is no secret


def overwrite(path, start, length):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(NOISE[:length])


def changed(path, at, data):
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


DAMAGES = {
    "noise": lambda path: path.write_bytes(NOISE),
    "words": lambda path: path.write_text("These are the notes of somebody else.\n" * 50, encoding="utf-8"),
    "one byte": lambda path: path.write_bytes(b"x"),
    "half of it": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "no header": lambda path: overwrite(path, 0, 60),
    "no first page": lambda path: overwrite(path, 0, PAGE),
    "pages in the middle": lambda path: overwrite(path, 45 * PAGE, 3 * PAGE),
    "every other page": lambda path: [overwrite(path, at, PAGE) for at in range(2 * PAGE, path.stat().st_size, 2 * PAGE)],
    "a byte in each page": lambda path: [overwrite(path, at, 1) for at in range(2 * PAGE, path.stat().st_size, PAGE)],
    "a format to come": lambda path: changed(path, 18, b"\x09"),
    "a schema that is no text": lambda path: changed(
        path, path.read_bytes().index(b"CREATE TABLE attempt"), b"CREATE \xf8ABLE"
    ),
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.fixture
def folder(tmp_path, attempt):
    """A store of 500 attempts, the first 300 of which are in a backup."""
    with closing(SqliteStore(tmp_path / "progress.sqlite")) as store:
        store.record([attempt(number) for number in range(BACKED_UP)])
        store.upkeep()
        store.record([attempt(number) for number in range(BACKED_UP, ALL)])
    return tmp_path


def without_backups(folder):
    for one in folder.glob("*.backup-*"):
        one.unlink()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_the_backup_has_is_there_again(folder, attempt, damage):
    path = folder / "progress.sqlite"
    damage(path)
    left = path.read_bytes()
    with closing(open_store("", folder)) as store:
        found = store.attempts("ada")
        assert set(found) >= {attempt(number) for number in range(BACKED_UP)}
        assert set(found) <= {attempt(number) for number in range(ALL)}
        store.record([attempt(1_000)])
        assert attempt(1_000) in store.attempts("ada")
        assert "progress.sqlite.backup-" in store.notice
        if left:
            (aside,) = folder.glob("*.corrupt-*Z")
            assert aside.name in store.notice
            assert aside.read_bytes() == left
    with closing(open_store("", folder)) as store:
        assert store.notice == ""
        assert len(store.attempts("ada")) == len(found) + 1


@pytest.mark.parametrize(
    ("name", "least"), [("half of it", 100), ("pages in the middle", ALL - 140), ("every other page", 100), ("noise", 0)]
)
def test_what_can_be_read_is_salvaged_without_a_backup(folder, attempt, name, least):
    without_backups(folder)
    DAMAGES[name](folder / "progress.sqlite")
    with closing(open_store("", folder)) as store:
        found = store.attempts("ada")
        assert least <= len(found) < ALL
        assert set(found) <= {attempt(number) for number in range(ALL)}
        assert (
            f"{len(found)} answers, visits and notes were read from it" if found else "Nothing in it could be read"
        ) in store.notice


@pytest.mark.parametrize("name", ["half of it", "every other page", "noise", "empty"])
def test_notes_come_back_from_the_file_and_its_backup(tmp_path, attempt, annotation, name):
    path = tmp_path / "progress.sqlite"
    notes = [annotation(number, note=f"note {number} " * 20) for number in range(200)]
    with closing(SqliteStore(path)) as store:
        store.record([*(attempt(number) for number in range(ALL)), *notes[:150]])
        store.upkeep()
        store.record(notes[150:])
    DAMAGES[name](path)
    with closing(open_store("", tmp_path)) as store:
        assert set(notes[:150]) <= set(store.annotations("ada")) <= set(notes)
        assert store.notice


def test_what_is_forgotten_is_in_no_backup(tmp_path, annotation):
    with closing(SqliteStore(tmp_path / "progress.sqlite")) as store:
        store.record([annotation(note="a secret of mine")])
        store.upkeep()
        assert store.erase("ada") == 1
    assert not any(b"a secret of mine" in path.read_bytes() for path in tmp_path.iterdir())


def test_a_header_of_a_format_to_come_costs_nothing(folder, attempt):
    without_backups(folder)
    DAMAGES["a format to come"](folder / "progress.sqlite")
    with closing(open_store("", folder)) as store:
        store.record([attempt(1_000)])
        assert len(store.attempts("ada")) == ALL + 1


def test_an_empty_file_without_a_backup_is_a_new_store(tmp_path, attempt):
    (tmp_path / "progress.sqlite").touch()
    with closing(open_store("", tmp_path)) as store:
        store.record([attempt()])
        assert store.notice == ""
        assert store.attempts("ada") == (attempt(),)


def test_an_index_that_misses_rows_is_noticed(folder, attempt):
    path = folder / "progress.sqlite"
    without_backups(folder)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'attempt_of'")
        connection.commit()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE attempt SET learner = 'eve' WHERE sequence = 7")
        connection.commit()
    with closing(SqliteStore(path)) as store:
        assert "damaged" in store.notice
        assert len(store.attempts("ada")) == ALL - 1
        assert [one.id for one in store.attempts("eve")] == ["attempt-6"]
        assert attempt(6) not in store.attempts("ada")


def test_damage_while_it_is_open_is_repaired_and_others_follow(tmp_path, attempt):
    path = tmp_path / "progress.sqlite"
    with closing(SqliteStore(path)) as store:
        store.record([attempt(number) for number in range(20_000)])
    with closing(SqliteStore(path)) as reader, closing(SqliteStore(path)) as writer:
        writer.record([attempt(100_000)])
        reader.attempts("nobody")
        overwrite(path, path.stat().st_size // 2 // PAGE * PAGE, 8 * PAGE)
        assert len(reader.attempts("ada")) > 15_000
        assert "was damaged" in reader.notice
        assert writer.notice == ""
        writer.record([attempt(100_001)])
        assert {attempt(100_000), attempt(100_001)} <= set(reader.attempts("ada"))
    with closing(SqliteStore(path)) as store:
        assert store.notice == ""
        assert attempt(100_001) in store.attempts("ada")


def test_upkeep_finds_damage_and_keeps_the_backups(folder, attempt):
    path = folder / "progress.sqlite"
    with closing(SqliteStore(path, clock=lambda: 4e9)) as store:
        overwrite(path, 45 * PAGE, 3 * PAGE)
        store.upkeep()
        assert "was damaged" in store.notice
        assert set(store.attempts("ada")) >= {attempt(number) for number in range(BACKED_UP)}
    assert len(list(folder.glob("*.backup-*"))) == 1


def test_text_that_is_no_text_costs_only_itself(tmp_path, attempt):
    path = tmp_path / "progress.sqlite"
    with closing(SqliteStore(path)) as store:
        store.record([attempt(0), attempt(1)])
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "UPDATE attempt SET page = CAST(x'C328FF' AS TEXT), at = 'x', outcome = 7, hints = 'x' WHERE sequence = 1"
            )
            connection.execute('UPDATE attempt SET answer = \'{"version": 1, "kind"\' WHERE sequence = 2')
            connection.commit()
        other, damaged = store.attempts("ada")
        assert (damaged.page, damaged.at, damaged.outcome.value) == ("�(�", 0.0, "unscored")
        assert (other.question, other.answer) == ("q", None)
        assert store.notice == ""


def test_a_file_of_another_program_is_left_alone(tmp_path, attempt):
    path = tmp_path / "notes"
    path.write_text("These are the notes of somebody else.\n" * 50, encoding="utf-8")
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE attempt (id)")
    for one in (path, other):
        before = one.read_bytes()
        with pytest.raises(StoreError, match="belongs to another program"):
            SqliteStore(one)
        with closing(open_store(str(one), None)) as store:
            store.record([attempt()])
            assert "belongs to another program" in store.notice
        assert one.read_bytes() == before
    assert not list(tmp_path.glob("*corrupt*"))


@pytest.fixture(scope="module")
def sound(tmp_path_factory, attempt):
    path = tmp_path_factory.mktemp("sound") / "progress.sqlite"
    with closing(SqliteStore(path)) as store:
        store.record([attempt(number) for number in range(100)])
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoiled=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=40)), min_size=1, max_size=4))
def test_no_damage_stops_the_learner(tmp_path, sound, attempt, spoiled):
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    path = shutil.copy(sound, tmp_path / "progress.sqlite")
    with path.open("r+b") as file:
        for share, noise in spoiled:
            file.seek(int(share * (path.stat().st_size - 1)))
            file.write(noise)
    with closing(open_store("", tmp_path)) as store:
        store.attempts("ada")
        store.record([attempt(1_000)])
        assert attempt(1_000) in store.attempts("ada")

"""Stores of earlier and later versions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tui_course.errors import StoreError
from tui_course.model.annotation import Anchor, AnnotationKind
from tui_course.model.answer import Confidence, Outcome, Paired, Typed
from tui_course.progress.open import open_store
from tui_course.progress.sqlite.store import SqliteStore
from tui_course.progress.steps import load_steps

HERE = Path(__file__).resolve().parent
STEP = """
-- a comment; with a semicolon
ALTER TABLE attempt ADD COLUMN mood TEXT NOT NULL DEFAULT 'fair; mild';
CREATE TABLE badge (name TEXT);
INSERT INTO badge VALUES ('first');
"""
BROKEN = "INSERT INTO nowhere VALUES (1);"


@pytest.fixture
def first(tmp_path):
    """A store as version 1 of the schema left it."""
    return store_of("version-1.sql", tmp_path)


@pytest.fixture
def second(tmp_path):
    """A store as version 2 of the schema left it."""
    return store_of("version-2.sql", tmp_path)


def store_of(script, folder):
    path = folder / "progress.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((HERE / script).read_text(encoding="utf-8"))
    return path


def versions(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_a_store_of_version_1_is_read_and_added_to(first, attempt, visit):
    with closing(SqliteStore(first)) as store:
        assert store.attempts("ada", "kites") == (
            attempt(1, answer=Typed(("sechzig °C",)), confidence=Confidence.SURE, hints=1, seconds=4.5),
            attempt(2, answer=Paired((("l", "r"),)), outcome=Outcome.PARTLY, score=0.5, points=2.0, review=True),
            attempt(3, answer=None, outcome=Outcome.WRONG, score=0.0, revealed=True),
        )
        assert store.visits("ada") == (visit(4, read=0.75, spot="12:3"),)
        store.record([attempt(5), attempt(1, score=0.0)])
        assert [one.id for one in store.attempts("ada")] == ["attempt-1", "attempt-2", "attempt-3", "attempt-5"]
    assert versions(first) == len(load_steps("sqlite"))


def test_a_store_of_version_1_takes_annotations(first, annotation):
    with closing(SqliteStore(first)) as store:
        assert store.annotations("ada") == ()
        store.record([annotation(5)])
    with closing(SqliteStore(first)) as store:
        assert store.annotations("ada") == (annotation(5),)
        assert len(store.attempts("ada")) == 3
        assert store.notice == ""


def test_a_store_of_version_2_is_read_and_added_to(second, annotation):
    anchor = Anchor("Wind is air that moves.", "air", 2, "Wind", "Kites", "Wind", 1)
    note = annotation(5, id="note-5", annotation="note-5", anchor=anchor, note="first\nsecond")
    mark = annotation(
        7,
        id="mark-7",
        annotation="mark-7",
        kind=AnnotationKind.BOOKMARK,
        anchor=Anchor("Kites", prefix="Wind", heading="Kites", number=2),
        removed=True,
    )
    with closing(SqliteStore(second)) as store:
        assert len(store.attempts("ada")) == 3
        assert len(store.visits("ada")) == 1
        assert store.annotations("ada", "kites") == (note, replace(note, id="note-6", at=6.0, note="third"), mark)
        store.record([annotation(8)])
        assert store.annotations("ada")[-1] == annotation(8)
        assert store.notice == ""


def test_a_step_is_taken_once_and_after_a_backup(first, tmp_path):
    steps = (*load_steps("sqlite"), STEP)
    for _ in range(2):
        with closing(SqliteStore(first, steps=steps)) as store:
            assert len(store.attempts("ada")) == 3
    assert versions(first) == len(steps)
    with closing(sqlite3.connect(first)) as connection:
        assert connection.execute("SELECT name FROM badge").fetchall() == [("first",)]
        assert connection.execute("SELECT DISTINCT mood FROM attempt").fetchall() == [("fair; mild",)]
    (backup,) = tmp_path.glob("*.backup-*")
    assert versions(backup) == 1


def test_a_step_that_fails_changes_nothing(first):
    with pytest.raises(StoreError, match="no such table: nowhere"):
        SqliteStore(first, steps=(*load_steps("sqlite"), STEP + BROKEN))
    assert versions(first) == 1
    with closing(SqliteStore(first)) as store:
        assert len(store.attempts("ada")) == 3


def test_a_newer_store_is_read_and_what_is_new_stays_in_memory(second, attempt, annotation):
    with closing(sqlite3.connect(second)) as connection:
        connection.executescript("PRAGMA user_version = 99; ALTER TABLE attempt ADD COLUMN mood TEXT NOT NULL DEFAULT 'fair'")
    with closing(SqliteStore(second)) as store:
        assert store.newer
        with pytest.raises(StoreError, match="newer version of tui-course; this one can only read it"):
            store.record([attempt(5)])
        with pytest.raises(StoreError, match="newer version"):
            store.erase("ada")
        store.upkeep()
    before = second.read_bytes()
    with closing(open_store(str(second), None)) as store:
        assert "newer tui-course" in store.notice
        store.record([attempt(0), attempt(2, score=0.0), attempt(9)])
        assert [one.id for one in store.attempts("ada")] == ["attempt-0", "attempt-1", "attempt-2", "attempt-3", "attempt-9"]
        assert store.attempts("ada")[2].score == 0.5
        assert len(store.visits("ada")) == 1
        with pytest.raises(StoreError, match="newer version"):
            store.erase("ada")
        assert len(store.attempts("ada")) == 5
        store.record([attempt(9, learner="bob", id="b"), annotation(9, learner="bob")])
        assert len(store.annotations("ada")) == 3
        assert len(store.annotations("bob")) == 1
        assert store.erase("bob") == 2
        store.upkeep()
    assert second.read_bytes() == before
    assert versions(second) == 99


def test_a_newer_store_that_cannot_be_read_leaves_memory(second, attempt):
    with closing(sqlite3.connect(second)) as connection:
        connection.executescript("PRAGMA user_version = 99; ALTER TABLE attempt RENAME COLUMN score TO share")
    with closing(open_store(str(second), None)) as store:
        assert store.notice.startswith("Your answers are not kept: ")
        store.record([attempt()])
        assert store.attempts("ada") == (attempt(),)


def test_a_store_that_becomes_newer_is_no_longer_written(second, attempt):
    with closing(SqliteStore(second)) as store:
        with closing(SqliteStore(second, steps=(*load_steps("sqlite"), STEP))):
            pass
        with pytest.raises(StoreError, match="newer version"):
            store.record([attempt(5)])
        assert len(store.attempts("ada")) == 3

"""Workshops in a file: what is left of them where it is damaged, forgotten, of an earlier version, or shared by processes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tui_course.errors import StoreError
from tui_course.model.answer import Chosen, Typed
from tui_course.model.workshop import Message, Person, Poll, Session, Vote, Way, Workshop
from tui_course.progress.open import open_store, open_workshops
from tui_course.progress.sqlite.beside import BESIDE
from tui_course.progress.sqlite.rows import COLUMNS
from tui_course.progress.sqlite.store import SqliteStore

HERE = Path(__file__).resolve().parent
JOINER = HERE.parent / "joiner.py"
PAGE = 4096
ADA = Person("kites", "ada", "Ada", Way.CODE, 1.0)
BO = Person("kites", "bo", "Bo", Way.KEY, 2.0)
DESK = Session("s1", "kites", "ada", "host", 3.0)
TABLES = (*COLUMNS, *BESIDE)
POLL = Poll("p1", "kites", 5.0, "course", "wind", "q")


def overwrite(path, start, length):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * length)


@pytest.fixture
def path(tmp_path):
    """A file with a workshop, two people, what was said and voted, and many answers."""
    found = tmp_path / "progress.sqlite"
    with closing(open_workshops(str(found), None)) as workshops:
        workshops.open(Workshop("kites", "ssh -p 2222 host", ("/a",), 1.0))
        for person in (ADA, BO):
            assert workshops.join(person, key=f"k {person.learner}", token=f"t {person.learner}")
        workshops.prefer("kites", "ada", "{}")
        workshops.begin(DESK)
        workshops.post(Message("gone", "kites", 1.0, "never mind"))
        workshops.post(POLL)
        workshops.vote(Vote("p1", "ada", Chosen(("a",)), 1.0))
    with closing(sqlite3.connect(found)) as connection:
        connection.execute("DELETE FROM notice WHERE id = 'gone'")
        connection.commit()
    return found


def all_there(workshops):
    assert workshops.workshops() == (Workshop("kites", "ssh -p 2222 host", ("/a",), 1.0),)
    assert workshops.people("kites") == (ADA, BO)
    for person in (ADA, BO):
        assert (
            workshops.find("kites", key=f"k {person.learner}") == workshops.find("kites", token=f"t {person.learner}") == person
        )
    assert workshops.preferences("kites", "ada") == "{}"
    assert workshops.sessions("kites", 600) == (DESK,)
    assert workshops.notices("kites") == (2, (POLL,))
    assert workshops.votes("p1") == (Vote("p1", "ada", Chosen(("a",)), 1.0),)


def test_a_damaged_file_keeps_its_workshops_and_readers_begin_anew(path, attempt):
    with closing(open_store(str(path), None)) as store:
        store.record([attempt(number) for number in range(2_000)])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with closing(open_workshops(str(path), None)) as workshops:
        cursor = workshops.events("kites").cursor
    with closing(open_workshops(str(path), None)) as workshops:
        overwrite(path, path.stat().st_size // 2 // PAGE * PAGE, 8 * PAGE)
        found = workshops.events("kites", "")
        assert list(path.parent.glob("*.corrupt-*"))
        assert 1_000 < len(found.attempts) < 2_000
        again = workshops.events("kites", cursor)
        assert again.anew
        assert again.attempts == found.attempts
        all_there(workshops)
        workshops.post(Message("m", "kites", 9.0, "hello"))
        assert workshops.notices("kites", 2) == (3, (Message("m", "kites", 9.0, "hello"),))


def test_a_file_that_is_lost_has_its_workshops_from_the_backup_and_what_came_since_stays(path):
    with closing(SqliteStore(path)) as store:
        store.upkeep()
    with closing(open_workshops(str(path), None)) as workshops:
        workshops.join(Person("kites", "eve", "Eve", Way.CODE, 3.0), key="k eve")
        workshops.bind("kites", "ada", token="t new")  # noqa: S106 - it opens nothing
    with closing(sqlite3.connect(path)) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'workshop'")
    overwrite(path, (page - 1) * PAGE, PAGE)
    with closing(open_workshops(str(path), None)) as workshops:
        assert [one.name for one in workshops.workshops()] == ["kites"]
        assert [one.name for one in workshops.people("kites")] == ["Ada", "Bo", "Eve"]
        assert workshops.find("kites", token="t new") == ADA  # noqa: S106
        assert workshops.find("kites", token="t ada") is None  # noqa: S106
    path.write_bytes(b"\xa5" * 100_000)
    with closing(open_workshops(str(path), None)) as workshops:
        all_there(workshops)


def test_a_row_that_is_none_of_ours_costs_itself(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO person_key VALUES ('kites', x'00ff', 'ada')")
        connection.execute("UPDATE person SET name = x'41', way = 'by air', joined = 'x', preferences = 7 WHERE learner = 'bo'")
        connection.execute("UPDATE session SET read = 'x', pulse = 3, hand = 9e999")
        connection.execute("UPDATE workshop SET courses = '[1, \"/a\", {}'")
        connection.execute("INSERT INTO notice VALUES (9, 'n', 'kites', 1, 'fanfare', '', '', '', '')")
        connection.execute("INSERT INTO vote VALUES ('p1', 'bo', '{\"version\": 9}', 1)")
        connection.commit()
    with closing(open_workshops(str(path), None)) as workshops:
        assert workshops.people("kites") == (replace(BO, name="A", way=Way.GUEST, joined=0.0), ADA)
        (session,) = workshops.sessions("kites", 600)
        assert (session.read, session.pulse, session.hand) == (0.0, None, 0.0)
        assert workshops.workshops()[0].courses == ()
        assert workshops.notices("kites") == (9, (POLL,))
        assert [one.learner for one in workshops.votes("p1")] == ["ada"]
        assert workshops.kept("kites", "bo").keys == 1


def test_who_is_forgotten_is_in_no_file(path, attempt):
    shout = "ada's own words"
    with closing(SqliteStore(path)) as store:
        store.record([attempt(answer=Typed((shout,)))])
        store.upkeep()
        with closing(open_workshops(str(path), None, store)) as workshops:
            workshops.prefer("kites", "ada", shout)
            assert any(shout.encode() in one.read_bytes() for one in path.parent.iterdir())
            workshops.forget("kites", "ada")
    for one in path.parent.iterdir():
        for words in (shout, "Ada", "k ada", "t ada"):
            assert words.encode() not in one.read_bytes(), (one, words)


def test_who_is_forgotten_while_another_process_makes_a_backup_is_not_in_it(path):
    part = path.with_name(f"{path.name}.backup-part")
    part.write_text("Ada")

    def finish():
        part.replace(path.with_name(f"{path.name}.backup-20310101T000000Z"))

    with closing(open_workshops(str(path), None)) as workshops:
        finishing = threading.Timer(0.2, finish)
        finishing.start()
        assert workshops.forget("kites", "ada")
        finishing.join()
    copies = [one for one in path.parent.iterdir() if ".backup-" in one.name]
    assert len(copies) == 1
    assert b"Ada" not in copies[0].read_bytes()


@pytest.mark.parametrize("version", [1, 2])
def test_a_store_of_an_earlier_version_takes_workshops(tmp_path, version, attempt):
    path = tmp_path / "progress.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((HERE / f"version-{version}.sql").read_text(encoding="utf-8"))
    with closing(open_workshops(str(path), None)) as workshops:
        events = workshops.events("kites")
        assert [one.id for one in events.attempts] == ["attempt-1", "attempt-2", "attempt-3"]
        assert [one.id for one in events.visits] == ["visit-4"]
        assert workshops.join(ADA)
        with closing(SqliteStore(path)) as store:
            store.record([attempt(9)])
        assert workshops.events("kites", events.cursor).attempts == (attempt(9),)


def test_the_schema_fits_the_first_page(path):
    """Else a file that lost its end could not be read at all."""
    leaf = 13
    assert path.read_bytes()[100] == leaf


def test_processes_that_join_with_one_name_at_once_are_one(tmp_path):
    path = tmp_path / "progress.sqlite"
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen([sys.executable, JOINER, path, str(number)], **piped) for number in range(6)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    taken = [process.communicate()[0].split() for process in processes]
    with closing(open_workshops(str(path), None)) as workshops:
        for number in range(20):
            assert sum(str(number) in some for some in taken) == 1
        assert len(workshops.people("kites")) == 20


def test_presence_lasts_though_nobody_waits_for_the_disk(path):
    with closing(open_workshops(str(path), None)) as workshops:
        workshops.tell(replace(DESK, page="gusts"))
        with closing(open_workshops(str(path), None)) as beside:
            assert [one.page for one in beside.sessions("kites", 600)] == ["gusts"]
        workshops.join(Person("kites", "eve", "Eve", Way.CODE, 3.0))
        connection = workshops._tables._file._writing.connection
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


def fill(workshops):
    for number in range(1_000):
        workshops.post(Message(f"m{number}", "kites", 1.0, "x" * 500))


def test_a_full_disk_is_an_error_and_what_was_there_stays(path):
    with closing(open_workshops(str(path), None)) as workshops:
        workshops.people("kites")
        connection = workshops._tables._file._writing.connection or pytest.fail("no connection")
        ((pages,),) = connection.execute("PRAGMA page_count")
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="the disk is full"):
            fill(workshops)
        assert workshops.sessions("kites", 600) == (DESK,)
        connection.execute("PRAGMA max_page_count = 100000")
        workshops.post(Message("last", "kites", 1.0, "x"))
        assert workshops.notices("kites")[1][-1] == Message("last", "kites", 1.0, "x")


def test_looks_of_a_second_scan_no_table(path):
    """What is asked again and again finds its rows by an index, however much was done before."""
    with closing(open_workshops(str(path), None)) as workshops:
        cursor = workshops.events("kites").cursor
        asked = []
        connection = workshops._tables._file._reading.connection
        connection.set_trace_callback(asked.append)
        workshops.events("kites", cursor)
        workshops.events("kites", cursor, ["ada"])
        workshops.notices("kites", 1)
        workshops.sessions("kites", 15)
        workshops.tally("kites", 15)
        workshops.votes("p1")
        for found in ({"key": "k"}, {"token": "t"}, {"name": "n"}):
            workshops.find("kites", **found)
        workshops.preferences("kites", "ada")
        connection.set_trace_callback(None)
        selects = [statement for statement in asked if "SELECT" in statement and "numbering" not in statement]
        assert len(selects) >= 11
        for statement in selects:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
            assert not {f"SCAN {table}" for table in TABLES} & set(plan), (statement, plan)
            assert any(step.startswith("SEARCH") for step in plan)

"""What only a database server can do: go away, come back, be shared by hosts, be of another version."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tui_course.errors import StoreError
from tui_course.progress.open import open_store, open_workshops
from tui_course.progress.steps import load_steps

WRITER = Path(__file__).resolve().parent / "writer.py"
FIRST = (
    """
    INSERT INTO tui_course_attempt
    (id, learner, course, page, question, at, outcome, score, points, hints, revealed, review, seconds)
    VALUES ('attempt-0', 'ada', 'kites', 'wind', 'q', 0, 'right', 1, 1, 0, false, false, 0)
    """,
    """
    INSERT INTO tui_course_visit (id, learner, course, page, at, read, spot)
    VALUES ('visit-1', 'ada', 'kites', 'wind', 1, 0.5, '')
    """,
)
STEP = "ALTER TABLE tui_course_attempt ADD COLUMN mood text NOT NULL DEFAULT 'fair; mild'; CREATE TABLE badge (name text);"

BROKEN = "INSERT INTO nowhere VALUES (1)"


@pytest.fixture
def stores():
    """Opens stores with the driver at hand, and closes them."""
    from tui_course.progress.postgres.store import PostgresStore

    opened = []

    def make(address, **given):
        opened.append(PostgresStore(address, **given))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def run(address, command):
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        return (
            connection.execute(command.encode()).fetchall()
            if command.startswith("SELECT")
            else connection.execute(command.encode())
        )


def test_a_lost_connection_is_made_anew(database, stores, attempt):
    store = stores(database, delays=(0.0,))
    for number in range(5):
        run(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tui-course'")
        store.record([attempt(number)])
    assert len(store.attempts("ada")) == 5


def test_what_was_acknowledged_survives_the_servers_death(server, database, stores, attempt):
    store = stores(database, delays=(0.05,) * 40)
    acknowledged = []
    halfway = threading.Event()

    def write():
        for number in range(200):
            store.record([attempt(number)])
            acknowledged.append(f"attempt-{number}")
            if number == 50:
                halfway.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert halfway.wait(60)
    server.crash()
    server.start()
    writer.join()
    assert [one.id for one in store.attempts("ada")] == acknowledged == [f"attempt-{number}" for number in range(200)]


def test_a_server_that_stays_away_is_an_error_and_nothing_breaks(server, database, stores, attempt):
    store = stores(database, delays=(0.0, 0.0))
    store.record([attempt(0)])
    server.crash()
    try:
        with pytest.raises(StoreError, match="cannot be used"):
            store.record([attempt(1)])
        assert open_store(database, None).notice.startswith("Your answers are not kept: the database postgres at ")
    finally:
        server.start()
    store.record([attempt(1)])
    assert store.attempts("ada") == (attempt(0), attempt(1))


def test_a_server_that_is_away_at_first_is_waited_for_where_that_is_asked(server, database, attempt):
    server.crash()
    try:
        with closing(open_store(database, None)) as store:
            assert not store.lasting
            assert store.notice.startswith("Your answers are not kept: ")
        waiting = open_store(database, None, waits=True)
        assert waiting.lasting
        assert waiting.notice == ""
        beside = open_workshops(database, None, waiting)
        for ask in (lambda: waiting.attempts("ada"), lambda: waiting.record([attempt(0)]), lambda: beside.people("robots")):
            with pytest.raises(StoreError, match="cannot be used"):
                ask()
    finally:
        server.start()
    with closing(waiting), closing(beside):
        waiting.record([attempt(0)])
        assert waiting.attempts("ada") == (attempt(0),)
        assert beside.people("robots") == ()


def test_processes_make_and_write_one_store(database, stores):
    command = [sys.executable, WRITER, database]
    processes = [subprocess.Popen([*command, f"w{number}", "5"], stdout=subprocess.PIPE, text=True) for number in range(6)]
    said = {line for process in processes for line in process.communicate()[0].splitlines()}
    assert said == {f"w{writer}-{number}" for writer in range(6) for number in range(5)}
    store = stores(database)
    assert {one.id for one in (*store.attempts("ada"), *store.annotations("ada"))} == said


def test_a_step_is_taken_once(database, stores, attempt):
    stores(database).record([attempt(0)])
    steps = (*load_steps("postgres"), STEP)
    for number in (1, 2):
        store = stores(database, steps=steps)
        store.record([attempt(number)])
        assert len(store.attempts("ada")) == number + 1
    assert run(database, "SELECT version FROM tui_course_store") == [(len(steps),)]
    assert run(database, "SELECT DISTINCT mood FROM tui_course_attempt") == [("fair; mild",)]


def test_tables_of_version_1_keep_what_they_have_and_take_annotations(database, stores, attempt, visit, annotation):
    old = stores(database, steps=load_steps("postgres")[:1])
    old.connection.write(lambda connection: [connection.execute(insert.encode()) for insert in FIRST])
    old.close()
    store = stores(database)
    assert store.attempts("ada") == (attempt(0, answer=None),)
    assert store.visits("ada") == (visit(1),)
    store.record([annotation(2)])
    assert store.annotations("ada") == (annotation(2),)
    assert run(database, "SELECT version FROM tui_course_store") == [(len(load_steps("postgres")),)]


def test_a_step_that_fails_changes_nothing(database, stores, attempt):
    stores(database).record([attempt(0)])
    with pytest.raises(StoreError, match='relation "nowhere" does not exist'):
        stores(database, steps=(*load_steps("postgres"), STEP + BROKEN))
    assert run(database, "SELECT version FROM tui_course_store") == [(len(load_steps("postgres")),)]
    assert stores(database).attempts("ada") == (attempt(0),)


def test_newer_tables_are_read_and_what_is_new_stays_in_memory(database, stores, attempt):
    stores(database).record([attempt(0)])
    run(database, "UPDATE tui_course_store SET version = 99")
    with pytest.raises(StoreError, match="newer version of tui-course; this one can only read it"):
        stores(database).record([attempt(1)])
    with closing(open_store(database, None)) as store:
        assert "newer tui-course" in store.notice
        store.record([attempt(1)])
        assert store.attempts("ada") == (attempt(0), attempt(1))
    assert run(database, "SELECT count(*) FROM tui_course_attempt") == [(1,)]

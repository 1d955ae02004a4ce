"""Workshops on a server: transactions that overtake each other, hosts that join at once, a server that goes and comes back."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tui_course.errors import StoreError
from tui_course.model.answer import Chosen
from tui_course.model.workshop import Message, Person, Poll, Session, Vote, Way, Workshop
from tui_course.progress.open import open_workshops
from tui_course.progress.postgres.connection import PATIENCE, PostgresConnection
from tui_course.progress.postgres.store import PostgresStore
from tui_course.progress.postgres.tables import Cursor, PostgresTables, query_since
from tui_course.progress.steps import load_steps
from tui_course.progress.tabled.workshops import TabledWorkshops
from tui_course.progress.workshops import MAX_EVENTS

pytest.importorskip("psycopg")
JOINER = Path(__file__).resolve().parent / "joiner.py"
ADA = Person("kites", "ada", "Ada", Way.CODE, 1.0)
COLUMNS = "id, learner, course, page, question, at, outcome, score, points, hints, revealed, review, seconds"
ROW = "'ada', 'kites', 'wind', 'q', 0, 'right', 1, 1, 0, false, false, 0"


def insert(identity):
    return f"INSERT INTO tui_course_attempt ({COLUMNS}) VALUES ('{identity}', {ROW})"  # noqa: S608 - our own


def insert_many(count):
    """Inserts attempts from a1 on."""
    return f"INSERT INTO tui_course_attempt ({COLUMNS}) SELECT 'a' || n, {ROW} FROM generate_series(1, {count}) AS n"  # noqa: S608 - our own


def as_bytes(command):
    return command if isinstance(command, bytes) else command.encode()


@contextmanager
def connected(address):
    import psycopg

    with closing(psycopg.connect(address, autocommit=True)) as connection:
        yield lambda command, values=None: connection.execute(as_bytes(command), values)


@pytest.fixture
def workshops(database):
    with closing(open_workshops(database, None)) as opened:
        yield opened


def ids(events):
    return [one.id for one in events.attempts]


def test_what_commits_out_of_its_order_is_read_once(database, workshops):
    with connected(database) as slow, connected(database) as quick:
        slow("BEGIN")
        slow(insert("slow, lower number"))
        quick(insert("quick, higher number"))
        first = workshops.events("kites")
        assert ids(first) == ["quick, higher number"]
        assert ids(workshops.events("kites", first.cursor)) == []
        quick(insert("quicker"))
        slow("COMMIT")
        second = workshops.events("kites", first.cursor)
        assert ids(second) == ["slow, lower number", "quicker"]
        assert ids(workshops.events("kites", second.cursor)) == []


def test_a_transaction_that_takes_its_time_or_is_taken_back_holds_nobody_up(database, workshops):
    with connected(database) as slow, connected(database) as quick:
        cursor = workshops.events("kites").cursor
        slow("BEGIN")
        slow(insert("never"))
        for number in range(3):
            quick(insert(number))
            found = workshops.events("kites", cursor)
            assert ids(found) == [str(number)]
            cursor = found.cursor
        slow("ROLLBACK")
        assert ids(workshops.events("kites", cursor)) == []


def test_what_is_committed_between_two_parts_comes_after_them(database, workshops):
    with connected(database) as slow, connected(database) as quick:
        slow("BEGIN")
        slow(insert("slow"))
        quick(insert_many(MAX_EVENTS + 5))
        first = workshops.events("kites")
        assert first.more
        slow("COMMIT")
        second = workshops.events("kites", first.cursor)
        assert second.more
        third = workshops.events("kites", second.cursor)
        assert not third.more
        found = ids(first) + ids(second) + ids(third)
        assert found == [*(f"a{number}" for number in range(1, MAX_EVENTS + 6)), "slow"]


def test_writers_at_once_are_each_read_once(database, workshops):
    def write(number):
        with connected(database) as connection:
            chance = random.Random(number)  # noqa: S311 - how long to wait is no secret
            for step in range(30):
                connection("BEGIN")
                connection(insert(f"{number} {step}"))
                time.sleep(chance.random() * 0.01)
                connection("ROLLBACK" if chance.random() < 0.2 else "COMMIT")

    writers = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for writer in writers:
        writer.start()
    cursor, found = "", []
    while True:
        alive = any(writer.is_alive() for writer in writers)
        events = workshops.events("kites", cursor)
        found += ids(events)
        cursor = events.cursor
        if not alive and not events.attempts:
            break
    with connected(database) as connection:
        kept = [identity for (identity,) in connection("SELECT id FROM tui_course_attempt").fetchall()]
    assert sorted(found) == sorted(kept)
    assert len(kept) > 100


def test_a_copy_from_a_server_with_higher_transactions_is_read_once(database, workshops):
    with connected(database) as connection:
        connection(insert("of another server"))
        connection("UPDATE tui_course_attempt SET written_by = '999999999'")
        cursor = workshops.events("kites").cursor
        connection(insert("new"))
        found = workshops.events("kites", cursor)
        assert ids(found) == ["new"]
        workshops.open(Workshop("kites", "ssh", (), 1.0))
        assert connection("SELECT DISTINCT written_by FROM tui_course_attempt WHERE id <> 'new'").fetchall() == [("0",)]
        again = workshops.events("kites", found.cursor)
        assert again.anew
        assert ids(again) == ["of another server", "new"]
        assert ids(workshops.events("kites", again.cursor)) == []


def test_notices_of_instructors_at_once_are_heard_in_their_order(database, workshops):
    heard, last, done = [], 0, threading.Event()

    def post(name):
        with closing(open_workshops(database, None)) as mine:
            for number in range(40):
                mine.post(Message(f"{name}{number}", "kites", 1.0, "x"))

    writers = [threading.Thread(target=post, args=(name,)) for name in "abc"]
    for writer in writers:
        writer.start()
    while not done.is_set():
        if not any(writer.is_alive() for writer in writers):
            done.set()
        last, new = workshops.notices("kites", last)
        heard += [one.id for one in new]
    assert sorted(heard) == sorted(f"{name}{number}" for name in "abc" for number in range(40))
    assert heard == [one.id for one in workshops.notices("kites")[1]]


def test_hosts_that_join_with_one_name_at_once_are_one(database, workshops):
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen([sys.executable, JOINER, database, str(number)], **piped) for number in range(4)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    taken = [process.communicate()[0].split() for process in processes]
    assert sorted(number for some in taken for number in some) == sorted(map(str, range(20)))
    assert len(workshops.people("kites")) == 20


def test_a_server_that_dies_and_comes_back(server, database, attempt):
    store = PostgresStore(database, delays=(0.0, 0.05))
    with closing(store), closing(open_workshops(database, None, store)) as workshops:
        workshops.join(ADA, key="k")
        workshops.post(Poll("p", "kites", 1.0, "kites", "wind", "q"))
        workshops.begin(Session("s", "kites", "ada", "host", 1.0))
        store.record([attempt(0)])
        cursor = workshops.events("kites").cursor
        server.crash()
        try:
            began = time.monotonic()
            for call in (
                lambda: workshops.find("kites", key="k"),
                lambda: workshops.notices("kites", 0),
                lambda: workshops.tell(Session("s", "kites", "ada", "host", 1.0)),
                lambda: workshops.vote(Vote("p", "ada", Chosen(("a",)), 1.0)),
                lambda: workshops.events("kites", cursor),
            ):
                with pytest.raises(StoreError, match="cannot be used"):
                    call()
            assert time.monotonic() - began < 5 * PATIENCE
        finally:
            server.start()
        assert workshops.find("kites", key="k") == ADA
        assert workshops.vote(Vote("p", "ada", Chosen(("a",)), 1.0))
        store.record([attempt(1)])
        assert ids(workshops.events("kites", cursor)) == ["attempt-1"]
        assert [one.id for one in workshops.sessions("kites", 600)] == ["s"]


@contextmanager
def frozen(server):
    """A server that takes connections and never says a word."""
    processes = [server.process.pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rsplit(")", 1)[1].split()
            if int(fields[1]) == server.process.pid:
                processes.append(int(path.parent.name))
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the processes of a server are not known here")
def test_a_server_that_says_nothing_is_given_up_and_found_again(server, database):
    connection = PostgresConnection(f"{database}&connect_timeout=2", delays=(), silence=0.5)
    with closing(TabledWorkshops(PostgresTables(connection))) as workshops:
        assert workshops.join(ADA)
        with frozen(server):
            for _ in range(2):
                began = time.monotonic()
                with pytest.raises(StoreError, match="cannot be used"):
                    workshops.people("kites")
                assert time.monotonic() - began < 3 * PATIENCE
        assert workshops.people("kites") == (ADA,)


def test_a_call_that_ends_in_time_is_not_cut(database):
    connection = PostgresConnection(database, silence=0.2)
    with closing(TabledWorkshops(PostgresTables(connection))) as workshops:
        backend = connection.read(lambda one: one.info.backend_pid)
        for _ in range(5):
            workshops.people("kites")
            time.sleep(0.1)
        assert connection.read(lambda one: one.info.backend_pid) == backend


def test_who_waits_for_one_that_waits_for_the_server_is_let_go(database):
    connection = PostgresConnection(database, patience=0.5)
    holding, go = threading.Event(), threading.Event()

    def hold(_):
        holding.set()
        go.wait(30)

    holder = threading.Thread(target=connection.read, args=(hold,))
    holder.start()
    assert holding.wait(10)
    with closing(TabledWorkshops(PostgresTables(connection))) as workshops:
        try:
            with pytest.raises(StoreError, match="does not answer"):
                workshops.people("kites")
        finally:
            go.set()
            holder.join()
        assert workshops.people("kites") == ()


def test_tables_of_version_2_keep_what_they_have_and_take_workshops(database):
    with closing(PostgresStore(database, steps=load_steps("postgres")[:2])), connected(database) as connection:
        for number in range(3):
            connection(insert(f"attempt-{number}"))
    with closing(open_workshops(database, None)) as workshops:
        found = workshops.events("kites")
        assert ids(found) == ["attempt-0", "attempt-1", "attempt-2"]
        with connected(database) as connection:
            connection(insert("attempt-3"))
        assert ids(workshops.events("kites", found.cursor)) == ["attempt-3"]
        assert workshops.join(ADA)


@pytest.mark.parametrize(
    ("first", "learners", "index"),
    [
        (None, None, "tui_course_attempt_new"),
        (None, ["l1", "l2"], "tui_course_attempt_new"),
        ((19_000, 0), None, "tui_course_attempt_"),
    ],
)
def test_looks_read_no_whole_table(database, workshops, first, learners, index):
    with connected(database) as connection:
        connection(insert_many(20_000))
        connection("ANALYZE tui_course_attempt")
        number, snapshot = workshops.events("kites").cursor.split("|")[:2]
        query, values = query_since("tui_course_attempt", Cursor(int(number), snapshot, first), 0, "kites", learners)
        plan = "\n".join(line for (line,) in connection(b"EXPLAIN " + query, values).fetchall())
        assert index in plan
        assert "Seq Scan" not in plan

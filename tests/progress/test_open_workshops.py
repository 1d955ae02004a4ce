"""Where workshops are kept: beside answers, on the same connections, or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tui_course.errors import SettingsError, StoreError
from tui_course.model.workshop import Person, Way, Workshop
from tui_course.progress.memory import MemoryStore
from tui_course.progress.open import open_store, open_workshops

ADA = Person("kites", "ada", "Ada", Way.CODE, 1.0)


@pytest.fixture(params=["sqlite", "postgres"])
def address(request, tmp_path):
    return request.getfixturevalue("database") if request.param == "postgres" else str(tmp_path / "progress.sqlite")


@pytest.mark.parametrize("named", ["memory", "off"])
def test_in_memory_they_are_beside_the_events(named, attempt):
    store = open_store(named, None)
    store.record([attempt()])
    assert open_workshops(named, None, store).events("kites").attempts == (attempt(),)
    assert open_workshops(named, None).events("kites").attempts == ()


def test_they_are_beside_the_answers_of_the_same_address(address, tmp_path, attempt):
    with closing(open_store(address, None)) as store:
        store.record([attempt()])
        with closing(open_workshops(address, tmp_path)) as apart, closing(open_workshops(address, None, store)) as beside:
            assert apart.join(ADA)
            assert beside.find("kites", name="ada") == ADA
            assert apart.events("kites").attempts == beside.events("kites").attempts == (attempt(),)


@pytest.mark.parametrize("first", ["store", "workshops"])
def test_who_closes_last_closes_for_all(address, attempt, first):
    store = open_store(address, None)
    workshops = open_workshops(address, None, store)
    one, other = (store, workshops) if first == "store" else (workshops, store)
    one.close()
    one.close()
    store.record([attempt()])
    assert workshops.join(ADA)
    other.close()
    with pytest.raises(StoreError, match="is closed"):
        workshops.people("kites")
    with pytest.raises(StoreError, match="is closed"):
        store.attempts("ada")


def test_a_process_has_one_connection_to_the_server(database):
    import psycopg

    from tui_course.progress.postgres.store import PostgresStore

    counted = f"{database}&application_name=counted"
    with closing(PostgresStore(counted)) as store, closing(open_workshops(counted, None, store)) as workshops:
        workshops.join(ADA)
        store.attempts("ada")
        with psycopg.connect(database) as connection:
            query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'counted'"
            assert connection.execute(query).fetchone() == (1,)


def test_a_guests_memory_is_not_the_hosts_store(address):
    with closing(open_workshops(address, None, MemoryStore())) as workshops:
        workshops.open(Workshop("kites", "ssh", (), 1.0))
    with closing(open_workshops(address, None)) as workshops:
        assert [one.name for one in workshops.workshops()] == ["kites"]


def test_a_newer_store_takes_no_workshop(tmp_path, database):
    import psycopg

    path = tmp_path / "progress.sqlite"
    for one in (str(path), database):
        open_workshops(one, None).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("UPDATE tui_course_store SET version = 99")
    for one in (str(path), database):
        with pytest.raises(StoreError, match="newer version of tui-course"):
            open_workshops(one, None)


@pytest.mark.parametrize("named", ["mysql://ada:w0rd@host/x", "postgresql://host/x?nonsense=w0rd", "a\0b"])
def test_an_address_that_is_none_is_refused(named):
    with pytest.raises(SettingsError) as caught:
        open_workshops(named, None)
    assert "w0rd" not in str(caught.value)


@pytest.mark.parametrize("named", ["postgresql://ada@127.0.0.1:1/kites", ""])
def test_what_cannot_be_reached_is_an_error(named):
    with pytest.raises(StoreError):
        open_workshops(named, None)

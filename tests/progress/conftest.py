from __future__ import annotations

import importlib.util
import itertools
from pathlib import Path

import pytest

from tui_course.model.annotation import Anchor, Annotation, AnnotationKind
from tui_course.model.answer import Chosen, Outcome
from tui_course.model.attempt import Attempt, Visit
from tui_course.progress.memory import MemoryStore
from tui_course.progress.memory_workshops import MemoryWorkshops

HERE = Path(__file__).resolve().parent
numbers = itertools.count()


def load(name):
    spec = importlib.util.spec_from_file_location(f"progress_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def attempt():
    """Makes an attempt, right and sure of nothing, with what is said of it."""

    def make(number=0, **given):
        values = {
            "id": f"attempt-{number}",
            "learner": "ada",
            "course": "kites",
            "page": "wind",
            "question": "q",
            "at": float(number),
            "answer": Chosen(("a",)),
            "outcome": Outcome.RIGHT,
            "score": 1.0,
            "points": 1.0,
        }
        return Attempt(**(values | given))

    return make


@pytest.fixture(scope="session")
def visit():
    """Makes a visit with what is said of it."""

    def make(number=0, **given):
        values = {
            "id": f"visit-{number}",
            "learner": "ada",
            "course": "kites",
            "page": "wind",
            "at": float(number),
            "read": 0.5,
        }
        return Visit(**(values | given))

    return make


@pytest.fixture(scope="session")
def annotation():
    """Makes a state of a note with what is said of it."""

    def make(number=0, **given):
        values = {
            "id": f"annotation-{number}",
            "learner": "ada",
            "course": "kites",
            "page": "wind",
            "at": float(number),
            "annotation": "annotation-0",
            "kind": AnnotationKind.NOTE,
            "anchor": Anchor("Wind is air that moves.", heading="Wind", number=1),
        }
        return Annotation(**(values | given))

    return make


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server, one for each process that runs tests."""
    module = load("server")
    if not module.installed():
        pytest.skip("there is no PostgreSQL wheel for this platform")
    with module.Server() as running:
        yield running


@pytest.fixture
def database(server):
    """The address of an empty schema of its own."""
    import psycopg

    name = f"test_{next(numbers)}"
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return server.url(name)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request, tmp_path):
    """An empty store of each kind."""
    match request.param:
        case "memory":
            opened = MemoryStore()
        case "sqlite":
            from tui_course.progress.sqlite.store import SqliteStore

            opened = SqliteStore(tmp_path / "progress.sqlite")
        case "postgres":
            from tui_course.progress.postgres.store import PostgresStore

            opened = PostgresStore(request.getfixturevalue("database"))
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgres"])
def reopen(request, tmp_path):
    """Opens one and the same lasting store, any number of times."""
    opened = []
    address = request.getfixturevalue("database") if request.param == "postgres" else str(tmp_path / "progress.sqlite")

    def reopened():
        from tui_course.progress.open import open_store

        opened.append(open_store(address, None))
        assert opened[-1].notice == ""
        return opened[-1]

    yield reopened
    for one in opened:
        one.close()


class Kept:
    """A store of workshops and the store of events beside it; `age` makes everything that was heard older, in seconds."""

    def __init__(self, store, workshops, age):
        self.store = store
        self.workshops = workshops
        self.age = age


class Clock:
    """A clock that is set by hand, in seconds."""

    def __init__(self):
        self.at = 1.7e9

    def __call__(self):
        return self.at


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def both(request, tmp_path):
    """An empty store of each kind, of workshops and of events."""
    if request.param == "memory":
        clock = Clock()
        store = MemoryStore()

        def pass_by(seconds):
            clock.at += seconds

        yield Kept(store, MemoryWorkshops(store, clock), pass_by)
        return
    from tui_course.progress.open import open_store, open_workshops

    address = request.getfixturevalue("database") if request.param == "postgres" else str(tmp_path / "progress.sqlite")
    store = open_store(address, None)
    assert store.notice == ""
    workshops = open_workshops(address, None, store)

    def age(seconds):
        if request.param == "postgres":
            store.connection.write(lambda one: one.execute("UPDATE tui_course_session SET heard = heard - %s", (seconds,)))
        else:
            store.file.write(lambda one: one.execute("UPDATE session SET heard = heard - ?", (seconds,)))

    yield Kept(store, workshops, age)
    workshops.close()
    store.close()

"""Which terminals are here, as the store is told."""

from __future__ import annotations

import threading
import time

import pytest

from tui_course.errors import StoreError
from tui_course.model.workshop import Session
from tui_course.serve.presence import Presence


class Store:
    """Remembers what it was told, and fails `failures` times before; `told` is set after each beat."""

    def __init__(self, failures=0):
        self.failures = failures
        self.error = StoreError("down")
        self.of_nobody = frozenset()
        self.here = set()
        self.beats = []
        self.begun = []
        self.changed = threading.Condition()

    def begin(self, session):
        self._fail()
        self.begun.append(session.id)
        self.here.add(session.id)

    def end(self, session):
        self._fail()
        self.here.discard(session)

    def beat(self, host, sessions):
        self._fail()
        with self.changed:
            self.beats.append((host, set(sessions)))
            self.changed.notify_all()
            return self.of_nobody

    def _fail(self):
        if self.failures:
            self.failures -= 1
            raise self.error

    def until(self, condition):
        with self.changed:
            assert self.changed.wait_for(condition, 10)


def session(name):
    return Session(id=name, workshop="w", learner="l", host="here", began=time.time())


@pytest.fixture
def presence():
    made = []

    def make(store, **options):
        made.append(Presence(store, "here", failures.append, **options))
        made[-1].start()
        return made[-1]

    failures = make.failures = []
    yield make
    for one in made:
        one.close()


def test_who_comes_and_goes_is_told_at_once(presence):
    store = Store()
    one = presence(store, every=60.0)
    one.begin(session("a"))
    store.until(lambda: ("here", {"a"}) in store.beats)
    one.end("a")
    store.until(lambda: ("here", set()) in store.beats[1:] and not store.here)


def test_whose_learners_were_forgotten_is_told_once():
    store, told = Store(), []
    one = Presence(store, "here", told.append, every=0.01)
    store.of_nobody = frozenset(("a",))
    one.start(lambda sessions: told.append(set(sessions)))
    try:
        store.until(lambda: len(store.beats) > 3)
        store.of_nobody = frozenset(("a", "b"))
        store.until(lambda: len(told) > 1)
        before = len(store.beats)
        store.until(lambda: len(store.beats) > before + 2)
    finally:
        one.close()
    assert told == [{"a"}, {"b"}]


def test_the_first_beat_ends_what_was_here_before(presence):
    store = Store()
    presence(store, every=60.0)
    store.until(lambda: store.beats == [("here", set())])


def test_it_beats_while_nobody_comes_or_goes(presence):
    store = Store()
    one = presence(store, every=0.01)
    one.begin(session("a"))
    store.until(lambda: store.beats.count(("here", {"a"})) > 3)
    assert store.begun == ["a"]


def test_what_could_not_be_told_is_told_later(presence):
    store = Store(failures=1)
    one = presence(store, every=0.01)
    one.begin(session("a"))
    store.until(lambda: store.here == {"a"} and ("here", {"a"}) in store.beats)
    assert len(presence.failures) == 1
    store.failures = 1
    one.end("a")
    one.begin(session("b"))
    store.until(lambda: store.here == {"b"} and store.beats[-1] == ("here", {"b"}))


def test_a_store_that_fails_is_said_once_and_whatever_it_raises_ends_nothing(presence):
    store, said = Store(failures=2), []
    store.error = ValueError("odd")
    one = presence(store, every=0.01, say=said.append)
    one.begin(session("a"))
    store.until(lambda: store.beats)
    one.close()
    assert len(presence.failures) == 2
    assert said[0].endswith(": ValueError('odd')")
    assert said[1:] == ["the store takes what it is given again"]
    assert store.here == {"a"}


def test_closing_tells_what_is_left(presence):
    store = Store()
    one = presence(store, every=60.0)
    one.begin(session("a"))
    one.end("a")
    one.close()
    assert store.here == set()

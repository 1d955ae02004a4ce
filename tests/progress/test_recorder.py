from __future__ import annotations

import queue
import threading
from contextlib import closing

import pytest

from tui_course.errors import StoreError
from tui_course.progress.memory import MemoryStore
from tui_course.progress.recorder import Failing, Recorder, Saved, Saving

LONG = 60.0


class Gate(MemoryStore):
    """A store whose every `record` waits for a word: nothing to go on, an exception to fail with."""

    def __init__(self):
        super().__init__()
        self.words = queue.Queue()
        self.asked = queue.Queue()
        self.batches = []
        self.looked_after = threading.Event()

    def record(self, events):
        self.asked.put(len(events))
        word = self.words.get(timeout=LONG)
        if word is not None:
            raise word
        self.batches.append([one.id for one in events])
        super().record(events)

    def upkeep(self):
        self.looked_after.set()


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def recorder(gate):
    """A recorder that tries again at once and tells its states into a queue."""
    told = queue.Queue()
    made = Recorder(gate, lambda: told.put(made.state), delays=(0.0,), upkeep_after=LONG)
    made.told = told
    yield made
    gate.words.put(None)
    gate.words.put(None)
    made.close(LONG)


def test_saved_is_said_after_the_commit_only(gate, recorder, attempt):
    assert recorder.state == Saved()
    recorder.record(attempt(1))
    assert recorder.told.get(timeout=LONG) == Saving(1)
    assert gate.asked.get(timeout=LONG) == 1
    assert recorder.state == Saving(1)
    assert gate.attempts("ada") == ()
    gate.words.put(None)
    assert recorder.told.get(timeout=LONG) == Saved()
    assert gate.attempts("ada") == (attempt(1),)


def test_what_waits_goes_in_one_transaction(gate, recorder, attempt):
    recorder.record(attempt(1))
    assert gate.asked.get(timeout=LONG) == 1
    for number in range(2, 100):
        recorder.record(attempt(number))
    assert recorder.state == Saving(99)
    gate.words.put(None)
    assert gate.asked.get(timeout=LONG) == 98
    assert recorder.state == Saving(98)
    gate.words.put(None)
    assert recorder.flush(LONG)
    assert gate.batches == [["attempt-1"], [f"attempt-{number}" for number in range(2, 100)]]


@pytest.mark.parametrize(
    ("error", "reason"),
    [(StoreError("the disk is full"), "the disk is full"), (KeyError("x"), "the store failed: KeyError('x')")],
)
def test_a_store_that_fails_is_tried_until_it_works(gate, recorder, attempt, error, reason):
    recorder.record(attempt(1))
    for _ in range(3):
        gate.words.put(error)
        gate.asked.get(timeout=LONG)
    gate.asked.get(timeout=LONG)
    assert recorder.state == Failing(1, reason)
    recorder.record(attempt(2))
    assert recorder.state == Failing(2, reason)
    gate.words.put(None)
    gate.words.put(None)
    assert recorder.flush(LONG)
    assert recorder.state == Saved()
    assert [one for batch in gate.batches for one in batch] == ["attempt-1", "attempt-2"]
    told = [recorder.told.get(timeout=LONG) for _ in range(2)]
    assert told == [Saving(1), Failing(1, reason)]


def test_a_long_pause_is_cut_short_by_flush_and_by_closing(gate, attempt):
    failing = threading.Event()
    recorder = Recorder(gate, lambda: isinstance(recorder.state, Failing) and failing.set(), delays=(3_600.0,))
    recorder.record(attempt(1))
    gate.words.put(StoreError("not now"))
    assert failing.wait(LONG)
    gate.words.put(StoreError("not now either"))
    gate.words.put(None)
    assert recorder.flush(0.0) is False
    assert gate.asked.get(timeout=LONG) == 1
    assert gate.asked.get(timeout=LONG) == 1
    assert recorder.close(LONG) == 0
    assert gate.attempts("ada") == (attempt(1),)


def test_closing_says_how_many_are_not_saved(gate, attempt):
    recorder = Recorder(gate, delays=(3_600.0,))
    recorder.record(attempt(1))
    recorder.record(attempt(2))
    assert recorder.close(0.0) == 2
    gate.words.put(StoreError("never"))
    assert recorder.close(LONG) == 2
    recorder.record(attempt(3))
    assert recorder.state == Failing(3, "the program is about to end")
    assert not recorder._thread.is_alive()


def test_closing_saves_what_waits(tmp_path, attempt, visit):
    from tui_course.progress.sqlite.store import SqliteStore

    with closing(SqliteStore(tmp_path / "progress.sqlite")) as store:
        recorder = Recorder(store)
        for number in range(200):
            recorder.record(attempt(number))
            recorder.record(visit(number))
        assert recorder.close(LONG) == 0
        assert recorder.close(LONG) == 0
        assert len(store.attempts("ada")) == len(store.visits("ada")) == 200


def test_a_listener_that_fails_costs_no_answer(attempt):
    def told():
        raise RuntimeError("the application is gone")

    store = MemoryStore()
    recorder = Recorder(store, told)
    recorder.record(attempt(1))
    assert recorder.flush(LONG)
    recorder.record(attempt(2))
    assert recorder.close(LONG) == 0
    assert len(store.attempts("ada")) == 2


def test_the_store_is_looked_after_once_when_there_is_nothing_to_do(gate, attempt):
    recorder = Recorder(gate, upkeep_after=0.0)
    assert gate.looked_after.wait(LONG)
    gate.looked_after.clear()
    gate.words.put(None)
    recorder.record(attempt(1))
    assert recorder.close(LONG) == 0
    assert not gate.looked_after.is_set()


def test_a_store_that_cannot_be_looked_after_goes_on_keeping_answers(attempt):
    class Unkempt(MemoryStore):
        """Fails in a way that no store should."""

        asked = threading.Event()

        def upkeep(self):
            self.asked.set()
            raise ValueError("no time")

    store = Unkempt()
    recorder = Recorder(store, upkeep_after=0.0)
    assert store.asked.wait(LONG)
    recorder.record(attempt(1))
    assert recorder.close(LONG) == 0
    assert store.attempts("ada") == (attempt(1),)


def test_news_of_the_store_is_told():
    class Repaired(MemoryStore):
        """Has something to say once it was looked after."""

        news = ""

        @property
        def notice(self):
            return self.news

        def upkeep(self):
            self.news = "The file was damaged."

    told = threading.Event()
    store = Repaired()
    recorder = Recorder(store, told.set, upkeep_after=0.0)
    assert told.wait(LONG)
    assert recorder.state == Saved()
    recorder.close(LONG)


def test_threads_record_at_once(attempt):
    store = MemoryStore()
    recorder = Recorder(store)
    threads = [
        threading.Thread(target=lambda one=one: [recorder.record(attempt(id=f"{one}-{n}")) for n in range(100)])
        for one in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert recorder.close(LONG) == 0
    assert len(store.attempts("ada")) == 800

"""What is kept of one learner in a workshop: as much as the quota, in every store; the rest for as long as the program runs."""

from __future__ import annotations

import pytest

from tui_course.errors import StoreError
from tui_course.model.answer import Typed
from tui_course.progress.memory import MemoryStore
from tui_course.progress.quota import BoundedStore, Quota

PARTS = 64


class Clock:
    at = 0.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


def test_what_there_is_room_for_is_kept_and_the_rest_goes_on_in_memory(store, clock, attempt, visit):
    bounded = BoundedStore(store, Quota(events=10), clock)
    for number in range(0, 24, 2):
        bounded.record([attempt(number), visit(number + 1)])
        assert bounded.lasting == (store.lasting and number < 10)
        assert bool(bounded.notice) == (number >= 10)
    assert store.used("ada").events == 10
    assert len(bounded.attempts("ada")) == len(bounded.visits("ada")) == 12
    assert "ask your instructor" in bounded.notice
    # Another learner has room of their own.
    bounded.record([attempt(100, learner="bo")])
    assert store.attempts("bo")


def test_bytes_are_counted_as_well(store, clock, annotation):
    one = annotation(0, note="漢" * 1_000)
    bounded = BoundedStore(store, Quota(bytes=10_000), clock)
    for number in range(10):
        bounded.record([annotation(number, note="漢" * 1_000)])
    used = store.used("ada")
    assert used.bytes <= 10_000
    assert used.events == 3
    assert len(bounded.annotations("ada")) == 10
    assert bounded.annotations("ada")[0] == one


def test_what_is_too_long_is_left_out_alone(store, clock, attempt):
    bounded = BoundedStore(store, Quota(event_bytes=5_000), clock)
    bounded.record([attempt(1), attempt(2, answer=Typed(("x" * 6_000,))), attempt(3)])
    assert [one.id for one in store.attempts("ada")] == ["attempt-1", "attempt-3"]
    assert len(bounded.attempts("ada")) == 3
    assert bounded.lasting is store.lasting
    assert "more than 2,500 characters" in bounded.notice


def test_several_terminals_of_one_learner_share_their_room(store, clock, attempt):
    terminals = [BoundedStore(store, Quota(events=64 * PARTS), clock) for _ in range(4)]
    for number in range(0, 80 * PARTS, 32):
        terminals[number // 32 % 4].record([attempt(one) for one in range(number, number + 32)])
    assert 64 * PARTS <= store.used("ada").events <= 64 * PARTS + 4 * 64


def test_room_that_was_made_is_found_after_a_while(store, clock, attempt):
    bounded = BoundedStore(store, Quota(events=5), clock)
    bounded.record([attempt(number) for number in range(8)])
    assert store.used("ada").events == 5
    store.erase("ada")
    clock.at += 5
    bounded.record([attempt(20)])
    assert store.attempts("ada") == ()
    clock.at += 6
    bounded.record([attempt(21)])
    assert [one.id for one in store.attempts("ada")] == ["attempt-21"]
    assert bounded.lasting is store.lasting
    assert bounded.notice == store.notice
    bounded.record([attempt(number) for number in range(30, 40)])
    assert "ask your instructor" in bounded.notice or store.notice
    assert bounded.erase("ada") > 0
    assert bounded.notice == store.notice
    bounded.record([attempt(50)])
    assert [one.id for one in bounded.attempts("ada")] == ["attempt-50"]


def test_a_store_that_fails_costs_no_room(clock, attempt):
    class Failing(MemoryStore):
        works = False

        def record(self, events):
            if not self.works:
                raise StoreError("not now")
            super().record(events)

    store = Failing()
    bounded = BoundedStore(store, Quota(events=5), clock)
    for _ in range(20):
        with pytest.raises(StoreError, match="not now"):
            bounded.record([attempt(1)])
    store.works = True
    bounded.record([attempt(number) for number in range(5)])
    assert len(store.attempts("ada")) == 5
    assert bounded.notice == ""


def test_a_notice_of_the_store_comes_first(clock, attempt):
    bounded = BoundedStore(MemoryStore("it was repaired"), Quota(events=0), clock)
    bounded.record([attempt(1)])
    assert bounded.notice == "it was repaired"

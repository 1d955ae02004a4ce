"""A thread that looks again and again."""

from __future__ import annotations

import threading

import pytest

from tests.workshop.kites import wait_until
from tui_course.errors import StoreError
from tui_course.workshop.looking import LONGEST_DELAY, Lookout, delay_after


@pytest.mark.parametrize(("failures", "delay"), [(1, 1.0), (2, 2.0), (3, 4.0), (4, LONGEST_DELAY), (10_000, LONGEST_DELAY)])
def test_a_store_that_fails_is_looked_at_less_and_less_often(failures, delay):
    assert delay_after(failures, 1.0) == delay


def test_whoever_hurries_does_not_wait_for_the_next_look():
    looks = []
    lookout = Lookout(lambda: looks.append(1), "test", 600.0, lambda: None, least=0.0)
    lookout.start()
    wait_until(lambda: looks)
    lookout.hurry()
    wait_until(lambda: len(looks) == 2)
    lookout.close()


def test_a_store_that_fails_is_not_hurried():
    looks = []

    def look():
        looks.append(1)
        raise StoreError("down")

    lookout = Lookout(look, "test", 600.0, lambda: None, least=0.0)
    lookout.start()
    wait_until(lambda: lookout.trouble)
    for _ in range(20):
        lookout.hurry()
    lookout.close()
    # The second is the last look.
    assert len(looks) == 2


def test_the_end_is_a_last_look_and_waits_for_no_delay():
    looks = []
    begun = threading.Event()

    def look():
        looks.append(lookout.closed)
        begun.set()

    lookout = Lookout(look, "test", 600.0, lambda: None)
    lookout.start()
    assert begun.wait(10)
    lookout.close(10)
    assert looks == [False, True]


def test_trouble_is_told_when_it_begins_when_it_changes_and_when_it_ends():
    reasons = iter(["one", "one", "two", ""])
    told = []
    done = threading.Event()

    def look():
        reason = next(reasons, None)
        if reason is None:
            done.set()
        elif reason:
            raise StoreError(reason)

    lookout = Lookout(look, "test", 0.001, lambda: told.append(lookout.trouble))
    lookout.start()
    assert done.wait(10)
    lookout.close()
    assert told == ["one", "two", ""]

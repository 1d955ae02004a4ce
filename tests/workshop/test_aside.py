"""Work that is done beside whoever looks."""

from __future__ import annotations

import threading

from tests.workshop.kites import wait_until
from tui_course.errors import StoreError
from tui_course.workshop.aside import Aside


def test_one_piece_of_work_at_a_time():
    gate = threading.Event()
    done = []
    aside = Aside("test", lambda: done.append("told"))
    assert not aside.finished()
    aside.begin(lambda: gate.wait(10))
    aside.begin(lambda: done.append("never"))
    assert aside.busy
    assert not aside.finished()
    gate.set()
    wait_until(lambda: not aside.busy)
    assert aside.finished()
    assert not aside.finished()
    assert done == ["told"]


def test_a_store_that_failed_is_asked_again_at_once_and_what_failed_badly_later():
    done = []

    def fail(error):
        raise error

    aside = Aside("test", lambda: done.append("told"))
    aside.begin(lambda: fail(StoreError("down")))
    wait_until(lambda: done == ["told"] and not aside.busy)
    aside.begin(lambda: fail(ZeroDivisionError()))
    wait_until(lambda: done == ["told"] * 2 and not aside.busy)
    aside.begin(lambda: done.append("never"))
    assert not aside.busy
    assert done == ["told"] * 2

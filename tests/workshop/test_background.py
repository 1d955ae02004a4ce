"""Work that is done beside whoever looks."""

from __future__ import annotations

import threading

from tests.workshop.kites import wait_until
from tui_course.errors import StoreError
from tui_course.workshop.background import Background


def test_one_piece_of_work_at_a_time():
    gate = threading.Event()
    done = []
    background = Background("test", lambda: done.append("told"))
    assert not background.finished()
    background.begin(lambda: gate.wait(10))
    background.begin(lambda: done.append("never"))
    assert background.busy
    assert not background.finished()
    gate.set()
    wait_until(lambda: not background.busy)
    assert background.finished()
    assert not background.finished()
    assert done == ["told"]


def test_a_store_that_failed_is_asked_again_at_once_and_what_failed_badly_later():
    done = []

    def fail(error):
        raise error

    background = Background("test", lambda: done.append("told"))
    background.begin(lambda: fail(StoreError("down")))
    wait_until(lambda: done == ["told"] and not background.busy)
    background.begin(lambda: fail(ZeroDivisionError()))
    wait_until(lambda: done == ["told"] * 2 and not background.busy)
    background.begin(lambda: done.append("never"))
    assert not background.busy
    assert done == ["told"] * 2

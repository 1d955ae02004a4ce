"""How much may come at a time."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.serve.flow import Allowance, Turns


def test_a_burst_passes_and_then_so_much_a_second():
    allowance = Allowance(rate=100, burst=50)
    assert allowance.take(50, 1.0) == 0.0
    assert allowance.take(10, 1.0) == pytest.approx(0.1)
    assert allowance.take(0, 1.1) == 0.0
    assert allowance.take(100, 1.1) == pytest.approx(1.0)


@given(st.lists(st.tuples(st.integers(0, 500), st.floats(0, 2)), max_size=50))
def test_no_more_passes_than_the_rate(chunks):
    allowance, now, passed = Allowance(rate=100, burst=200), 1.0, 0
    for count, pause in chunks:
        passed += count
        now += allowance.take(count, now)
        # Whoever waits as long as they are told has had no more than this.
        assert passed <= 200 + 100 * (now - 1.0) + 1e-6
        now += pause


async def test_work_is_done_in_turns_and_others_have_theirs_between():
    turns, done = Turns(asyncio.get_running_loop(), at_once=2), []
    for number in range(6):
        turns.enter(lambda number=number: done.append(number))
    assert done == []
    seen = []
    while len(done) < 6:
        await asyncio.sleep(0)
        seen.append(len(done))
    assert done == [0, 1, 2, 3, 4, 5]
    assert {2, 4, 6} <= set(seen)


async def test_what_fails_keeps_nobody_from_their_turn():
    loop, failures = asyncio.get_running_loop(), []
    loop.set_exception_handler(lambda _loop, context: failures.append(context["exception"]))
    turns, done = Turns(loop, at_once=1), []
    turns.enter(lambda: 1 / 0)
    turns.enter(lambda: done.append("next"))
    turns.enter(lambda: turns.enter(lambda: done.append("last")))
    for _ in range(6):
        await asyncio.sleep(0)
    assert done == ["next", "last"]
    assert [type(one) for one in failures] == [ZeroDivisionError]

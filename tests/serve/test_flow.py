"""How much may come at a time."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.serve.flow import Allowance, Places, Turns


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


async def test_who_finds_no_place_waits_and_they_come_in_their_order():
    places, came = Places(2, patience=60), []

    async def come(number):
        place = await places.take()
        came.append(number)
        return place

    tasks = [asyncio.create_task(come(number)) for number in range(5)]
    await _rounds()
    assert came == [0, 1]
    (await tasks[1]).leave()
    (await tasks[1]).leave()
    await _rounds()
    assert came == [0, 1, 2]
    (await tasks[0]).leave()
    (await tasks[2]).leave()
    await _rounds()
    assert came == [0, 1, 2, 3, 4]
    for task in tasks:
        (await task).leave()


async def test_a_place_that_is_not_left_is_free_again():
    places = Places(1, patience=0.01)
    kept = await places.take()
    second = await asyncio.wait_for(places.take(), 10)
    # It is the second's now, whatever the first does.
    kept.leave()
    third = asyncio.create_task(places.take())
    await _rounds()
    assert not third.done()
    second.leave()
    (await asyncio.wait_for(third, 10)).leave()


async def test_who_goes_while_they_wait_keeps_nobody_out():
    places = Places(1, patience=60)
    first = await places.take()
    waiting = asyncio.create_task(places.take())
    await _rounds()
    waiting.cancel()
    first.leave()
    await _rounds()
    (await asyncio.wait_for(places.take(), 10)).leave()


async def _rounds():
    for _ in range(5):
        await asyncio.sleep(0)

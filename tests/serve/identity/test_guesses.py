from __future__ import annotations

import asyncio

import pytest

from tui_course.serve.identity.guesses import Guesses, TooMany


class Time:
    def __init__(self):
        self.now = 1_000.0
        self.slept = []

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)


@pytest.fixture
def clock():
    return Time()


@pytest.fixture
def guesses(clock):
    return Guesses(addresses=True, clock=clock, sleep=clock.sleep)


async def test_five_are_free_and_then_each_waits_twice_as_long(guesses, clock):
    for _ in range(14):
        await guesses.turn("192.0.2.1", "anna")
        guesses.missed("192.0.2.1", "anna")
    assert clock.slept == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_others_do_not_wait_with_them(guesses):
    for _ in range(20):
        guesses.missed("192.0.2.1", "anna")
    assert guesses.delay("192.0.2.1", "anna") == 60
    assert guesses.delay("192.0.2.1", "bo") == 0
    assert guesses.delay("192.0.2.2", "anna") == 0


def test_who_was_right_begins_anew_and_who_waits_long_too(guesses, clock):
    for who in ("anna", "bo"):
        for _ in range(10):
            guesses.missed("192.0.2.1", who)
    guesses.right("192.0.2.1", "anna")
    assert guesses.delay("192.0.2.1", "anna") == 0
    assert guesses.delay("192.0.2.1", "bo") == 32
    clock.now += 901
    assert guesses.delay("192.0.2.1", "bo") == 0


def test_a_name_for_each_guess_does_not_help(guesses):
    for number in range(200):
        guesses.missed("192.0.2.1", f"name {number}")
    assert guesses.delay("192.0.2.1", "somebody new") == 16
    assert guesses.delay("192.0.2.2", "somebody new") == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2", True),
        ("", "", True),
        ("no address", "other", False),
    ],
)
def test_what_one_client_can_have_as_addresses(guesses, one, other, same):
    for _ in range(6):
        guesses.missed(one, "anna")
    assert bool(guesses.delay(other, "anna")) is same


def test_behind_a_balancer_addresses_say_nothing(clock):
    guesses = Guesses(addresses=False, clock=clock, sleep=clock.sleep)
    for number in range(200):
        guesses.missed("", f"name {number}")
    assert guesses.delay("", "anna") == 0


async def test_few_wait_at_once(clock):
    gate = asyncio.Event()

    async def sleep(_seconds):
        await gate.wait()

    guesses = Guesses(addresses=True, clock=clock, sleep=sleep)
    for number in range(60):
        guesses.missed("192.0.2.1", f"name {number}")
    waiting = [asyncio.create_task(guesses.turn("192.0.2.1", f"other {number}")) for number in range(8)]
    await asyncio.sleep(0)
    with pytest.raises(TooMany):
        await guesses.turn("192.0.2.1", "anna")
    waiting[0].cancel()
    gate.set()
    done = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(done[0], asyncio.CancelledError)
    assert done[1:] == [None] * 7
    await guesses.turn("192.0.2.1", "anna")


def test_nobody_fills_the_memory(guesses):
    for number in range(10_000):
        guesses.missed(f"10.0.{number // 256}.{number % 256}", "x")
    assert len(guesses._misses) <= 4_096

"""How many newcomers one address brings."""

from __future__ import annotations

import pytest

from tui_course.serve.identity.guesses import TooMany
from tui_course.serve.identity.newcomers import AT_ONCE, SECONDS, Newcomers


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def came(newcomers, address, count):
    """How many of so many were let in."""
    found = 0
    for _ in range(count):
        try:
            newcomers.take(address)
        except TooMany:
            continue
        found += 1
    return found


@pytest.mark.parametrize(
    ("address", "neighbour"), [("1.1.1.1", "1.1.1.2"), ("2a00::1", "2a00:0:0:1::1"), ("192.168.1.2", "192.168.1.3")]
)
def test_an_address_brings_so_many_and_then_one_after_the_other(address, neighbour):
    clock = Clock()
    newcomers = Newcomers(clock)
    assert came(newcomers, address, AT_ONCE + 50) == AT_ONCE
    assert came(newcomers, neighbour, 1) == 1
    clock.now += SECONDS
    assert came(newcomers, address, 5) == 1
    clock.now += SECONDS * AT_ONCE * 10
    assert came(newcomers, address, AT_ONCE + 50) == AT_ONCE


def test_a_name_that_is_taken_costs_nothing():
    newcomers = Newcomers(Clock())
    for _ in range(AT_ONCE * 2):
        newcomers.take("1.1.1.1")
        newcomers.give_back("1.1.1.1")
    assert came(newcomers, "1.1.1.1", AT_ONCE + 5) == AT_ONCE


def test_a_network_of_version_6_is_one():
    newcomers = Newcomers(Clock())
    assert sum(came(newcomers, f"2a00::{number:x}", 1) for number in range(AT_ONCE + 5)) == AT_ONCE


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1"])
def test_this_machine_may_be_a_balancer(address):
    assert came(Newcomers(Clock()), address, AT_ONCE + 5) == AT_ONCE + 5


def test_no_more_addresses_are_remembered_than_some_thousand():
    newcomers = Newcomers(Clock())
    for number in range(5_000):
        newcomers.take(f"1.1.{number // 256}.{number % 256}")
    assert len(newcomers._left) == 4_096

"""Who may stay where there is not room for everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.workshop import Person, Way
from tui_course.serve.admission import GRACE, PATIENCE, Admission, Limits, Stage
from tui_course.serve.figures import Refusal

ADDRESSES = st.sampled_from(["1.1.1.1", "1.1.1.2", "10.0.0.1", "2a00::1"])
LIMITS = Limits(unauthenticated=4, from_address=2, sessions=2)


def person(name, way=Way.CODE):
    return Person("robots", name, name.title(), way, 0.0)


class Stranger:
    def __init__(self, address, came=0.0, stage=Stage.SILENT):
        self.address = address
        self.came = came
        self.stage = stage
        self.gone = False

    def cut(self):
        self.gone = True


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def admission(clock):
    return Admission(LIMITS, clock)


def test_so_many_from_one_address_of_the_internet(admission):
    assert [admission.enter(Stranger("1.1.1.1")) for _ in range(3)] == [None, None, Refusal.ADDRESS]
    assert admission.enter(Stranger("1.1.1.2")) is None


@pytest.mark.parametrize("address", ["127.0.0.1", "192.168.1.7", "::1", "fe80::1%eth0", "::ffff:10.0.0.1"])
def test_a_classroom_may_have_one_address(admission, address):
    assert [admission.enter(Stranger(address)) for _ in range(5)] == [None] * 4 + [Refusal.CROWDED]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2a00:1450:4001::1", "2a00:1450:4001::2", True),
        ("2a00:1450:4001::1", "2a00:1450:4002::1", False),
        ("::ffff:1.1.1.1", "1.1.1.1", True),
        ("no address", "no address", True),
    ],
)
def test_a_host_is_known_by_its_network(admission, one, other, same):
    assert admission.enter(Stranger(one)) is None
    assert admission.enter(Stranger(one)) is None
    assert admission.enter(Stranger(other)) is (Refusal.ADDRESS if same else None)


def test_who_has_come_least_far_makes_room(admission, clock):
    here = [Stranger("10.0.0.1", at, stage) for at, stage in ((0.0, Stage.ENCRYPTED), (0.1, Stage.SILENT), (0.2, Stage.SILENT))]
    here.append(Stranger("10.0.0.1", 0.0, Stage.PROVING))
    for one in here:
        assert admission.enter(one) is None
    clock.now = 0.2 + GRACE
    gone = []
    for _ in range(3):
        new = Stranger("10.0.0.2", clock.now)
        assert admission.enter(new) is None
        gone += [one for one in here if one.gone and one not in gone]
        assert admission.strangers == 4
    assert gone == [here[1], here[2], here[0]]
    assert admission.enter(Stranger("10.0.0.3", clock.now)) is Refusal.CROWDED


def test_nobody_looks_for_the_code_for_ever(admission, clock):
    here = [Stranger("10.0.0.1", at, Stage.PROVING) for at in (0.0, 1.0, 2.0, 3.0)]
    for one in here:
        admission.enter(one)
    clock.now = PATIENCE - 0.5
    assert admission.enter(Stranger("10.0.0.2", clock.now)) is Refusal.CROWDED
    clock.now = PATIENCE + 0.5
    assert admission.enter(Stranger("10.0.0.2", clock.now)) is None
    assert [one.gone for one in here] == [True, False, False, False]


def test_the_address_from_which_most_come_makes_room_first(admission, clock):
    few, many = Stranger("10.0.0.1"), [Stranger("10.0.0.2", 0.5) for _ in range(3)]
    for one in (few, *many):
        admission.enter(one)
    clock.now = 2.0
    assert admission.enter(Stranger("10.0.0.3", clock.now)) is None
    assert not few.gone
    assert [one.gone for one in many] == [True, False, False]


def test_nobody_makes_room_before_their_time(admission, clock):
    for _ in range(4):
        admission.enter(Stranger("10.0.0.1", clock.now))
    clock.now = GRACE / 2
    assert admission.enter(Stranger("10.0.0.1", clock.now)) is Refusal.CROWDED


def test_an_address_makes_room_for_itself_alone(admission, clock):
    mine, other = [Stranger("1.1.1.1") for _ in range(2)], Stranger("9.9.9.9")
    for one in (other, *mine):
        admission.enter(one)
    clock.now = GRACE
    assert admission.enter(Stranger("1.1.1.1", clock.now)) is None
    assert [one.gone for one in (other, *mine)] == [False, True, False]


def test_leaving_twice_is_once(admission):
    one = Stranger("1.1.1.1")
    admission.enter(one)
    admission.leave(one)
    admission.leave(one)
    assert admission.strangers == 0
    assert not admission._strangers


def test_so_many_sessions(admission):
    came = [admission.begin(person(name), "1.1.1.1") for name in ("ada", "grace", "alan")]
    assert came == [None, None, Refusal.FULL]
    assert admission.full
    admission.end(person("ada"), "1.1.1.1")
    assert not admission.full
    assert admission.begin(person("alan"), "1.1.1.1") is None


def test_a_full_workshop_has_room_for_its_instructors_yet_not_without_end(admission):
    for name in ("ada", "grace"):
        assert admission.begin(person(name), "1.1.1.1") is None
    came = [admission.begin(person(f"teacher {n}", Way.INSTRUCTOR), "1.1.1.1") for n in range(9)]
    assert came == [None] * 8 + [Refusal.FULL]


def test_nobody_takes_the_places_of_others(clock):
    admission = Admission(replace(LIMITS, sessions=20, of_one=2), clock)
    assert [admission.begin(person("ada"), "1.1.1.1") for _ in range(3)] == [None, None, Refusal.TERMINALS]
    assert admission.begin(person("grace"), "1.1.1.1") is None
    admission.end(person("ada"), "1.1.1.1")
    assert admission.begin(person("ada"), "1.1.1.1") is None


@pytest.mark.parametrize(
    ("address", "from_address", "most"),
    [("192.168.1.2", 2, 10), ("1.1.1.1", 2, 10), ("1.1.1.1", 15, 15), ("127.0.0.1", 2, 20), ("::ffff:127.0.0.1", 2, 20)],
)
def test_guests_of_one_address_take_half_of_the_places_or_what_is_said(clock, address, from_address, most):
    admission = Admission(replace(LIMITS, sessions=20, from_address=from_address), clock)
    came = [admission.begin(person(f"guest {n}", Way.GUEST), address) for n in range(20)]
    assert came == [None] * most + [Refusal.GUESTS] * (20 - most)
    if most < 20:
        assert admission.begin(person("another guest", Way.GUEST), "9.9.9.9") is None
        assert admission.begin(person("ada"), address) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([Way.GUEST, Way.CODE]), ADDRESSES, st.booleans())))
def test_sessions_that_have_ended_leave_nothing(steps):
    admission, here = Admission(replace(LIMITS, sessions=4, of_one=2), Clock()), []
    for name, way, address, leaves in steps:
        if leaves and here:
            admission.end(*here.pop())
        elif admission.begin(one := person(name, way), address) is None:
            here.append((one, address))
        assert admission.sessions == len(here) <= 4
    for one in here:
        admission.end(*one)
    assert admission.sessions == 0
    assert not admission._of_one
    assert not admission._guests


STEPS = st.tuples(ADDRESSES, st.sampled_from(Stage), st.sampled_from([0.0, 0.05, 0.5, 2.0]), st.booleans())


@given(st.lists(STEPS, max_size=60))
def test_there_are_never_too_many(steps):
    clock = Clock()
    admission = Admission(replace(LIMITS, unauthenticated=5), clock)
    here = []
    for address, stage, pause, leaves in steps:
        clock.now += pause
        if leaves and here:
            admission.leave(here.pop(0))
            continue
        one = Stranger(address, clock.now, stage)
        if admission.enter(one) is None:
            here.append(one)
        assert not any(one.gone for one in here if one.stage is Stage.PROVING and clock.now - one.came < PATIENCE)
        here = [one for one in here if not one.gone]
        assert admission.strangers == len(here) <= 5
        assert sum(one.address == "1.1.1.1" for one in here) <= 2

"""Learners and instructor at one database, each with a connection of their own."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from tests.workshop.kites import COURSE, RIGHT, WORKSHOP, WRONG, Opened, Unreliable, attempt, visit, wait_until
from tui_course.model.workshop import Person, Poll, PollClosed, Pulse, Session, Vote, Way, Workshop
from tui_course.progress.memory import MemoryStore
from tui_course.progress.open import open_store, open_workshops
from tui_course.progress.workshops import MAX_EVENTS
from tui_course.workshop.attending import Attendance, Votes
from tui_course.workshop.observing import Observation

EVERY = 0.01


@pytest.fixture
def address(tmp_path):
    place = str(tmp_path / "store.sqlite")
    with closing(open_store(place, None)) as store:
        assert not isinstance(store, MemoryStore)
        with closing(open_workshops(place, None, store)) as workshops:
            workshops.open(Workshop(WORKSHOP, "ssh host", (), 1.0))
            for name in ("ada", "bob", "ines"):
                way = Way.INSTRUCTOR if name == "ines" else Way.CODE
                assert workshops.join(Person(WORKSHOP, name, name.capitalize(), way, 1.0))
                workshops.begin(Session(f"s-{name}", WORKSHOP, name, "host", 1.0))
    return place


def test_next_week_nobody_sees_what_was_said_and_asked_this_week(address):
    week = 604_800.0
    with closing(open_store(address, None)) as store, closing(open_workshops(address, None, store)) as workshops:
        monday = Observation(workshops, WORKSHOP, (Opened(),), clock=lambda: 100.0)
        asked = monday.poll(COURSE, "wind", "one")
        monday.message("Lunch")
        assert monday.look().poll is not None
        assert workshops.vote(Vote(asked.id, "ada", RIGHT, 101.0))
        store.record([attempt("ada", "one", WRONG, score=0.0)])

        workshops.open(Workshop(WORKSHOP, "ssh host", (), week))
        ada = Attendance(workshops, Session("s-ada", WORKSHOP, "ada", "host", week), "Ada", every=EVERY, clock=lambda: week)
        board = Observation(workshops, WORKSHOP, (Opened(),), clock=lambda: week)
        ada.start()
        try:
            assert (board.look().poll, board.look().said) == (None, ())
            assert [one.learners for one in board.look().courses[0].questions] == [1]
            board.poll(COURSE, "wind", "two")
            board.look()
            wait_until(lambda: ada.open_poll() is not None)
            assert [one.question for one in ada.arrived()] == [one.question for one in ada.latest()] == ["two"]
            # The new poll closed none that is over.
            assert [type(one) for one in board.look().said] == [Poll]
            assert workshops.votes(asked.id) == (Vote(asked.id, "ada", RIGHT, 101.0),)
        finally:
            ada.close()


def test_a_lesson(address):
    stores = [open_workshops(address, None) for _ in range(3)]
    observation = Observation(stores[0], WORKSHOP, (Opened(),), every=EVERY)
    ada, bob = (
        Attendance(store, Session(f"s-{name}", WORKSHOP, name, "host", 1.0), name, every=EVERY)
        for store, name in zip(stores[1:], ("ada", "bob"), strict=True)
    )
    for side in (observation, ada, bob):
        side.start()
    try:
        wait_until(lambda: [row.name for row in observation.board().learners] == ["Ada", "Bob"])

        bob.set_hand(up=True)
        ada.set_pulse(Pulse.DONE)
        ada.at(COURSE, "line", 0.5)
        wait_until(lambda: [row.name for row in observation.board().learners] == ["Bob", "Ada"])
        wait_until(lambda: observation.board().learner("ada").title == "Line")
        wait_until(lambda: ada.class_now().pulses == {Pulse.DONE: 1})
        assert ada.class_now().here == 2
        observation.lower_hand("bob")
        wait_until(lambda: not bob.hand)
        wait_until(lambda: not observation.board().hands)

        with closing(open_store(address, None)) as store:
            store.record([attempt("ada", "one", WRONG, score=0.0), visit("ada", "wind", 1.0)])
        wait_until(lambda: observation.board().courses[0].questions)
        assert observation.board().learner("ada").in_course(COURSE).modules[0].tried == 1

        poll = observation.poll(COURSE, "wind", "one")
        wait_until(lambda: ada.open_poll() == bob.open_poll() == poll)
        ada.vote(poll, RIGHT)
        bob.vote(poll, WRONG)
        wait_until(lambda: observation.board().poll.votes == 2)
        assert ada.result(poll) == ()
        observation.close_poll()
        wait_until(lambda: sorted(votes.learners for votes in bob.result(poll)) == [1, 1])
        assert set(ada.result(poll)) <= {Votes(RIGHT, 1), Votes(WRONG, 1)}
        wait_until(lambda: [type(one) for one in ada.latest()] == [Poll, PollClosed])
        # What was voted is no attempt.
        assert observation.board().courses[0].questions[0].learners == 1
    finally:
        for one in (observation, ada, bob, *stores):
            one.close()


@pytest.fixture
def busy(place):
    """A workshop in which more was done than is read at once."""
    place.come("ada")
    place.did(*(visit("ada", "wind", at=float(number)) for number in range(MAX_EVENTS + 1)), visit("ada", "line", 1.0, at=1e6))
    place.did(*(attempt("ada", "one", WRONG, score=0.0, at=1.0 + number) for number in range(MAX_EVENTS + 1)))
    place.did(attempt("ada", "several", WRONG, score=0.0))
    return place


def done_and_tried(board):
    module = board.learner("ada").in_course(COURSE).modules[0]
    return module.done, module.tried


def test_more_than_is_read_at_once_is_folded_all_the_same(busy):
    board = Observation(busy.store, WORKSHOP, (Opened(),), clock=busy.clock).look()
    assert done_and_tried(board) == (1, 2)


def test_while_it_is_read_what_all_did_people_are_seen(busy):
    gate = threading.Event()

    class Slow(Unreliable):
        """The second portion of events takes its time."""

        def events(self, course, after):
            if after:
                assert gate.wait(10)
            return self.store.events(course, after)

    observation = Observation(Slow(busy.store), WORKSHOP, (Opened(),), clock=busy.clock, every=EVERY)
    observation.start()
    try:
        wait_until(lambda: observation.board().learner("ada"))
        busy.come("bob")
        wait_until(lambda: observation.board().learner("bob"))
        observation.message("Hello")
        wait_until(lambda: observation.board().said)
        gate.set()
        wait_until(lambda: done_and_tried(observation.board()) == (1, 2))
    finally:
        gate.set()
        observation.close()

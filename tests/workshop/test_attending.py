"""A learner's side of a workshop."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest

from tests.workshop.kites import COURSE, RIGHT, WORKSHOP, WRONG, Unreliable, wait_until
from tui_course.model.workshop import HandLowered, Invitation, Message, Poll, PollClosed, Pulse, Vote, Way
from tui_course.workshop.attending import INVITATION_SECONDS, Attendance, ClassNow, Closing, Votes
from tui_course.workshop.voting import Voting

EVERY = 0.01


@contextmanager
def attending(place, session, store=None, every=EVERY):
    """A learner who has looked at the store, if it can be looked at."""
    store = store or Unreliable(place.store)
    attendance = Attendance(store, session, session.learner, clock=place.clock, every=every)
    attendance.start()
    try:
        # The second one begins when the first was taken in.
        wait_until(lambda: attendance.trouble or store.asked.count("notices") > (every == EVERY))
        yield attendance
    finally:
        attendance.close()


def message(name, text="Hello", at=1000.0):
    return Message(name, WORKSHOP, at, text)


def invitation(name, at=1000.0):
    return Invitation(name, WORKSHOP, at, COURSE, "wind")


def poll(name):
    return Poll(name, WORKSHOP, 1000.0, COURSE, "wind", "one")


def closed(name):
    return PollClosed(f"end of {name}", WORKSHOP, 1000.0, name)


def lowered(name, learner):
    return HandLowered(name, WORKSHOP, 1000.0, learner)


def kept(place, learner):
    return [one for one in place.store.sessions(WORKSHOP, 60) if one.learner == learner][-1]


def collected(attendance, *, until):
    """What arrives until something is among it."""
    found = []

    def is_there():
        found.extend(attendance.arrived())
        return until in [getattr(one, "id", one) for one in found]

    wait_until(is_there)
    return found


# What arrives


def test_what_is_said_arrives_once_and_stays_in_what_was_said(place):
    with attending(place, place.come("ada")) as attendance:
        place.store.post(message("a"))
        assert collected(attendance, until="a") == [message("a")]
        place.store.post(invitation("b"))
        assert collected(attendance, until="b") == [invitation("b")]
        assert attendance.arrived() == ()
        assert attendance.latest() == (message("a"), invitation("b"))


BEFORE = {
    "words are read in the list": ([message("m")], []),
    "the newest invitation is worth it": ([invitation("old"), invitation("new")], ["new"]),
    "an invitation of long ago is not": ([invitation("old", 1000.0 - INVITATION_SECONDS - 1)], []),
    "an older one is not where the newest is too old": (
        [invitation("new"), invitation("late", 1000.0 - INVITATION_SECONDS - 1)],
        [],
    ),
    "a poll that is open is": ([poll("p")], ["p"]),
    "a poll that is closed is not": ([poll("p"), closed("p")], []),
    "an open one before it is not": ([poll("p"), poll("q"), closed("q")], []),
    "both, as they were said": ([poll("p"), message("m"), invitation("i")], ["p", "i"]),
}


@pytest.mark.parametrize("case", BEFORE)
def test_of_what_was_said_before_only_what_is_still_to_be_done_arrives(place, case):
    said, arriving = BEFORE[case]
    for notice in said:
        place.store.post(notice)
    with attending(place, place.come("ada")) as attendance:
        wait_until(lambda: len(attendance.latest()) == len(said))
        place.store.post(message("last"))
        found = collected(attendance, until="last")
        assert [one.id for one in found] == [*arriving, "last"]
        assert attendance.latest() == (*said, message("last"))


def test_a_word_of_the_host_arrives_though_the_store_is_down(place):
    store = Unreliable(place.store)
    store.down = True
    told = threading.Event()
    with attending(place, place.come("ada"), store) as attendance:
        attendance.listener = told.set
        attendance.host_says(Closing(10, "the host stops"))
        assert told.wait(10)
        assert attendance.arrived() == (Closing(10, "the host stops"),)
        assert attendance.latest() == ()


def test_only_so_much_is_remembered(place):
    with attending(place, place.come("ada")) as attendance:
        for number in range(250):
            place.store.post(message(str(number)))
        wait_until(lambda: attendance.latest() and attendance.latest()[-1].id == "249")
        assert len(attendance.latest()) == 100
        assert len(attendance.arrived()) <= 100


# What goes out


def test_where_the_learner_is_is_kept(place):
    session = place.come("ada")
    with attending(place, session) as attendance:
        attendance.at(COURSE, "wind", 0.123456)
        wait_until(lambda: kept(place, "ada").page == "wind")
        assert kept(place, "ada").read == 0.12
        assert kept(place, "ada").course == COURSE


def test_what_is_as_it_was_is_not_written(place):
    store = Unreliable(place.store)
    with attending(place, place.come("ada", course=COURSE, page="wind"), store) as attendance:
        attendance.at(COURSE, "wind", 0.0)
        attendance.set_pulse(None)
        attendance.set_hand(up=False)
        wait_until(lambda: store.asked.count("notices") > 3)
        assert "tell" not in store.asked


def test_what_changes_often_is_written_seldom_and_the_last_is_kept(place):
    store = Unreliable(place.store)
    with attending(place, place.come("ada"), store, every=60) as attendance:
        for percent in range(100):
            attendance.at(COURSE, "line", percent / 100)
    assert store.asked.count("tell") <= 2
    assert (kept(place, "ada").page, kept(place, "ada").read) == ("line", 0.99)


def test_what_changed_just_before_the_end_is_written_all_the_same(place):
    store = Unreliable(place.store)
    attendance = Attendance(store, place.come("ada"), "ada", clock=place.clock, every=600)
    attendance.at(COURSE, "wind", 0.0)
    attendance.start()
    wait_until(lambda: kept(place, "ada").page == "wind")
    attendance.at(COURSE, "line", 0.5)
    attendance.close()
    assert (kept(place, "ada").page, kept(place, "ada").read) == ("line", 0.5)


def test_what_is_shown_at_once_is_what_was_said_last(place):
    with attending(place, place.come("ada")) as attendance:
        attendance.set_pulse(Pulse.LOST)
        attendance.set_hand(up=True)
        assert (attendance.pulse, attendance.hand) == (Pulse.LOST, True)
        wait_until(lambda: kept(place, "ada").hand == 1000.0)
        place.clock.now = 1010.0
        attendance.set_hand(up=True)
        attendance.set_pulse(None)
        assert attendance.pulse is None
        wait_until(lambda: kept(place, "ada").pulse is None)
        assert kept(place, "ada").hand == 1000.0


def test_the_instructor_lowers_the_hand(place):
    told = threading.Event()
    with attending(place, place.come("ada")) as attendance:
        attendance.set_hand(up=True)
        wait_until(lambda: kept(place, "ada").hand)
        attendance.listener = told.set
        place.store.post(lowered("l", "ada"))
        assert [one.id for one in collected(attendance, until="l")] == ["l"]
        assert not attendance.hand
        assert told.is_set()
        wait_until(lambda: not kept(place, "ada").hand)


def test_a_hand_that_was_lowered_before_stays_as_it_is(place):
    place.store.post(lowered("l", "ada"))
    with attending(place, place.come("ada", hand=900.0)) as attendance:
        wait_until(attendance.latest)
        assert attendance.hand


def test_a_vote_is_kept_and_may_be_changed(place):
    place.store.post(poll("p"))
    with attending(place, place.come("ada")) as attendance:
        attendance.vote(poll("p"), WRONG)
        wait_until(lambda: place.store.votes("p"))
        attendance.vote(poll("p"), RIGHT)
        assert attendance.voted(poll("p")) == RIGHT
        wait_until(lambda: [one.answer for one in place.store.votes("p")] == [RIGHT])


def test_a_vote_of_an_earlier_session_is_known(place):
    place.store.post(poll("p"))
    for name, answer in (("ada", WRONG), ("bob", RIGHT), ("eve", WRONG)):
        place.store.vote(Vote("p", name, answer, 1000.0))
    with attending(place, place.come("bob")) as attendance:
        wait_until(attendance.open_poll)
        assert attendance.voted(poll("p")) == RIGHT


def test_a_vote_that_comes_too_late_is_none(place):
    store = Unreliable(place.store)
    place.store.post(poll("p"))
    with attending(place, place.come("ada"), store) as attendance:
        wait_until(attendance.open_poll)
        store.refused.add("notices")
        place.store.post(closed("p"))
        attendance.vote(poll("p"), RIGHT)
        assert attendance.voted(poll("p")) == RIGHT
        store.refused.clear()
        wait_until(lambda: attendance.voted(poll("p")) is None)
        assert attendance.open_poll() is None
        attendance.vote(poll("p"), RIGHT)
        assert attendance.voted(poll("p")) is None
    assert place.store.votes("p") == ()


def test_a_vote_that_is_changed_while_it_is_sent_is_sent_again():
    voting = Voting("ada")
    sent = []

    class Store:
        def vote(self, vote):
            sent.append(vote.answer)
            if vote.answer == WRONG:
                voting.vote(Vote("p", "ada", RIGHT, 2.0))
            return True

    voting.vote(Vote("p", "ada", WRONG, 1.0))
    for _ in range(3):
        assert not voting.send(Store())
    assert sent == [WRONG, RIGHT]
    assert voting.voted("p") == RIGHT


# A store that fails


def test_a_store_that_is_down_costs_nothing_but_its_trouble(place):
    store = Unreliable(place.store)
    place.store.post(poll("p"))
    with attending(place, place.come("ada"), store) as attendance:
        wait_until(attendance.open_poll)
        store.down = True
        wait_until(lambda: attendance.trouble)
        assert attendance.trouble == "the cable is out"
        attendance.at(COURSE, "line", 0.5)
        attendance.set_hand(up=True)
        attendance.vote(poll("p"), RIGHT)
        attendance.class_now()
        assert attendance.result(poll("p")) == ()
        place.store.post(message("m"))
        store.down = False
        assert collected(attendance, until="m")
        wait_until(lambda: not attendance.trouble)
        wait_until(lambda: kept(place, "ada").hand and kept(place, "ada").page == "line")
        wait_until(lambda: place.store.votes("p"))


def test_a_store_that_is_full_can_still_be_read(place):
    store = Unreliable(place.store)
    store.refused = {"tell", "vote"}
    with attending(place, place.come("ada"), store) as attendance:
        attendance.at(COURSE, "line", 0.5)
        wait_until(lambda: attendance.trouble)
        place.store.post(message("m"))
        assert collected(attendance, until="m")


def test_a_listener_that_fails_and_a_store_that_fails_badly_end_nothing(place):
    store = Unreliable(place.store)
    broken = threading.Event()

    def fail():
        broken.set()
        raise RuntimeError("the screen is gone")

    with attending(place, place.come("ada"), store) as attendance:
        attendance.listener = fail
        place.store.post(message("a"))
        assert broken.wait(10)
        store.store = None
        wait_until(lambda: "cannot be followed" in attendance.trouble)
        store.store = place.store
        place.store.post(message("b"))
        assert collected(attendance, until="b")


def test_the_end_does_not_wait_for_a_store_that_hangs(place):
    class Hanging:
        reached, released = threading.Event(), threading.Event()

        def notices(self, *_given):
            self.reached.set()
            self.released.wait(60)
            return 0, ()

    store = Hanging()
    attendance = Attendance(store, place.come("ada"), "ada")
    attendance.start()
    assert store.reached.wait(10)
    attendance.close()
    assert not store.released.is_set()
    store.released.set()


def test_what_was_never_started_can_be_closed_and_twice_is_once(place):
    attendance = Attendance(place.store, place.come("ada"), "ada")
    attendance.close()
    attendance.start()
    attendance.close()
    with attending(place, place.come("bob")) as other:
        other.start()
        other.close()


# The class


def test_the_class_is_numbers(place):
    with attending(place, place.come("ada", pulse=Pulse.DONE)) as attendance:
        place.come("bob", pulse=Pulse.LOST)
        place.come("eve", pulse=Pulse.LOST)
        place.come("ines", Way.INSTRUCTOR, pulse=Pulse.OK)
        assert attendance.class_now() == ClassNow(0, {})
        wait_until(lambda: attendance.class_now() == ClassNow(3, {Pulse.DONE: 1, Pulse.LOST: 2}))


def test_nobody_who_does_not_ask_has_the_class_counted(place):
    store = Unreliable(place.store)
    with attending(place, place.come("ada"), store):
        wait_until(lambda: store.asked.count("notices") > 3)
    assert "tally" not in store.asked


def test_what_was_voted_is_there_when_the_end_of_the_poll_arrives_and_not_before(place):
    place.store.post(poll("p"))
    with attending(place, place.come("ada")) as attendance:
        wait_until(attendance.open_poll)
        for name, answer in (("bob", RIGHT), ("eve", WRONG), ("joe", RIGHT)):
            place.store.vote(Vote("p", name, answer, 1000.0))
        place.store.post(message("m"))
        for until in ("m", "n"):
            # However often it is asked.
            assert attendance.result(poll("p")) == ()
            collected(attendance, until=until)
            place.store.post(message("n"))
        assert attendance.result(poll("p")) == ()
        place.store.post(closed("p"))
        collected(attendance, until="end of p")
        assert attendance.result(poll("p")) == (Votes(RIGHT, 2), Votes(WRONG, 1))


def test_what_was_voted_before_the_learner_came_is_read_when_it_is_asked_for(place):
    place.store.post(poll("p"))
    place.store.vote(Vote("p", "bob", RIGHT, 1000.0))
    place.store.post(closed("p"))
    told = threading.Event()
    with attending(place, place.come("ada")) as attendance:
        wait_until(lambda: len(attendance.latest()) == 2)
        attendance.listener = told.set
        assert attendance.result(poll("p")) == ()
        assert told.wait(10)
        assert attendance.result(poll("p")) == (Votes(RIGHT, 1),)


def test_of_other_learners_nothing_comes_out_but_numbers_and_answers(place):
    other = "bob-the-secret"
    with attending(place, place.come("ada")) as attendance:
        wait_until(lambda: place.store.sessions(WORKSHOP, 60))
        place.come(other, hand=5.0, pulse=Pulse.LOST)
        place.store.post(poll("p"))
        place.store.vote(Vote("p", other, RIGHT, 1000.0))
        place.store.post(lowered("l", other))
        place.store.post(closed("p"))
        arrived = collected(attendance, until="end of p")
        wait_until(lambda: attendance.class_now().here == 2)
        seen = (arrived, attendance.latest(), attendance.class_now(), attendance.result(poll("p")), attendance.session)
        assert other not in repr(seen)
        assert attendance.result(poll("p"))


def test_many_at_one_store_lose_nothing(place):
    """Twenty learners who do everything at once, each from two threads of their own."""
    place.store.post(poll("p"))
    names = [f"learner {number}" for number in range(20)]
    attendances = [Attendance(place.store, place.come(name), name, every=EVERY) for name in names]
    for one in attendances:
        one.start()

    def act(attendance):
        for percent in range(50):
            attendance.at(COURSE, "line", percent / 100)
            attendance.vote(poll("p"), WRONG if percent < 49 else RIGHT)
            attendance.set_pulse(Pulse.DONE)
            attendance.set_hand(up=percent % 2 == 1)
            attendance.arrived()

    threads = [threading.Thread(target=act, args=(one,)) for one in attendances]
    for thread in threads:
        thread.start()
    for number in range(30):
        place.store.post(message(str(number)))
    for thread in threads:
        thread.join()
    wait_until(lambda: all(len(one.latest()) == 31 for one in attendances))
    for one in attendances:
        one.close()
    sessions = place.store.sessions(WORKSHOP, 60)
    assert {(one.read, one.pulse, one.hand > 0) for one in sessions} == {(0.49, Pulse.DONE, True)}
    assert [(one.learner, one.answer) for one in place.store.votes("p")] == [(name, RIGHT) for name in sorted(names)]

"""The instructor's side of a workshop."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshop.kites import (
    ASKED,
    COURSE,
    QUESTIONS,
    RIGHT,
    WORKSHOP,
    WRONG,
    Opened,
    Pages,
    Place,
    Unreliable,
    attempt,
    choose,
    question,
    visit,
    wait_until,
)
from tui_course.errors import StoreError
from tui_course.model.answer import Chosen, Outcome, Typed
from tui_course.model.visible import visible
from tui_course.model.workshop import (
    MAX_DISPLAY_NAME,
    MAX_MESSAGE,
    Message,
    Person,
    Poll,
    PollClosed,
    Pulse,
    Session,
    Vote,
    Way,
)
from tui_course.study.edition import Edition
from tui_course.workshop.board import PageDetail
from tui_course.workshop.counting import Bar, Histogram
from tui_course.workshop.observing import Observation

EVERY = 0.01


def observation(place, *courses, store=None):
    return Observation(store or place.store, WORKSHOP, courses or (Opened(),), clock=place.clock, every=EVERY)


@contextmanager
def observing(place, *courses, store=None):
    observation_ = observation(place, *courses, store=store)
    observation_.start()
    try:
        wait_until(lambda: observation_.board().at)
        yield observation_
    finally:
        observation_.close()


def names(board):
    return [row.name for row in board.learners]


def only_course(board):
    (found,) = board.courses
    return found


# Who is here


def test_before_it_is_looked_at_a_board_says_so(place):
    board = observation(place).board()
    assert (board.workshop, board.at, board.learners, board.trouble) == (WORKSHOP, 0.0, (), "")


def test_learners_are_listed_whether_they_are_here_or_not(place):
    place.join("ada")
    place.come("bob", course=COURSE, page="line", read=0.5, pulse=Pulse.LOST)
    place.did(visit("ada", "knots", 0.7, at=500.0))
    board = observation(place).look()
    ada, bob = board.learners
    assert (ada.name, ada.here, ada.page, ada.title, ada.read, ada.seen) == ("ada", False, "knots", "Knots", 0.7, 500.0)
    assert (bob.name, bob.here, bob.page, bob.title, bob.read, bob.pulse) == ("bob", True, "line", "Line", 0.5, Pulse.LOST)
    assert (board.here, board.hands, board.pulses) == (1, 0, {Pulse.LOST: 1})
    assert (bob.way, bob.joined) == (Way.CODE, 1000.0)


def test_who_is_here_without_having_joined_has_a_row_by_their_id_and_keeps_it(place):
    session = place.sit("a stranger\x1b[2J")
    watched = observation(place)
    assert names(watched.look()) == ["a stranger␛[2J"]
    place.store.end(session.id)
    (row,) = watched.look().learners
    assert (row.here, row.way, row.joined) == (False, None, 0.0)


def test_instructors_are_not_counted(place):
    place.come("ines", Way.INSTRUCTOR, pulse=Pulse.OK, hand=5.0)
    place.come("ada")
    place.did(attempt("ines", "one", WRONG, score=0.0), attempt("ada", "one", RIGHT))
    board = observation(place).look()
    assert names(board) == ["ada"]
    assert (board.here, board.hands, board.pulses) == (1, 0, {})
    (row,) = only_course(board).questions
    assert (row.learners, row.right_first) == (1, 1)


def test_two_terminals_of_a_learner_are_one_row(place):
    place.come("ada", course=COURSE, page="wind", pulse=Pulse.LOST, hand=900.0, at=1010.0)
    place.sit("ada", course=COURSE, page="line", at=1020.0)
    place.sit("ada", at=1005.0, hand=950.0)
    board = observation(place).look()
    (row,) = board.learners
    assert (row.page, row.pulse, row.hand) == ("line", Pulse.LOST, 900.0)
    assert (board.here, board.hands) == (1, 1)


def test_hands_come_first_the_longest_up_first_and_others_by_name(place):
    for name in ("Zoe", "ada", "Bob", "eve", "joe"):
        place.come(name, hand={"joe": 20.0, "eve": 30.0}.get(name, 0.0))
    assert names(observation(place).look()) == ["joe", "eve", "ada", "Bob", "Zoe"]


def test_rows_stay_where_they_are_and_are_the_same_objects_while_nothing_changes(place):
    sessions = [place.come(name) for name in ("ada", "bob", "eve")]
    watched = observation(place)
    before = watched.look()
    place.clock.now += 5
    assert watched.look() is before
    place.store.tell(replace(sessions[1], course=COURSE, page="line", at=1001.0))
    after = watched.look()
    assert names(after) == names(before)
    assert [one is other for one, other in zip(before.learners, after.learners, strict=True)] == [True, False, True]


@pytest.mark.parametrize(
    ("changed", "idle"), [(1000.0, 0.0), (991.0, 0.0), (989.0, 10.0), (941.0, 50.0), (800.0, 180.0), (2000.0, 0.0)]
)
def test_idle_is_told_in_steps_and_no_clock_of_another_host_makes_it_less_than_nothing(place, changed, idle):
    place.come("ada", began=1.0, at=changed)
    (row,) = observation(place).look().learners
    assert row.idle == idle


def test_who_answers_is_not_idle(place):
    place.come("ada", began=1.0, at=1.0)
    place.did(attempt("ada", "one", RIGHT, at=999.0))
    assert observation(place).look().learners[0].idle == 0.0


def test_names_and_pages_are_visible_and_bounded(place):
    hostile = "\x1b]0;owned\x07[@click=app.quit]" + "n" * 500
    place.store.join(Person(WORKSHOP, "ada", hostile, Way.CODE, 1.0))
    place.store.begin(Session("s", WORKSHOP, "ada", "host", 1.0, hostile, hostile, at=1.0))
    (row,) = observation(place).look().learners
    for text in (row.name, row.title):
        assert visible(text) == text
        assert len(text) <= 80
    assert len(row.name) <= MAX_DISPLAY_NAME


# How far they are


def test_progress_is_by_module_and_course(place):
    place.come("ada")
    place.come("bob")
    place.did(attempt("ada", "one", RIGHT, at=1.0), attempt("ada", "several", WRONG, score=0.0, at=2.0))
    place.did(visit("ada", "wind", 1.0, at=1.0), visit("ada", "line", 1.0, at=100.0))
    board = observation(place).look()
    found = board.learner("ada").in_course(COURSE)
    air, hand, more = found.modules
    assert (air.pages, air.done, air.questions, air.right, air.tried) == (2, 1, 2, 1, 1)
    assert air.share == pytest.approx((1 + 0.99 + 1) / 4)
    assert (hand.share, more.share) == (0.0, 0.0)
    assert (found.slowest, found.seconds, found.tried, found.right_first) == ("Wind", 99.0, 2, 1)
    assert (found.points, found.worth) == (1.0, 7.0)
    assert [one.share for one in board.learner("bob").in_course(COURSE).modules] == [0.0, 0.0, 0.0]
    assert board.learner("bob").in_course("another course").modules == ()
    assert [(one.number, one.title, one.pages) for one in only_course(board).modules] == [
        (1, "Air", 2),
        (2, "Hand", 2),
        (3, "More pages", 1),
    ]


def test_what_comes_later_is_counted_as_if_it_had_been_there(place):
    place.come("ada")
    watched = observation(place)
    watched.look()
    place.did(attempt("ada", "one", WRONG, score=0.0, at=1.0))
    watched.look()
    place.did(attempt("ada", "one", RIGHT, at=2.0), visit("ada", "wind", 1.0, at=3.0))
    assert watched.look() == observation(place).look()
    assert watched.board().learner("ada").in_course(COURSE).modules[0].right == 1


# Questions that hurt


def test_questions_are_ranked_by_how_many_were_right_at_once(place):
    for name in "abcd":
        place.come(name)
        place.did(attempt(name, "one", RIGHT if name == "a" else WRONG, score=float(name == "a"), at=1.0))
        place.did(attempt(name, "one", RIGHT, at=2.0))
        place.did(attempt(name, "blank", Typed(("north",)), at=1.0))
    for name in "abc":
        place.did(attempt(name, "several", Chosen(("kite", "line")), score=float(name != "c"), at=1.0))
    place.did(attempt("a", "number", Typed(("1",)), score=0.0))
    place.did(attempt("a", "survey", None, outcome=Outcome.UNSCORED))
    rows = only_course(observation(place).look()).questions
    assert [(row.number, row.id, row.right_first, row.learners) for row in rows] == [
        ("1.1", "one", 1, 4),
        ("1.2", "several", 2, 3),
        ("2.1", "blank", 4, 4),
        ("2.4", "number", 0, 1),
    ]
    assert [row.share for row in rows] == [0.25, pytest.approx(2 / 3), 1.0, 0.0]
    assert rows[0].title == "Which one?"
    assert rows[0].page == "wind"


def test_what_was_answered_first_is_what_is_counted(place):
    for name in "abc":
        place.come(name)
    place.did(attempt("a", "one", WRONG, score=0.0, at=1.0), attempt("a", "one", RIGHT, at=2.0))
    place.did(attempt("b", "one", None, score=0.0, at=1.0), attempt("c", "one", RIGHT, at=1.0))
    place.did(attempt("nobody", "one", RIGHT, at=1.0))
    (row,) = only_course(observation(place).look()).questions
    assert (row.learners, row.right_first) == (3, 1)
    bars = (Bar("the wind", 1, right=False), Bar("the kite", 1, right=True), Bar("the line", 0, right=False))
    assert row.histogram == Histogram(bars, learners=3, revealed=1)


def test_an_answer_that_arrives_late_may_have_been_the_first(place):
    place.come("a")
    watched = observation(place)
    place.did(attempt("a", "one", RIGHT, at=10.0))
    assert only_course(watched.look()).questions[0].right_first == 1
    place.did(attempt("a", "one", WRONG, score=0.0, at=5.0))
    (row,) = only_course(watched.look()).questions
    assert (row.right_first, [bar.count for bar in row.histogram.bars]) == (0, [1, 0, 0])


def test_an_answer_that_was_not_the_first_after_all_has_no_bar(place):
    place.come("a")
    watched = observation(place)
    place.did(attempt("a", "blank", Typed(("south",)), score=0.0, at=10.0))
    watched.look()
    place.did(attempt("a", "blank", Typed(("north",)), at=5.0))
    (row,) = only_course(watched.look()).questions
    assert row.histogram.bars == (Bar("north", 1, right=True),)


def test_a_question_that_is_gone_is_counted_as_gone(place):
    place.come("ada")
    place.did(attempt("ada", "gone", RIGHT), attempt("nobody", "gone too", RIGHT))
    found = only_course(observation(place).look())
    assert (found.questions, found.gone, found.counted) == ((), 1, True)


def test_a_page_that_cannot_be_read_lacks_its_questions(place):
    place.come("ada")
    place.did(attempt("ada", "one", RIGHT))
    found = only_course(observation(place, Opened(Pages(failing=frozenset({"wind"})))).look())
    assert (found.questions, found.failed, found.counted) == ((), 1, True)


def test_who_joins_later_is_counted_from_then_on_with_all_that_they_did(place):
    place.come("ada")
    place.did(attempt("ada", "one", RIGHT), attempt("bob", "one", WRONG, score=0.0))
    watched = observation(place)
    assert only_course(watched.look()).questions[0].learners == 1
    place.come("bob")
    (row,) = only_course(watched.look()).questions
    assert (row.learners, row.right_first, sum(bar.count for bar in row.histogram.bars)) == (2, 1, 2)


def test_who_is_forgotten_is_gone_from_rows_and_figures(place):
    for name in ("ada", "bob"):
        place.come(name)
        place.did(attempt(name, "one", RIGHT), visit(name, "wind"))
    watched = observation(place)
    assert only_course(watched.look()).questions[0].learners == 2
    place.store.forget(WORKSHOP, "bob")
    watched._people_read = float("-inf")
    board = watched.look()
    assert names(board) == ["ada"]
    assert only_course(board).questions[0].learners == 1
    assert "bob" not in repr(board)


def test_what_is_erased_is_gone_from_the_figures_though_its_learner_stays(place):
    for name in ("ada", "bob"):
        place.come(name)
        place.did(attempt(name, "one", RIGHT), visit(name, "wind"))
    watched = observation(place)
    watched.look()
    place.events.erase("bob")
    board = watched.look()
    assert names(board) == ["ada", "bob"]
    assert only_course(board).questions[0].learners == 1
    assert board.learner("bob").in_course(COURSE).tried == 0


def test_a_stranger_who_turns_out_to_be_an_instructor_is_counted_no_more(place):
    place.come("ada")
    place.sit("ines")
    place.did(attempt("ada", "one", RIGHT), attempt("ines", "one", WRONG, score=0.0))
    watched = observation(place)
    assert only_course(watched.look()).questions[0].learners == 2
    place.join("ines", Way.INSTRUCTOR)
    watched._people_read = float("-inf")
    board = watched.look()
    assert names(board) == ["ada"]
    assert only_course(board).questions[0].learners == 1


steps = st.lists(
    st.one_of(
        st.builds(lambda name, key, right, at: ("attempt", name, key, right, at), *map(st.sampled_from, (
            "abcz", ("one", "several", "gone"), (True, False, None), (1.0, 2.0, 3.0)
        ))),
        st.builds(lambda name, page: ("visit", name, page), st.sampled_from("abz"), st.sampled_from([*ASKED])),
        st.builds(lambda name: ("come", name), st.sampled_from("abcd")),
        st.just(("forget", "a")),
        st.just(("look",)),
    ),
    max_size=25,
)  # fmt: skip


@given(steps)
def test_however_often_it_is_looked_at_the_board_is_the_same(doings):
    place = Place()
    watched = observation(place)
    come = set()
    for doing in doings:
        match doing:
            case ("attempt", name, key, right, at):
                answer = None if right is None else RIGHT if right else WRONG
                place.did(attempt(name, key, answer, score=float(bool(right)), at=at))
            case ("visit", name, page):
                place.did(visit(name, page, 1.0))
            case ("come", name) if name not in come:
                come.add(name)
                place.come(name)
            case ("forget", name) if name in come:
                come.discard(name)
                place.store.forget(WORKSHOP, name)
            case ("look",):
                watched._people_read = float("-inf")
                watched.look()
    watched._people_read = float("-inf")
    assert watched.look() == observation(place).look()


def test_the_board_says_of_the_class_what_learners_are_told(place):
    for number, pulse in enumerate([*Pulse, None, Pulse.LOST]):
        place.come(f"learner {number}", pulse=pulse)
    place.sit("learner 0", at=2000.0)
    place.sit("learner 1", at=2000.0, pulse=Pulse.OK)
    place.come("ines", Way.INSTRUCTOR, pulse=Pulse.OK)
    board = observation(place).look()
    assert (board.here, dict(board.pulses)) == tuple(place.store.tally(WORKSHOP, 60))


# A course that is edited


def test_the_next_edition_is_counted_by_as_soon_as_it_is_open(place):
    place.come("ada")
    place.did(attempt("ada", "one", RIGHT), attempt("ada", "blank", Typed(("x",)), score=0.0))
    course = Opened()
    watched = observation(place, course)
    assert [row.id for row in only_course(watched.look()).questions] == ["blank", "one"]
    edited = QUESTIONS | {"one": question("one", choose("wind", "moon", right={"moon"}), "Which now?")}
    course.edition = Edition(Pages({"wind": ("one",), "new": ()}, edited, title="Kites again"))
    board = watched.look()
    found = only_course(board)
    assert (found.title, found.gone, [row.title for row in found.questions]) == ("Kites again", 1, ["Which now?"])
    # What was chosen is no choice any more.
    assert found.questions[0].histogram.others == 1
    assert [one.pages for one in found.modules] == [2]
    assert len(board.learner("ada").in_course(COURSE).modules) == 1


def test_while_a_course_is_read_people_are_seen(place):
    gate = threading.Event()
    place.come("ada", course=COURSE, page="line")
    place.did(attempt("ada", "one", RIGHT), visit("ada", "line", 1.0))
    with observing(place, Opened(Pages(gate=gate))) as watched:
        place.come("bob")
        wait_until(lambda: len(watched.board().learners) == 2)
        assert watched.board().learners[0].title == "Line"
        found = only_course(watched.board())
        assert (found.counted, found.questions, len(found.modules)) == (False, (), 3)
        gate.set()
        wait_until(lambda: only_course(watched.board()).questions)
        assert only_course(watched.board()).counted
        wait_until(lambda: only_course(watched.board()).questions[0].histogram.bars)


def test_only_pages_whose_questions_were_answered_are_read(place):
    pages = Pages()
    place.come("ada")
    place.did(attempt("ada", "number", Typed(("1",)), score=0.0))
    watched = observation(place, Opened(pages))
    watched.look()
    watched.look()
    assert pages.read[len(ASKED) :] == ["launch"]


def test_a_page_that_can_be_read_no_more_is_not_tried_again_and_again(place):
    pages = Pages()
    place.come("ada")
    place.did(attempt("ada", "one", RIGHT))
    watched = observation(place, Opened(pages))
    index = pages.index
    pages.failing = frozenset({"wind"})
    edition = watched.courses[0].edition
    edition.index = lambda: index
    asked, read = [], edition.read
    edition.read = lambda page: asked.append(page) or read(page)
    for _ in range(3):
        (row,) = only_course(watched.look()).questions
        assert (row.learners, row.histogram.bars) == (1, ())
    assert asked == ["wind"]


def test_a_course_that_fails_badly_is_read_again_later_and_people_are_seen(place):
    course = Opened()
    course.edition.index = lambda: 1 / 0
    with observing(place, course) as watched:
        place.come("ada")
        wait_until(lambda: names(watched.board()) == ["ada"])
        assert not only_course(watched.board()).counted


# What is said


def said(place):
    return place.store.notices(WORKSHOP)[1]


def test_what_is_said_is_kept_and_on_the_board(place):
    with observing(place) as watched:
        message, invitation = watched.message("Hello"), watched.invite(COURSE, "line", "knots")
        watched.lower_hand("ada")
        wait_until(lambda: len(watched.board().said) == 3)
        assert said(place)[:2] == (message, invitation)
        assert said(place)[2].learner == "ada"
        assert (invitation.course, invitation.page, invitation.anchor) == (COURSE, "line", "knots")
        assert watched.board().waiting == 0


def test_words_are_visible_and_bounded(place):
    message = observation(place).message("\x1b[2J" + "x" * 2000)
    assert message.text == "␛[2J" + "x" * (MAX_MESSAGE - 4)


def test_votes_are_counted_while_they_come(place):
    place.come("ada")
    with observing(place) as watched:
        assert watched.board().poll is None
        poll = watched.poll(COURSE, "wind", "one")
        wait_until(lambda: watched.board().poll and watched.board().poll.histogram.bars)
        row = watched.board().poll
        assert (row.poll, row.title, row.votes, row.closed) == (poll, "Which one?", 0, False)
        place.store.vote(Vote(poll.id, "ada", RIGHT, 1.0))
        wait_until(lambda: watched.board().poll.votes == 1)
        assert [bar.count for bar in watched.board().poll.histogram.bars] == [0, 1, 0]
        watched.close_poll()
        wait_until(lambda: watched.board().poll.closed)
        assert watched.board().poll.votes == 1
        watched.close_poll()
    assert [type(one) for one in said(place)] == [Poll, PollClosed]


def test_another_poll_ends_the_one_before(place):
    watched = observation(place)
    first, second = watched.poll(COURSE, "wind", "one"), watched.poll(COURSE, "wind", "several")
    board = watched.look()
    assert [type(one) for one in said(place)] == [Poll, PollClosed, Poll]
    assert said(place)[1].poll == first.id
    assert board.poll.poll == second
    assert not board.poll.closed


def test_a_poll_of_another_instructor_is_seen_and_can_be_closed(place):
    place.store.post(Poll("p", WORKSHOP, 1.0, "another course", "wind", "one"))
    place.store.vote(Vote("p", "ada", RIGHT, 1.0))
    watched = observation(place)
    row = watched.look().poll
    assert (row.title, row.votes, row.histogram.bars, row.histogram.others) == ("", 1, (), 1)
    watched.close_poll()
    assert watched.look().poll.closed


def test_the_instructor_decides_nothing_by_words_of_another_workshop(place):
    place.store.post(Message("m", "evening", 1.0, "Hello"))
    assert observation(place).look().said == ()


# A store that fails


def test_a_store_that_is_down_leaves_the_board_as_it_was_and_says_why(place):
    store = Unreliable(place.store)
    place.come("ada")
    with observing(place, store=store) as watched:
        wait_until(lambda: only_course(watched.board()).counted)
        store.down = True
        wait_until(lambda: watched.board().trouble)
        watched.message("Hello")
        assert names(watched.board()) == ["ada"]
        assert watched.board().trouble == "the cable is out"
        store.down = False
        wait_until(lambda: not watched.board().trouble)
        wait_until(lambda: watched.board().said)
        assert len(said(place)) == 1
        assert watched.board().waiting == 0


def test_a_store_that_is_full_is_followed_all_the_same(place):
    store = Unreliable(place.store)
    store.refused = {"post"}
    with observing(place, store=store) as watched:
        watched.message("Hello")
        wait_until(lambda: watched.board().trouble)
        place.come("ada")
        wait_until(lambda: names(watched.board()) == ["ada"])
        wait_until(lambda: watched.board().waiting == 1)
        assert watched.board().trouble
        store.refused.clear()
        wait_until(lambda: watched.board().said)


def test_whoever_looks_once_is_told_that_it_failed(place):
    store = Unreliable(place.store)
    store.down = True
    with pytest.raises(StoreError):
        observation(place, store=store).look()


def test_the_listener_is_called_when_something_changes_and_only_then(place):
    store = Unreliable(place.store)
    told = []
    with observing(place, store=store) as watched:
        wait_until(lambda: only_course(watched.board()).counted)
        watched.listener = lambda: told.append(watched.board())
        looked = store.asked.count("sessions")
        wait_until(lambda: store.asked.count("sessions") > looked + 3)
        assert told == []
        place.come("ada")
        wait_until(lambda: told)
        assert names(told[-1]) == ["ada"]


# One learner


def test_one_learner_in_full(place):
    place.come("ada")
    place.did(attempt("ada", "several", WRONG, score=0.0, at=1.0), attempt("ada", "several", None, score=0.0, at=2.0))
    place.did(attempt("ada", "blank", Typed(("sou\x1bth",)), score=0.0, at=3.0), attempt("ada", "gone", RIGHT))
    place.did(attempt("bob", "one", RIGHT), visit("ada", "wind", 1.0, at=1.0), visit("ada", "line", 1.0, at=61.0))
    found = observation(place).learner("ada", COURSE)
    assert found.pages[:3] == (
        PageDetail("wind", "Wind", 1, 1.0, 60.0, 1.0, done=False),
        PageDetail("line", "Line", 1, 1.0, 0.0, 61.0, done=True),
        PageDetail("knots", "Knots", 2, 0.0, 0.0, 0.0, done=False),
    )
    several, blank = found.questions
    assert (several.number, several.outcome, several.tries, several.revealed) == ("1.2", Outcome.WRONG, 1, True)
    assert (several.first, several.last) == ("the wind", "")
    assert (blank.number, blank.first, blank.last, blank.at) == ("2.1", "sou␛th", "sou␛th", 3.0)


def test_of_nobody_and_of_another_course_there_is_nothing(place):
    watched = observation(place)
    assert watched.learner("nobody", COURSE).questions == ()
    assert len(watched.learner("nobody", COURSE).pages) == len(ASKED)
    assert watched.learner("ada", "another course").pages == ()

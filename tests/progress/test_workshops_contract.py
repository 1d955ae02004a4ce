"""What every store of workshops does."""

# ruff: noqa: S106 - no token here opens anything

from __future__ import annotations

import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_course.model.answer import Chosen, Ordered, Paired, Typed
from tui_course.model.workshop import (
    HandLowered,
    Invitation,
    Message,
    Person,
    Poll,
    PollClosed,
    Pulse,
    Session,
    Vote,
    Way,
    Workshop,
)
from tui_course.progress import workshops as limits
from tui_course.progress.memory import MemoryStore
from tui_course.progress.memory_workshops import MemoryWorkshops

HOSTILE = [
    "ada'; DROP TABLE person; --",
    "Zoë 漢字 🪁 e\u0301",
    "%s {} %(x)s ? @person",
    "[@click=app.quit]x[/]",
]
ADA = Person("kites", "l1", "Ada", Way.CODE, 1_700_000_000.25)
BO = Person("kites", "l2", "Bo", Way.KEY, 1_700_000_001.5)
DESK = Session("s1", "kites", "l1", "host", 1_700_000_002.0)
POLL = Poll("p1", "kites", 5.0, "course", "wind", "q")


def heard(workshops, after=0):
    return workshops.notices("kites", after)[1]


# Workshops and people


def test_nothing_is_there_at_first(both):
    workshops = both.workshops
    assert workshops.workshops() == workshops.people("kites") == workshops.people("") == ()
    assert workshops.find("kites", key="k") is None
    assert workshops.find("kites", name="Ada") is None
    assert workshops.find("kites") is None
    assert workshops.sessions("kites", 10) == workshops.votes("p1") == ()
    assert workshops.tally("kites", 10) == limits.Tally(0, {})
    assert workshops.notices("kites") == (0, ())
    assert workshops.preferences("kites", "l1") == ""
    assert workshops.forget("kites", "l1") == workshops.forget("", "l1") == 0
    assert workshops.kept("", "l1") == limits.Kept((), (), (), (), 0)
    assert workshops.events("kites")[:2] == ((), ())


def test_workshops_come_back_newest_first_and_a_name_is_one(both):
    first = Workshop("kites", "ssh -p 2222 host", ("/courses/a", "/courses/🪁"), 1_700_000_000.25)
    second = Workshop("boats", "ssh other", (), 1_700_000_001.0)
    for one in (first, second):
        both.workshops.open(one)
    assert both.workshops.workshops() == (second, first)
    again = replace(first, line="ssh elsewhere", at=1_700_000_002.0)
    both.workshops.open(again)
    assert both.workshops.workshops() == (again, second)


@pytest.mark.parametrize("way", Way)
def test_a_person_is_found_by_key_by_token_and_by_name(both, way):
    ada = replace(ADA, way=way)
    assert both.workshops.join(ada, key="k", token="t")
    assert both.workshops.find("kites", key="k") == ada
    assert both.workshops.find("kites", token="t") == ada
    assert both.workshops.find("kites", name="Ada") == ada
    assert both.workshops.people("kites") == both.workshops.people("") == (ada,)
    assert both.workshops.people("boats") == ()
    assert both.workshops.find("boats", key="k") is both.workshops.find("boats", token="t") is None
    assert both.workshops.find("kites", key="t") is both.workshops.find("kites", token="k") is None
    assert both.workshops.find("kites", key="none", name="Ada") is None


@pytest.mark.parametrize("name", ["Ada", "ADA", "ada", "Ａｄａ", " Ada ", "A\u200dda", "Ada\u200e"], ids=ascii)
def test_a_name_is_one_persons_however_it_is_written(both, name):
    assert both.workshops.join(ADA, key="k")
    other = replace(BO, name=name)
    assert not both.workshops.join(other, key="k2", token="t2")
    assert both.workshops.find("kites", name=name) == ADA
    assert both.workshops.find("kites", key="k2") is both.workshops.find("kites", token="t2") is None
    assert both.workshops.people("kites") == (ADA,)
    assert both.workshops.join(replace(other, workshop="boats"))


@pytest.mark.parametrize("name", ["Ad", "Adá", "A da", "Ada 2"], ids=ascii)
def test_another_name_is_anothers(both, name):
    assert both.workshops.join(ADA)
    assert both.workshops.join(replace(BO, name=name))


def test_joining_again_as_one_was_is_joining_once_and_else_an_id_is_taken(both):
    assert both.workshops.join(ADA, key="k")
    assert both.workshops.join(ADA, key="k")
    assert not both.workshops.join(replace(ADA, name="Eve"), key="k2")
    assert not both.workshops.join(replace(ADA, joined=1_700_000_009.0), key="k2")
    assert both.workshops.find("kites", key="k2") is None
    assert both.workshops.people("kites") == (ADA,)


@pytest.mark.parametrize("digests", [{"key": "k"}, {"token": "t"}, {"key": "k", "token": "new"}, {"key": "new", "token": "t"}])
def test_whoever_has_anothers_key_or_token_is_not_taken_in(both, digests):
    assert both.workshops.join(ADA, key="k", token="t")
    assert not both.workshops.join(BO, **digests)
    assert both.workshops.people("kites") == (ADA,)
    assert both.workshops.find("kites", key="new") is both.workshops.find("kites", token="new") is None
    assert both.workshops.join(BO, key="new", token="new")


def test_people_without_key_or_token_are_many(both):
    assert both.workshops.join(ADA)
    assert both.workshops.join(BO)
    assert both.workshops.people("kites") == (ADA, BO)
    assert both.workshops.find("kites", key="") is None


def test_a_person_has_many_keys_and_one_token(both):
    workshops = both.workshops
    assert workshops.join(ADA, key="k", token="t")
    assert workshops.join(BO, key="b")
    workshops.bind("kites", "l1", key="k2")
    workshops.bind("kites", "l1", token="t2")
    assert workshops.find("kites", key="k") == workshops.find("kites", key="k2") == workshops.find("kites", token="t2") == ADA
    assert workshops.find("kites", token="t") is None
    workshops.bind("kites", "l1", key="b", token="t2")
    assert workshops.find("kites", key="b") == ADA
    workshops.bind("kites", "nobody", key="n", token="n")
    assert workshops.find("kites", key="n") is workshops.find("kites", token="n") is None
    assert workshops.kept("kites", "l1").keys == 3


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_texts_come_back_as_they_were(both, text):
    person = Person(text, text, text, Way.CODE, 1.0)
    session = Session(text, text, text, text, 1.0, text, text, 0.5, Pulse.LOST, 2.0, 3.0)
    assert both.workshops.join(person, key=text, token=text)
    assert both.workshops.find(text, key=text) == both.workshops.find(text, name=text) == person
    both.workshops.begin(session)
    assert both.workshops.sessions(text, 10) == (session,)
    notices = (
        Message(f"{text}1", text, 1.0, text),
        Invitation(f"{text}2", text, 1.0, text, text, text),
        Poll(f"{text}3", text, 1.0, text, text, text),
    )
    for one in notices:
        both.workshops.post(one)
    assert both.workshops.notices(text)[1] == notices
    assert both.workshops.vote(Vote(f"{text}3", text, Typed((text,)), 1.0))
    assert both.workshops.votes(f"{text}3") == (Vote(f"{text}3", text, Typed((text,)), 1.0),)


def test_what_steers_a_terminal_becomes_visible_and_what_is_too_long_loses_its_end(both):
    workshops = both.workshops
    long = "🪁" * 20_000
    assert workshops.join(replace(ADA, name=f"  A\x1b[31m\n\t\u202ed\ud800a {long}"), key=long, token="\x00")
    (found,) = workshops.people("kites")
    assert found.name.startswith("A␛[31m <U+202E>d�a 🪁")
    assert len(found.name) == 40
    assert workshops.find("kites", key=long) == workshops.find("kites", token="\x00") == found
    workshops.begin(replace(DESK, course=long, page=f"\x1b{long}", read=float("nan"), hand=float("inf"), at=10**400))
    (session,) = workshops.sessions("kites", 10)
    assert len(session.course) == len(session.page) == 1_000
    assert session.page.startswith("␛")
    assert (session.read, session.hand) == (0.0, 0.0)
    workshops.tell(replace(DESK, read=17.0))
    assert workshops.sessions("kites", 10)[0].read == 1.0
    workshops.post(Message("m", "kites", float("nan"), f"\x07{long}"))
    (message,) = heard(workshops)
    assert message == Message("m", "kites", 0.0, "␇" + "🪁" * 499)
    workshops.open(Workshop(long, long, (long,) * 1_000, 1.0))
    (workshop,) = workshops.workshops()
    assert len(workshop.name) == 200
    assert len(workshop.courses) == 100


def test_long_names_stay_apart(both):
    for number in range(2):
        assert both.workshops.join(
            Person("n" * 999 + str(number), "l" * 999 + str(number), "Ada", Way.CODE, 1.0), key="k" * 999
        )
    assert len(both.workshops.people("")) == 2
    assert not both.workshops.join(replace(ADA, workshop="n" * 999 + "1"))


def test_preferences_are_a_persons(both):
    workshops = both.workshops
    workshops.prefer("kites", "l1", '{"theme": "dark"}')
    assert workshops.preferences("kites", "l1") == ""
    workshops.join(ADA)
    workshops.join(BO)
    workshops.prefer("kites", "l1", '{"theme": "dark"}')
    workshops.prefer("kites", "l1", '{"theme": "🪁"}')
    workshops.prefer("kites", "l1", json.dumps("x" * limits.MAX_PREFERENCES))
    assert workshops.preferences("kites", "l1") == '{"theme": "🪁"}'
    assert workshops.preferences("kites", "l2") == ""


def test_of_two_at_once_with_one_name_exactly_one_is_taken_in(both):
    def join(number):
        return both.workshops.join(replace(ADA, learner=f"l{number}", name="aDa" if number % 2 else "Ada"), key=f"k{number}")

    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(join, range(40)))
    assert taken.count(True) == 1
    (person,) = both.workshops.people("kites")
    assert both.workshops.find("kites", key=f"k{taken.index(True)}") == person
    assert sum(both.workshops.find("kites", key=f"k{number}") is not None for number in range(40)) == 1


# Who is here


def test_a_terminal_is_here_from_its_begin_to_its_end(both):
    workshops = both.workshops
    workshops.begin(DESK)
    workshops.begin(replace(DESK, page="another"))
    assert workshops.sessions("kites", 10) == (DESK,)
    assert workshops.sessions("boats", 10) == ()
    told = replace(DESK, course="course", page="wind", read=0.25, pulse=Pulse.OK, hand=7.5, at=1_700_000_008.5)
    workshops.tell(replace(told, workshop="boats", learner="l9", host="other", began=0.0))
    assert workshops.sessions("kites", 10) == (told,)
    workshops.tell(replace(told, pulse=None, hand=0.0))
    assert workshops.sessions("kites", 10) == (replace(told, pulse=None, hand=0.0),)
    workshops.end("s1")
    workshops.tell(told)
    workshops.begin(DESK)
    assert workshops.sessions("kites", 10) == ()
    workshops.tell(replace(DESK, id="never begun"))
    workshops.end("never begun")
    assert workshops.sessions("kites", 10) == ()


def test_terminals_are_in_the_order_in_which_they_began(both):
    for number, began in enumerate((5.0, 3.0, 4.0, 3.0)):
        both.workshops.begin(replace(DESK, id=f"s{number}", began=began))
    assert [one.id for one in both.workshops.sessions("kites", 10)] == ["s1", "s3", "s2", "s0"]


def test_who_is_not_heard_of_is_gone_and_comes_back_with_a_word_or_a_beat(both):
    workshops = both.workshops
    workshops.begin(DESK)
    workshops.begin(replace(DESK, id="s2"))
    both.age(9)
    assert len(workshops.sessions("kites", 10)) == 2
    assert workshops.sessions("kites", 5) == ()
    workshops.tell(DESK)
    assert [one.id for one in workshops.sessions("kites", 5)] == ["s1"]
    both.age(20)
    assert workshops.sessions("kites", 10) == ()
    workshops.beat("host", ["s1", "s2"])
    assert [one.id for one in workshops.sessions("kites", 10)] == ["s1", "s2"]


def test_a_beat_ends_what_it_does_not_name_of_its_host_alone(both):
    workshops = both.workshops
    for number, host in enumerate(("a", "a", "b")):
        workshops.begin(replace(DESK, id=f"s{number}", host=host))
    workshops.beat("a", ["s1", "s2", "unknown"])
    assert [one.id for one in workshops.sessions("kites", 10)] == ["s1", "s2"]
    workshops.beat("a", iter(["s0", "s1"]))
    assert [one.id for one in workshops.sessions("kites", 10)] == ["s0", "s1", "s2"]
    workshops.beat("a", [])
    assert [one.id for one in workshops.sessions("kites", 10)] == ["s2"]
    workshops.beat("b", (f"more {number}" for number in range(5_000)))
    assert workshops.sessions("kites", 10) == ()


def test_the_tally_counts_learners_not_terminals_and_no_instructors(both):
    workshops = both.workshops
    for person in (ADA, BO, Person("kites", "t", "Teacher", Way.INSTRUCTOR, 1.0)):
        workshops.join(person)
    told = [
        replace(DESK, id="s1", pulse=Pulse.OK, at=1.0),
        replace(DESK, id="s2", pulse=Pulse.LOST, at=2.0),
        replace(DESK, id="s3", pulse=None, at=3.0),
        replace(DESK, id="s4", learner="l2", pulse=None),
        replace(DESK, id="s5", learner="guest", pulse=Pulse.LOST),
        replace(DESK, id="s6", learner="t", pulse=Pulse.DONE),
        replace(DESK, id="s7", learner="l7", workshop="boats"),
        replace(DESK, id="s8", learner="l8", pulse=Pulse.DONE),
    ]
    for session in told:
        workshops.begin(session)
    workshops.end("s8")
    assert workshops.tally("kites", 10) == limits.Tally(3, {Pulse.LOST: 2})
    both.age(20)
    assert workshops.tally("kites", 10) == limits.Tally(0, {})


# What is said to all


def test_notices_are_heard_once_in_the_order_in_which_they_were_said(both):
    notices = (
        Message("n1", "kites", 9.0, "Welcome\nall"),
        Invitation("n2", "kites", 2.0, "course", "wind", "gusts"),
        POLL,
        PollClosed("n4", "kites", 4.0, "p1"),
        HandLowered("n5", "kites", 5.0, "l1"),
    )
    last, said = 0, ()
    for one in notices:
        both.workshops.post(one)
        both.workshops.post(replace(one, at=99.0))
        both.workshops.post(Message(f"b{one.id}", "boats", 1.0, "elsewhere"))
        last, new = both.workshops.notices("kites", last)
        said += new
        assert both.workshops.notices("kites", last) == (last, ())
    assert said == heard(both.workshops) == notices
    assert both.workshops.notices("kites", last + 1_000) == (last + 1_000, ())


def test_a_workshop_that_is_opened_again_later_begins_with_nothing_said(both):
    workshops, monday, week = both.workshops, 1_700_000_000.0, 604_800.0
    lesson = Workshop("kites", "ssh host", (), monday)
    vote = Vote("p1", "l1", Chosen(("a",)), monday + 61)
    workshops.open(lesson)
    workshops.post(poll := replace(POLL, at=monday + 60))
    assert workshops.vote(vote)
    workshops.post(words := Message("n1", "kites", monday + 120, "Lunch"))
    # A server that starts again, or another host with a clock of its own, opens what goes on.
    workshops.open(replace(lesson, at=monday + limits.GOES_ON_SECONDS))
    assert heard(workshops) == (poll, words)
    last, _said = workshops.notices("kites")
    # Boats are no kites, and go on.
    workshops.open(replace(lesson, name="boats"))
    workshops.post(Message("b1", "boats", monday, "elsewhere"))
    workshops.open(replace(lesson, at=monday + week))
    assert heard(workshops) == ()
    assert not workshops.vote(replace(vote, learner="l2"))
    assert workshops.votes("p1") == (vote,)
    assert [one.id for one in workshops.notices("boats")[1]] == ["b1"]
    workshops.post(new := Message("n2", "kites", monday + week - 10, "Good morning"))
    assert heard(workshops) == heard(workshops, last) == (new,)
    workshops.post(replace(poll, id="p2", at=monday + week + 60))
    assert workshops.vote(replace(vote, poll="p2"))


def test_the_newest_vote_of_each_learner_counts_while_the_poll_is_open(both):
    workshops = both.workshops
    assert not workshops.vote(Vote("p1", "l1", Chosen(("a",)), 1.0))
    workshops.post(POLL)
    workshops.post(replace(POLL, id="p2"))
    assert workshops.vote(Vote("p1", "l2", Chosen(("b", "a")), 3.0))
    assert workshops.vote(Vote("p1", "l1", Chosen(("a",)), 2.0))
    assert workshops.vote(Vote("p1", "l1", Paired((("x", "y"),)), 1.0))
    assert workshops.vote(Vote("p2", "l1", Ordered(("2", "1")), 1.0))
    counted = (Vote("p1", "l1", Paired((("x", "y"),)), 1.0), Vote("p1", "l2", Chosen(("b", "a")), 3.0))
    assert workshops.votes("p1") == counted
    assert not workshops.vote(Vote("p1", "l3", Typed(("x" * 200_000,)), 1.0))
    workshops.post(PollClosed("c", "kites", 4.0, "p1"))
    assert not workshops.vote(Vote("p1", "l1", Chosen(("c",)), 9.0))
    assert not workshops.vote(Vote("c", "l1", Chosen(("c",)), 9.0))
    assert workshops.votes("p1") == counted
    assert workshops.vote(Vote("p2", "l2", Chosen(("c",)), 9.0))


# What all have done


def read(workshops, course="kites", after=limits.START, **given_):
    """Everything from a cursor, and the cursor behind it."""
    attempts, visits = [], []
    while True:
        found = workshops.events(course, after, **given_)
        attempts += found.attempts
        visits += found.visits
        after = found.cursor
        if not found.more:
            return attempts, visits, after


def test_events_of_all_learners_come_once_and_in_their_order(both, attempt, visit):
    events = [attempt(number, learner=f"l{number % 3}", at=-float(number)) for number in range(6)]
    both.store.record([*events, visit(1), attempt(9, course="boats"), visit(9, course="boats")])
    attempts, visits, cursor = read(both.workshops)
    assert attempts == events
    assert visits == [visit(1)]
    assert both.workshops.events("kites", cursor)[:2] == ((), ())
    both.store.record([attempt(0), attempt(10), visit(10)])
    attempts, visits, cursor = read(both.workshops, after=cursor)
    assert attempts == [attempt(10)]
    assert visits == [visit(10)]
    assert both.workshops.events("kites", cursor) == limits.Events((), (), cursor)


def test_events_of_some_learners(both, attempt, visit):
    both.store.record([make(number, learner=f"l{number}") for number in range(4) for make in (attempt, visit)])
    attempts, visits, _ = read(both.workshops, learners=["l1", "l3", "nobody"])
    assert [one.learner for one in attempts] == [one.learner for one in visits] == ["l1", "l3"]
    assert read(both.workshops, learners=[])[:2] == ([], [])


def test_many_events_come_in_parts(both, attempt, visit):
    events = [attempt(number) for number in range(limits.MAX_EVENTS + 10)]
    both.store.record([*events, visit(1)])
    first = both.workshops.events("kites")
    assert first.more
    assert not first.anew
    both.store.record([attempt(99_999)])
    attempts, visits, _ = read(both.workshops, after=first.cursor)
    assert [*first.attempts, *attempts] == [*events, attempt(99_999)]
    assert [*first.visits, *visits] == [visit(1)]


@pytest.mark.parametrize("cursor", ["x", "1:2", "::", "-1:0:0", "9:9:9", "1:2:3:", "\x00", "1:1:'; DROP TABLE attempt"])
def test_a_cursor_that_is_none_begins_anew(both, attempt, cursor):
    both.store.record([attempt(1)])
    found = both.workshops.events("kites", cursor)
    assert found.attempts == (attempt(1),)
    assert found.anew


def test_what_was_erased_makes_what_was_read_void(both, attempt, visit):
    both.store.record([attempt(1), attempt(2, learner="bob"), visit(1)])
    *_, cursor = read(both.workshops)
    assert both.store.erase("nobody") == 0
    assert not both.workshops.events("kites", cursor).anew
    both.store.erase("ada", "kites")
    found = both.workshops.events("kites", cursor)
    assert found.anew
    assert found.attempts == (attempt(2, learner="bob"),)
    assert found.visits == ()
    assert not both.workshops.events("kites", found.cursor).anew


# Forgetting


def test_forgetting_leaves_nothing_of_a_person_and_all_of_others(both, attempt, visit, annotation):
    workshops = both.workshops
    for person in (ADA, BO, replace(ADA, workshop="boats")):
        workshops.join(person, key=f"k {person.learner}", token=f"t {person.learner}")
        workshops.prefer(person.workshop, person.learner, "{}")
        workshops.begin(
            replace(DESK, id=f"{person.workshop} {person.learner}", workshop=person.workshop, learner=person.learner)
        )
    for workshop in ("kites", "boats"):
        workshops.post(replace(POLL, id=f"p {workshop}", workshop=workshop))
        workshops.vote(Vote(f"p {workshop}", "l1", Chosen(("a",)), 1.0))
    workshops.vote(Vote("p kites", "l2", Chosen(("b",)), 1.0))
    workshops.post(HandLowered("h", "kites", 1.0, "l1"))
    for learner in ("l1", "l2"):
        events = [make(1, id=f"{learner} 1", learner=learner) for make in (attempt, visit)]
        both.store.record([*events, replace(annotation(1), id=learner, annotation=learner, learner=learner)])
    *_, cursor = read(workshops)
    kept = workshops.kept("kites", "l1")
    assert kept == limits.Kept(
        (ADA,), (replace(DESK, id="kites l1"),), (Vote("p kites", "l1", Chosen(("a",)), 1.0),), ("{}",), 1
    )
    assert [len(part) for part in workshops.kept("", "l1")[:4]] == [2, 2, 2, 2]
    # The person, a key, a session, a vote, three events.
    assert workshops.forget("kites", "l1") == 7
    assert workshops.kept("kites", "l1") == limits.Kept((), (), (), (), 0)
    assert (
        workshops.find("kites", key="k l1")
        is workshops.find("kites", token="t l1")
        is workshops.find("kites", name="Ada")
        is None
    )
    assert workshops.preferences("kites", "l1") == ""
    assert both.store.attempts("l1") == both.store.visits("l1") == both.store.annotations("l1") == ()
    assert [one.learner for one in workshops.votes("p kites")] == ["l2"]
    assert [one.id for one in heard(workshops)] == ["p kites"]
    assert workshops.events("kites", cursor).anew
    assert workshops.find("boats", key="k l1") == replace(ADA, workshop="boats")
    assert workshops.forget("", "l1") == 4
    assert workshops.kept("", "l1") == limits.Kept((), (), (), (), 0)
    assert workshops.find("kites", key="k l2") == BO
    assert len(both.store.attempts("l2")) == 1
    workshops.begin(replace(DESK, id="kites l1"))
    assert workshops.join(ADA, key="k l1")


def test_a_terminal_of_somebody_who_was_forgotten_is_nobodys_until_its_host_ends_it(both):
    workshops = both.workshops
    for number, learner in enumerate(("l1", "l1", "l2"), 1):
        workshops.begin(replace(DESK, id=f"s{number}", learner=learner, course="wind", page="gusts", hand=1.0))
    workshops.end("s2")
    assert workshops.beat("host", ("s1", "s3")) == frozenset()
    assert workshops.forget("kites", "l1") == 2
    assert [one.id for one in workshops.sessions("kites", 10)] == ["s3"]
    assert workshops.tally("kites", 10).here == 1
    assert workshops.of_nobody(10) == {"s1"}
    workshops.tell(replace(DESK, id="s1", page="late"))
    assert workshops.kept("", "l1").sessions == ()
    assert workshops.beat("other", ()) == workshops.beat("other", ("s1",)) == frozenset()
    assert workshops.beat("host", ("s1", "s3")) == {"s1"}
    assert workshops.of_nobody(0) == frozenset()
    workshops.end("s1")
    assert workshops.of_nobody(10) == frozenset()
    assert workshops.beat("host", ("s3",)) == frozenset()


counter = itertools.count()
NAMES = st.sampled_from(("Ada", "ada", "Bo", "", "Zoë")) | st.text(max_size=50)
DIGESTS = st.sampled_from(("", "k1", "k2")) | st.text(max_size=5)
LEARNERS = st.sampled_from(("l1", "l2", "l3"))
STEPS = st.one_of(
    st.tuples(st.just("open"), st.floats()),
    st.tuples(st.just("join"), LEARNERS, NAMES, DIGESTS, DIGESTS, st.sampled_from(Way)),
    st.tuples(st.just("bind"), LEARNERS, DIGESTS, DIGESTS),
    st.tuples(st.just("forget"), LEARNERS),
    st.tuples(st.just("begin"), LEARNERS, st.text(max_size=3), st.floats(), st.sampled_from((None, *Pulse))),
    st.tuples(st.just("tell"), LEARNERS, st.text(max_size=3), st.floats(), st.sampled_from((None, *Pulse))),
    st.tuples(st.just("beat"), st.lists(LEARNERS, max_size=2)),
    st.tuples(st.just("post"), st.text(max_size=3), st.floats()),
    st.tuples(st.just("close"), st.text(max_size=3)),
    st.tuples(st.just("vote"), LEARNERS, st.text(max_size=3), st.text(max_size=5)),
    st.tuples(st.just("record"), LEARNERS, st.text(max_size=3)),
)


def take(kept, workshop, step, attempt):
    """Do one step in a workshop; what came of it."""
    match step:
        case ("open", at):
            return kept.workshops.open(Workshop(workshop, "ssh host", (), at))
        case ("join", learner, name, key, token, way):
            return kept.workshops.join(Person(workshop, workshop + learner, name, way, 1.0), key=key, token=token)
        case ("bind", learner, key, token):
            return kept.workshops.bind(workshop, workshop + learner, key=key, token=token)
        case ("forget", learner):
            return kept.workshops.forget(workshop, workshop + learner)
        case ("begin", learner, page, read_, pulse):
            began = replace(DESK, id=workshop + learner, workshop=workshop, host=workshop, learner=workshop + learner)
            return kept.workshops.begin(replace(began, page=page, read=read_, pulse=pulse))
        case ("tell", learner, page, hand, pulse):
            return kept.workshops.tell(replace(DESK, id=workshop + learner, page=page, hand=hand, pulse=pulse))
        case ("beat", learners):
            return kept.workshops.beat(workshop, [workshop + one for one in learners])
        case ("post", identity, at):
            return kept.workshops.post(replace(POLL, id=workshop + identity, workshop=workshop, at=at))
        case ("close", poll):
            return kept.workshops.post(PollClosed(f"{workshop} {poll}", workshop, 1.0, workshop + poll))
        case ("vote", learner, poll, text):
            return kept.workshops.vote(Vote(workshop + poll, workshop + learner, Typed((text,)), 1.0))
        case ("record", learner, identity):
            return kept.store.record([attempt(id=workshop + identity, learner=workshop + learner, course=workshop)])
    raise AssertionError(step)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12))
def test_all_stores_agree_with_memory(both, attempt, steps):
    workshop = f"workshop {next(counter)} "
    store = MemoryStore()
    memory = SimpleNamespace(store=store, workshops=MemoryWorkshops(store))
    for step in steps:
        assert take(both, workshop, step, attempt) == take(memory, workshop, step, attempt), step
    for name in ("people", "notices"):
        mine, theirs = getattr(both.workshops, name)(workshop), getattr(memory.workshops, name)(workshop)
        assert (mine[1:] if name == "notices" else mine) == (theirs[1:] if name == "notices" else theirs)
    assert both.workshops.sessions(workshop, 1_000) == memory.workshops.sessions(workshop, 1_000)
    assert both.workshops.tally(workshop, 1_000) == memory.workshops.tally(workshop, 1_000)
    assert read(both.workshops, workshop)[:2] == read(memory.workshops, workshop)[:2]
    for notice in memory.workshops.notices(workshop)[1]:
        assert both.workshops.votes(notice.id) == memory.workshops.votes(notice.id)
    for learner in ("l1", "l2", "l3"):
        assert both.workshops.kept(workshop, workshop + learner) == memory.workshops.kept(workshop, workshop + learner)

"""What every store does."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_course.model.annotation import Anchor, AnnotationKind
from tui_course.model.answer import Chosen, Confidence, Ordered, Outcome, Paired, Reflected, SelfMark, Typed
from tui_course.progress.codec import text_bytes
from tui_course.progress.memory import MemoryStore

ANSWERS = [
    Chosen(("b", "a")),
    Chosen(()),
    Typed(("sixty", "")),
    Paired((("left", "right"), ("other", "right"))),
    Ordered(("3", "1", "2")),
    Reflected(SelfMark.NOT_YET),
    None,
]
TEXTS = [
    "Ada Lovelace",
    "ada'; DROP TABLE attempt; --",
    "Zoë 漢字 🪁 e\u0301",
    "tab\tand\nline",
    "%s {} %(x)s ?",
    "",
]


def test_nothing_is_there_at_first(store):
    assert store.notice == ""
    assert store.attempts("ada") == ()
    assert store.visits("ada", "kites") == ()
    assert store.annotations("ada", "kites") == ()
    assert store.erase("ada") == 0


@pytest.mark.parametrize("answer", ANSWERS, ids=repr)
def test_an_attempt_comes_back_as_it_was(store, attempt, answer):
    given_ = attempt(
        at=1_700_000_000.123456,
        answer=answer,
        outcome=Outcome.PARTLY,
        score=1 / 3,
        points=2.5,
        confidence=Confidence.UNSURE,
        hints=2,
        revealed=answer is None,
        review=True,
        seconds=12.75,
    )
    store.record([given_])
    assert store.attempts("ada", "kites") == (given_,)


@pytest.mark.parametrize("kind", AnnotationKind)
def test_an_annotation_comes_back_as_it_was(store, annotation, kind):
    anchor = Anchor("Wind is “air” that moves 漢字 🪁.", "air that", 2, "before\n", "behind", "Wind", 17)
    given_ = annotation(at=1_700_000_000.123456, kind=kind, anchor=anchor, note="two\nlines\t🪁", removed=True)
    store.record([given_])
    assert store.annotations("ada", "kites") == (given_,)


def test_the_states_of_one_annotation_are_all_kept(store, annotation):
    states = [annotation(0), annotation(1, note="more"), annotation(2, note="more", removed=True)]
    for state in states:
        store.record([state])
    assert store.annotations("ada") == tuple(states)


def test_what_is_too_long_in_an_annotation_loses_its_end(store, annotation):
    long = "🪁" * 20_000
    store.record([annotation(note=long, anchor=Anchor(long, long, 10**30, long, long, long, -1))])
    (found,) = store.annotations("ada")
    assert found.note == "🪁" * 10_000
    assert found.anchor.passage == found.anchor.exact == "🪁" * 4_000
    assert found.anchor.prefix == found.anchor.suffix == found.anchor.heading == "🪁" * 120
    assert found.anchor.number == 0


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_texts_come_back_as_they_were(store, attempt, visit, annotation, text):
    given_ = attempt(id=f"{text}-1", learner=text, course=text or "c", page=text, question=text, answer=Typed((text,)))
    seen = visit(id=f"{text}-1", learner=text, course=text or "c", page=text, spot=text)
    noted = annotation(learner=text, course=text or "c", page=text, note=text, anchor=Anchor(text, text))
    noted = replace(noted, id=f"{text}-1", annotation=text)
    store.record([given_, seen, noted])
    assert store.annotations(text, text) == (noted,)
    assert store.attempts(text, text) == (given_,)
    assert store.visits(text, text) == (seen,)


def test_control_characters_become_visible(store, attempt, visit):
    store.record([attempt(learner="a\x00\x1b[31m\ud800", answer=Typed(("\x00\u202e",))), visit(learner="a\x00\x1b[31m\ud800")])
    (found,) = store.attempts("a\x00\x1b[31m\ud800")
    assert found.learner == "a␀␛[31m�"
    assert found.answer == Typed(("␀<U+202E>",))
    assert store.attempts("a␀␛[31m�") == (found,)
    assert len(store.visits(found.learner)) == 1


def test_what_is_no_number_counts_nothing(store, attempt, visit):
    store.record([attempt(at=float("nan"), score=float("inf"), points=float("-inf"), hints=10**30, seconds=10**400)])
    store.record([visit(at=float("inf"), read=float("nan"))])
    (found,) = store.attempts("ada")
    assert (found.at, found.score, found.points) == (0.0, 0.0, 0.0)
    assert found.hints >= 1000
    assert store.visits("ada")[0].read == 0.0


def test_long_answers(store, attempt):
    long = Typed(tuple(character * 10_000 for character in "x漢🪁"))
    store.record([attempt(answer=long)])
    assert store.attempts("ada")[0].answer == long


def test_long_names_stay_apart(store, attempt):
    names = ["n" * 5_000 + "1", "n" * 5_000 + "2", "🪁" * 5_000]
    store.record([attempt(number, id=name, learner=name, course=name) for number, name in enumerate(names)])
    assert [len(store.attempts(name, name)) for name in names] == [1, 1, 1]


def test_a_spot_has_a_thousand_characters_at_most(store, visit):
    store.record([visit(spot="🪁" * 2_000)])
    assert store.visits("ada")[0].spot == "🪁" * 1_000


def test_recording_twice_is_recording_once_and_the_first_stays(store, attempt, visit):
    first, second = attempt(1, score=1.0), attempt(1, score=0.25)
    store.record([first, second, visit(1)])
    store.record([second, visit(1, read=1.0), attempt(2)])
    assert store.attempts("ada") == (first, attempt(2))
    assert store.visits("ada") == (visit(1),)


def test_an_attempt_and_a_visit_may_have_the_same_id(store, attempt, visit, annotation):
    store.record([attempt(id="x"), visit(id="x"), annotation(id="x")])
    assert len(store.attempts("ada")) == len(store.visits("ada")) == len(store.annotations("ada")) == 1


def test_oldest_first_whatever_the_clock_did(store, attempt, visit, annotation):
    for number, at in enumerate((5.0, 3.0, 4.0, 3.0, -1.0, 5.0)):
        store.record([attempt(number, at=at), visit(number, at=at), annotation(number, at=at)])
    order = [4, 1, 3, 2, 0, 5]
    assert [one.id for one in store.attempts("ada")] == [f"attempt-{number}" for number in order]
    assert [one.id for one in store.visits("ada")] == [f"visit-{number}" for number in order]
    assert [one.id for one in store.annotations("ada")] == [f"annotation-{number}" for number in order]


def test_learners_and_courses_are_apart(store, attempt, visit):
    for number, (learner, course) in enumerate(itertools.product(("ada", "bob"), ("kites", "boats"))):
        store.record([attempt(number, learner=learner, course=course), visit(number, learner=learner, course=course)])
    assert [one.id for one in store.attempts("ada", "boats")] == ["attempt-1"]
    assert [one.id for one in store.attempts("bob")] == ["attempt-2", "attempt-3"]
    assert [one.id for one in store.visits("bob", "kites")] == ["visit-2"]
    assert store.attempts("eve") == store.attempts("ada", "trains") == ()


def test_erasing_forgets_what_it_is_told_to(store, attempt, visit, annotation):
    for number, (learner, course) in enumerate(itertools.product(("ada", "bob"), ("kites", "boats"))):
        events = [make(number, learner=learner, course=course) for make in (attempt, visit, annotation)]
        store.record(events)
    assert store.erase("ada", "kites") == 3
    assert store.erase("ada", "kites") == 0
    assert [one.course for one in store.attempts("ada")] == ["boats"]
    assert store.erase("bob") == 6
    assert store.attempts("bob") == store.visits("bob") == store.annotations("bob") == ()
    assert len(store.visits("ada")) == 1
    store.record([attempt(0)])
    assert store.attempts("ada", "kites") == (attempt(0),)


def test_a_batch_may_be_empty_or_huge(store, attempt, visit):
    store.record([])
    store.record([make(number) for number in range(3_000) for make in (attempt, visit)])
    assert [one.at for one in store.attempts("ada")] == [float(number) for number in range(3_000)]
    assert len(store.visits("ada")) == 3_000


def test_threads_write_and_read_at_once(store, attempt):
    def write(thread):
        for number in range(10):
            store.record([attempt(id=f"{thread}-{number}", learner=f"l{thread % 2}")])
            assert store.attempts(f"l{thread % 2}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(8)))
    assert len(store.attempts("l0")) == len(store.attempts("l1")) == 40


def test_upkeep_changes_nothing_and_closing_twice_is_closing_once(store, attempt):
    store.record([attempt()])
    store.upkeep()
    assert store.attempts("ada") == (attempt(),)
    store.close()
    store.close()


def test_what_was_recorded_is_there_the_next_time(reopen, attempt, visit, annotation):
    first, beside = reopen(), reopen()
    first.record([attempt(), visit(), annotation()])
    assert beside.attempts("ada") == (attempt(),)
    first.close()
    assert reopen().visits("ada") == (visit(),)
    assert reopen().annotations("ada") == (annotation(),)
    assert beside.erase("ada") == 3
    assert reopen().attempts("ada") == ()


counter = itertools.count()
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(("attempt", "visit", "annotation")),
        st.integers(0, 5),
        st.sampled_from(("kites", "boats")),
        st.floats(),
        st.text(max_size=20),
        st.floats(allow_nan=True),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(EVENTS, max_size=3), erased=st.sampled_from(("", "kites", "none")))
def test_all_stores_agree_with_memory(store, attempt, visit, annotation, batches, erased):
    learner = f"learner {next(counter)}"
    memory = MemoryStore()
    for batch in batches:
        events = [
            replace(
                attempt(), id=f"{learner} {number}", learner=learner, course=course, at=at, answer=Typed((text,)), score=score
            )
            if what == "attempt"
            else visit(id=f"{learner} {number}", learner=learner, course=course, at=at, spot=text, read=score)
            if what == "visit"
            else annotation(id=f"{learner} {number}", learner=learner, course=course, at=at, note=text, anchor=Anchor(text))
            for what, number, course, at, text, score in batch
        ]
        store.record(events)
        memory.record(events)
    if erased != "none":
        assert store.erase(learner, erased) == memory.erase(learner, erased)
    for course in ("", "kites", "boats"):
        assert store.attempts(learner, course) == memory.attempts(learner, course)
        assert store.visits(learner, course) == memory.visits(learner, course)
        assert store.annotations(learner, course) == memory.annotations(learner, course)


def test_how_much_is_kept_of_a_learner(store, attempt, visit, annotation):
    assert store.used("ada") == (0, 0)
    events = [
        attempt(1, answer=Typed(("🪁 é",))),
        visit(2, spot="漢字"),
        annotation(3, note="é\n" * 3),
        attempt(4, answer=None),
    ]
    store.record([*events, attempt(5, learner="bo")])
    assert store.used("ada") == (4, sum(map(text_bytes, events)))
    assert store.used("bo").events == 1
    store.record(events)
    assert store.used("ada").events == 4
    store.erase("ada")
    assert store.used("ada") == (0, 0)

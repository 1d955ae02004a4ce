"""What a learner did, counted."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.answer import Chosen, Outcome
from tui_course.model.attempt import Attempt, Visit
from tui_course.model.index import IndexedQuestion, PageQuestions, QuestionIndex
from tui_course.study.asking import Asking
from tui_course.study.drafting import begun
from tui_course.study.learning import Learning, Marks

numbers = count()


def attempt(question, score=1.0, *, revealed=False, outcome=None):
    number = next(numbers)
    outcome = outcome or (Outcome.RIGHT if score == 1 else Outcome.PARTLY if score else Outcome.WRONG)
    answer = None if revealed else Chosen(("a",))
    return Attempt(str(number), "ada", "kites", "wind", question, float(number), answer, outcome, score, 1, revealed=revealed)


def listed(name, points=1.0, *, graded=True):
    return IndexedQuestion(name, graded, points, "kind", "Why?")


def marks(*attempts, questions):
    return Learning("ada", "kites", attempts=attempts).marks(questions)


def test_nothing_tried_is_nothing_earned():
    assert marks(questions=[listed("a", 2), listed("b")]) == Marks(0, 0, 2, 0, 3)
    assert marks(questions=[listed("a", 2), listed("b")]).open == 2


@pytest.mark.parametrize(
    ("attempts", "right", "tried", "points"),
    [
        ([attempt("a")], 1, 0, 2),
        ([attempt("a", 0)], 0, 1, 0),
        ([attempt("a", 0.5)], 0, 1, 1),
        # What was best counts, whatever came after.
        ([attempt("a", 0), attempt("a", 0.5), attempt("a", 0.25)], 0, 1, 1),
        ([attempt("a"), attempt("a", 0)], 1, 0, 2),
        # After it was revealed nothing more is earned, but nothing is lost.
        ([attempt("a", 0, revealed=True), attempt("a")], 0, 1, 0),
        ([attempt("a", 0.5), attempt("a", 0, revealed=True), attempt("a")], 0, 1, 1),
        ([attempt("a"), attempt("a", 0, revealed=True)], 1, 0, 2),
        # The course does not ask it any more.
        ([attempt("gone")], 0, 0, 0),
        # It was a reflection once.
        ([attempt("a", 0, outcome=Outcome.UNSCORED)], 0, 1, 0),
    ],
)
def test_what_counts(attempts, right, tried, points):
    found = marks(*attempts, questions=[listed("a", 2)])
    assert (found.right, found.tried, found.points) == (right, tried, points)
    assert found.open == 1 - right - tried


def test_what_is_worth_nothing_is_not_counted():
    assert marks(attempt("a", outcome=Outcome.UNSCORED), questions=[listed("a", graded=False)]) == Marks()
    assert marks(attempt("a"), questions=[listed("a", 0)]) == Marks(1, 0, 1, 0, 0)


@pytest.mark.parametrize(
    ("points", "worth", "percent"),
    [(0, 0, 0), (0, 3, 0), (3, 3, 100), (1, 3, 33), (2, 3, 66), (2.999, 3, 99), (0.29, 1, 29), (0.1 + 0.2, 0.3, 100)],
)
def test_percent_is_rounded_down(points, worth, percent):
    assert Marks(0, 0, 1, points, worth).percent == percent


def test_a_question_on_two_pages_counts_once():
    pages = (PageQuestions("wind", (listed("a"), listed("b"))), PageQuestions("summary", (listed("b"),)), PageQuestions("end"))
    learning = Learning("ada", "kites", attempts=[attempt("b")])
    assert learning.course_marks(QuestionIndex(pages)) == Marks(1, 0, 2, 1, 2)
    assert learning.marks(pages[1].questions) == Marks(1, 0, 1, 1, 1)


ATTEMPTS = st.lists(
    st.builds(attempt, st.sampled_from("abc"), st.sampled_from([0.0, 0.25, 0.5, 1.0]), revealed=st.booleans()), max_size=12
)


@given(ATTEMPTS, st.lists(st.sampled_from("abcd"), unique=True))
def test_marks_are_within_what_there_is(attempts, names):
    found = marks(*attempts, questions=[listed(name, 2) for name in names])
    assert found.right + found.tried + found.open == found.questions == len(names)
    assert found.open >= 0
    assert 0 <= found.points <= found.worth == 2 * len(names)
    assert 0 <= found.percent <= 100
    assert (found.percent == 100) == (bool(names) and found.right == len(names))


@given(ATTEMPTS)
def test_attempts_one_by_one_amount_to_all_of_them_at_once(case, question, new_diary, attempts):
    """What is counted while the program runs is what is counted when it is opened again."""
    diary = new_diary()
    learning = diary.learning()
    one, asking = question("one"), Asking(learning)
    for one_attempt in attempts:
        asking.retry(one)
        if one_attempt.revealed:
            asking.reveal(one)
        else:
            asking.edit(one, begun(one, "seed", case("one").right if one_attempt.score == 1 else case("one").wrong))
            asking.check(one)
    again = diary.learning()
    assert again.all_attempts == learning.all_attempts == tuple(diary.kept)
    assert again.standing(one.id) == learning.standing(one.id)
    assert again.attempts(one.id) == learning.attempts(one.id)
    assert again.count(one.id) == len(attempts)


# Visits


def test_visits_tell_where_and_how_far(diary):
    learning = diary.learning()
    assert learning.last_visit is None
    assert learning.seen("wind") is None
    learning.record_visit("wind", 0.75, "spot")
    diary.clock.now += 1
    learning.record_visit("sky", 1.5)
    diary.clock.now += 1
    learning.record_visit("wind", 0.25)
    again = diary.learning()
    for one in (learning, again):
        assert one.read("wind") == 0.75
        assert one.read("sky") == 1
        assert one.read("nowhere") == 0
        assert one.visited("sky")
        assert not one.visited("nowhere")
        assert one.seen("wind") == 1002
        assert one.last_visit == diary.kept[-1]
    assert [(visit.learner, visit.course, visit.page, visit.at, visit.spot) for visit in diary.kept] == [
        ("ada", "kites", "wind", 1000, "spot"),
        ("ada", "kites", "sky", 1001, ""),
        ("ada", "kites", "wind", 1002, ""),
    ]


@given(st.floats())
def test_what_was_read_is_a_share(read):
    learning = Learning("ada", "kites")
    learning.record_visit("wind", read)
    assert 0 <= learning.read("wind") <= 1


def test_the_newest_visit_is_the_last_whatever_its_place():
    visits = [Visit(str(at), "ada", "kites", page, at, 0.5) for at, page in ((5.0, "new"), (3.0, "old"))]
    assert Learning("ada", "kites", visits=visits).last_visit.page == "new"

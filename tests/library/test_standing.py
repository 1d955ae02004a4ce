"""How far courses are read, from what the store kept, without opening one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_course.library.entry import CourseEntry, ListedPage
from tui_course.library.standing import USUAL_SECONDS, Standing, review_minutes, standings
from tui_course.model.answer import Outcome
from tui_course.model.attempt import Attempt, Visit

NOW = 1_700_000_000.0
KITES = CourseEntry(
    "/kites", id="kites", pages=tuple(ListedPage(name, name) for name in ("wind", "flying", "signs")), questions=("a", "b")
)


def visit(page, read, at=NOW, course="kites"):
    return Visit(f"{page} {at}", "ada", course, page, at, read)


def attempt(question, outcome, at=NOW, course="kites", seconds=0.0):
    score = 1.0 if outcome is Outcome.RIGHT else 0.0
    return Attempt(f"{question} {at}", "ada", course, "wind", question, at, None, outcome, score, 1.0, seconds=seconds)


def of(attempts=(), visits=(), entry=KITES):
    return standings([entry], attempts, visits, NOW).of(entry)


def test_nothing_done_is_nothing():
    assert of() == Standing()


def test_every_page_and_every_question_counts_one():
    found = of([attempt("a", Outcome.RIGHT)], [visit("wind", 1.0, NOW - 5), visit("flying", 0.5)])
    assert (found.page, found.share, found.percent, found.right) == ("flying", 0.5, 50, 1)


def test_all_read_and_right_is_all_and_a_page_back_takes_nothing_away():
    visits = [visit(page, 1.0, NOW - 9) for page in ("wind", "flying", "signs")] + [visit("wind", 0.1)]
    found = of([attempt("a", Outcome.RIGHT), attempt("b", Outcome.RIGHT)], visits)
    assert (found.percent, found.page) == (100, "wind")


def test_what_the_course_no_longer_has_counts_nothing():
    missed = attempt("gone", Outcome.WRONG, NOW - 86_400)
    found = of([missed, attempt("elsewhere", Outcome.RIGHT)], [visit("removed", 1.0)])
    assert (found.share, found.right, found.due) == (0.0, 0, 0)


def test_what_was_missed_is_due_once_for_two_copies_of_a_course():
    missed = attempt("a", Outcome.WRONG, NOW - 86_400)
    other = CourseEntry("/elsewhere/kites", id="kites", pages=KITES.pages, questions=KITES.questions)
    found = standings([KITES, other], [missed], [], NOW)
    assert (found.due, found.minutes, found.of(other).due) == (1, 1, 1)


def test_uncounted_questions_are_due_as_the_store_knows_them():
    uncounted = CourseEntry("/kites", id="kites", pages=KITES.pages)
    assert of([attempt("any", Outcome.WRONG, NOW - 86_400)], entry=uncounted).due == 1


def test_minutes_are_those_of_the_learner():
    assert review_minutes(6, []) == 6 * USUAL_SECONDS / 60
    assert review_minutes(6, [attempt("a", Outcome.RIGHT, seconds=60.0)]) == 6
    assert review_minutes(1, [attempt("a", Outcome.RIGHT, seconds=1e9)]) == 3


@given(
    st.lists(
        st.builds(
            visit,
            st.sampled_from("wind flying signs other".split()),
            st.floats(0, 1),
            st.floats(0, NOW),
            st.sampled_from("kites boats".split()),
        )
    ),
    st.lists(st.builds(attempt, st.sampled_from("abc"), st.sampled_from(Outcome), st.floats(0, NOW))),
)
def test_shares_are_shares(visits, attempts):
    visits, attempts = (sorted(events, key=lambda one: one.at) for events in (visits, attempts))
    found = of(attempts, visits)
    assert 0.0 <= found.share <= 1.0
    assert found.right <= 2
    assert found.due <= 2
    assert found.page == next((one.page for one in reversed(visits) if one.course == "kites"), "")

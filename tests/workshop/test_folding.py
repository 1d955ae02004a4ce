"""What all learners do, folded as it arrives, is what each one's own program makes of it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from tests.workshop.kites import ASKED, COURSE, QUESTIONS, RIGHT, WRONG, Pages, attempt, visit
from tui_course.model.answer import Outcome
from tui_course.progress.fold import page_standings, question_standings
from tui_course.study.learning import Learning
from tui_course.tui.screens.learning import page_mark
from tui_course.tui.theme import Look
from tui_course.workshop.folding import LONGEST_STAY, CourseTrace
from tui_course.workshop.outline import Outline, page_is_done, right_questions

LEARNERS = ("ada", "bob", "eve")
moments = st.integers(0, 8).map(float)


@st.composite
def attempts(draw):
    score = draw(st.sampled_from([0.0, 0.25, 0.5, 1.0]))
    answer = draw(st.sampled_from([RIGHT, WRONG, None]))
    given = {"score": score if answer is not None else 0.0, "at": draw(moments)}
    if draw(st.integers(0, 9)) == 0:
        given |= {"outcome": Outcome.UNSCORED, "score": 0.0}
    return attempt(draw(st.sampled_from(LEARNERS)), draw(st.sampled_from([*QUESTIONS, "gone"])), answer, **given)


@st.composite
def visits(draw):
    read = draw(st.sampled_from([0.0, 0.4, 0.98, 0.99, 1.0]))
    return visit(draw(st.sampled_from(LEARNERS)), draw(st.sampled_from([*ASKED, "gone"])), read, draw(moments))


@st.composite
def attempts_at_one(draw):
    """Attempts at one question, many of them of the same time or worth."""
    answer = draw(st.sampled_from([RIGHT, WRONG, WRONG, None]))
    outcome = draw(st.sampled_from([Outcome.WRONG, Outcome.UNSCORED, Outcome.PARTLY]))
    score = 0.5 if outcome is Outcome.PARTLY else 0.0
    return attempt("ada", "one", answer, outcome=outcome, score=score, at=draw(st.integers(0, 3).map(float)))


many_attempts = st.lists(attempts(), max_size=30)
many_visits = st.lists(visits(), max_size=20)


def folded(*portions):
    trace = CourseTrace()
    for portion in portions:
        trace.add(*portion)
    return trace


def known(trace):
    """Everything that a fold says."""
    return {
        name: (
            {key: (one.outcome, one.score, one.answer, one.right_first) for key, one in learner.questions.items()},
            {key: (one.read, one.seconds, one.seen) for key, one in learner.pages.items()},
            (learner.page, learner.read, learner.seen),
        )
        for name, learner in trace.learners.items()
    }


def pieces(events, cuts):
    places = [0, *sorted(min(cut, len(events)) for cut in cuts), len(events)]
    return [events[first:last] for first, last in pairwise(places)]


@given(many_attempts, many_visits, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 20)), max_size=4))
def test_in_whatever_portions_they_come_the_same_comes_out(tried, seen, cuts):
    portions = zip(pieces(tried, [one for one, _ in cuts]), pieces(seen, [one for _, one in cuts]), strict=True)
    assert known(folded(*portions)) == known(folded((tried, seen)))


@given(st.lists(attempts_at_one(), min_size=2, max_size=6))
@example(
    [
        attempt("ada", "one", WRONG, outcome=Outcome.UNSCORED, score=0.0, at=0.0),
        attempt("ada", "one", RIGHT, at=3.0),
        attempt("ada", "one", WRONG, score=0.0, at=1.0),
        attempt("ada", "one", None, score=0.0, at=2.0),
    ]
)
def test_in_whatever_order_attempts_come_the_question_stands_the_same(tried):
    (standing,) = question_standings(sorted(tried, key=lambda one: one.at)).values()
    found = folded((tried, ())).learners["ada"].questions["one"]
    assert (found.outcome, found.score, found.right_first) == (standing.outcome, standing.score, standing.right_at_once)
    assert found.answer == standing.first.answer


@given(many_attempts, many_visits)
def test_each_question_and_page_stands_as_the_program_of_its_learner_has_it(tried, seen):
    trace = folded((tried, seen))
    for name in LEARNERS:
        # A store gives them by their time.
        own = sorted((one for one in tried if one.learner == name), key=lambda one: one.at)
        standings = question_standings(own)
        learner = trace.learners.get(name)
        found = learner.questions if learner is not None else {}
        assert {key: (one.outcome, one.score, one.right_first) for key, one in found.items()} == {
            key: (one.outcome, one.score, one.right_at_once) for key, one in standings.items()
        }
        assert {key: one.answer for key, one in found.items()} == {key: one.first.answer for key, one in standings.items()}
        pages = page_standings(one for one in seen if one.learner == name)
        assert {key: one.read for key, one in (learner.pages if learner is not None else {}).items()} == {
            key: one.read for key, one in pages.items()
        }


@given(many_attempts, many_visits)
def test_the_board_marks_as_done_what_the_learners_own_contents_do(tried, seen):
    pages = Pages()
    outline = Outline(pages.course, pages.index)
    trace = folded((tried, seen))
    for name, learner in trace.learners.items():
        own = [sorted((one for one in some if one.learner == name), key=lambda one: one.at) for some in (tried, seen)]
        learning = Learning(name, COURSE, attempts=own[0], visits=own[1])
        marks = {page.page: page_mark(page, learning, Look()) for page in pages.index.pages}
        done = {page for page, mark in marks.items() if "✓" in mark}
        progress = outline.progress(learner)
        assert sum(one.done for one in progress.modules) == len(done)
        assert {
            page.id
            for module in outline.modules
            for page in module.pages
            if page_is_done(page, learning.read(page.id), right_questions(page, learner.questions))
        } == done
        for one, module in zip(progress.modules, outline.modules, strict=True):
            asked = [
                question
                for page in pages.index.pages
                if page.page in {p.id for p in module.pages}
                for question in page.questions
            ]
            own_marks = learning.marks(asked)
            assert (one.right, one.tried, one.questions) == (own_marks.right, own_marks.tried, own_marks.questions)
            assert 0 <= one.share <= 1
            assert (one.share == 1) == (one.done == one.pages)
        total = learning.course_marks(pages.index)
        assert (progress.points, progress.worth) == (total.points, total.worth)


def test_time_on_a_page_is_until_the_next_visit_but_for_a_pause():
    seen = [
        visit("ada", "wind", at=0),
        visit("ada", "wind", at=40),
        visit("ada", "line", at=100),
        visit("ada", "wind", at=9000),
    ]
    learner = folded(((), seen)).learners["ada"]
    assert {name: page.seconds for name, page in learner.pages.items()} == {"wind": 100, "line": LONGEST_STAY}


def test_a_clock_that_goes_back_gives_no_time():
    seen = [visit("ada", "wind", at=500), visit("ada", "line", at=100), visit("ada", "line", at=110)]
    learner = folded(((), seen)).learners["ada"]
    assert {name: page.seconds for name, page in learner.pages.items()} == {"wind": 0, "line": 10}
    assert learner.page == "wind"

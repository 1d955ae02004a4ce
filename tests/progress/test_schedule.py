from __future__ import annotations

import itertools
from collections import Counter
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.model.answer import Confidence, Outcome
from tui_course.progress.schedule import due, in_review, interleaved

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
START = 1_700_000_000.0
WRONG = {"outcome": Outcome.WRONG, "score": 0.0}
PARTLY = {"outcome": Outcome.PARTLY, "score": 0.5}
SHOWN = {"outcome": Outcome.WRONG, "score": 0.0, "answer": None, "revealed": True}
UNSURE = {"confidence": Confidence.UNSURE}
SURE = {"confidence": Confidence.SURE}
UNSCORED = {"outcome": Outcome.UNSCORED, "score": 0.0}
NEEDY = {"wrong": WRONG, "partly": PARTLY, "shown": SHOWN, "unsure": UNSURE, "hinted": {"hints": 1}}


def after(*tries):
    """Attempts from pairs of a time after the start and what is said of it."""

    def make(attempt):
        return [attempt(number, at=START + at, **said) for number, (at, said) in enumerate(tries)]

    return make


def days_until(attempts):
    """How many days after the start the only question in review is due."""
    (one,) = in_review(attempts, START)
    return (one.at - START) / DAY


@pytest.mark.parametrize("said", NEEDY.values(), ids=NEEDY)
def test_what_was_missed_or_unsure_returns_by_the_next_day(attempt, said):
    attempts = after((0, said))(attempt)
    assert due(attempts, START + 9 * MINUTE) == ()
    (one,) = due(attempts, START + DAY)
    assert (one.question, one.page, one.course) == ("q", "wind", "kites")
    assert 10 * MINUTE <= one.at - START <= 15 * MINUTE
    assert one.overdue == START + DAY - one.at


@pytest.mark.parametrize("said", [{}, SURE, UNSCORED, UNSCORED | UNSURE], ids=["right", "sure", "unscored", "unscored, unsure"])
def test_what_was_right_at_once_does_not(attempt, said):
    assert in_review(after((0, said), (30 * DAY, said))(attempt), START + 300 * DAY) == ()


def test_what_was_right_and_is_missed_later_returns(attempt):
    assert days_until(after((0, SURE), (5 * DAY, WRONG))(attempt)) == pytest.approx(5, abs=0.02)


def test_a_retry_in_the_same_sitting_is_not_yet_learned(attempt):
    missed = after((0, WRONG), (20, {}), (9 * MINUTE, SURE))(attempt)
    assert days_until(missed) * DAY == 19 * MINUTE
    assert days_until(after((0, {}), (20, WRONG), (40, SHOWN), (DAY, WRONG))(attempt)) > 1
    later = after((0, WRONG), (10 * MINUTE, {}))(attempt)
    assert days_until(later) >= 1


def test_a_reveal_after_a_part_counts_as_missed(attempt):
    assert days_until(after((0, PARTLY))(attempt)) > days_until(after((0, PARTLY), (0, SHOWN))(attempt))


def test_the_more_it_is_known_the_later_it_returns(attempt):
    reviewed = [days_until(after((0, WRONG), (DAY, said))(attempt)) - 1 for said in (WRONG, PARTLY, {}, SURE)]
    assert reviewed == sorted(reviewed)
    assert reviewed[0] < 1 <= reviewed[2] < reviewed[3]
    often = [after((0, WRONG), *((DAY * 3**number, {}) for number in range(count)))(attempt) for count in range(1, 5)]
    distances = [days_until(attempts) * DAY - (attempts[-1].at - START) for attempts in often]
    assert distances == sorted(distances)
    assert distances[-1] > 5 * DAY


def test_what_is_forgotten_returns_the_same_day(attempt):
    assert days_until(after((0, WRONG), (DAY, {}), (10 * DAY, WRONG))(attempt)) == pytest.approx(10, abs=0.02)


def test_most_overdue_first_and_courses_apart(attempt):
    attempts = [
        attempt(1, question="late", at=START + HOUR, **WRONG),
        attempt(2, question="early", at=START, **WRONG),
        attempt(3, question="early", course="boats", at=START + 2 * HOUR, **WRONG),
    ]
    found = due(attempts, START + DAY)
    assert [(one.course, one.question) for one in found] == [("kites", "early"), ("kites", "late"), ("boats", "early")]
    assert due(attempts, START + HOUR) == due(attempts[1:2], START + HOUR)
    assert len(in_review(attempts, START)) == 3


def test_a_higher_retention_returns_sooner(attempt):
    attempts = after((0, WRONG), (DAY, {}), (4 * DAY, {}), (12 * DAY, {}))(attempt)
    assert in_review(attempts, START, retention=0.97)[0].at < in_review(attempts, START, retention=0.8)[0].at


SAID = st.sampled_from([{}, SURE, UNSCORED, *NEEDY.values()])
TRIES = st.lists(st.tuples(st.floats(-1e300, 1e300) | st.floats(0, 1e7), SAID, st.sampled_from("qr")), max_size=8)


@settings(deadline=None)
@given(tries=TRIES, now=st.floats(-1e300, 1e300))
def test_any_history_has_its_dates_whatever_its_order(attempt, tries, now):
    attempts = [attempt(number, at=at, question=question, **said) for number, (at, said, question) in enumerate(tries)]
    found = in_review(attempts, now)
    assert [one for one in found if one.overdue >= 0] == list(due(attempts, now))
    assert list(found) == sorted(found, key=lambda one: one.at)
    assert {one.question for one in found} <= {one.question for one in attempts}
    if len({one.at for one in attempts}) == len(attempts):
        assert in_review(attempts[::-1], now) == found


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcd"), max_size=12))
def test_neighbours_are_of_different_modules_where_that_can_be(modules):
    questions = [SimpleNamespace(module=module, number=number) for number, module in enumerate(modules)]
    mixed = interleaved(questions, lambda one: one.module)
    found = [one.module for one in mixed]
    assert sorted(one.number for one in mixed) == list(range(len(modules)))
    for module in "abcd":
        numbers = [one.number for one in mixed if one.module == module]
        assert numbers == sorted(numbers)
    most = max(Counter(modules).values(), default=0)
    same = sum(left == right for left, right in itertools.pairwise(found))
    assert same == max(0, 2 * most - len(modules) - 1)


def test_the_most_overdue_comes_first_while_modules_alternate():
    questions = [SimpleNamespace(module=module, number=number) for number, module in enumerate("aabbc")]
    assert [one.number for one in interleaved(questions, lambda one: one.module)] == [0, 2, 1, 3, 4]

from __future__ import annotations

from tui_course.model.answer import Confidence, Outcome
from tui_course.progress.fold import PageStanding, last_visit, page_standings, question_standings

WRONG = {"outcome": Outcome.WRONG, "score": 0.0}
PARTLY = {"outcome": Outcome.PARTLY, "score": 0.5}
SHOWN = {"outcome": Outcome.WRONG, "score": 0.0, "answer": None, "revealed": True}


def test_nothing_was_done():
    assert question_standings([]) == {}
    assert page_standings([]) == {}
    assert last_visit([]) is None


def test_first_best_and_last_are_apart(attempt):
    tries = [attempt(1, **WRONG), attempt(2, **PARTLY), attempt(3), attempt(4), attempt(5, **WRONG, confidence=Confidence.SURE)]
    standing = question_standings(tries)["q"]
    assert (standing.first, standing.best, standing.last) == (tries[0], tries[2], tries[4])
    assert (standing.tries, standing.revealed, standing.at) == (5, False, 5.0)
    assert (standing.outcome, standing.score, standing.right_at_once) == (Outcome.RIGHT, 1.0, False)
    assert standing.confidence is Confidence.SURE


def test_what_was_answered_after_a_reveal_earns_nothing(attempt):
    tries = [attempt(1, **PARTLY), attempt(2, **SHOWN), attempt(3)]
    standing = question_standings(tries)["q"]
    assert (standing.outcome, standing.score, standing.tries, standing.revealed) == (Outcome.PARTLY, 0.5, 2, True)
    standing = question_standings(tries[1:])["q"]
    assert (standing.best, standing.outcome, standing.score) == (None, Outcome.WRONG, 0.0)
    assert not standing.right_at_once
    assert question_standings([attempt(0), *tries])["q"].outcome is Outcome.RIGHT


def test_a_reflection_that_was_shown_is_not_wrong(attempt):
    unscored = {"outcome": Outcome.UNSCORED, "score": 0.0}
    assert question_standings([attempt(1, **(SHOWN | unscored)), attempt(2, **unscored)])["q"].outcome is Outcome.UNSCORED


def test_questions_are_apart(attempt):
    standings = question_standings([attempt(1), attempt(2, question="r", **WRONG)])
    assert {key: one.outcome for key, one in standings.items()} == {"q": Outcome.RIGHT, "r": Outcome.WRONG}


def test_pages(visit):
    visits = [visit(1, read=0.2), visit(2, read=0.9), visit(3, page="sun", read=0.1), visit(4, read=0.4, spot="7")]
    assert page_standings(visits) == {"wind": PageStanding(0.9, 3, visits[3]), "sun": PageStanding(0.1, 1, visits[2])}
    assert last_visit(visits) == visits[3]
    assert last_visit([visit(1, at=5.0), visit(2, at=5.0), visit(3, at=4.0)]).id == "visit-2"

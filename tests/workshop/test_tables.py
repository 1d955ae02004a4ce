"""A board as CSV."""

from __future__ import annotations

import csv
import io

import pytest

from tests.workshop.kites import COURSE, RIGHT, WORKSHOP, WRONG, Opened, attempt, visit
from tui_course.model.answer import Typed
from tui_course.workshop.board import Board
from tui_course.workshop.observing import Observation
from tui_course.workshop.tables import learners_csv, questions_csv


def board(place):
    return Observation(place.store, WORKSHOP, (Opened(),), clock=place.clock).look()


def rows(lines):
    return list(csv.DictReader(io.StringIO("\r\n".join(lines)), strict=True))


def test_learners_by_name_with_what_they_did(place):
    for name in ("bob", "Ada, of course"):
        place.come(name, hand=1.0 if name == "bob" else 0.0)
    place.sit("stranger")
    place.did(attempt("bob", "one", RIGHT), attempt("bob", "several", WRONG, score=0.0), visit("bob", "line", 1.0, at=2000.0))
    ada, bob, stranger = rows(learners_csv(board(place), COURSE))
    assert bob == {
        "name": "bob",
        "way": "code",
        "joined": "1970-01-01T00:16:40Z",
        "module 1: Air": "0.5",
        "module 2: Hand": "0.0",
        "module 3: More pages": "0.0",
        "tried": "2",
        "right_first": "1",
        "points": "1.0",
        "worth": "7.0",
        "seen": "1970-01-01T00:33:20Z",
    }
    assert (ada["name"], ada["tried"], ada["module 1: Air"]) == ("Ada, of course", "0", "0.0")
    assert (stranger["way"], stranger["joined"]) == ("", "")


def test_questions_as_they_are_ranked_with_every_answer(place):
    for name in "abc":
        place.come(name)
        place.did(attempt(name, "one", RIGHT if name == "a" else WRONG, score=float(name == "a")))
    place.did(attempt("a", "blank", Typed(("=2+5",)), score=0.0), attempt("b", "blank", None, score=0.0))
    one, blank = rows(questions_csv(board(place), COURSE))
    assert one == {
        "module": "1",
        "question": "1",
        "id": "one",
        "prompt": "Which one?",
        "kind": "kind",
        "learners": "3",
        "right_first": "1",
        "others": "0",
        "revealed": "0",
        "answer_1": "the wind",
        "right_1": "no",
        "learners_1": "2",
        "answer_2": "the kite",
        "right_2": "yes",
        "learners_2": "1",
        "answer_3": "the line",
        "right_3": "no",
        "learners_3": "0",
    }
    assert (blank["answer_1"], blank["learners_1"], blank["answer_2"], blank["revealed"]) == ("'=2+5", "1", "", "1")


@pytest.mark.parametrize("table", [learners_csv, questions_csv])
def test_of_a_course_that_is_not_there_only_the_names_of_columns(table):
    (line,) = table(Board(WORKSHOP), "no course")
    assert "," in line

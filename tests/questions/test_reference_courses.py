"""The questions of the reference courses: the author's key is right, nothing else is, and nothing that was written is lost."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from tui_course.markup.data import load_yaml
from tui_course.model.answer import Chosen, Outcome, Paired
from tui_course.model.question import Choose, Comparison, Fill, Match, Reflect
from tui_course.model.walk import all_questions
from tui_course.questions import grade, shown_order, solution
from tui_course.questions.keys import words_of
from tui_course.sources.open import open_course

COURSES = Path(__file__).parents[3] / "shared" / "courses"

pytestmark = pytest.mark.skipif(
    not (COURSES / "facts.json").is_file(), reason="the reference courses are not beside the repository"
)

SAID = {
    "feedback": "explanation",
    "feedback_p": "praise",
    "followup_p": "praise",
    "feedback_n": "advice",
    "followup_n": "advice",
}


@pytest.fixture(scope="module")
def questions():
    """Every question with what its author wrote."""
    found = []
    for name, facts in json.loads((COURSES / "facts.json").read_text(encoding="utf-8")).items():
        course = open_course(COURSES / "robomaker" / name)
        for quiz in facts["quizzes"].values():
            path = COURSES / "robomaker" / name / quiz["file"]
            written = load_yaml(path.read_text(encoding="utf-8")).value["questions"]
            read = list(all_questions(course.page(quiz["page"]).blocks))
            found += zip(read, written, strict=True)
    return found


def test_all_load_with_their_kind(questions):
    assert [question.kind for question, _ in questions] == [item["type"] for _, item in questions]
    assert Counter(question.graded for question, _ in questions) == {True: 90, False: 6}
    assert {type(question.task) for question, _ in questions if not question.graded} == {Reflect}
    assert [question.fault for question, _ in questions if question.fault] == []


def test_the_key_is_right(questions):
    verdicts = [grade(question, solution(question)) for question, _ in questions if question.graded]
    assert {(verdict.outcome, verdict.score) for verdict in verdicts} == {(Outcome.RIGHT, 1.0)}


def test_the_key_is_the_author_s(questions):
    choosing = [(question.task, item) for question, item in questions if isinstance(question.task, Choose)]
    assert len(choosing) == 69
    for task, item in choosing:
        assert [choice.correct for choice in task.choices] == [choice.get("correct") is True for choice in item["items"]]
        assert task.several == (item["type"] == "multiple-answer")


def test_no_other_choice_is_right(questions):
    tried = 0
    for question in (question for question, _ in questions if isinstance(question.task, Choose)):
        keys = [choice.key for choice in question.task.choices]
        right = set(solution(question).keys)
        sizes = range(1, len(keys) + 1) if question.task.several else [1]
        for chosen in (chosen for size in sizes for chosen in combinations(keys, size) if set(chosen) != right):
            assert grade(question, Chosen(chosen)).outcome is not Outcome.RIGHT
            tried += 1
    assert tried > 500


def test_no_two_pairs_may_change_places(questions):
    for question in (question for question, _ in questions if isinstance(question.task, Match)):
        pairs = solution(question).pairs
        for (one, gold), (other, iron) in combinations(pairs, 2):
            swapped = dict(pairs) | {one: iron, other: gold}
            right = grade(question, Paired(tuple(swapped.items()))).outcome is Outcome.RIGHT
            assert right == (gold == iron)


def test_every_comment_is_there(questions):
    comments = 0
    for question, item in questions:
        if isinstance(question.task, Choose):
            shown = [bool(words_of(choice.comment)) for choice in question.task.choices]
            assert shown == ["comment" in choice for choice in item["items"]]
            comments += sum(shown)
    assert comments == 202


def test_all_feedback_is_there(questions):
    fields = Counter()
    for question, item in questions:
        for field in SAID.keys() & item.keys():
            # Markdown takes signs away, not words.
            first = item[field].split()[0].strip(".,!?")
            assert first in words_of(getattr(question, SAID[field]))
            fields[field] += 1
    assert fields == {"feedback": 4, "feedback_p": 8, "followup_p": 2, "feedback_n": 8, "followup_n": 2}


def test_typed_answers_are_compared_as_they_should_be(questions):
    compared = {
        blank.accepted[0]: blank.comparison
        for question, _ in questions
        if isinstance(question.task, Fill)
        for blank in question.task.blanks
    }
    words = {"state", "action", "forward kinematics", "inverse kinematics", "configuration space"}
    assert {accepted for accepted, comparison in compared.items() if comparison is Comparison.TEXT} == words
    assert Counter(compared.values()) == {Comparison.COMMAND: 8, Comparison.TEXT: 5}
    assert [question.task.ordered for question, item in questions if item["type"] == "fill-multi"] == [False]


def test_ids_are_all_different(questions):
    assert len({question.id for question, _ in questions}) == 96


def test_order_is_kept_where_it_carries_meaning(questions):
    kept = [question for question, _ in questions if isinstance(question.task, Choose) and not question.task.shuffled]
    assert {words_of(choice.blocks).strip(".") for one in kept for choice in one.task.choices} == {"False", "True"}
    pinned = [
        (words_of(choice.blocks), shown_order(question, "x").index(choice.key) == len(question.task.choices) - 1)
        for question, _ in questions
        if isinstance(question.task, Choose)
        for choice in question.task.choices
        if choice.pinned
    ]
    assert sorted(pinned) == [("All of the above", True), ("None.", True), ("None.", True)]

"""Whole courses, answered line by line with their authors' keys: everything is right, and every comment is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_course import plain
from tui_course.linear.drafts import pair_letters
from tui_course.model.answer import Chosen, Ordered, Paired, Typed
from tui_course.model.question import Choose
from tui_course.model.walk import all_questions
from tui_course.questions import solution
from tui_course.sources.open import built_in, open_course
from tui_course.study.drafting import begun

ROBOMAKER = Path(__file__).parents[3] / "shared" / "courses" / "robomaker"
COURSES = [built_in(), *sorted(path for path in ROBOMAKER.glob("*") if (path / "_config.yml").is_file())]


@pytest.fixture(scope="module", params=COURSES, ids=lambda path: path.name)
def pages(request):
    return open_course(request.param)


@pytest.fixture(scope="module")
def questions(pages):
    """Every question once per place where it stands, in reading order."""
    return [question for ref in pages.course.pages for question in all_questions(pages.page(ref.id).blocks)]


def typed(question):
    """The author's key as a learner types it."""
    draft = begun(question, f"ada {question.id}")
    match solution(question):
        case Chosen(keys):
            return [" ".join(str(draft.order.index(key) + 1) for key in keys)]
        case Typed(texts):
            return list(texts)
        case Ordered(keys):
            return [" ".join(str(draft.order.index(key) + 1) for key in keys)]
        case Paired(pairs):
            letters = pair_letters(draft)
            return [" ".join(f"{draft.left.index(a) + 1}{letters[draft.right.index(b)]}" for a, b in pairs), "c"]
        case _:
            return ["1"]


def test_the_keys_of_the_authors_are_right(pages, questions, sit_down):
    assert len({question.id for question in questions}) == len(questions)
    learner = sit_down()
    learner.pages = pages
    said = learner.hold("quiz", [line for question in questions for line in (*typed(question), "")])
    graded = sum(question.graded for question in questions)
    assert f"Course: {graded} of {graded} right, 0 tried, 0 open," in said
    assert said.count("\nRight. ") == graded


def test_every_comment_and_explanation_is_said(pages, questions, sit_down):
    learner = sit_down()
    learner.pages = pages
    said = learner.hold("quiz", [line for question in questions for line in (*typed(question), "")])
    words = " ".join(said.split())
    for question in questions:
        comments = [choice.comment for choice in question.task.choices] if isinstance(question.task, Choose) else []
        for blocks in (*comments, question.explanation, question.praise if question.graded else ()):
            assert " ".join(plain.text(blocks).split()) in words

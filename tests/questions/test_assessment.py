from pathlib import Path

import pytest

from tui_course.markup.data import load_yaml
from tui_course.model.block import Ask, Paragraph
from tui_course.model.inline import Text
from tui_course.questions import is_understood, read_assessment

HERE = Path(__file__).parent
SHAPES = load_yaml((HERE / "shapes.yml").read_text(encoding="utf-8"), "shapes.yml").value


def paragraphs(words):
    return (Paragraph((Text(words),)),)


def said(blocks):
    return blocks[0].children[0].text


@pytest.mark.parametrize("case", SHAPES, ids=lambda case: case["name"])
def test_questions_are_read_as_their_authors_shape_them(case):
    data = {"questions": [case["question"]]}
    assert is_understood(data) is case["understood"]
    if not case["understood"]:
        return
    found = read_assessment(data, "shapes.yml", paragraphs)
    assert isinstance(found.ask, Ask)
    question = found.ask.questions[0]
    task = question.task
    offered = getattr(task, "choices", getattr(task, "items", ()))
    choices = ["*" * getattr(one, "correct", False) + said(one.blocks) for one in offered]
    assert [question.kind, said(question.prompt), *choices] == case["read"]
    codes = [problem.code for problem in found.problems if problem.code != "quiz-feedback-missing"]
    assert codes == case.get("problems", [])
    assert all(problem.line > 0 for problem in found.problems)


def test_a_quiz_is_understood_while_most_of_its_questions_are():
    good, bad = {"prompt": "Known?"}, {"frage": "Unbekannt?"}
    assert is_understood({"questions": [good, good, bad]})
    assert not is_understood({"questions": [good, bad, bad]})
    assert is_understood({"questions": []})
    assert not is_understood({"questions": "three"})
    assert not is_understood([good])

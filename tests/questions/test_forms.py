from pathlib import Path

import pytest

from tui_course.markup.data import load_yaml
from tui_course.model.block import Paragraph
from tui_course.model.inline import Text
from tui_course.questions import read_assessment

HERE = Path(__file__).parent
FORMS = load_yaml((HERE / "forms.yml").read_text(encoding="utf-8"), "forms.yml").value


def paragraphs(words):
    return (Paragraph((Text(words.strip()),)),) if words else ()


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case["name"])
def test_a_question_of_a_data_file(case, described):
    found = read_assessment({"questions": [case["question"]]}, "forms.yml", paragraphs)
    (question,) = found.ask.questions
    assert described(question) == case["read"]
    codes = [problem.code for problem in found.problems]
    if "quiz-feedback-missing" not in case.get("problems", []):
        codes = [code for code in codes if code != "quiz-feedback-missing"]
    assert codes == case.get("problems", [])
    assert all(problem.line == case["question"].line for problem in found.problems if "quiz-choice" not in problem.code)


def test_lines_are_those_of_the_page_where_the_data_stands_in_one():
    value = load_yaml("questions:\n- type: hotspot\n  prompt: Where?\n", first_line=1).value
    found = read_assessment(value, "page.md", paragraphs, first_line=30)
    assert [(problem.code, problem.line) for problem in found.problems] == [("quiz-kind", 32)]
    assert found.ask.questions[0].line == 32


def test_ids_used_twice_are_told_apart_and_reported():
    ask = {"prompt": "Match.", "type": "text"}
    found = read_assessment({"questions": [ask, ask, {**ask, "id": "a"}, {**ask, "id": "a"}]}, "q.yml", paragraphs)
    first, second, third, fourth = (question.id for question in found.ask.questions)
    assert (second, third, fourth) == (f"{first}-2", "a", "a-2")
    assert [str(problem.severity) for problem in found.problems if problem.code == "quiz-duplicate-id"] == ["warning", "error"]


def test_what_is_no_mapping_is_reported_and_the_rest_read():
    found = read_assessment({"questions": ["What?", {"prompt": "Why?"}]}, "q.yml", paragraphs)
    assert [problem.code for problem in found.problems] == ["quiz-question"]
    assert len(found.ask.questions) == 1


def test_more_than_can_be_read_is_reported():
    many = [{"prompt": f"Number {number}?", "type": "text"} for number in range(501)]
    found = read_assessment({"questions": many}, "q.yml", paragraphs)
    assert len(found.ask.questions) == 500
    assert [problem.code for problem in found.problems] == ["quiz-size"]
    choices = {"prompt": "Which?", "why": "So.", "choices": [f"Choice {number} of them" for number in range(201)], "answer": 0}
    found = read_assessment({"questions": [choices]}, "q.yml", paragraphs)
    assert len(found.ask.questions[0].task.choices) == 200
    assert [problem.code for problem in found.problems] == ["quiz-size"]

from pathlib import Path

import pytest

from tui_course.markup.data import load_yaml
from tui_course.model.block import Unknown
from tui_course.model.walk import all_questions
from tui_course.questions import read_inline
from tui_course.sources.open import open_course

CASES = load_yaml((Path(__file__).parent / "pages.yml").read_text(encoding="utf-8"), "pages.yml").value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_question_of_a_page(case, described, tmp_path):
    text = f'<a id="top"></a>\n\n<!-- quiz {case.get("attributes", "")} -->\n{case["page"]}<!-- /quiz -->\n'
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    course = open_course(tmp_path / "page.md")
    page = course.page(course.course.pages[0].id)
    (question,) = all_questions(page.blocks)
    assert described(question) == case["read"]
    found = [problem for problem in page.problems if problem.code != "quiz-feedback-missing"]
    assert [problem.code for problem in found] == case.get("problems", [])
    assert all((problem.file, problem.line) == ("page.md", 3) for problem in found)


def test_the_attributes_give_id_and_points():
    read = read_inline({"id": "logs", "points": "2.5", "type": "reflect"}, (Unknown("?", ""),), (), "page.md", 7)
    question = read.question
    assert (question.id, question.points, question.file, question.line) == ("logs", 2.5, "page.md", 7)
    assert read.problems == ()


def test_nothing_at_all_is_unknown():
    read = read_inline({"id": "logs"}, (), (), "page.md", 7)
    assert isinstance(read.question, Unknown)
    assert [str(problem) for problem in read.problems] == [
        "page.md:7: quiz-unreadable there is nothing between the comments of a question"
    ]

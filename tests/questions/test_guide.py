"""The author's guide says what the code does."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tui_course.model.walk import all_questions
from tui_course.questions.kinds import is_open, named
from tui_course.sources.open import open_course

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")


def example(language):
    return re.search(rf"^```{language}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)[1]


def test_the_example_is_the_same_in_both_forms(tmp_path):
    (tmp_path / "1.md").write_text(f"# Lift\n\n{example('markdown')}", encoding="utf-8")
    (tmp_path / "2.md").write_text(f"# Lift\n\n```quiz\n{example('yaml')}```\n", encoding="utf-8")
    course = open_course(tmp_path)
    one, other = (question for ref in course.course.pages for question in all_questions(course.page(ref.id).blocks))
    assert replace(one, file="", line=0, see="") == replace(other, file="", line=0, see="")
    assert [problem for ref in course.course.pages for problem in course.page(ref.id).problems] == []


def test_every_code_is_explained():
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tui_course" / "questions").rglob("*.py"))
    codes = set(re.findall(r'"(quiz-[a-z-]+)"', source))
    assert set(re.findall(r"`(quiz-[a-z-]+)`", GUIDE)) == codes


@pytest.mark.parametrize("row", re.findall(r"^\| [a-z ]+ \| (`[a-z-]+`.*?) \| `", GUIDE, re.MULTILINE))
def test_every_name_of_a_kind_is_known(row):
    names = set(re.findall(r"`([a-z-]+)`", row)) - {"answer"}
    assert names
    assert [name for name in names if named(name) is None and not is_open(name)] == []

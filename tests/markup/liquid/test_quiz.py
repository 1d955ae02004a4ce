from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tui_course.markup.liquid import Tracked

DATA = yaml.safe_load((Path(__file__).parent / "quiz.yml").read_text(encoding="utf-8"))
ELEMENT = '<tui-quiz src="_data/checks/one.yml"></tui-quiz>'


@pytest.mark.parametrize("case", DATA["cases"], ids=[case["name"] for case in DATA["cases"]])
def test_questions_become_a_quiz(render, site, case):
    site.includes.update(DATA["includes"])
    tracked = {"site": {"data": {"checks": {"one": Tracked("_data/checks/one.yml", DATA["data"])}}}}
    text, problems = render(case["template"], tracked)
    assert text.count(ELEMENT) == case["quizzes"]
    assert [part for part in case["text"] if part not in text] == []
    assert [part for part in case["gone"] if part in text] == []
    assert problems == []


def test_data_that_is_not_tracked_stays_html(render, site):
    site.includes.update(DATA["includes"])
    text, _ = render('{% include any-name.html of="one" %}', {"site": {"data": {"checks": {"one": DATA["data"]}}}})
    assert "senses" in text
    assert "tui-quiz" not in text


def test_a_tracked_mapping_is_a_mapping(render):
    text, _ = render(
        "{{ one.title }}{{ one.size }}{{ one | jsonify }}", {"one": Tracked("x.yml", {"title": "t", "questions": []})}
    )
    assert text == 't2{"title":"t","questions":[]}'

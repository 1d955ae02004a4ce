from __future__ import annotations

from pathlib import Path

import pytest

from tui_course.markup.gfm import Gfm

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


@pytest.fixture(scope="module")
def gfm():
    return Gfm()


def test_there_are_cases():
    assert len(CASES) > 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case, gfm):
    rendered = gfm.render(case.read_text(encoding="utf-8"), case.name)
    assert rendered.html == case.with_suffix(".html").read_text(encoding="utf-8")
    problems = case.with_suffix(".problems")
    expected = problems.read_text(encoding="utf-8").splitlines() if problems.exists() else []
    assert [str(problem) for problem in rendered.problems] == expected

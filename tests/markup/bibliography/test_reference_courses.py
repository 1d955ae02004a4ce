"""The bibliographies of the reference courses against what another program makes of them in the same style."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from tui_course.markup.bibliography import Apa, parse_bibliography

COURSES = Path(__file__).parents[4] / "shared" / "courses"

pytestmark = pytest.mark.skipif(
    not (COURSES / "citations.json").is_file(), reason="the reference courses are not beside the repository"
)


def text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).lower()


@pytest.fixture(scope="module")
def courses() -> list[tuple[dict, Apa, list[str]]]:
    found = []
    for name, expected in json.loads((COURSES / "citations.json").read_text(encoding="utf-8"))["courses"].items():
        (file,) = (COURSES / "robomaker" / name / "_bibliography").glob("*.bib")
        parsed = parse_bibliography(file.read_text(encoding="utf-8"))
        found.append((expected, Apa(parsed.references), [problem.code for problem in parsed.problems]))
    return found


def test_citations_in_the_text(courses: list[tuple[dict, Apa, list[str]]]):
    differing = [
        key
        for expected, apa, _ in courses
        for key, entry in expected["entries"].items()
        if apa.in_text([key]) != entry["in_text"]
    ]
    assert differing == []


def test_entries(courses: list[tuple[dict, Apa, list[str]]]):
    differing = [
        key
        for expected, apa, _ in courses
        for key, entry in expected["entries"].items()
        if text(apa.entry(key)) != entry["entry"].lower()
    ]
    # The other program loses a trademark sign in the one and glues "others" to the last name in the other.
    assert differing == ["corke2017robotics", "choi2021use"]


def test_order_and_problems(courses: list[tuple[dict, Apa, list[str]]]):
    assert [list(apa.order) for _, apa, _ in courses] == [expected["order"] for expected, _, _ in courses]
    assert sorted(code for _, _, found in courses for code in found) == ["bib-duplicate-key"] * 2

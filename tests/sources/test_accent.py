"""A course's own colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.sources.accent import read_accent
from tui_course.sources.open import open_course


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ('"#0A7d4f"', "#0a7d4f"),
        ("'#0af'", "#00aaff"),
        ("teal", "#008080"),
        ("RebeccaPurple", "#663399"),
        ('" navy "', "#000080"),
    ],
)
def test_a_course_may_have_its_own_colour(tmp_path, written, colour):
    (tmp_path / "one.md").write_text("# One\n")
    (tmp_path / "course.yml").write_text(f"title: Bees\naccent: {written}\n")
    course = open_course(tmp_path)
    assert (course.course.accent, course.problems) == (colour, ())


def test_a_site_may_too_and_what_lies_over_its_configuration_wins(tmp_path):
    (tmp_path / "_config.yml").write_text('title: Bees\naccent: "#112233"\n')
    (tmp_path / "_config_bees.yml").write_text("accent: teal\n")
    (tmp_path / "index.md").write_text("---\ntitle: One\n---\nText.\n")
    assert open_course(tmp_path).course.accent == "#008080"


@pytest.mark.parametrize("name", ["course.yml", "_config.yml"])
@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("#0a7d4f", "`accent` is empty, which is no colour; a colour with # stands between quotes"),
        ('"#12"', "`accent` is '#12', which is no colour; a colour with # stands between quotes"),
        ("greenish", "`accent` is 'greenish', which is no colour"),
        ("[1, 2]", "`accent` is [1, 2], which is no colour"),
        ("123456", "`accent` is 123456, which is no colour"),
        ('"\\e[31m"', "which is no colour"),
    ],
)
def test_what_is_no_colour_is_a_problem_with_its_line(tmp_path, name, written, words):
    (tmp_path / "one.md").write_text("---\ntitle: One\n---\nText.\n")
    (tmp_path / name).write_text(f"title: Bees\n\naccent: {written}\n")
    course = open_course(tmp_path)
    found = [problem for problem in course.problems if problem.code == "course-accent"]
    assert [(one.file, one.line) for one in found] == [(name, 3)]
    assert words in found[0].message
    assert "\x1b" not in found[0].message
    assert course.course.accent == ""


@given(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text(), max_size=2)))
def test_a_colour_is_six_digits_or_none(value):
    colour, problems = read_accent({"accent": value}, "accent: x", "course.yml")
    assert (len(colour) == 7 and int(colour[1:], 16) >= 0 and not problems) or (colour == "" and len(problems) == 1)

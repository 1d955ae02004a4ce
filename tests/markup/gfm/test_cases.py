from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui_course.markup.bibliography import Apa, parse_bibliography
from tui_course.markup.gfm import Gfm

BIBLIOGRAPHY = """
@book{doe2020, author = {Doe, Jane}, title = {Kites}, year = {2020}, publisher = {Air}}
@book{roe2019, author = {Roe, Richard}, title = {Strings & more}, year = {2019}, publisher = {Air}}
@book{uncited, author = {Zed, Anna}, title = {Tails}, year = {2001}, publisher = {Air}}
"""
CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


@pytest.fixture(scope="module")
def gfm():
    return Gfm()


@pytest.fixture(scope="module")
def works():
    return Apa(parse_bibliography(BIBLIOGRAPHY).references)


def test_there_are_cases():
    assert len(CASES) > 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case, gfm, works):
    rendered = gfm.render(case.read_text(encoding="utf-8"), case.name, works=lambda: works)
    assert rendered.html == case.with_suffix(".html").read_text(encoding="utf-8")
    problems = case.with_suffix(".problems")
    expected = problems.read_text(encoding="utf-8").splitlines() if problems.exists() else []
    assert [str(problem) for problem in rendered.problems] == expected


def test_a_course_without_bibliography_shows_citations_as_they_are_written(gfm):
    rendered = gfm.render("a\n[@doe2020] by [thanks @octocat] and @octocat\n\n<!-- references -->\n", "a.md", 3)
    assert rendered.html == "<p>a\n[@doe2020] by [thanks @octocat] and @octocat</p>\n\n"
    assert [(problem.code, problem.line) for problem in rendered.problems] == [("citation-unknown", 4), ("bib-missing", 6)]


def test_the_bibliography_is_only_asked_for_by_pages_that_cite(gfm):
    def works():
        raise AssertionError

    assert gfm.render("# Plain *text* with [links](a.md)\n", works=works).problems == ()


@pytest.mark.parametrize(
    ("source", "words"),
    [("*a* **b** `c`", "a b c"), ("[a](b) ![c](d)", "a c"), ("$x$ <b>y</b> &amp; \\*", "x y & *"), ("", "")],
)
def test_words(gfm, source, words):
    assert gfm.words(source) == words


def test_quotes_nested_too_deeply_keep_their_words(gfm):
    rendered = gfm.render(">" * 300 + " the innermost words")
    assert "the innermost words" in rendered.html
    assert [problem.code for problem in rendered.problems] == ["nesting"]


def test_lists_nested_too_deeply_keep_their_words(gfm):
    text = "".join(f"{'  ' * depth}- item{depth}\n" for depth in range(150))
    rendered = gfm.render(text)
    assert re.findall(r"item\d+", rendered.html) == [f"item{depth}" for depth in range(150)]
    assert {problem.code for problem in rendered.problems} == {"nesting"}

from __future__ import annotations

import pytest

from tui_course.markup.kramdown import Kramdown


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\n\n<div>\nb", [("html-unclosed", 3)]),
        ("a\n\n> b\n> <b>c", [("html-unclosed", 4)]),
        ("a\n\n<script>\nb", [("html-unclosed", 3)]),
        ("a\nb <!-- c", [("html-unclosed", 2)]),
        ("- a\n\n  b <T> c", [("html-unknown", 3)]),
        ("- a\n  - b\n    c </b>", [("html-stray-end", 3)]),
        ("<div>\n\n<T>\n</p></div>", [("html-unknown", 3), ("html-stray-end", 4)]),
        ("a <div>b", [("html-block-in-line", 1)]),
        ("a\n\nb [c][d]", [("link-missing", 3)]),
        ("a [^x]", [("footnote-missing", 1)]),
        ("[^x]: a\n\nb", [("footnote-unused", 1)]),
        ("a[^x]\n\n[^x]: a\n[^x]: b", [("footnote-duplicate", 4)]),
        ("[a]: b\n[a]: c", [("link-duplicate", 2)]),
        ("*[A]: b\n*[A]: c", [("abbreviation-duplicate", 2)]),
        ("a\n\n{::none}\nb\n{:/}", [("extension-unknown", 3)]),
        ("a\n\n{::comment}\nb", [("extension-unclosed", 3)]),
        ("| a <T> |\n|---|\n| b |\n| <N> |", [("html-unknown", 1), ("html-unknown", 4)]),
        ("<table>\n<tr><td>a</td></tr>\n</table>\n\n[a](b) *c* `<T>`", []),
    ],
)
def test_problems_name_their_line(source, expected):
    problems = Kramdown().render(source).problems
    assert [(problem.code, problem.line) for problem in problems] == expected
    assert all(problem.file == "" for problem in problems)


def nested(levels):
    return {
        "quotes": "> " * levels + "deepest",
        "lists": "".join(f"{'  ' * level}- x\n" for level in range(levels)) + "  " * levels + "deepest",
        "divisions": "<div>\n" * levels + "deepest\n" + "</div>\n" * levels,
        "divisions of Markdown": '<div markdown="1">\n' * levels + "deepest\n" + "</div>\n" * levels,
        "spans": "<span>" * levels + "deepest" + "</span>" * levels,
        "pictures": "![" * levels + "deepest" + "](x)" * levels,
    }


@pytest.mark.parametrize("kind", nested(1))
def test_a_hundred_levels_are_shown_and_deeper_ones_kept_as_text(kind):
    fine = Kramdown().render(nested(90)[kind])
    assert "deepest" in fine.html
    assert not [problem for problem in fine.problems if problem.code == "nesting-too-deep"]
    deep = Kramdown().render(nested(300)[kind])
    assert "deepest" in deep.html
    assert "nesting-too-deep" in {problem.code for problem in deep.problems}


def test_deep_tags_are_balanced():
    shown = Kramdown().render("<div>" * 5000 + "x" + "</div>" * 5000).html
    assert shown.count("<div>") == shown.count("</div>") == 100
    assert shown.count("&lt;div&gt;") == shown.count("&lt;/div&gt;") == 4900


def test_problems_are_bounded():
    assert len(Kramdown().render("a <T>\n\n" * 2000).problems) == 500

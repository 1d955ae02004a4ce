"""Questions in a page: `quizzes/*.md` and the blocks that both dialects of Markdown make of them, with their problems."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.markup.gfm import Gfm
from tui_course.markup.html import read_blocks
from tui_course.markup.kramdown import Kramdown, Options
from tui_course.markup.quiz_marks import read_attributes
from tui_course.model.block import Ask, CodeBlock, Unknown
from tui_course.model.inline import CodeSpan, Text
from tui_course.model.walk import all_blocks, all_inlines

CASES = sorted((Path(__file__).parent / "quizzes").glob("*.md"))
GFM, KRAMDOWN, STRICT = Gfm(), Kramdown(), Kramdown(Options(gfm=False))
DIALECTS = {
    "gfm": lambda text: GFM.render(text).html,
    "kramdown": lambda text: KRAMDOWN.render(text, 1).html,
}


def test_there_are_cases():
    assert len(CASES) >= 8


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case, dialect, dump, around):
    blocks = read_blocks(DIALECTS[dialect](case.read_text(encoding="utf-8")), around)
    found = dump(blocks) + "".join(f"{problem}\n" for problem in around.problems)
    assert found == case.with_suffix(".blocks").read_text(encoding="utf-8")


WELL_FORMED = [case for case in CASES if case.stem in {"choose", "several", "answers"}]


@pytest.mark.parametrize("case", WELL_FORMED, ids=lambda case: case.stem)
def test_a_question_is_the_same_on_a_site_with_stricter_markdown(case, dump, around):
    text = case.read_text(encoding="utf-8")
    inside = text[text.index("<!-- quiz") :].rpartition("<!-- /")[0] + "<!-- /quiz -->\n"
    expected = read_blocks(KRAMDOWN.render(inside, 1).html, around)
    assert dump(read_blocks(STRICT.render(inside, 1).html, around)) == dump(expected)


def test_what_follows_a_question_is_read_with_the_options_of_the_site():
    text = "<!-- quiz -->\na\n- b\n<!-- /quiz -->\n\nc\n- d\n"
    html = STRICT.render(text).html
    assert html.count("<li>") == 1
    assert "<p>c\n- d</p>" in html


def test_lines_count_from_where_the_page_begins_and_are_looked_for_where_nobody_knows(make_around):
    text = "\n\n<!-- quiz id=a -->\n<!-- /quiz -->\n\n~~~ quiz\nquestions\n~~~\n"
    for html in (GFM.render(text, "a.md", 11).html, KRAMDOWN.render(text, 11).html):
        ask, data = read_blocks(html, make_around())
        assert (ask.questions[0].line, data.title) == (13, "line 17")
    lost = make_around(lines={"<!-- quiz id=a -->": 40, "~~~ quiz\nquestions": 50})
    ask, data = read_blocks(KRAMDOWN.render(text).html, lost)
    assert (ask.questions[0].line, data.title) == (40, "line 51")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "html",
    ["<div>\n<!-- quiz -->\n</div>\n", "<!-- quiz --> words\n", "<table><tr><td>\n<!-- /quiz -->\n</td></tr></table>\n"],
)
def test_a_comment_inside_other_html_is_reported(dialect, html):
    rendered = GFM.render(html) if dialect == "gfm" else KRAMDOWN.render(html)
    assert "quiz-in-html" in {problem.code for problem in rendered.problems}
    assert "tui-quiz" not in rendered.html


def test_words_of_a_question_hold_no_question(make_around):
    around = make_around()
    text = "<!-- quiz -->\nwords\n<!-- /quiz -->\n\n~~~ quiz\nquestions\n~~~\n"
    blocks = read_blocks(KRAMDOWN.fragment(text).html, around, in_question=True)
    assert sorted(shown(blocks).split()) == ["questions", "words"]
    assert [problem.split()[1] for problem in around.problems] == ["quiz-nested", "quiz-nested"]


def test_fragments_list_no_works():
    class Works:
        order = ("a",)

        def __contains__(self, key):
            return key == "a"

        def in_text_pieces(self, *_keys, **_options):
            return [(("a",), "A")]

    rendered = GFM.fragment("see [@a]", Works)
    assert rendered.html == '<p>see <a class="citation" href="#a" data-keys="a">(A)</a></p>\n'


@pytest.mark.parametrize(
    ("comment", "attributes", "faults"),
    [
        ("<!-- quiz -->", {}, []),
        ("<!--quiz-->", {}, []),
        ("<!-- quiz id=a see=#b flag -->", {"id": "a", "see": "#b", "flag": ""}, []),
        ('<!-- quiz title="two words" Other=\'x "y"\' -->', {"title": "two words", "other": 'x "y"'}, []),
        ('<!-- quiz a="" b=x"y -->', {"a": "", "b": 'x"y'}, []),
        ('<!-- quiz a="open b=1 -->', {"b": "1"}, ['a="open']),
        ("<!-- quiz =a 1=2 b= é -->", {}, ["=a", "1=2", "b=", "é"]),
        ("<!-- quiz a=1 a=2 -->", {"a": "2"}, ["a=1"]),
    ],
)
def test_attributes(comment, attributes, faults):
    assert read_attributes(comment) == (attributes, faults)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab=\"' \t-_#1é"), max_size=40))
def test_every_word_of_a_comment_is_an_attribute_or_a_fault(words):
    found, faults = read_attributes(f"<!-- quiz {words} -->")
    kept = "".join([*found, *found.values(), *faults])
    assert sorted(re.findall(r"\w|#", kept)) == sorted(re.findall(r"\w|#", words))


PIECES = (
    "<!-- quiz -->",
    "<!-- quiz id=none -->",
    "<!-- quiz id=a b -->",
    "<!-- /quiz -->",
    "<!-- /quiz -->",
    "<!-- answer: x -->",
    "~~~ quiz\nquestions: data\n~~~\n",
    "```\n",
    "`",
    "1. [x] ",
    "- [ ] ",
    "> ",
    "> [!TIP]\n> ",
    "   > ",
    "  ",
    "    ",
    "<details markdown='1'>\n\n",
    "</details>",
    "<div>",
    "</div>",
    "| a | b |\n|---|---|\n",
    "____",
    "**",
)
ENDS = ("\n", "\n", "\n\n", " ")
pages = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "\n", "\n\n"]), st.sampled_from(ENDS)), max_size=20
)


def shown(blocks) -> str:
    parts = []
    for block in all_blocks(blocks):
        match block:
            case CodeBlock(text) | Unknown(text):
                parts.append(text)
            case Ask():
                parts.append(block.id)
            case _:
                continue
    parts += [one.text for one in all_inlines(blocks) if isinstance(one, Text | CodeSpan)]
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(deadline=None, max_examples=200)
@given(page=pages)
def test_no_mixture_of_marks_raises_or_loses_a_word(dialect, page, make_around):
    text = "".join(f"{piece}{space}word{number}q{end}" for number, (piece, space, end) in enumerate(page))
    around = make_around()
    words = shown(read_blocks(DIALECTS[dialect](text), around))
    assert [number for number in range(len(page)) if f"word{number}q" not in words] == []
    if "<!-- quiz" not in text:
        assert "quiz-unclosed" not in " ".join(around.problems)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    ["<!-- quiz -->\n" * 3000, "<!-- /quiz -->\n" * 3000, "<!-- quiz -->\na\n" * 1500 + "<!-- /quiz -->\na\n" * 1500],
)
def test_many_marks_are_read(dialect, text, make_around):
    around = make_around()
    blocks = read_blocks(DIALECTS[dialect](text + "\nlastword"), around)
    assert "lastword" in shown(blocks)
    assert len(around.problems) >= 1499

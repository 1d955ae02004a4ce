"""Questions written in pages: `quizzes/` as a folder and as a site; `ponds.json` is what both have."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course import export
from tui_course.model.block import Ask, CodeBlock, Unknown
from tui_course.model.inline import CodeSpan, MathSpan, Text
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, all_inlines, all_questions, question_words
from tui_course.sources.check import course_problems
from tui_course.sources.jekyll.site import JekyllSite
from tui_course.sources.open import open_course

HERE = Path(__file__).parent / "quizzes"
EXPECTED = json.loads((HERE / "ponds.json").read_text(encoding="utf-8"))
TEMPLATE = "{% assign pond = 'pond' %}\n{% comment %}\nlines\nthat\nvanish\n{% endcomment %}\n"
MADE = """---
title: x
---
{% for name in (1..2) %}
<!-- quiz id=a{{ name }} -->
Why?
<!-- answer: b -->
<!-- /quiz -->
{% assign fence = '~~~ quiz' %}
{{ fence }}
id: b{{ name }}
question: Why?
answer: b
~~~
{% endfor %}
"""


def as_folder(root):
    return open_course(Path(shutil.copytree(HERE, root / "ponds")))


def as_site(root):
    folder = Path(shutil.copytree(HERE, root / "ponds"))
    (folder / "_config.yml").write_text("title: Ponds\n", encoding="utf-8")
    return open_course(folder)


def as_strict_site(root):
    site = as_site(root)
    (root / "ponds" / "_config.yml").write_text("title: Ponds\nkramdown: {input: kramdown}\n", encoding="utf-8")
    return open_course(site.root)


@pytest.fixture(params=[as_folder, as_site, as_strict_site])
def course(request, tmp_path):
    return request.param(tmp_path)


def asks(page):
    return [block for block in all_blocks(page.blocks) if isinstance(block, Ask)]


def test_questions(course):
    found = [
        {"ask": ask.id, "title": ask.title, "questions": [export.question_data(question) for question in ask.questions]}
        for ask in asks(course.page("ponds"))
    ]
    assert json.loads(json.dumps(found)) == EXPECTED["asks"]


def test_problems(course):
    assert [str(problem) for problem in course.page("ponds").problems] == EXPECTED["problems"]


def test_what_cannot_be_read_is_shown_and_what_follows_it_too(course):
    blocks = course.page("ponds").blocks
    assert Unknown("questions: [a\n  b: c", "while parsing a flow sequence, did not find expected ',' or ']'") in blocks
    assert blocks[-1].children == (Text("The end."),)


def test_both_kinds_of_course_have_the_same_questions(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert asks(as_folder(tmp_path / "a").page("ponds")) == asks(as_site(tmp_path / "b").page("ponds"))


def test_places_in_the_course_are_checked(course):
    problems = [str(problem) for problem in course_problems(course)]
    assert "ponds.md:58: anchor-missing the page ponds has no heading gone" in problems
    assert len(problems) == len(set(problems))
    assert any(re.search(r"^\w+\.md:\d+: quiz\S* .*who-sinks", problem) for problem in problems), problems


def test_lines_are_those_of_the_file_where_templates_move_them(tmp_path):
    folder = Path(shutil.copytree(HERE, tmp_path / "ponds"))
    (folder / "_config.yml").write_text("title: Ponds\n", encoding="utf-8")
    page = folder / "ponds.md"
    head, body = page.read_text(encoding="utf-8").split("# Ponds\n", 1)
    page.write_text(f"{head}{TEMPLATE}# Ponds\n{body}", encoding="utf-8")
    moved = TEMPLATE.count("\n")
    lines = [question.line for question in all_questions(JekyllSite(folder).page("ponds").blocks)]
    assert lines == [question["line"] + moved for ask in EXPECTED["asks"] for question in ask["questions"]]


def test_questions_that_a_template_makes_have_no_line(tmp_path):
    (tmp_path / "_config.yml").write_text("title: x\n", encoding="utf-8")
    (tmp_path / "page.md").write_text(MADE, encoding="utf-8")
    page = JekyllSite(tmp_path).page("page")
    assert [(question.id, question.line) for question in all_questions(page.blocks)] == [
        ("a1", 0),
        ("b1", 0),
        ("a2", 0),
        ("b2", 0),
    ]
    assert {problem.line for problem in page.problems} <= {0}


@pytest.mark.parametrize(
    "source", ["", "text", "3", "[]", "[1, 2]", "questions: 3", "{}", "a: [", "- &a [*a]", "questions:\n- 1\n- [x]", "null"]
)
def test_a_fence_without_questions_is_shown_as_it_stands(tmp_path, source):
    (tmp_path / "page.md").write_text(f"# Page\n\n```quiz\n{source}\n```\n\nlast\n", encoding="utf-8")
    page = open_course(tmp_path).page("page")
    assert page.problems
    assert all(problem.file == "page.md" and 4 <= problem.line <= 7 for problem in page.problems), page.problems
    assert page.blocks[1].source == source
    assert page.blocks[2].children == (Text("last"),)


def test_questions_of_a_single_file_lead_to_its_own_headings(tmp_path):
    shutil.copytree(HERE, tmp_path / "ponds")
    course = open_course(tmp_path / "ponds" / "ponds.md")
    see = {question.id: question.see for question in all_questions(course.page("ponds").blocks)}
    assert (see["who-sinks"], see["pairs"]) == ("ponds#depth", "nowhere.md")
    assert [question.id for question in course.index.pages[0].questions] == list(see)


def test_a_page_torn_out_of_its_site_keeps_its_questions(tmp_path):
    text = "{% include x.html %}\n\n<!-- quiz id=a -->\nWhy?\n<!-- answer: b -->\n\n> [!NOTE]\n> so\n<!-- /quiz -->\n"
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    (question,) = all_questions(open_course(tmp_path / "page.md").page("page").blocks)
    assert (question.id, question.line) == ("a", 3)


@pytest.mark.parametrize("levels", [1, 400])
def test_data_in_data_is_no_question_again(tmp_path, levels):
    text = "question: deepest\nanswer: x\n"
    for _ in range(levels):
        indented = "".join(f" {line}\n" for line in f"```quiz\n{text}```".split("\n"))
        text = f"question: |\n{indented}answer: x\n"
    (tmp_path / "page.md").write_text(f"```quiz\n{text}```\n", encoding="utf-8")
    page = open_course(tmp_path).page("page")
    assert len(list(all_questions(page.blocks))) == 1
    assert "quiz-nested" in {problem.code for problem in page.problems}


def words_of(blocks) -> str:
    runs = [tuple(blocks), *(run for question in all_questions(blocks) for run in question_words(question))]
    parts = []
    for run in runs:
        for block in all_blocks(run):
            parts += [block.text] if isinstance(block, CodeBlock) else [block.source] if isinstance(block, Unknown) else []
        parts += [one.text for one in all_inlines(run) if isinstance(one, Text | CodeSpan | MathSpan)]
    return " ".join(parts)


PIECES = (
    "<!-- quiz -->",
    '<!-- quiz id=a type=reflect see="#x" -->',
    "<!-- quiz type=order shuffle=no points=x -->",
    "<!-- quiz diagram=a kind=edge -->",
    "<!-- quiz diagram kind=label answer=typed -->",
    "```mermaid\nflowchart LR\n  %% id a\n  x[One] --> y[Two] --> z[Three] --> u[Four]\n```\n",
    "<!-- /quiz -->",
    "<!-- /quiz -->",
    "<!-- answer: 3 +- x | y -->",
    "1. [ ] ",
    "1. [x] ",
    "- [x] ",
    "- ",
    "> ",
    "> [!TIP]\n> ",
    "> [!NOTE]\n> ",
    "   > ",
    "  ",
    "## ",
    "| a | b |\n|---|---|\n| ",
    "| ",
    "____",
    "```\n",
)
ENDS = ("\n", "\n\n", " | ", " |\n")


@pytest.mark.parametrize("kind", [as_folder, as_site])
@settings(deadline=None, max_examples=150)
@given(
    page=st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", "\n", "\n\n"]), st.sampled_from(ENDS)), max_size=16)
)
def test_no_mixture_of_marks_raises_or_loses_a_word(kind, page, tmp_path_factory):
    text = "".join(f"{piece}{space}word{number}q{end}" for number, (piece, space, end) in enumerate(page))
    root = tmp_path_factory.mktemp("course")
    course = kind(root)
    (root / "ponds" / "other.md").write_text(f"---\ntitle: x\n---\n{text}\n", encoding="utf-8")
    read = open_course(course.root).page("other")
    found = words_of(read.blocks)
    assert [number for number in range(len(page)) if f"word{number}q" not in found] == []
    lines = text.count("\n") + 4
    assert all(problem.line <= lines for problem in read.problems)
    assert all(question.line <= lines for question in all_questions(read.blocks))


def test_index(course):
    pages = {page.page: page.questions for page in course.index.pages}
    assert list(pages) == [page.id for page in course.course.pages]
    first = pages["ponds"][0]
    assert (first.id, first.graded, first.points, first.kind) == ("who-sinks", True, 1.0, "multiple-choice")
    assert [question.title for question in pages["ponds"]][:2] == ["What sinks in a pond?", "Which of them are deep?"]
    assert [question.graded for question in pages["ponds"]] == [True] * 7 + [False]


def test_a_long_prompt_is_cut_in_the_index(tmp_path):
    (tmp_path / "page.md").write_text(f"<!-- quiz type=reflect -->\n\x1b[31m{'long ' * 40}\n<!-- /quiz -->\n", encoding="utf-8")
    (question,) = open_course(tmp_path).index.pages[0].questions
    assert question.title == "␛[31m" + ("long " * 40)[:74].rstrip() + "…"


EVIL = st.text(
    st.sampled_from("ab[];m31\x1b\x07\x00\x9b\x85\x7f\u202e\u2066\u2028\ufeff\U000e0041\ud800=|\"'`<>&#x27;-"), max_size=14
)


@pytest.mark.parametrize("kind", [as_folder, as_site])
@settings(deadline=None, max_examples=60)
@given(words=EVIL)
def test_control_characters_are_made_visible(kind, words, tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    course = kind(root)
    (root / "ponds" / "other.md").write_bytes(
        f'---\ntitle: x\n---\n<!-- quiz id="{words}" see="{words}" {words} unit="{words}" -->\n{words}\n\n- [x] {words}\n'
        f"  > {words}\n- [ ] b\n\n<!-- answer: {words} -->\n<!-- /quiz -->\n\n~~~ quiz\nid: {words}\n"
        f"question: {words}\nanswer: [{words}]\n~~~\n".encode("utf-8", "surrogatepass")
    )
    opened = open_course(course.root)
    told = [str(problem) for problem in course_problems(opened)]
    told.append(json.dumps(export.page_data(opened.page("other")), ensure_ascii=False))
    told += [f"{question.id} {question.title}" for page in opened.index.pages for question in page.questions]
    assert [text for text in told if visible(text) != text] == []

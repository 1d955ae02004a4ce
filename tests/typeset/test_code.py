from __future__ import annotations

from itertools import count

import pytest

from tui_course.model.block import CodeBlock
from tui_course.typeset.blocks import typeset
from tui_course.typeset.code import _in_time
from tui_course.typeset.line import Role
from tui_course.typeset.setting import Setting


def roles(text, language):
    return {run.role for line in typeset(CodeBlock(text, language), Setting(40)) for run in line.runs} - {Role.RULE, Role.TEXT}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("def f(): return 1", "python", {Role.KEYWORD, Role.NAME, Role.CODE, Role.NUMBER}),
        ("# why", "bash", {Role.COMMENT}),
        ("def f(): return 1", "", {Role.CODE}),
        ("def f(): return 1", "no such language", {Role.CODE}),
        ("x = 1\n" * 2001, "python", {Role.CODE}),
        ("x = 1;" * 100, "python", {Role.CODE}),
        ("x = 1234567890\n" * 4000, "python", {Role.CODE}),
    ],
)
def test_what_is_coloured(text, language, expected):
    assert roles(text, language) == expected


@pytest.mark.parametrize("language", ["python", "console", "c", "html", "markdown", "yaml", ""])
def test_no_character_is_lost(language):
    text = "\n\n  if x:\n\treturn '''a\n\n</b>\n$ ls\n  "
    lines = typeset(CodeBlock(text, language), Setting(40))
    assert [line.text.removeprefix("▏").removeprefix(" ") for line in lines] == text.expandtabs(4).split("\n")


def test_a_lexer_that_takes_too_long_leaves_the_rest_plain():
    found = [(0, "Token.Keyword", "if"), (2, "Token.Text", " "), (3, "Token.Keyword", "else")]
    ticks = count(0.0, 0.1)
    assert _in_time(found, "if else", lambda: next(ticks)) == [(Role.KEYWORD, "if"), (Role.CODE, " "), (Role.CODE, "else")]
    assert _in_time(found, "if else", lambda: 0.0)[-1] == (Role.KEYWORD, "else")


def test_long_lines_are_whole_and_wide():
    lines = typeset(CodeBlock("short\n" + "x" * 100, ""), Setting(40))
    assert [line.wide for line in lines] == [False, True]
    assert lines[1].text == "▏ " + "x" * 100

from __future__ import annotations

import re
import signal
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from tui_course.model.block import CodeBlock
from tui_course.typeset.blocks import typeset
from tui_course.typeset.code import _in_time, _late
from tui_course.typeset.line import Role
from tui_course.typeset.setting import Setting


@pytest.fixture(autouse=True)
def nobody_late():
    _late.clear()
    yield
    _late.clear()


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
    cut = [(Role.KEYWORD, "if"), (Role.CODE, " "), (Role.CODE, "else")]
    assert _in_time(found, "if else", lambda: next(ticks)) == (cut, False)
    assert _in_time(found, "if else", lambda: 0.0) == ([*cut[:2], (Role.KEYWORD, "else")], True)


def test_a_lexer_that_never_comes_back_is_interrupted():
    def found():
        yield (0, "Token.Keyword", "if")
        re.match("(a|a)*$", "a" * 60 + "b")
        yield (2, "Token.Keyword", " else")

    assert _in_time(found(), "if else") == ([(Role.KEYWORD, "if"), (Role.CODE, " else")], False)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_where_a_lexer_cannot_be_interrupted_none_is_asked():
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(_in_time, iter([(0, "Token.Keyword", "if")]), "if").result()
    assert found == ([(Role.CODE, "if")], True)


def test_nobody_waits_again_and_again_for_a_lexer_that_is_late():
    # Its rule for comments tries all ways to divide what was opened.
    text = "\n".join(["<!--" * 97] * 40)
    roles("x = 1", "python")
    for _ in range(2):
        lines = typeset(CodeBlock(text, "cfm"), Setting(40))
        assert "".join(line.text.removeprefix("▏ ") for line in lines) == text.replace("\n", "")
    assert _late == {"cfm"}
    _late.update("abc")
    assert roles("x = 1", "python") == {Role.CODE}, "where one lexer after the other is late, somebody wants it so"


def test_long_lines_are_whole_and_wide():
    lines = typeset(CodeBlock("short\n" + "x" * 100, ""), Setting(40))
    assert [line.wide for line in lines] == [False, True]
    assert lines[1].text == "▏ " + "x" * 100

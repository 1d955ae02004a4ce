import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.questions.patterns import MAX_MATCHED, MAX_PATTERN, matches, why_unusable

USABLE = [
    "",
    "gr[ae]y",
    "colou?rs?",
    r"ls (-l|--long)? \S+ ?",
    r"\d{1,3}(,\d{3})?",
    "(?:ab)*c",
    r"[\[\]]+",
    "a++b",
    ".*a.*b.*",
    "(a|b){2}",
    "a{,3}",
    "x{}",
]
RUNAWAY = [
    "(a+)+",
    "(a*)*b",
    "(a|a)*b",
    "(a?)*b",
    "(a+){2}b",
    "((a{9}){9}){9}",
    "(((){99}){99}){99}",
    "a?" * 40 + "a" * 40,
    "(a|a)" * 30,
    ".*" * 8 + "x",
    "(.*)(.*)(.*)(.*)(.*)x",
    "(x{0,99}){0,99}",
    "a{999}",
]
UNKNOWN = [
    r"(a)\1",
    "(?=a)b",
    "(?<!a)b",
    "(?i)a",
    "(?P<n>a)",
    "[[a]",
    "[a--b]",
    "(",
    "[",
    "*",
    "a**",
    "x" * (MAX_PATTERN + 1),
    "\\",
]


@pytest.mark.parametrize("pattern", USABLE)
def test_usable(pattern):
    assert why_unusable(pattern) == ""


@pytest.mark.parametrize("pattern", [*RUNAWAY, *UNKNOWN])
def test_unusable(pattern):
    assert why_unusable(pattern)
    assert not matches(pattern, pattern)


def test_the_whole_text_matches():
    assert matches("a+b", "aab")
    assert not matches("a+b", "aabc")
    assert not matches("a*", "a" * (MAX_MATCHED + 1))


# Short pieces that backtracking suffers from, in any combination.
PIECES = st.lists(st.sampled_from(["a", ".", "[ab]", "(", "(?:", ")", "|", "*", "+", "?", "{2}", "{0,9}", "{,}", "{}", "\\d"]))


@given(st.one_of(PIECES.map("".join), st.text(max_size=30)), st.sampled_from(["a" * 20 + "!", "ab" * 10, ""]))
def test_what_is_usable_compiles_and_answers_as_python_does(pattern, text):
    if not why_unusable(pattern):
        assert matches(pattern, text) == bool(re.fullmatch(pattern, text))

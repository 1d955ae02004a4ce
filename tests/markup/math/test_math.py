"""Formulas as text: fixtures, and what holds for any input."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from tui_course.markup.math import to_lines, to_text
from tui_course.markup.math.letters import ACCENTS, ALPHABETS, LINES, LOWERED, RAISED, VULGAR
from tui_course.markup.math.symbols import COMMANDS

_HERE = Path(__file__).parent
_INDENT = "    "


def _fixtures(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Unindented sources, each followed by what they become, indented by four; a line with a dot alone is an empty one."""
    found: list[tuple[str, list[str]]] = []
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith(_INDENT):
            found[-1][1].append("" if line == _INDENT + "." else line[len(_INDENT) :])
        elif line:
            found.append((line, []))
    return [(source, tuple(lines)) for source, lines in found]


_LINES = _fixtures("lines.txt")
_DRAWINGS = _fixtures("drawings.txt")
_DRAWN = {source for source, _ in _DRAWINGS}


@pytest.mark.parametrize(("source", "expected"), _LINES, ids=[source for source, _ in _LINES])
def test_line(source, expected):
    assert (to_text(source),) == expected


@pytest.mark.parametrize(("source", "expected"), _DRAWINGS, ids=[source for source, _ in _DRAWINGS])
def test_drawing(source, expected):
    assert tuple(line.rstrip() for line in to_lines(source)) == expected


@pytest.mark.parametrize("source", [source for source, _ in _LINES if source not in _DRAWN])
def test_clear_formula_stays_in_one_line(source):
    assert to_lines(source) == (to_text(source),)


@pytest.mark.parametrize("source", [source for source, _ in (*_LINES, *_DRAWINGS)])
def test_drawing_is_a_rectangle(source):
    assert len({wcswidth(line) for line in to_lines(source)}) == 1


@pytest.mark.parametrize(
    "source",
    [
        "{a",
        "a}",
        "\\",
        "a \\\\\\",
        "a & b",
        "\\left( x",
        "x \\right)",
        "\\left",
        "\\frac{a}",
        "\\frac",
        "x_",
        "x^2^3",
        "x_a_b",
        "\\begin{pmatrix} a",
        "\\end{pmatrix}",
        "\\begin{a} x \\end{b}",
        "$x",
        "{a \\\\ b}",
        "\\newcommand{\\a}",
        "\\newcommand{\\a}[1]{#2} \\a{x}",
        "\\def\\a{x",
        "\\label{only}",
        "{}",
        "%",
    ],
)
def test_what_is_no_formula_is_shown_as_written(source):
    assert to_text(source) == source
    assert to_lines(source) == (source,)


@pytest.mark.parametrize(
    "source",
    [
        "{" * 10_000 + "x" + "}" * 10_000,
        "\\frac{a}{" * 60 + "x" + "}" * 60,
        "\\frac1" * 1000 + "x",
        "\\left(" * 1000 + "x" + "\\right)" * 1000,
        "\\sqrt[" * 3000,
        "a+" * 500_000,
        "\\newcommand{\\a}{\\a\\a} \\a",
        "\\newcommand{\\a}[1]{\\a{#1#1}} \\a{x}",
        "".join(f"\\def\\{chr(letter)}{{\\{chr(letter + 1)}\\{chr(letter + 1)}}}" for letter in range(ord("a"), ord("y")))
        + "\\a",
    ],
    ids=["braces", "fractions", "commands", "delimiters", "brackets", "megabyte", "recursion", "arguments", "doubling"],
)
def test_excess_is_shown_as_written(source):
    assert to_text(source) == source
    assert to_lines(source) == (source,)


def test_drawing_beyond_all_measure_is_a_line():
    column = "\\begin{matrix}" + "a \\\\ " * 1500 + "b\\end{matrix}"
    source = column + "+ x" * 500
    assert to_lines(source) == (to_text(source),)


def test_source_of_several_lines():
    assert to_text("{a\nb") == "{a b"
    assert to_lines("{a\r\nbcd") == ("{a ", "bcd")
    assert to_lines("{" + "\n" * 3000 + "a" * 3000) == ("{ " + "a" * 3000,)


def test_nothing_comes_of_nothing():
    assert to_text("") == ""
    assert to_lines("") == ()


def test_control_characters_do_not_reach_the_terminal():
    assert to_text("a\x1b[31mb") == "a�[31mb"
    assert to_text("\\text{a\x07}\\unicode{x1b}") == "a��"
    assert to_lines("{\x1b\ud800") == ("{��",)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_sign_is_one_cell_wide(name):
    symbol = COMMANDS[name]
    assert all(wcwidth(character) == 1 for character in symbol.text)
    if name.isalpha():
        assert to_text(f"\\{name}") == symbol.text


def test_tables_hold_one_cell_characters():
    for table in (RAISED, LOWERED, VULGAR, *ALPHABETS.values()):
        assert all(len(form) == wcwidth(form) == 1 for form in table.values())
    assert all(wcwidth(mark) == 0 for mark in (*ACCENTS.values(), *LINES.values()))


@pytest.mark.parametrize("table", [RAISED, LOWERED])
def test_small_characters_are_those_of_their_letters(table):
    greek = set("αβγδεθρφχ⊤")  # phonetic letters, whose decompositions are their own
    for character, form in table.items():
        if character not in greek:
            assert unicodedata.normalize("NFKC", form) == character


_ATOMS = st.sampled_from(
    ["a", "b", "k", "Q", "x", "y", "\\alpha", "\\Delta", "12", "3.5", "\\infty", "\\text{word}", "\\mathrm{max}", "\\foo"]
)


def _wrapped(inner):
    return st.one_of(
        st.tuples(inner, st.sampled_from("+-=<,*/"), inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"\\frac{{{pair[0]}}}{{{pair[1]}}}"),
        st.tuples(inner, inner).map(lambda pair: f"{{{pair[0]}}}_{{{pair[1]}}}"),
        st.tuples(inner, inner).map(lambda pair: f"{{{pair[0]}}}^{{{pair[1]}}}"),
        st.tuples(inner, inner).map(lambda pair: f"\\sum_{{{pair[0]}}}^{{{pair[1]}}} x"),
        st.tuples(inner, inner).map(lambda pair: f"\\begin{{pmatrix}} {pair[0]} & {pair[1]} \\\\ {pair[1]} \\end{{pmatrix}}"),
        st.tuples(inner, inner).map(
            lambda pair: f"\\begin{{aligned}} {pair[0]} &= {pair[1]} \\\\ &+ {pair[0]} \\end{{aligned}}"
        ),
        st.tuples(inner, inner).map(lambda pair: f"\\underset{{{pair[0]}}}{{{pair[1]}}}"),
        st.tuples(inner, inner).map(lambda pair: f"\\sqrt[{{{pair[0]}}}]{{{pair[1]}}}"),
        inner.map(lambda one: f"\\left( {one} \\right]"),
        inner.map(lambda one: f"\\hat{{{one}}}"),
        inner.map(lambda one: f"\\underbrace{{{one}}}_{{{one}}}"),
        inner.map(lambda one: f"\\boxed{{{one}}}"),
        inner.map(lambda one: f"\\overline{{{one}}}"),
    )


_FORMULAS = st.recursive(_ATOMS, _wrapped, max_leaves=12)
_PIECES = st.sampled_from(
    [
        *(r"\frac \sqrt [ ] { } ( ) ^ _ & \\ \left \right \middle \hat \sum").split(),
        *(r"\text \mathbb \newcommand \def #1 \over \choose ' ~ $ % | \| \not \binom \limits \big \ce \SI \tag").split(),
        *(r"\begin{matrix} \end{matrix} \begin{align} \end{align} \substack \hline").split(),
        *("a x 1 . , + - = \\ é ∑ 漢 ́ \x1b \n").split(" "),
    ]
)
_SOUP = st.lists(_PIECES, max_size=30).map(" ".join) | st.lists(_PIECES, max_size=30).map("".join)
_ANYTHING = st.one_of(_FORMULAS, _SOUP, st.text(max_size=40))


def _letters(text: str) -> set[str]:
    # Greek subscripts and other phonetic letters do not decompose, and no formula here has them in a script by themselves.
    return {letter for letter in unicodedata.normalize("NFKD", text) if letter.isascii() and letter.isalnum()}


@given(_ANYTHING)
@settings(max_examples=300, deadline=None)
def test_any_input_gives_one_line(source):
    text = to_text(source)
    assert "\n" not in text
    assert bool(text) == bool(source)
    assert text == to_text(source)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


@given(_ANYTHING)
@settings(max_examples=300, deadline=None)
def test_any_input_gives_a_rectangle(source):
    lines = to_lines(source)
    assert bool(lines) == bool(source)
    assert lines == to_lines(source)
    assert len({wcswidth(line) for line in lines}) <= 1
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for line in lines for character in line)


@given(_FORMULAS)
@settings(max_examples=300, deadline=None)
def test_no_letter_or_number_is_lost(source):
    plain = re.sub(r"\\begin\{\w+\}|\\end\{\w+\}|\\(?!foo)[A-Za-z]+", " ", source)
    for shown in (to_text(source), " ".join(to_lines(source))):
        assert _letters(plain) <= _letters(shown.translate(dict.fromkeys(map(ord, "½⅓⅔¼¾⅛⅜⅝⅞"), " 1 2 3 4 5 7 8")))


@given(_FORMULAS)
@settings(max_examples=200, deadline=None)
def test_well_formed_formula_is_read(source):
    assert "{" not in to_text(source)
    unmarked = "".join(character for character in to_text(source) if not unicodedata.combining(character))
    assert "\\" not in unmarked.replace("\\foo", "")

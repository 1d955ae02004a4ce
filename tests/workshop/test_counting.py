"""Answers counted in the words of their question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshop.kites import QUESTIONS, choose, question
from tui_course.model.answer import Chosen, Ordered, Paired, Reflected, SelfMark, Typed
from tui_course.model.question import Blank, Comparison, Fill
from tui_course.model.visible import visible
from tui_course.workshop.counting import MOST_BARS, Bar, Histogram, answer_words, histogram
from tui_course.workshop.words import MOST_TITLE, on_one_line


def yes(text, count):
    return Bar(text, count, right=True)


def no(text, count):
    return Bar(text, count, right=False)


def bare(text, count):
    return Bar(text, count)


CASES = {
    "choices stand in the author's order, also those that nobody chose": (
        "one",
        [(Chosen(("wind",)), 2), (Chosen(("kite",)), 5)],
        Histogram((no("the wind", 2), yes("the kite", 5), no("the line", 0)), 7),
    ),
    "who chose several stands in several bars, but once in each": (
        "several",
        [(Chosen(("wind", "kite", "kite")), 2), (Chosen(("kite",)), 1)],
        Histogram((no("the wind", 2), yes("the kite", 3), yes("the line", 0)), 3, several=True),
    ),
    "a choice that is gone is among the others, and so is an answer of another kind": (
        "one",
        [(Chosen(("gone",)), 2), (Typed(("wind",)), 1), (Ordered(()), 1)],
        Histogram((no("the wind", 0), yes("the kite", 0), no("the line", 0)), 4, others=4),
    ),
    "who had it revealed gave no answer": (
        "one",
        [(None, 3), (Chosen(("kite",)), 1)],
        Histogram((no("the wind", 0), yes("the kite", 1), no("the line", 0)), 4, revealed=3),
    ),
    "typed answers are one without case and spaces, in the commonest spelling, the commonest first": (
        "blank",
        [(Typed(("South",)), 1), (Typed((" south ",)), 2), (Typed(("NORTH   WIND",)), 4), (Typed(("north",)), 1)],
        Histogram((yes("NORTH WIND", 4), no("south", 3), yes("north", 1)), 8),
    ),
    "several blanks are one answer, an empty one has a dash": (
        "blanks",
        [(Typed(("up", "")), 1), (Typed(("up", "down")), 2), (Typed(("", " ")), 1)],
        Histogram((yes("up | down", 2), no("up | –", 1)), 4, others=1),
    ),
    "numbers are as they were typed": (
        "number",
        [(Typed(("12.5",)), 1), (Typed(("12.50 m",)), 1), (Typed(("=1+1",)), 1)],
        Histogram((yes("12.5", 1), yes("12.50 m", 1), bare("=1+1", 1)), 3),
    ),
    "of pairs each is counted": (
        "pairs",
        [
            (Paired((("tail", "balance"), ("bridle", "colour"), ("tail", "balance"))), 2),
            (Paired((("tail", "balance"), ("gone", "angle"))), 1),
        ],
        Histogram((yes("the tail → the balance", 3), no("the bridle → the colour", 2)), 3, several=True),
    ),
    "an order is one answer, and one of other things, or of fewer, is none": (
        "order",
        [
            (Ordered(("build", "wait", "fly")), 2),
            (Ordered(("fly", "wait", "build")), 3),
            (Ordered(("fly", "wait", "gone")), 1),
            (Ordered(("fly", "wait")), 1),
            (Ordered(("fly", "wait", "wait")), 1),
            (Ordered(()), 1),
        ],
        Histogram((no("the fly → the wait → the build", 3), yes("the build → the wait → the fly", 2)), 9, others=4),
    ),
    "in a survey nothing is right": (
        "survey",
        [(Reflected(SelfMark.DONE), 2)],
        Histogram((bare("Done", 2), bare("Partly", 0), bare("Not yet", 0)), 2),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_answers_are_counted(case):
    name, answers, expected = CASES[case]
    assert histogram(QUESTIONS[name], answers) == expected


def test_where_case_counts_two_spellings_are_two_answers():
    asked = question("exact", Fill((Blank(("North",), Comparison.EXACT),)))
    found = histogram(asked, [(Typed(("North",)), 1), (Typed(("north",)), 2)])
    assert found.bars == (no("north", 2), yes("North", 1))


def test_a_question_with_a_fault_has_nothing_right_but_choices_as_marked():
    assert histogram(question("bad", Fill(()), fault="no answer"), [(Typed(("x",)), 1)]).bars == (bare("x", 1),)
    assert histogram(question("bad", choose("kite", right=())), [(Chosen(("kite",)), 1)]).bars == (no("the kite", 1),)


def test_the_commonest_of_many_answers_have_bars_and_the_rest_is_counted():
    found = histogram(QUESTIONS["blank"], [(Typed((f"answer {number}",)), 1 + (number == 40)) for number in range(50)])
    assert len(found.bars) == MOST_BARS
    assert found.bars[0] == no("answer 40", 2)
    assert (found.learners, found.others) == (51, 51 - 2 - (MOST_BARS - 1))


texts = st.text(max_size=300)
keys = st.one_of(st.sampled_from(["wind", "kite", "tail", "balance", "build", "wait", "fly"]), texts)
answers = st.one_of(
    st.builds(Chosen, st.lists(keys, max_size=5).map(tuple)),
    st.builds(Typed, st.lists(texts, max_size=3).map(tuple)),
    st.builds(Paired, st.lists(st.tuples(keys, keys), max_size=4).map(tuple)),
    st.builds(Ordered, st.lists(keys, max_size=4).map(tuple)),
    st.builds(Reflected, st.sampled_from(SelfMark)),
)


@given(
    st.sampled_from([*QUESTIONS.values()]), st.lists(st.tuples(st.one_of(st.none(), answers), st.integers(1, 3)), max_size=12)
)
def test_whatever_was_answered_is_counted_once_visible_and_bounded(asked, given):
    found = histogram(asked, given)
    assert found.learners == sum(count for _, count in given)
    in_bars = sum(bar.count for bar in found.bars)
    if not found.several:
        assert in_bars + found.others + found.revealed == found.learners
    assert all(bar.count <= found.learners for bar in found.bars)
    assert all(is_harmless(bar.text) for bar in found.bars)
    assert found == histogram(asked, reversed(given))
    assert all(is_harmless(answer_words(asked, answer)) or not answer_words(asked, answer) for answer, _ in given if answer)


def is_harmless(text):
    return text and visible(text) == text and "\n" not in text and "\t" not in text and len(text) <= MOST_TITLE


@pytest.mark.parametrize(
    ("name", "answer", "expected"),
    [
        ("several", Chosen(("line", "wind")), "the line; the wind"),
        ("blanks", Typed(("up\x1b[2J", "")), "up␛[2J | –"),
        ("pairs", Paired((("tail", "angle"),)), "the tail → the angle"),
        ("survey", Reflected(SelfMark.NOT_YET), "Not yet"),
        ("one", Typed(("wind",)), ""),
    ],
)
def test_an_answer_in_words(name, answer, expected):
    assert answer_words(QUESTIONS[name], answer) == expected


@given(st.text(max_size=2000), st.integers(2, 100))
def test_any_text_fits_on_one_line(text, most):
    line = on_one_line(text, most)
    assert len(line) <= most
    assert visible(line) == line
    assert line.split() == line.split(" ") or not line

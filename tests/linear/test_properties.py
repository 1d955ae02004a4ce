"""Whatever is typed: nothing is raised, everything ends with the input, and only whole answers are kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.linear.hearing import Command, Said, Unheard, heard, numbers, pairs
from tui_course.model.answer import Chosen, Ordered, Paired, Reflected, Refusal, Typed

SENSIBLE = st.sampled_from(
    [
        *"123hxslrwcunq?!",
        "",
        "1 2",
        "2 1",
        "1a",
        "1b 2c",
        "2a!",
        "3 2 1",
        "1 3 2 ?",
        "line",
        "4 m/s",
        "done",
        ":h",
        ":x",
        ":c",
        "r",
    ]
)
WILD = st.text(st.characters(exclude_characters="\n"), max_size=12)
HUGE = st.sampled_from(["9" * 5000, "1 " * 5000, "1a" * 5000, "x" * 200_000, "\u0663", "1e999", "\x1b[2J", "\ud800"])
LINES = st.lists(st.one_of(SENSIBLE, SENSIBLE, WILD, HUGE), max_size=25)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize("command", ["quiz", "read"])
@settings(max_examples=60, deadline=None)
@given(lines=LINES)
def test_every_input_comes_to_an_end(command, lines, sit_down):
    one = sit_down()
    said = one.hold(command, lines)
    # What is typed is written by the test, as it is.
    ours = "\n".join(line for line in said.split("\n") if not line.startswith("> "))
    assert not CONTROL.search(ours)
    for attempt in one.store.attempts("ada"):
        assert attempt.revealed or isinstance(attempt.answer, Chosen | Typed | Paired | Ordered | Reflected)


@pytest.mark.parametrize(
    "lines",
    [["s", "s", ":s", "blue"], ["1b"], ["1b", "2c !"], ["s", "1 2"], ["s", "s", ":sure", ":c"], ["u", "h", "l", "?", "w", "c"]],
    ids=["a blank of two", "a pair of two", "pairs not checked", "an order in part", "sure of nothing", "commands alone"],
)
def test_what_is_not_answered_is_not_recorded(lines, learner):
    learner.hold("quiz parts", lines)
    assert learner.store.attempts("ada") == ()


@settings(deadline=None)
@given(text=st.text(max_size=30), literal=st.booleans())
def test_every_line_means_something(text, literal):
    meaning = heard(text, literal=literal)
    match meaning:
        case Said():
            assert meaning.text in text
            assert meaning.confidence is None or not literal
        case Unheard():
            assert text.strip(" \t").startswith(":")
        case Command():
            assert not literal or text.strip(" \t").startswith(":")


@given(text=st.text(max_size=30), count=st.integers(1, 20))
def test_numbers_are_in_range_or_refused(text, count):
    found = numbers(text, count)
    assert isinstance(found, Refusal) or all(1 <= number <= count for number in found)


@given(st.lists(st.integers(1, 9), max_size=8), st.sampled_from([" ", ", ", ",", "; ", "\t"]))
def test_numbers_come_back_as_they_were_typed(wanted, between):
    assert numbers(between.join(map(str, wanted)), 9) == wanted


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from("abcdef")), max_size=8), st.sampled_from(["", " ", "=", ": ", "-"])
)
def test_pairs_come_back_as_they_were_typed(wanted, between):
    text = ", ".join(f"{number}{between}{letter}" for number, letter in wanted)
    assert pairs(text, 9, list("abcdef")) == wanted
    assert pairs(text.upper(), 9, list("abcdef")) == wanted


@given(text=st.text(max_size=30))
def test_pairs_are_in_range_or_refused(text):
    found = pairs(text, 3, ["a", "b"])
    assert isinstance(found, Refusal) or all(1 <= number <= 3 and letter in {"a", "b"} for number, letter in found)

"""What is typed, and what is found in a text."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.search.folding import fold, folded_places
from tui_course.search.query import expression, found_spans, parse


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("robot", ["robot*"]),
        ("Robot Arm ", ["robot*", "arm"]),
        ("see tf", ["see", "tf*"]),
        ('"mobile robot"', ["mobile robot"]),
        ('"mobile rob', ["mobile rob*"]),
        ("Café", ["cafe*"]),
        ("   ", []),
        ('""', []),
        ("how to see the robot", ["how", "see", "robot*"]),
        ("to be", ["be*"]),
        ("the ", ["the"]),
        ("a a a", ["a*"]),
    ],
)
def test_parsing(typed, terms):
    assert [f"{term.text}{'*' if term.open else ''}" for term in parse(typed).terms] == terms


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("comb", "Combs and honeycombs", ["Comb"]),
        ("comb ", "Comb, combs", ["Comb", "comb"]),
        ("tf ", "tf and tf2", ["tf"]),
        ("cafe", "a Café, a cafe\u0301", ["Café", "cafe"]),
        ("strasse", "Straße", ["Straße"]),
        ("field", "ﬁeld", ["ﬁeld"]),
        ("cmd_vel", "/cmd_vel and cmd vel", ["cmd_vel", "cmd vel"]),
        ("/odom", "odom, /odom", ["/odom"]),
        ("c++", "C, C++ and C", ["C++"]),
        ("->", "a -> b", ["->"]),
        ('"honey bee"', "honey  bee, honey\nbee, bee honey", ["honey  bee", "honey\nbee"]),
        ("蜜蜂", "世界の蜜蜂は", ["蜜蜂"]),
        ("İ", "İstanbul", ["İ"]),
    ],
)
def test_what_is_found_in_a_text(typed, text, found):
    assert [text[start:stop] for start, stop in parse(typed).found_in(text)] == found


@given(st.text(max_size=120))
def test_any_text_means_something_and_no_operator_gets_through(typed):
    for term in parse(typed).terms:
        words = expression(term)
        assert term.text == term.text.strip()
        assert re.fullmatch(r'(\(?("[^"]*"\*?)( OR "[^"]*"\*?)*\)?)?', words)
        assert not re.search(r'[^\w\s"*()]', words)


@given(st.text(max_size=60), st.text(max_size=300))
def test_spans_are_in_order_inside_and_apart(typed, text):
    spans = found_spans(text, parse(typed).terms)
    assert all(0 <= start < stop <= len(text) for start, stop in spans)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


@given(st.text(max_size=100))
def test_folded_places_lead_back(text):
    folded, places = folded_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded) + 1
    assert list(places) == sorted(places)
    assert fold(folded) == folded or not text.isascii()

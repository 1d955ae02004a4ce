from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.markup.data import load_yaml
from tui_course.questions.numbers import Number, parse_number, same_unit

CASES = load_yaml((Path(__file__).parent / "numbers.yml").read_text(encoding="utf-8"), "numbers.yml").value
SAME = [
    "min minutes",
    "m/s^2 m/s²",
    "m·s m*s",
    "km/h kilometres/hour",
    "credit credits",
    "runs run",
    "Credits credit",
    "% percent",
    "µm μm",
    "h hrs",
]
DIFFERENT = ["m km", "mW MW", "s ms", "Hz hz", "m m2", "MB Mb", "° °C"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["typed"] or "nothing")
def test_a_number_is_read(case):
    number = parse_number(case["typed"])
    if isinstance(number, str):
        assert case.get("reason", "no reason") in number
    else:
        assert (number.value, number.unit) == (case.get("value"), case.get("unit", ""))


@pytest.mark.parametrize("pair", SAME)
def test_units_are_the_same(pair):
    assert same_unit(*pair.split())


@pytest.mark.parametrize("pair", DIFFERENT)
def test_units_differ(pair):
    assert not same_unit(*pair.split())


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_is_printed_is_read(value):
    assert parse_number(repr(value)) == Number(value)
    assert parse_number(f"{value:.3f}".replace(".", ",")) in {Number(round(value, 3)), *ambiguous(value)}


def ambiguous(value):
    """What a comma with three digits behind it may mean as well."""
    reason = parse_number(f"{value:.3f}".replace(".", ","))
    return {reason} if isinstance(reason, str) and "may mean" in reason else set()


@given(st.one_of(st.text(max_size=40), st.text("0123456789.,-+eE' x^10%m", max_size=40)))
def test_whatever_is_typed_is_a_finite_number_or_a_sentence(text):
    number = parse_number(text)
    assert isfinite(number.value) if isinstance(number, Number) else number


@given(st.text(max_size=20), st.text(max_size=20))
def test_units_compare_both_ways(one, other):
    assert same_unit(one, one)
    assert same_unit(one, other) == same_unit(other, one)

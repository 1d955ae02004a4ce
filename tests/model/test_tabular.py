"""Rows and times that other programs read back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.tabular import moment, row_text

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TEXTS = st.text(max_size=20) | st.builds(
    "".join, st.tuples(st.sampled_from(("", " ", "  ")), st.sampled_from(FORMULAS), st.text())
)


@given(st.lists(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS), min_size=1, max_size=5))
def test_every_cell_can_be_read_back_and_no_text_is_a_formula(cells):
    (row,) = csv.reader(io.StringIO(row_text(cells), newline=""), strict=True)
    assert len(row) == len(cells)
    for cell, text in zip(cells, row, strict=True):
        match cell:
            case None:
                assert text == ""
            case bool():
                assert text == ("yes" if cell else "no")
            case str():
                assert text == (f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) else cell)
            case _:
                assert text == str(cell)


@pytest.mark.parametrize(
    ("at", "text"),
    [(None, None), (0.0, "1970-01-01T00:00:00Z"), (-5.0, "1970-01-01T00:00:00Z"), (1e300, "3000-01-01T00:00:00Z")],
)
def test_moments(at, text):
    assert moment(at) == text

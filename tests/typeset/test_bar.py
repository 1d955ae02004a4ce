from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.typeset.bar import bar, waiting


@pytest.mark.parametrize(
    ("share", "drawn", "plain"),
    [
        (0.0, "     ", "....."),
        (0.001, "▏    ", "#...."),
        (0.42, "██   ", "##..."),
        (0.45, "██▎  ", "##..."),
        (0.999, "████▉", "####."),
        (1.0, "█████", "#####"),
        (-3.0, "     ", "....."),
        (9.0, "█████", "#####"),
    ],
)
def test_bars(share, drawn, plain):
    assert (bar(share, 5), bar(share, 5, ascii=True)) == (drawn, plain)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 30), st.booleans())
def test_more_is_never_less(one, other, cells, ascii):  # noqa: A002  the name of the option
    less, more = sorted((one, other))
    drawn = bar(less, cells, ascii=ascii), bar(more, cells, ascii=ascii)
    assert [len(text) for text in drawn] == [cells, cells]
    order = ".#" if ascii else " ▏▎▍▌▋▊▉█"
    assert [order.index(mark) for mark in drawn[0]] <= [order.index(mark) for mark in drawn[1]]


@given(st.integers(0, 1000), st.integers(1, 30), st.booleans())
def test_waiting_goes_on_and_keeps_its_width(step, cells, ascii):  # noqa: A002  likewise
    drawn = waiting(step, cells, ascii=ascii)
    assert len(drawn) == cells
    assert drawn.count("#" if ascii else "█") == min(3, cells)

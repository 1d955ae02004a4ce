from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.visible import visible
from tui_course.tui.theme import Look
from tui_course.tui.widgets.bars import BottomLine, Hint, Note, TopLine, fitting

HINTS = [Hint("n", "next"), Hint("t", "contents"), Hint("Tab", "link"), Hint("?", "help")]


@pytest.mark.parametrize(
    ("width", "kept"),
    [(80, "n t Tab ?"), (36, "n t Tab ?"), (35, "n t ?"), (26, "n t ?"), (25, "n ?"), (13, "?"), (6, "?"), (5, ""), (0, "")],
)
def test_hints_are_left_out_whole_and_help_last(width, kept):
    assert " ".join(hint.key for hint in fitting(HINTS, width)) == kept


@given(
    st.lists(st.builds(Hint, st.text("abc", min_size=1, max_size=4), st.text("xyz", min_size=1, max_size=9))),
    st.integers(0, 99),
)
def test_hints_never_take_more_than_there_is(hints, width):
    kept = fitting(hints, width)
    assert sum(len(hint.key) + 1 + len(hint.word) for hint in kept) + 2 * max(0, len(kept) - 1) <= width or not kept


PATH = ("Robots at work", "Simulation", "Why simulate")
NOTES = (Note("⚠ 2 problems", "⚠ 2"), Note("42 %", "42 %"), Note("7 of 18", "7 of 18"))


@pytest.mark.parametrize(
    ("width", "left", "right"),
    [
        (90, "Robots at work › Simulation › Why simulate", "⚠ 2 problems  ·  42 %  ·  7 of 18"),
        (79, "Robots at work › Simulation › Why simulate", "⚠ 2 problems  ·  42 %  ·  7 of 18"),
        (78, "Robots at work › Simulation › Why simulate", "⚠ 2  ·  42 %  ·  7 of 18"),
        (60, "Simulation › Why simulate", "⚠ 2  ·  42 %  ·  7 of 18"),
        (45, "Simulation › Why simulate", "42 %  ·  7 of 18"),
        (24, "Why simulate", "7 of 18"),
        (12, "Why simul…", ""),
        (3, "…", ""),
    ],
)
def test_the_line_above_gives_up_the_least_important_first(width, left, right):
    line = TopLine(Look())
    line.tell(PATH, NOTES)
    shown = line.row(0, width).text
    assert len(shown) == width
    assert shown == f" {left}{right:>{width - 2 - len(left)}} "


@given(st.lists(st.text(max_size=30), max_size=4), st.lists(st.text(max_size=12), max_size=4), st.integers(0, 130))
def test_the_line_above_is_exactly_as_wide_as_the_window(path, notes, width):
    line = TopLine(Look())
    line.tell(path, [Note(note, note[:3]) for note in notes])
    assert line.row(0, width).cell_length == width


@given(st.text().map(visible), st.integers(4, 130))  # a wide character needs two cells between the margins
def test_what_is_said_is_said_in_full_up_to_four_rows(message, width):
    line = BottomLine(Look())
    line._message = message
    rows = line._rows(width)
    assert 1 <= len(rows) <= 4
    if len(rows) < 4:
        assert "".join("".join(rows).split()) == "".join(message.split())

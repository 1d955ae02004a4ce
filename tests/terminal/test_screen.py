"""The model of a terminal: what it shows, and that it fails where a real one would do what nobody wants."""

from __future__ import annotations

import pytest

from tests.terminal.screen import PLAIN, Screen


def test_text_stands_where_it_was_put():
    screen = Screen(6, 3).take("one\r\ntwo\x1b[3;4Hx")
    assert str(screen) == "one\ntwo\n   x"
    assert screen.at_rest()


def test_looks_are_worn_until_they_are_taken_off():
    screen = Screen(4, 1).take("\x1b[1;38;5;9;48;2;1;2;3ma\x1b[39mb\x1b[mc")
    assert [look for _, look in screen.cells[0]] == [
        (frozenset({1}), (1, 9), (3, 1, 2, 3)),
        (frozenset({1}), None, (3, 1, 2, 3)),
        PLAIN,
        PLAIN,
    ]
    assert not Screen(4, 1).take("\x1b[1m").at_rest()


def test_rows_move_within_their_region():
    screen = Screen(1, 4).take("a\r\nb\r\nc\r\nd")
    assert str(screen.take("\x1b[2;3r\x1b[2;1H\x1b[1M\x1b[r")) == "a\nc\n\nd"
    assert str(screen.take("\x1b[2;3r\x1b[2;1H\x1b[1L\x1b[r")) == "a\n\nc\nd"
    assert not screen.take("\x1b[2;3r").at_rest()


def test_wide_letters_take_two_cells_and_marks_none():
    screen = Screen(5, 1).take("漢e\u0301x")
    assert [cell for cell, _ in screen.cells[0]] == ["漢", "", "e\u0301", "x", " "]
    assert str(screen) == "漢e\u0301x"


def test_what_is_beyond_the_edge_is_not_shown():
    assert str(Screen(3, 1).take("abcdef")) == "abc"


def test_modes_change_nothing_that_is_seen():
    assert str(Screen(3, 1).take("\x1b[?1049h\x1b[?25l\x1b[>25uab\x1b[?2026$p\x1b[<u\x1b]52;c;QQ==\x07")) == "ab"


@pytest.mark.parametrize(
    "stranger", ["\x1b[2J", "\x1b[6n", "\x1b]0;t\x07", "\x1bc", "\x07", "\x9b1m", "\u202e", "\x1b[8;1;1t", "\x1b"]
)
def test_what_nobody_should_write_fails(stranger):
    with pytest.raises(AssertionError):
        Screen(3, 1).take(stranger)


def test_rows_that_move_outside_of_their_region_fail():
    with pytest.raises(AssertionError):
        Screen(1, 4).take("\x1b[2;3r\x1b[4;1H\x1b[1M")

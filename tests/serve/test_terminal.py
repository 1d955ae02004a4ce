"""What a client says of its terminal."""

from __future__ import annotations

import os
import termios

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.language import speak
from tui_course.serve.terminal import (
    COLUMNS,
    ROWS,
    Window,
    colours,
    language,
    open_pair,
    set_window,
    terminal_name,
    window,
)


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_every_size_is_within_bounds(columns, rows):
    found = window(columns, rows)
    assert found.columns in COLUMNS
    assert found.rows in ROWS
    assert window(*found) == found


@given(st.text())
def test_the_name_of_a_terminal_is_one(name):
    found = terminal_name(name)
    assert found.isascii()
    assert found.isprintable()
    assert 1 <= len(found) <= 32
    assert found in {name, "xterm"}


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, ""),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"}, ""),
        ({"LANG": "en_GB.UTF-8@euro"}, "en"),
        ({"LANG": "de-AT"}, "de"),
        ({"LANG": "tlh"}, ""),
        ({"LANG": "de/../../x"}, ""),
        ({"LANG": "d" * 5000}, ""),
    ],
)
def test_a_language_is_one_that_is_spoken_here(environment, found):
    assert language(environment) == found


def test_who_tells_no_language_hears_that_of_the_host():
    speak("de")
    assert language({}) == "de"
    assert language({"LANG": "tlh"}) == ""
    assert language({"LANG": "C"}) == ""


@given(st.dictionaries(st.sampled_from(["LANG", "LC_ALL", "LC_MESSAGES", "COLORTERM", "NO_COLOR"]), st.text()))
def test_an_environment_chooses_and_says_nothing_itself(environment):
    assert language(environment) in {"", "en", "de"}
    assert colours(environment) in {"", "none", "truecolor"}


@pytest.mark.parametrize("lines", [True, False])
def test_a_pair_has_the_size_and_echoes_for_lines_alone(lines):
    master, slave = open_pair(Window(100, 30), lines=lines)
    try:
        assert os.get_terminal_size(slave) == (100, 30)
        set_window(master, Window(40, 12))
        assert os.get_terminal_size(slave) == (40, 12)
        assert bool(termios.tcgetattr(slave)[3] & termios.ECHO) is lines
        assert not os.get_blocking(master)
    finally:
        os.close(master)
        os.close(slave)

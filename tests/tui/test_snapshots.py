"""The looks of each screen."""

from __future__ import annotations

import pytest

from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

SIZES = [(80, 24), (120, 40)]
LOOKS = {"dark": {}, "light": {"theme": "light"}}
SCREENS = {
    "reading": [],
    "middle": ["]", "]"],
    "link": ["tab", "tab", "tab"],
    "contents": ["t", "j"],
    "search": ["/", *"robot", "enter", "n"],
    "help": ["?"],
    "problems": ["!"],
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", SCREENS)
def test_reader(snap_compare, make_app, screen, look, size):
    assert snap_compare(make_app(**LOOKS[look]), press=SCREENS[screen], terminal_size=size)


@pytest.mark.parametrize("screen", ["reading", "contents", "help"])
def test_reader_in_ascii(snap_compare, make_app, screen):
    assert snap_compare(make_app(ascii=True), press=SCREENS[screen], terminal_size=(80, 24))


@pytest.mark.parametrize("screen", ["reading", "link", "search"])
def test_reader_without_colour(snap_compare, make_app, monkeypatch, screen):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(), press=SCREENS[screen], terminal_size=(80, 24))


@pytest.mark.parametrize("look", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_library(snap_compare, shelf, look, size):
    assert snap_compare(CourseApp(shelf, look=Look(**LOOKS[look])), press=["j"], terminal_size=size)


def test_a_small_window(snap_compare, make_app):
    assert snap_compare(make_app(), terminal_size=(32, 10))

"""The looks of each screen."""

from __future__ import annotations

import asyncio

import pytest

from tui_course.progress.recorder import Saved
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
    "jumping": ["]", "f"],
    "palette": ["colon", *"page"],
}


QUIZ_SCREENS = {
    "question": ["Q", "2"],
    "wrong": ["Q", "1", "enter"],
    "settled": ["Q", "x"],
    "typing": ["Q", "Q", "Q", *"sens"],
    "matching": [*["tab"] * 5, "1", "b", "2"],
    "results": ["Q", "1", "enter", "Q", "x", "P"],
}


async def counted(pilot):
    """The marks in the contents come from another thread, and are there or not in a picture."""
    for _ in range(500):
        screen = pilot.app.screen
        keeping = screen.study.keeping
        if screen.index is not None and (keeping is None or keeping.state == Saved()):
            break
        await asyncio.sleep(0.01)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", QUIZ_SCREENS)
def test_questions(snap_compare, make_quiz, screen, look, size):
    async def play(pilot):
        await counted(pilot)
        for key in QUIZ_SCREENS[screen]:
            await pilot.press(key)
        await pilot.pause()
        if screen != "results":
            await counted(pilot)

    assert snap_compare(make_quiz(**LOOKS[look]), run_before=play, terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", SCREENS)
def test_reader(snap_compare, make_app, screen, look, size):
    assert snap_compare(make_app(**LOOKS[look]), run_before=counted, press=SCREENS[screen], terminal_size=size)


@pytest.mark.parametrize("screen", ["reading", "contents", "help"])
def test_reader_in_ascii(snap_compare, make_app, screen):
    assert snap_compare(make_app(ascii=True), run_before=counted, press=SCREENS[screen], terminal_size=(80, 24))


@pytest.mark.parametrize("screen", ["reading", "link", "search"])
def test_reader_without_colour(snap_compare, make_app, monkeypatch, screen):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(), run_before=counted, press=SCREENS[screen], terminal_size=(80, 24))


@pytest.mark.parametrize("look", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_library(snap_compare, shelf, look, size):
    assert snap_compare(CourseApp(shelf, look=Look(**LOOKS[look])), press=["j"], terminal_size=size)


def test_a_small_window(snap_compare, make_app):
    assert snap_compare(make_app(), run_before=counted, terminal_size=(32, 10))

"""The looks of each screen."""

from __future__ import annotations

import asyncio

import pytest

from tui_course.progress.recorder import Saved
from tui_course.tui.app import CourseApp
from tui_course.tui.screens.review import ReviewScreen
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
def test_review(snap_compare, make_quiz, clock, look, size):
    async def play(pilot):
        await counted(pilot)
        await pilot.press("Q", "1", "enter")
        clock.now += 86_400
        await pilot.press("escape", "R")
        for _ in range(500):
            if isinstance(pilot.app.screen, ReviewScreen) and pilot.app.screen.page_view.question:
                break
            await asyncio.sleep(0.01)
        await pilot.pause()

    assert snap_compare(make_quiz(**LOOKS[look]), run_before=play, terminal_size=size)


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


LIBRARY_SCREENS = {
    "library": [],
    "welcome": [],
    "gone": ["G", "k"],
    "adding": ["+", *"~/courses/g"],
    "found": ["slash", *"sens"],
}


async def looked_around(pilot):
    """How far courses are read, and what is in them, comes from other threads."""
    for _ in range(500):
        if pilot.app.screen.is_known:
            break
        await asyncio.sleep(0.01)
    await pilot.pause()


def library_app(make_shelf, listed, screen, **look):
    gone = ("/courses/robots/warehouse",) if screen == "gone" else ()
    return CourseApp(make_shelf(*(() if screen == "welcome" else listed), gone=gone), look=Look(**look))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", LIBRARY_SCREENS)
@pytest.mark.usefixtures("begun")
def test_library(snap_compare, make_shelf, listed, screen, look, size):
    async def play(pilot):
        await looked_around(pilot)
        await pilot.press(*LIBRARY_SCREENS[screen])
        await pilot.pause()

    assert snap_compare(library_app(make_shelf, listed, screen, **LOOKS[look]), run_before=play, terminal_size=size)


@pytest.mark.parametrize("screen", ["library", "gone"])
@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.usefixtures("begun")
def test_library_in_ascii(snap_compare, make_shelf, listed, screen, size):
    app = library_app(make_shelf, listed, screen, ascii=True)
    assert snap_compare(app, run_before=looked_around, terminal_size=size)


@pytest.mark.usefixtures("begun")
def test_library_without_colour(snap_compare, make_shelf, listed, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(library_app(make_shelf, listed, "gone"), run_before=looked_around, terminal_size=(80, 24))


def test_a_small_window(snap_compare, make_app):
    assert snap_compare(make_app(), run_before=counted, terminal_size=(32, 10))

"""The looks of screens in German, whose words are longer."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.tui.attending import Attended
from tests.tui.conftest import PAGES, SmallCourse, quiz_page
from tests.tui.instructing import Watched, instructor_app
from tests.tui.test_attending_snapshots import VOTES, play_of
from tests.tui.test_board_snapshots import played, study
from tui_course.language import speak
from tui_course.model.workshop import Pulse
from tui_course.progress.recorder import Saved
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.hosting import Surroundings
from tui_course.tui.theme import Look
from tui_course.workshop.attending import ClassNow

SIZES = [(80, 24), (120, 40)]
SCREENS = {
    "end": ["G"],
    "help": ["?"],
    "contents": ["t", "j"],
    "asked": ["Q", "h", "1"],
    "wrong": ["Q", "1", "enter"],
    "results": ["Q", "1", "enter", "Q", "x", "P"],
}


@pytest.fixture(autouse=True)
def spoken_in_german(spoken_in_english):  # noqa: ARG001  after which English is spoken again
    speak("de")


async def counted(pilot):
    """The marks in the contents come from another thread, and are there or not in a picture."""
    for _ in range(500):
        screen = pilot.app.screen
        if getattr(screen, "index", screen) is not None and screen.study.keeping.state == Saved():
            break
        await asyncio.sleep(0.01)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
def test_reader(snap_compare, make_quiz, screen, size):
    async def play(pilot):
        await counted(pilot)
        for key in SCREENS[screen]:
            await pilot.press(key)
        await pilot.pause()
        if hasattr(pilot.app.screen, "study"):
            await counted(pilot)

    assert snap_compare(make_quiz(), run_before=play, terminal_size=size)


@pytest.mark.usefixtures("begun")
def test_library(snap_compare, make_shelf, listed):
    async def play(pilot):
        for _ in range(500):
            if pilot.app.screen.is_known:
                break
            await asyncio.sleep(0.01)
        await pilot.pause()

    app = CourseApp(make_shelf(*listed, gone=("/courses/empty",)), look=Look())
    assert snap_compare(app, run_before=play, terminal_size=(80, 24))


@pytest.mark.parametrize("board", ["class", "poll"])
def test_board(snap_compare, board):
    made, play = played(board)
    assert snap_compare(instructor_app(Watched(made), study), run_before=play, terminal_size=(80, 24))


@pytest.mark.parametrize("screen", ["voted", "result"])
def test_poll(snap_compare, keeping, screen):
    attended = Attended()
    attended.now = ClassNow(34, {Pulse.OK: 9, Pulse.LOST: 4, Pulse.DONE: 12})
    attended.others = VOTES
    quiz = Study(SmallCourse({"why": replace(PAGES["why"], blocks=quiz_page(), problems=())}), "", keeping)
    app = CourseApp(quiz, look=Look(), local=False, surroundings=Surroundings(hosted=True, attendance=attended))
    app.classroom.grace = 0.0
    assert snap_compare(app, run_before=play_of(attended, screen), terminal_size=(80, 24))

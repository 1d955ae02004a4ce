"""The looks of a workshop on a learner's screens."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.tui.attending import Attended, closed, invitation, message, poll
from tests.tui.conftest import PAGES, SmallCourse, quiz_page
from tui_course.model.answer import Chosen
from tui_course.model.workshop import Pulse
from tui_course.progress.recorder import Saved
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.hosting import Surroundings
from tui_course.tui.screens.poll import PollScreen
from tui_course.tui.screens.said import SaidScreen
from tui_course.tui.theme import Look
from tui_course.workshop.attending import ClassNow, Closing

SIZES = [(80, 24), (120, 40)]
LOOKS = {"dark": {}, "light": {"theme": "light"}}
LONG = (
    "Please save what you have, put your hand up with U if the simulation does not start, and say F as soon as your robot has "
    "reached the shelf; whoever is done early may look at the diagram of the warehouse on the next page. "
) * 2
HOSTILE = "\x1b[2J\x9b31m[@click=app.quit]x[/] \u202eevil\u2066 שלום " + "0123456789" * 45
VOTES = [Chosen(("b",))] * 17 + [Chosen(("w",))] * 9 + [Chosen(("n",))] * 5

SCREENS = {
    "message": ([message("Lunch is at noon; we go on at one.")], ["X", "U", "j"]),
    "long": ([message(LONG), invitation()], ["escape"]),
    "invitation": ([invitation()], []),
    "closing": ([Closing(10.0, "The workshop's host stops")], []),
    "idle": ([Closing(120.0, "Nobody has pressed a key for 28 minutes", idle=True)], []),
    "question": ([message("Take your time."), poll()], ["i"]),
    "voted": ([poll()], ["i", "2", "enter"]),
    "result": ([poll(), closed()], ["i"]),
    "said": ([message("Welcome."), invitation(), poll(), closed(), message(LONG, 2)], ["i", "j"]),
    "hostile": ([message(HOSTILE)], []),
}


async def counted(pilot):
    for _ in range(500):
        screen = pilot.app.screen
        if screen.index is not None and screen.study.keeping.state == Saved():
            break
        await asyncio.sleep(0.01)
    await pilot.pause()


async def opened(pilot, name):
    for _ in range(500):
        screen = pilot.app.screen
        if isinstance(screen, SaidScreen):
            break
        if isinstance(screen, PollScreen) and (name == "result" or screen.page_view.question):
            break
        await asyncio.sleep(0.01)


def play_of(attended, name):
    said, keys = SCREENS[name]

    async def play(pilot):
        await counted(pilot)
        attended.say(*said)
        await pilot.pause()
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            if key == "i":
                await opened(pilot, name)
            await pilot.pause()
        await pilot.pause()

    return play


@pytest.fixture
def attended():
    made = Attended()
    made.now = ClassNow(34, {Pulse.OK: 9, Pulse.LOST: 4, Pulse.DONE: 12})
    made.others = VOTES
    return made


@pytest.fixture
def make_class(attended, keeping):
    def make(**look):
        course = SmallCourse({"why": replace(PAGES["why"], blocks=quiz_page(), problems=())})
        app = CourseApp(
            Study(course, "", keeping),
            look=Look(**look),
            local=False,
            surroundings=Surroundings(hosted=True, attendance=attended),
        )
        app.classroom.grace = 0.0
        # What closes is counted down by a clock that stands still.
        app.classroom.notices.clock = lambda: 0.0
        return app

    return make


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", SCREENS)
def test_looks(snap_compare, make_class, attended, screen, look, size):
    assert snap_compare(make_class(**LOOKS[look]), run_before=play_of(attended, screen), terminal_size=size)


@pytest.mark.parametrize("screen", ["message", "long", "hostile", "question", "result", "said"])
def test_in_a_small_window(snap_compare, make_class, attended, screen):
    assert snap_compare(make_class(), run_before=play_of(attended, screen), terminal_size=(40, 12))


@pytest.mark.parametrize("screen", ["message", "closing", "voted", "result"])
def test_in_ascii(snap_compare, make_class, attended, screen):
    assert snap_compare(make_class(ascii=True), run_before=play_of(attended, screen), terminal_size=(80, 24))


@pytest.mark.parametrize("screen", ["message", "result"])
def test_without_colour(snap_compare, make_class, attended, monkeypatch, screen):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_class(), run_before=play_of(attended, screen), terminal_size=(80, 24))


# Where else a notice is shown: the keys that lead there.
ELSEWHERE = {"contents": ["t"], "writing": ["a", *"why?"], "results": ["P"], "help": ["question_mark"]}


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", ELSEWHERE)
def test_on_other_screens(snap_compare, make_class, attended, screen, size):
    async def play(pilot):
        await counted(pilot)
        attended.say(invitation())
        await pilot.pause()
        await pilot.press(*ELSEWHERE[screen])
        for _ in range(3):
            await pilot.pause()

    assert snap_compare(make_class(), run_before=play, terminal_size=size)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.usefixtures("begun")
def test_in_the_library(snap_compare, make_shelf, listed, attended, look):
    app = CourseApp(
        make_shelf(*listed), look=Look(**LOOKS[look]), surroundings=Surroundings(hosted=True, attendance=attended), local=False
    )

    async def play(pilot):
        for _ in range(500):
            if pilot.app.screen.is_known:
                break
            await asyncio.sleep(0.01)
        attended.say(invitation())
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(app, run_before=play, terminal_size=(80, 24))

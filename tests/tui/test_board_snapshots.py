"""The looks of the instructor's screens."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.tui.conftest import PAGES, SmallCourse, quiz_page
from tests.tui.instructing import POLL, Watched, class_board, course_board, empty_board, instructor_app, small_board
from tests.tui.seeing import until
from tui_course.study import Study
from tui_course.tui.screens.asked import AskedScreen
from tui_course.tui.screens.board import BoardScreen
from tui_course.tui.screens.inviting import InvitingScreen
from tui_course.tui.screens.learner import LearnerScreen
from tui_course.tui.screens.polling import PollingScreen
from tui_course.tui.screens.reader import ReaderScreen

SIZES = [(80, 24), (120, 40)]
LOOKS = {"dark": {}, "light": {"theme": "light"}}

# What is seen, and the keys that lead there.
BOARDS = {
    "empty": (empty_board, []),
    "three": (small_board, []),
    "class": (class_board, []),
    "poll": (lambda: class_board(poll=POLL), ["tab"]),
    "trouble": (lambda: replace(class_board(), trouble="the connection was refused"), []),
    "learner": (class_board, ["enter"]),
    "question": (class_board, ["tab", "enter"]),
    "inviting": (class_board, ["I", "down"]),
    "polling": (class_board, ["p"]),
}

LEADS = {"learner": LearnerScreen, "question": AskedScreen, "inviting": InvitingScreen, "polling": PollingScreen}


@pytest.fixture(autouse=True)
def greenwich(monkeypatch):
    """Times of day are those of one place."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def study() -> Study:
    return Study(SmallCourse({"why": replace(PAGES["why"], blocks=quiz_page(), problems=())}))


def settled(screen) -> bool:
    """Whether what other threads read is there."""
    match screen:
        case LearnerScreen():
            return screen.known
        case PollingScreen():
            return any(option.value for option in screen.choices.options)
        case ReaderScreen():
            return screen.index is not None
        case _:
            return True


def playing(keys, screen=None):
    """Press keys on the board, which lead to a screen."""

    async def play(pilot):
        app = pilot.app
        await until(lambda: isinstance(app.screen, BoardScreen) and app.screen.learners.entries)
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        await until(lambda: isinstance(app.screen, screen or BoardScreen) and settled(app.screen))
        await pilot.pause(0.1)

    return play


def played(board):
    """An instructor's app on one of the boards, and what is played."""
    made, keys = BOARDS[board]
    return made(), playing(keys, LEADS.get(board))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("board", BOARDS)
def test_looks(snap_compare, board, look, size):
    made, play = played(board)
    assert snap_compare(instructor_app(Watched(made), study, **LOOKS[look]), run_before=play, terminal_size=size)


@pytest.mark.parametrize("board", ["class", "poll", "learner", "question"])
def test_in_ascii(snap_compare, board):
    made, play = played(board)
    assert snap_compare(instructor_app(Watched(made), study, ascii=True), run_before=play, terminal_size=(80, 24))


@pytest.mark.parametrize("board", ["class", "poll"])
def test_without_colour(snap_compare, monkeypatch, board):
    monkeypatch.setenv("NO_COLOR", "1")
    made, play = played(board)
    assert snap_compare(instructor_app(Watched(made), study), run_before=play, terminal_size=(80, 24))


@pytest.mark.parametrize("board", ["three", "poll", "learner"])
def test_small(snap_compare, board):
    made, play = played(board)
    assert snap_compare(instructor_app(Watched(made), study), run_before=play, terminal_size=(40, 12))


def test_thirty_modules(snap_compare):
    board = class_board(200, courses=(course_board(modules=30),))
    assert snap_compare(instructor_app(Watched(board), study), run_before=playing(["d"]), terminal_size=(80, 24))


def test_the_reader_of_an_instructor(snap_compare):
    app = instructor_app(Watched(class_board()), study)
    assert snap_compare(app, run_before=playing(["escape"], ReaderScreen), terminal_size=(80, 24))

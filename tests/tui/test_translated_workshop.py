"""No word of a workshop stays English, on either side of it: the letters are Cyrillic ones, and Latin ones are the course's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tui.attending import Attended, closed, invitation, message, poll
from tests.tui.conftest import PAGES, SmallCourse, quiz_page
from tests.tui.instructing import DETAIL, LINE, POLL, Watched, class_board, empty_board, instructor_app
from tests.tui.pressing import press
from tests.tui.seeing import until
from tests.tui.test_translated import course_words, of_ours
from tui_course.errors import StoreError
from tui_course.language import speak
from tui_course.model.answer import Chosen
from tui_course.model.workshop import Pulse
from tui_course.progress.recorder import Saved
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.hosting import Surroundings
from tui_course.tui.screens.board import BoardScreen
from tui_course.tui.theme import Look
from tui_course.workshop.attending import ClassNow, Closing

SAID = "Lunch"
CLOSED = "the poll is closed"
"""No key, but what happens between two of them."""


@pytest.fixture(autouse=True)
def spoken_in_cyrillic(cyrillic, spoken_in_english):  # noqa: ARG001  after which English is spoken again
    assert speak("xx", cyrillic) == "xx"


def study(keeping=None) -> Study:
    course = SmallCourse({"why": replace(PAGES["why"], blocks=quiz_page(), problems=())})
    return Study(course, "", keeping) if keeping is not None else Study(course)


def board_words(board) -> str:
    """What a board has from learners and from the course."""
    words = [LINE, board.workshop, board.trouble, *(row.name for row in board.learners), *(row.title for row in board.learners)]
    for course in board.courses:
        words += [course.title, *(module.title for module in course.modules)]
        words += [word for row in course.questions for word in (row.title, *(bar.text for bar in row.histogram.bars))]
    words += [page.title for page in DETAIL.pages]
    words += [word for one in DETAIL.questions for word in (one.title, one.first, one.last)]
    return " ".join(words)


# What an instructor sees, and the keys that they press; it is looked at after each.
OBSERVED = {
    "empty": (empty_board, ["i", "m", "escape", "h", "enter"]),
    "not looked yet": (lambda: replace(empty_board(), at=0.0), []),
    "trouble": (lambda: replace(class_board(), trouble="refused"), []),
    "not sent": (lambda: replace(class_board(), waiting=2), []),
    "inviting": (class_board, ["i", "i", "I", "down", "enter", "enter", "I", "slash", *"xyz"]),
    "speaking": (class_board, ["m", *SAID, "enter", "h", "j", "j", "h"]),
    "polling": (class_board, ["x", "p", "enter", "enter", "p", *"xyz"]),
    "poll": (lambda: class_board(poll=POLL), ["tab", "enter", "p", "escape", "x", "x"]),
    "poll that is closed": (lambda: class_board(poll=replace(POLL, closed=True)), ["tab", "enter"]),
    "learners": (class_board, ["greater_than_sign", "c", "G", "e", "slash", *"xyz"]),
    "questions": (class_board, ["tab", "G", "e", "slash", *"xyz"]),
    "learner": (class_board, ["enter", "G", "h"]),
    "learner without a hand": (class_board, ["j", "j", "enter", "h"]),
    "question": (class_board, ["tab", "enter", "p", "p", "enter"]),
    "reader": (class_board, ["question_mark", "escape", "escape", "i", "i", "question_mark", "G"]),
}


@pytest.mark.parametrize("played", OBSERVED)
async def test_an_instructor(played):
    made, keys = OBSERVED[played]
    board = made()
    app = instructor_app(Watched(board), study)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: isinstance(app.screen, BoardScreen) and app.screen.learners.entries)
        await pilot.pause()
        kinds = " ".join(one.title for page in study().index().pages for one in page.questions)
        known = f"{board_words(board)} {course_words(study())} {kinds} CSV KiB {SAID}"
        assert of_ours(app, known) == set()
        for number, key in enumerate(keys, 1):
            await press(pilot, key)
            await pilot.pause(0.05)
            assert of_ours(app, known, keys[:number]) == set()


@pytest.mark.parametrize("keys", [[], ["tab"], ["enter"]], ids=" ".join)
async def test_an_instructor_in_ascii_and_in_a_small_window(keys):
    board = class_board(poll=POLL)
    app = instructor_app(Watched(board), study, ascii=True)
    async with app.run_test(size=(40, 12)) as pilot:
        await until(lambda: isinstance(app.screen, BoardScreen) and app.screen.learners.entries)
        await pilot.press(*keys)
        await pilot.pause(0.1)
        assert of_ours(app, f"{board_words(board)} {course_words(study())}", keys) == set()


async def test_a_learner_who_cannot_be_read():
    app = instructor_app(Watched(class_board(), detail=StoreError("refused")), study)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, BoardScreen) and app.screen.learners.entries)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert of_ours(app, f"{board_words(class_board())} {course_words(study())} refused") == set()


# What a learner is told, and the keys that they press; it is looked at after each.
ATTENDED = {
    "messages": ([message(SAID), message(SAID, 2)], ["escape", "i", "escape"]),
    "invitation": ([invitation()], ["i"]),
    "invitation to where one is": ([invitation("why")], []),
    "invitation to another course": ([invitation(course="gone")], ["i"]),
    "invitation to a page that is gone": ([invitation("gone")], ["i"]),
    "poll": ([poll()], ["i", "enter", "2", "enter", CLOSED]),
    "poll of another course": ([poll(course="gone")], ["i"]),
    "poll of a page that is gone": ([poll(page="gone")], ["i"]),
    "poll of a question that is gone": ([poll("gone")], ["i"]),
    "list": ([message(SAID), invitation(), poll(), closed()], ["escape", "escape", "i", "j", "G", "enter"]),
    "closing": ([Closing(10.0, "Bye")], []),
    "closing later": ([Closing(600.0, "Bye")], []),
    "idle": ([Closing(10.0, "Bye", idle=True)], []),
    "idle for long": ([Closing(600.0, "Bye", idle=True)], []),
    "saying": ([], ["i", "O", "X", "F", "F", "U", "j", "U"]),
    "keys and commands": ([], ["question_mark", "G", "escape", "colon", "G"]),
    "what a host does not do": ([], ["e", "tab", "tab", "o", "v", "exclamation_mark"]),
}


@pytest.mark.parametrize("played", ATTENDED)
async def test_a_learner(keeping, played):
    said, keys = ATTENDED[played]
    attended = Attended()
    attended.now = ClassNow(34, {Pulse.OK: 9, Pulse.LOST: 1, Pulse.DONE: 12})
    attended.others = [Chosen(("b",))] * 3 + [Chosen(("gone",))]
    surroundings = Surroundings(hosted=True, attendance=attended)
    app = CourseApp(study(keeping), look=Look(), local=False, surroundings=surroundings)
    app.classroom.grace = 0.0
    async with app.run_test(size=(80, 40)) as pilot:
        await until(lambda: app.screen.index is not None and app.screen.study.keeping.state == Saved())
        known = course_words(app.screen.study) + f" {SAID} Bye gone"
        attended.say(*said)
        await pilot.pause()
        assert of_ours(app, known) == set()
        for number, key in enumerate(keys, 1):
            if key == CLOSED:
                attended.say(closed())
            else:
                await press(pilot, key)
            await pilot.pause(0.05)
            assert of_ours(app, known, keys[:number]) == set()


async def test_a_workshop_out_of_reach(keeping):
    attended = Attended()
    attended.trouble = "refused"
    surroundings = Surroundings(hosted=True, attendance=attended)
    app = CourseApp(study(keeping), look=Look(), local=False, surroundings=surroundings)
    async with app.run_test(size=(80, 24)) as pilot:
        attended.say(message(SAID))
        await pilot.pause(0.1)
        assert of_ours(app, f"{course_words(app.screen.study)} {SAID}") == set()

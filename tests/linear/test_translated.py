"""No word of the program stays English line by line either: in a language of Cyrillic letters, Latin ones are the course's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.linear.test_attending import Class
from tests.tui.attending import closed, invitation, message, poll
from tests.tui.instructing import POLL, class_board, empty_board
from tui_course.commands.boards import board_text
from tui_course.language import speak
from tui_course.model.walk import all_questions
from tui_course.model.workshop import HandLowered, Pulse
from tui_course.plain import text
from tui_course.workshop.attending import ClassNow, Closing

HERE = Path(__file__).parent
CASES = sorted((HERE / "transcripts").glob("*.txt"))
SOURCES = " ".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "kites").rglob("*")) if path.is_file())
WORKSHOP = ":ok :lost :done :hand :go :vote :said :class"
TYPED = ":sure :unsure :h :x :s :l :c :u :r :w :n :?"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_word_is_translated(case, learner, cyrillic):
    pages = [learner.pages.page(ref.id) for ref in learner.pages.course.pages]
    faults = [question.fault for page in pages for question in all_questions(page.blocks)]
    names = [module.title for module in learner.pages.course.modules] + [page.ref.source for page in pages]
    known = " ".join((SOURCES, TYPED, *names, *(text(page.blocks) for page in pages), *faults))
    assert speak("xx", cyrillic) == "xx"
    for sitting in case.read_text(encoding="utf-8").split("== ")[1:]:
        direction, *lines = sitting.splitlines()
        typed = [line[2:] for line in lines if line.startswith("> ")]
        if direction.split()[0] in {"hours", "pace"}:
            continue
        said = learner.hold(direction, [*typed, "?", "q"])
        ours = " ".join(line for line in said.splitlines() if not line.startswith("> "))
        words = set(re.findall(r"[A-Za-z]{3,}", ours))
        assert {word for word in words if word not in f"{known} {' '.join(typed)}"} == set()


def latin(said, known):
    """The Latin words of a text that are not known."""
    return {word for word in re.findall(r"[A-Za-z]{3,}", said) if word not in known}


def test_every_word_of_a_workshop_is_translated(cyrillic):
    room = Class()
    course = room.course.course
    page, question = room.question("multiple-choice")
    room.attended.now = ClassNow(30, {Pulse.OK: 1, Pulse.LOST: 4, Pulse.DONE: 12})
    speak("xx", cyrillic)
    said = room.read(
        *(":ok", ":ok", ":lost", ":done", ":hand", ":hand", ":said", ":class", ":go", ":vote"),
        lambda: room.attended.say(message("Lunch"), invitation("gone", course="other"), HandLowered("x", "robots", 0.0, "ada")),
        ":go",
        lambda: room.attended.say(Closing(90.0, "Bye"), Closing(9.0, "Bye", idle=True), invitation(page, course=course.id)),
        ":go",
        lambda: room.attended.say(poll("gone", page, course=course.id)),
        ":vote",
        lambda: room.attended.say(poll(question.id, page, course=course.id, number=2)),
        *(":vote", ":vote", ":h", "1"),
        lambda: room.attended.say(closed(2)),
        *(":said", ":q", ":q"),
    )
    ours = " ".join(line for line in said.splitlines() if not line.startswith("> "))
    names = [*(module.title for module in course.modules), *(ref.source for ref in course.pages)]
    pages = [text(room.course.page(ref.id).blocks) for ref in course.pages]
    assert room.attended.votes
    assert latin(ours, " ".join((SOURCES, TYPED, WORKSHOP, *names, *pages, "Lunch Bye gone other"))) == set()


@pytest.mark.parametrize("board", [class_board(poll=POLL), empty_board()], ids=["class", "empty"])
def test_every_word_of_a_board_is_translated(cyrillic, board):
    speak("xx", cyrillic)
    names = [one.name for one in board.learners] + [one.title for one in board.learners]
    titles = [course.title for course in board.courses]
    asked = [
        word
        for course in board.courses
        for one in course.questions
        for word in (one.title, *(bar.text for bar in one.histogram.bars))
    ]
    for line in ("", "ssh host"):
        assert latin("\n".join(board_text(board, line)), " ".join((*names, *titles, *asked, "ssh host"))) == set()

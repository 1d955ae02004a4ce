"""Whatever people call themselves, type, keep and say, and wherever a course is said to stand: no byte of it steers a terminal.

Each payload stands in every place here, behind the word by which it is found again.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import suppress
from dataclasses import replace

import pytest
from textual import events

from tests.faults.terminal.course import Cell, cells_in, marker, payloads
from tests.faults.terminal.sinks import Walk
from tests.faults.terminal.test_courses import Unchecked
from tests.terminal.reading import strangers, words
from tests.tui.attending import Attended, message
from tests.tui.conftest import PAGES, SmallCourse, quiz_page
from tests.tui.instructing import DETAIL, NOW, POLL, Watched, board_of, course_board, learner, progress, question
from tui_course.cli import main
from tui_course.commands.boards import board_text
from tui_course.errors import LibraryError
from tui_course.library.entry import CourseEntry, ListedPage, Origin
from tui_course.library.library import Library
from tui_course.library.shelf import Opening, Shelf
from tui_course.linear.attending import ClassTalk
from tui_course.linear.talk import Talk
from tui_course.model.annotation import Anchor, Annotation, AnnotationKind
from tui_course.progress.memory import MemoryStore
from tui_course.study import Study
from tui_course.study.exporting import as_markdown, as_values, exported
from tui_course.study.keeping import Keeping
from tui_course.tui.app import CourseApp, Preferences
from tui_course.tui.hosting import Surroundings
from tui_course.tui.theme import Look
from tui_course.workshop.attending import Closing, Remark
from tui_course.workshop.board import ModuleHeading
from tui_course.workshop.counting import Bar, Histogram
from tui_course.workshop.tables import learners_csv, questions_csv


def said(place, payload):
    """A payload as it stands in a place."""
    return marker("people", Cell(place, payload)) + payloads()[payload]


def holds(sink, written, *places, but=(), asked=False):
    """Nothing strange was written, and each payload was seen in each of the places, `but` for some."""
    pieces = list(dict.fromkeys(written if isinstance(written, list) else [written]))
    assert [one for piece in pieces for one in strangers(piece, sink, asked=asked)] == []
    seen = {cell for piece in pieces for cell in cells_in("people", words(piece))}
    for place in places:
        assert [payload for payload in payloads() if not {Cell(place, payload)} & (seen | set(but))] == [], (place, sink)


def quiz_study(keeping=None):
    return Study(SmallCourse({"why": replace(PAGES["why"], blocks=quiz_page(), problems=())}), "", keeping)


def annotation(kind, payload, place, **changes):
    anchor = Anchor(f"{said('passage', payload)} here", heading=said("note-heading", payload))
    note = "" if kind is AnnotationKind.HIGHLIGHT else said(place, payload)
    one = Annotation(f"{place} {payload}", "ada", "warehouse", "why", 1.0, f"{place} {payload}", kind, anchor, note)
    return replace(one, **changes)


async def test_what_another_program_kept():
    """Notes, highlights and bookmarks out of a store, as nobody ever typed them here."""
    store = MemoryStore()
    for payload in payloads():
        gone = said("gone-page", payload)
        exact = Anchor(said("highlight", payload), said("highlight", payload))
        store.record(
            [
                annotation(AnnotationKind.NOTE, payload, "note"),
                annotation(AnnotationKind.BOOKMARK, payload, "bookmark", page=gone),
                annotation(AnnotationKind.HIGHLIGHT, payload, "highlight", anchor=exact, at=2.0),
            ]
        )
    keeping = Keeping(store, "ada")
    app = CourseApp(Study(SmallCourse(), "", keeping), look=Look(), local=False)
    # All of the list is in view at once.
    async with Walk(app, (100, 700)) as walk:
        reader = app.screen
        await walk.keys("apostrophe")
        await walk.until(lambda: app.screen is not reader, "the notes")
        await walk.rest()
    keeping.close()
    holds("screen", walk.written, "note", "passage", "bookmark", "gone-page", "highlight")


async def test_what_an_instructor_and_the_host_say():
    attended = Attended()
    app = CourseApp(quiz_study(), look=Look(), local=False, surroundings=Surroundings(hosted=True, attendance=attended))
    app.classroom.grace = 0.0
    async with Walk(app, (80, 24)) as walk:
        for number, payload in enumerate(payloads()):
            attended.say(message(said("message", payload), number))
            await walk.rest()
            await walk.keys("escape")
            attended.say(Remark(said("remark", payload)))
            await walk.rest()
            attended.say(Closing(60.0, said("closing-reason", payload)))
            await walk.rest()
            await walk.keys("escape", "escape", "escape")
        await walk.keys("i", *["pagedown"] * 20)
    holds("hosted", walk.written, "message", "remark", "closing-reason")


def board_of_payloads():
    rows, questions, modules, bars = [], [], [], []
    for number, payload in enumerate(payloads()):
        slowest = progress(0.5, slowest=said("learner-slowest", payload), seconds=400.0)
        rows.append(
            learner(number, said("learner-name", payload), title=said("learner-page", payload), progress={"warehouse": slowest})
        )
        bars.append(Bar(said("bar", payload), number, right=False))
        histogram = Histogram((Bar(said("bar", payload), 2, right=True),), 4)
        questions.append(question(f"1.{number}", f"q{number}", said("board-question", payload), 9, 3, histogram))
        modules.append(ModuleHeading(number + 1, said("board-module", payload), 2))
    board = course_board(tuple(questions))
    return board_of(rows, courses=(replace(board, modules=tuple(modules[:4])),)), modules


def detail_of_payloads():
    page, asked = DETAIL.pages[0], DETAIL.questions[0]
    pages = tuple(replace(page, page=f"p{payload}", title=said("detail-page", payload)) for payload in payloads())
    questions = tuple(
        replace(
            asked, id=f"q{payload}", title=said("detail-question", payload), last=said("detail-answer", payload), first=payload
        )
        for payload in payloads()
    )
    return replace(DETAIL, pages=pages, questions=questions)


async def test_what_an_instructor_sees():
    board, _ = board_of_payloads()
    watched = Watched(board, detail=detail_of_payloads())
    surroundings = Surroundings(True, None, watched, True)  # noqa: FBT003 - its fields in their order
    app = CourseApp(quiz_study(), look=Look(), surroundings=surroundings, local=False)
    async with Walk(app, (140, 60)) as walk:
        await walk.until(lambda: getattr(app.screen, "learners", None) and app.screen.learners.entries, "the board")
        await walk.keys(*["pagedown"] * 3, "tab", *["pagedown"] * 4)
        await walk.keys("tab", "g", "enter")
        await walk.until(lambda: type(app.screen).__name__ == "LearnerScreen", "a learner")
        for _ in range(12):
            await walk.keys("pagedown")
        await walk.keys("escape")
        for payload in payloads():
            course = replace(board.courses[0], title=said("board-course", payload))
            poll = replace(POLL, title=said("poll-words", payload), histogram=Histogram((Bar(said("bar", payload), 3),), 3))
            changed = replace(board, workshop=said("workshop-name", payload), courses=(course,), poll=poll, at=NOW + 1)
            watched.line = said("line-to-type", payload)
            watched.become(changed)
            await walk.rest()
            watched.become(replace(changed, trouble=said("store-trouble", payload)))
            await walk.rest()
    assert app.return_code in {0, None}
    holds(
        "hosted",
        walk.written,
        "learner-name",
        "board-question",
        "detail-page",
        "detail-question",
        "detail-answer",
        "workshop-name",
        "line-to-type",
        "poll-words",
    )


async def test_what_a_library_lists(tmp_path):
    """Entries of a list that another program wrote; what an entry says of itself is let in as it is."""

    def opened(path):
        raise LibraryError(f"there is nothing at {path}")

    keeping = Keeping(MemoryStore(), "ada")
    library = Library(tmp_path, opened)
    for number, payload in enumerate(payloads()):
        title, about = said("course-title", payload), said("course-description", payload)
        page = ListedPage(f"p{number}", said("listed-page", payload))
        address = f"https://evil.example/{said('course-address', payload)}"
        name = said("course-path", payload).replace("\0", "")  # the list takes no path that cannot be one
        entry = CourseEntry(f"/c/{name}", Origin.GIT, address, f"c{number}", title, about, 1.0, 2.0, (page,))
        library.restore(entry)
    app = CourseApp(Shelf(library, Opening(opened, opened), keeping), look=Look(), local=False)
    async with Walk(app) as walk:
        for _ in payloads():
            await walk.keys("j", "enter")
        await walk.keys("g", "slash", "z", "pagedown")
    keeping.close()
    holds("screen", walk.written, "course-title", "course-path")


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_what_list_prints(form, tmp_path, monkeypatch):
    def opened(path):
        raise LibraryError(f"there is nothing at {path}")

    library = Library(tmp_path, opened)
    for number, payload in enumerate(payloads()):
        name = said("course-path", payload).replace("\0", "")
        library.restore(
            CourseEntry(f"/c/{name}", Origin.GIT, f"https://x/{payload}", f"c{number}", said("course-title", payload))
        )
    streams = Unchecked(), Unchecked()
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    monkeypatch.setenv("TUI_COURSE_LIBRARY", str(tmp_path))
    monkeypatch.setenv("TUI_COURSE_STORE", "memory")
    assert main(["list", *form]) == 0
    holds("printed", [stream.kept.getvalue() for stream in streams], "course-title", "course-path")


def test_what_an_instructor_has_printed():
    board, _ = board_of_payloads()
    out = io.StringIO()
    talk = Talk(io.StringIO(), out)
    talk.say(*board_text(board, "ssh"), *learners_csv(board, "warehouse"), *questions_csv(board, "warehouse"))
    holds("printed", out.getvalue(), "learner-name", "board-question", "bar")


def test_what_notes_are_printed():
    store = MemoryStore()
    for payload in payloads():
        gone = said("gone-page", payload)
        store.record(
            [annotation(AnnotationKind.NOTE, payload, "note"), annotation(AnnotationKind.BOOKMARK, payload, "bookmark")]
        )
        store.record([annotation(AnnotationKind.NOTE, payload, "note", page=gone, annotation=gone, id=gone)])
    keeping = Keeping(store, "ada")
    study = Study(SmallCourse(), "", keeping)
    found = exported(study)
    out = io.StringIO()
    Talk(io.StringIO(), out).say(*as_markdown(study, found), json.dumps(as_values(study, found)))
    keeping.close()
    holds("printed", out.getvalue(), "note", "passage", "bookmark", "gone-page")


@pytest.mark.parametrize("place", ["typed-search", "typed-find", "typed-note", "typed-address"])
async def test_what_is_pasted_into_a_field(place, tmp_path):
    def opened(path):
        raise LibraryError(f"there is nothing at {path}")

    keys = {"typed-search": "S", "typed-find": "slash", "typed-note": "a", "typed-address": "plus"}
    keeping = Keeping(MemoryStore(), "ada")
    subject = Study(SmallCourse(), "", keeping)
    if place == "typed-address":
        subject = Shelf(Library(tmp_path, opened), Opening(opened, opened), keeping)
    app = CourseApp(subject, look=Look(), local=False)
    async with Walk(app) as walk:
        for payload in payloads():
            await walk.keys(keys[place])
            app.post_message(events.Paste(said(place, payload)))
            await walk.keys("shift", "end", "ctrl+u", "escape", "escape")
    keeping.close()
    holds("screen", walk.written, place)


async def test_complaints_about_the_settings():
    written = []
    for payload in payloads():
        app = CourseApp(Study(SmallCourse()), look=Look(), preferences=Preferences((said("complaint", payload),)))
        async with Walk(app, (80, 12)) as walk:
            await walk.keys("j")
        written += walk.written
    holds("screen", written, "complaint")


def test_what_is_said_line_by_line():
    out = io.StringIO()
    attended = Attended()
    talk = ClassTalk(io.StringIO("n\n" * 400), out, attended)
    for number, payload in enumerate(payloads()):
        attended.say(message(said("message", payload), number), Remark(said("remark", payload)))
        talk.ask("And?")
    holds("lines", out.getvalue(), "message", "remark")


@pytest.mark.parametrize("place", ["argument", "option", "setting", "variable"])
def test_what_a_command_is_given(place, tmp_path, monkeypatch):
    streams = Unchecked(), Unchecked()
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    config = tmp_path / "config.toml"
    monkeypatch.setenv("TUI_COURSE_CONFIG", str(config))
    monkeypatch.setenv("TUI_COURSE_STATE", str(tmp_path / "state"))
    for number, payload in enumerate(payloads()):
        # No argument and no variable can hold a zero byte; any other can be there.
        text = os.fsdecode(said(place, payload).replace("\0", "").encode("utf-8", "surrogatepass"))
        match place:
            case "argument":
                wrong = [["remove", text], ["diagram", text], ["add", text]]
                if number % 8 == 0:  # these start a process each
                    wrong += [["cat", text], ["toc", text], ["check", text], ["search", "x", text]]
            case "option":
                wrong = [[f"--{text}"], ["cat", ".", f"--{text}"], ["cat", ".", "--width", text], ["config", text]]
            case "setting":
                config.write_bytes(f"theme = {_toml(text)}\nstore = {_toml(text)}\n".encode("utf-8", "replace"))
                wrong = [["config"], ["config", "show", "--json"]]
            case _:
                monkeypatch.setenv("TUI_COURSE_THEME", text)
                wrong = [["config"], ["config", "path"]]
        for arguments in wrong:
            with suppress(SystemExit):
                main(arguments)
    holds("printed", [stream.kept.getvalue() for stream in streams], place)


def _toml(text):
    return '"' + "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in text if not "\ud800" <= c <= "\udfff") + '"'

"""No word of the program stays English: in a language whose letters are all Cyrillic, Latin ones are the course's."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.tui.pressing import press
from tests.tui.seeing import shown
from tui_course.config import THEMES
from tui_course.language import speak
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.diagram import Diagram, Edge, Group, Head, Node, Step
from tui_course.model.walk import all_questions
from tui_course.plain import text
from tui_course.tui.app import CourseApp
from tui_course.tui.screens.review import ReviewScreen
from tui_course.tui.theme import Look

KEPT = "tui-course config toml init git hjkl https://example.org/robots?page=1"
"""Names, and what is typed, which are the same in every language."""


@pytest.fixture(autouse=True)
def spoken_in_cyrillic(cyrillic, spoken_in_english):  # noqa: ARG001  after which English is spoken again
    assert speak("xx", cyrillic) == "xx"


def course_words(study):
    """All words of a course, and where they stand."""
    course = study.course
    said = [course.title, *(module.title for module in course.modules)]
    for ref in course.pages:
        page = study.read(ref.id)
        said += [ref.id, ref.title, ref.name, ref.source, text(page.blocks, hidden=True)]
        said += [word for one in page.problems for word in (one.message, one.file, one.code, one.severity.value)]
        for question in all_questions(page.blocks):
            parts = (question.advice, question.explanation, *question.hints, question.praise)
            said += [question.fault, question.file, *map(text, parts)]
            said += [text(choice.comment) for choice in getattr(question.task, "choices", ())]
            said += [one for blank in getattr(question.task, "blanks", ()) for one in blank.accepted]
    return " ".join(said)


def of_ours(app, known, keys=()):
    """Latin words on the screen that are neither known nor typed; a part of a known word is known, for lines end in words."""
    typed = "".join(key for key in keys if len(key) == 1)
    words = set(re.findall(r"[A-Za-z]{3,}", shown(app)))
    return {word for word in words if word not in f"{known} {typed} {KEPT}"}


async def ready(pilot):
    for _ in range(500):
        if getattr(pilot.app.screen, "index", None) is not None:
            break
        await asyncio.sleep(0.01)
    await pilot.pause()


DIAGRAM = b.DiagramBlock(
    "flow",
    "flowchart",
    Diagram(
        nodes=(Node("a", "Robot"), Node("b", "Bucket"), Node("c", "Tower")),
        edges=(Edge("a", "b", "writes"), Edge("b", "c"), Edge("c", "c"), Edge("a", "c", end=Head.NONE)),
        groups=(Group("g", "Cloud", ("b", "c")),),
        steps=(Step("First", (("a", "b"),), text="It writes."),),
        title="Logs",
    ),
)

READING = {
    "reading": [],
    "link": ["tab"],
    "link on the page": ["tab", "tab"],
    "link outside": ["tab", "tab", "tab"],
    "broken link": ["tab", "tab", "tab", "tab"],
    "broken link followed": ["tab", "tab", "tab", "tab", "enter"],
    "citation": [*["tab"] * 5],
    "preview": [*["tab"] * 5, "K"],
    "end of the page": ["G"],
    "end of the course": ["n", "n", "n", "n", "G", "n"],
    "beginning": ["p"],
    "contents": ["t"],
    "filtered": ["t", "/", "q"],
    "search": ["/", *"robot"],
    "found": ["/", *"robot", "enter"],
    "not found": ["/", *"xyz", "enter"],
    "search the course": ["S"],
    "searched": ["S", *"robot"],
    "help": ["?"],
    "rest of the help": ["?", "G"],
    "problems": ["!"],
    "no review": ["R"],
    "results": ["P"],
    "palette": ["colon"],
    "all commands": ["colon", "G"],
    "references": ["C"],
    "glossary": ["W"],
    "no picture": ["v"],
    "no diagram": ["D"],
    "copied": ["y"],
    "numbers": ["#"],
    "wider": ["+", "+"],
    "narrower": ["-"],
    "bookmark": ["m"],
    "bookmark gone": ["m", "m"],
    "highlight": ["h"],
    "highlighted": ["h", "enter"],
    "note": ["a"],
    "writing": ["a", "enter"],
    "notes": ["m", "'"],
    "no notes": ["'"],
    "editing": ["e"],
    "sideways": [">"],
    "open outside": ["o"],
    "forward": ["L"],
    "back": ["backspace"],
    "next match": ["N"],
    "next heading": ["G", "]"],
}


@pytest.mark.parametrize("screen", READING)
async def test_reading(make_app, screen):
    app = make_app(local=False)
    async with app.run_test(size=(80, 40)) as pilot:
        await ready(pilot)
        known = course_words(app.screen.study)
        await press(pilot, *READING[screen])
        await pilot.pause()
        await pilot.pause()
        assert of_ours(app, known, READING[screen]) == set()


ASKING = {
    "question": ["Q"],
    "refused": ["Q", "enter"],
    "hint": ["Q", "h", "h", "h"],
    "wrong": ["Q", "1", "enter"],
    "right": ["Q", "c", "2", "enter"],
    "unsure": ["Q", "c", "c", "2", "enter"],
    "settled": ["Q", "x"],
    "several": ["Q", "Q", "1", "enter"],
    "typing": ["Q", "Q", "Q", *"xyz"],
    "typed": ["Q", "Q", "Q", *"xyz", "enter"],
    "number": ["Q", "Q", "Q", "Q", *"1,000", "enter"],
    "unit": ["Q", "Q", "Q", "Q", *"20 kg", "enter"],
    "matching": [*["tab"] * 5, "1", "b", "2"],
    "matched": [*["tab"] * 5, "1", "b", "enter"],
    "order": [*["tab"] * 6, "space"],
    "ordered": [*["tab"] * 6, "enter"],
    "reflecting": [*["tab"] * 7],
    "reflected": [*["tab"] * 7, "1", "enter"],
    "faulty": [*["tab"] * 8],
    "results": ["Q", "1", "enter", "Q", "x", "P"],
    "nothing due": ["R"],
    "explained": ["Q", "x", "w"],
}


@pytest.mark.parametrize("screen", ASKING)
async def test_asking(make_quiz, screen):
    app = make_quiz()
    async with app.run_test(size=(80, 40)) as pilot:
        await ready(pilot)
        known = course_words(app.screen.study)
        await press(pilot, *ASKING[screen])
        await pilot.pause()
        await pilot.pause()
        assert of_ours(app, known, ASKING[screen]) == set()


DRAWN = {
    "diagram": [],
    "walking": ["n"],
    "all steps": ["n", "n"],
    "moving": ["l"],
    "edge": ["h", "h", "h"],
    "into": ["g", "l", "z"],
    "out": ["u"],
    "folded": ["l", "c"],
    "fitted": ["f"],
    "outline": ["t"],
    "finding": ["/", "x"],
    "found": ["/", *"robot", "enter"],
    "not found": ["/", *"xyz", "enter"],
    "help": ["?"],
    "copied": ["y"],
    "no page": ["enter"],
}


@pytest.mark.parametrize("screen", DRAWN)
async def test_a_diagram(make_app, screen):
    app = make_app(blocks=(DIAGRAM, b.Paragraph((i.Text("Robots"),))))
    async with app.run_test(size=(80, 40)) as pilot:
        await ready(pilot)
        known = course_words(app.screen.study) + " Robot Bucket Tower Cloud writes Logs First It writes"
        await pilot.press("D")
        await pilot.pause()
        await press(pilot, *DRAWN[screen])
        await pilot.pause(0.2)
        assert of_ours(app, known, DRAWN[screen]) == set()


LISTING = {
    "library": [],
    "second": ["j"],
    "gone": ["G", "k"],
    "adding": ["+"],
    "found": ["slash", *"sens"],
    "not found": ["slash", *"xyz"],
    "removed": ["j", "x"],
    "help": ["?"],
    "built in": ["G", "x"],
}


@pytest.mark.parametrize("screen", LISTING)
@pytest.mark.usefixtures("begun")
async def test_the_library(make_shelf, listed, screen):
    gone = ("/courses/robots/warehouse",) if screen == "gone" else ()
    app = CourseApp(make_shelf(*listed, gone=gone), look=Look())
    async with app.run_test(size=(80, 40)) as pilot:
        for _ in range(500):
            if app.screen.is_known:
                break
            await asyncio.sleep(0.01)
        await press(pilot, *LISTING[screen])
        await pilot.pause(0.2)
        told = [word for entry in listed for word in (entry.title, entry.path, entry.source, entry.description)]
        named = [word for entry in listed for page in entry.pages for word in (page.name, page.module)]
        known = " ".join([*told, *named, "Cloud robotics"])
        assert of_ours(app, known, LISTING[screen]) == set()


REVIEWING = {
    "review": [],
    "wrong": ["1", "enter"],
    "typing": ["Q", "Q", *"x"],
    "explained": ["x", "w"],
    "over": ["Q", "Q", "Q"],
    "answered and over": ["1", "enter", "x", "Q", "Q", "Q"],
}


@pytest.mark.parametrize("screen", REVIEWING)
@pytest.mark.usefixtures("begun")
async def test_a_review(make_quiz, clock, screen):
    clock.now += 5 * 86_400
    app = make_quiz(review=5.0)
    async with app.run_test(size=(80, 40)) as pilot:
        for _ in range(500):
            if isinstance(app.screen, ReviewScreen):
                break
            await asyncio.sleep(0.01)
        assert isinstance(app.screen, ReviewScreen)
        known = course_words(app.screen.session.study)
        await press(pilot, *REVIEWING[screen])
        await pilot.pause(0.2)
        assert of_ours(app, known, REVIEWING[screen]) == set()


IMAGE = i.Image("https://example.org/robots.png", "A robot at rest", "Rest", "")


@pytest.mark.parametrize("keys", [[], ["v"], ["v", "w"], ["v", "plus"], ["v", "y"]], ids=" ".join)
async def test_a_picture(make_app, keys):
    app = make_app(blocks=(b.Figure((IMAGE,), (i.Text("It sleeps"),)), b.Paragraph((i.Text("Robots"),))), local=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        known = course_words(app.screen.study) + " A robot at rest Rest png"
        await press(pilot, *keys)
        await pilot.pause(0.2)
        assert of_ours(app, known, keys) == set()


@pytest.mark.parametrize("action", ["themes", "density"])
async def test_looks(make_app, action):
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        known = course_words(app.screen.study) + " ".join(THEMES)
        await app.screen.run_action(action)
        await pilot.pause(0.2)
        assert of_ours(app, known) == set()


@pytest.mark.parametrize("keys", [[], ["question_mark"], ["tab"], ["Q"], ["apostrophe"]], ids=" ".join)
async def test_in_ascii_and_in_a_small_window(make_quiz, keys):
    app = make_quiz(ascii=True)
    async with app.run_test(size=(36, 11)) as pilot:
        await ready(pilot)
        known = course_words(app.screen.study)
        await press(pilot, *keys)
        await pilot.pause(0.2)
        assert of_ours(app, known) == set()

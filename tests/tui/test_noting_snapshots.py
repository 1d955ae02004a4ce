"""The looks of notes, highlights and bookmarks."""

from __future__ import annotations

import asyncio

import pytest

from tests.tui.pressing import press
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.course import Page
from tui_course.progress.recorder import Saved
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

SIZES = [(80, 24), (120, 40)]
LOOKS = {"dark": {}, "light": {"theme": "light"}}
WORDS = (
    "A robot that moves in a warehouse meets people, pallets and other robots. In a simulation it meets them a thousand times "
    "before the first wheel turns."
)
# A bookmark at the top, a note, a paragraph and an item highlighted.
ANNOTATED = ["m", "a", "down", *"Ask about this", "ctrl+j", *"on Monday.", "enter", "h", "k", "enter", "h", "j", "j", "enter"]
SCREENS = {
    "annotated": [],
    "choosing": ["h", "k"],
    "writing": ["a", "down", *"Why is that so?", "ctrl+j", *"Look it up"],
    "listed": ["apostrophe", "j"],
    "named": ["apostrophe", "e", *"Begin here"],
}


def paragraph(*inlines):
    return b.Paragraph(tuple(i.Text(one) if isinstance(one, str) else one for one in inlines))


BLOCKS = (
    paragraph(WORDS),
    paragraph(
        "More in ",
        i.Link((i.Text("the costs"),), "x", i.LinkKind.PAGE, "costs"),
        ", of which there are ",
        i.CodeSpan("two"),
        ".",
    ),
    b.ListBlock(tuple(b.ListItem((paragraph(f"{name}, which a simulation does not know"),)) for name in ("dust", "wear"))),
    b.Quote((paragraph("漢字 and words of somebody else."),)),
    paragraph(WORDS),
)


@pytest.fixture
def make(pages, keeping):
    def made(**look):
        course = pages({"why": Page(pages().course.pages[0], BLOCKS)})
        return CourseApp(Study(course, "", keeping), look=Look(**look))

    return made


def playing(screen):
    async def play(pilot):
        reader = pilot.app.screen
        await press(pilot, *ANNOTATED, *SCREENS[screen])
        for _ in range(500):
            if (
                reader.index is not None
                and reader.study.keeping.state == Saved()
                and reader.bottom_line.standing.startswith("saved")
            ):
                break
            await asyncio.sleep(0.01)
        await pilot.pause(0.2)

    return play


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", SCREENS)
def test_notes(snap_compare, make, screen, look, size):
    assert snap_compare(make(**LOOKS[look]), run_before=playing(screen), terminal_size=size)


@pytest.mark.parametrize("screen", ["annotated", "listed", "writing"])
def test_notes_in_ascii(snap_compare, make, screen):
    assert snap_compare(make(ascii=True), run_before=playing(screen), terminal_size=SIZES[0])


@pytest.mark.parametrize("screen", ["annotated", "choosing"])
def test_notes_without_colour(snap_compare, make, monkeypatch, screen):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make(), run_before=playing(screen), terminal_size=SIZES[0])


def test_notes_in_a_small_window(snap_compare, make):
    assert snap_compare(make(), run_before=playing("writing"), terminal_size=(40, 12))

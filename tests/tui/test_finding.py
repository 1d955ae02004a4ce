"""Search in the course, as a learner does it."""

from __future__ import annotations

import asyncio
import threading

import pytest

from tests.tui.pressing import press
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.course import Course
from tui_course.study import Study
from tui_course.study.edition import Edition
from tui_course.tui.app import CourseApp
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.screens.search import SearchScreen
from tui_course.tui.theme import Look

SIZES = [(80, 24), (120, 40)]
LOOKS = {"dark": {}, "light": {"theme": "light"}}


def paragraph(words):
    return b.Paragraph((i.Text(words),))


async def until(pilot, true):
    for _ in range(500):
        if true():
            break
        await asyncio.sleep(0.01)
    assert true()
    await pilot.pause()


async def type_words(pilot, words):
    screen = pilot.app.screen
    for character in words:
        await press(pilot, "space" if character == " " else character)
    await until(pilot, lambda: screen.shown_words == screen.query_words and not screen._asking)


async def open_search(pilot):
    await pilot.pause()
    await until(pilot, lambda: pilot.app.screen.index is not None)
    await pilot.press("S")
    await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen))
    return pilot.app.screen


def places(screen):
    return [(one.value.page, one.value.heading) for one in screen.choices.options if one.value is not None]


async def test_results_come_while_words_are_typed(make_app):
    async with make_app().run_test(size=(80, 24)) as pilot:
        screen = await open_search(pilot)
        await type_words(pilot, "surpr")
        assert places(screen) == [("why", "What it cannot do")]
        await type_words(pilot, "x")
        assert places(screen) == []
        await pilot.press("backspace")
        await until(pilot, lambda: places(screen) == [("why", "What it cannot do")])


async def test_enter_goes_there_lights_the_words_and_backspace_leads_back(make_app):
    async with make_app().run_test(size=(80, 24)) as pilot:
        screen = await open_search(pilot)
        await type_words(pilot, "cost 7")
        assert screen.choices.option.value.page == "costs"
        await pilot.press("enter")
        reader = pilot.app.screen
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen) and pilot.app.screen.searching.active)
        reader = pilot.app.screen
        assert reader.study.place.page == "costs"
        first, last = reader.page_view.blocks_in_view
        assert any("Cost 7." in str(reader.page.blocks[number]) for number in range(first, last + 1))
        matches, current = reader.searching.matches, reader.searching.current
        await pilot.press("n")
        assert reader.searching.current == (current + 1) % matches
        assert reader.study.place.page == "costs"
        await pilot.press("backspace")
        assert reader.study.place.page == "why"
        assert not reader.searching.active


async def test_the_match_that_was_chosen_is_looked_at_first(make_app):
    blocks = (*(paragraph(f"wombat {number}") for number in range(40)), paragraph("the rare wombat"), paragraph("wombat end"))
    async with make_app(blocks=blocks).run_test(size=(80, 24)) as pilot:
        await open_search(pilot)
        await type_words(pilot, "rare wombat")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen) and pilot.app.screen.searching.active)
        reader = pilot.app.screen
        assert reader.searching.matches == 43
        assert reader.searching.current == 40


async def test_s_again_shows_what_was_found_and_the_one_that_was_chosen(make_app):
    async with make_app().run_test(size=(80, 24)) as pilot:
        screen = await open_search(pilot)
        await type_words(pilot, "robot")
        await pilot.press("down", "enter")
        await pilot.pause()
        chosen = screen.choices.option.value
        again = await open_search(pilot)
        await pilot.pause()
        assert again.query_words == "robot"
        assert places(again) == places(screen)
        assert again.choices.option.value == chosen
        # A space goes on, another letter begins anew.
        await type_words(pilot, " fleet")
        assert again.query_words == "robot fleet"
        await pilot.press("escape")
        third = await open_search(pilot)
        await type_words(pilot, "dust")
        assert third.query_words == "dust"


async def test_what_hides_the_words_is_opened(make_app):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await open_search(pilot)
        await type_words(pilot, "lists what stands")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen) and pilot.app.screen.searching.active)
        assert pilot.app.screen.open_reveals["why"] == {0}


async def test_a_transcript_opens_at_what_is_said(make_app):
    said = [f"line {number}" for number in range(40)] + ["a wombat"]
    cues = tuple(b.Cue(float(number), number + 1.0, words) for number, words in enumerate(said))
    async with make_app(blocks=(b.Media(("x.mp4",), (), cues),)).run_test(size=(80, 24)) as pilot:
        screen = await open_search(pilot)
        await type_words(pilot, "wombat")
        assert screen.choices.option.value.kind == "transcript"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen) and pilot.app.screen.searching.active)
        view = pilot.app.screen.page_view
        shown = [line.text for line in view.scroll.lines(view.view.first, view.view.last)]
        assert any("a wombat" in line for line in shown)


async def test_while_the_course_is_read_what_is_there_so_far_is_shown(pages):
    gate = threading.Event()
    course = pages()
    app = CourseApp(Study(course), look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        course.gate = gate
        await pilot.press("S")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        screen = app.screen
        try:
            for character in "haste":
                await pilot.press(character)
            await until(pilot, lambda: screen.shown_words == "haste")
            said = screen.choices.options[0]
            assert said.value is None
            assert said.lines[0].text == "Reading the course: 0 of 5 pages so far"
        finally:
            gate.set()
        await until(pilot, lambda: places(screen) == [("notes", "")])


async def test_a_page_that_has_gone_since_is_said_to_be_gone(make_app, pages):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_search(pilot)
        await type_words(pilot, "haste")
        course = screen.study.course
        screen.study.adopt(Edition(pages(course=Course(course.id, course.title, course.modules[:3]))))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert app.screen.study.place.page == "why"
        assert app.screen.bottom_line.message == "this page is gone: the course has changed"


async def test_escape_leaves_and_nothing_moved(make_app):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await open_search(pilot)
        await type_words(pilot, "robot")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))
        assert pilot.app.screen.study.place.page == "why"


async def test_text_of_a_course_is_no_markup_and_steers_no_terminal(make_app):
    blocks = (paragraph("[@click=app.quit]wombat[/] \x1b[31m \u202e evil"),)
    async with make_app(blocks=blocks).run_test(size=(80, 24)) as pilot:
        screen = await open_search(pilot)
        await type_words(pilot, "wombat")
        shown = "".join(strip.text for strip in (screen.choices.render_line(row) for row in range(20)))
        assert "[@click=app.quit]wombat[/]" in shown
        assert not {"\x1b", "\u202e"} & set(shown)


@pytest.mark.parametrize("size", [(40, 12), (20, 5), (200, 60)])
async def test_any_size_will_do(make_app, size):
    async with make_app().run_test(size=size) as pilot:
        screen = await open_search(pilot)
        await type_words(pilot, "robot simulation")
        assert places(screen)
        for line in (line for one in screen.choices.options for line in one.lines):
            assert len(line.text) <= max(screen.choices.room, 12)


# Looks

SCREENS = {"found": "robot", "nothing": "wombat", "some": "robot wombat", "empty": ""}


def playing(words):
    async def play(pilot):
        await open_search(pilot)
        await type_words(pilot, words) if words else await pilot.pause()
        await pilot.pause(0.3)

    return play


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", SCREENS)
def test_looks(snap_compare, make_app, screen, look, size):
    assert snap_compare(make_app(**LOOKS[look]), run_before=playing(SCREENS[screen]), terminal_size=size)


@pytest.mark.parametrize("look", ["ascii", "small"])
def test_looks_elsewhere(snap_compare, make_app, look):
    app = make_app(ascii=look == "ascii")
    assert snap_compare(app, run_before=playing("robot"), terminal_size=(40, 12) if look == "small" else (80, 24))


def test_looks_without_colour(snap_compare, make_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(), run_before=playing("robot"), terminal_size=(80, 24))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
def test_looks_of_the_page_that_was_found(snap_compare, make_app, look, size):
    async def play(pilot):
        await playing("cost 7")(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen) and pilot.app.screen.searching.active)
        await pilot.pause()

    assert snap_compare(make_app(**LOOKS[look]), run_before=play, terminal_size=size)

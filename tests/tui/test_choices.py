"""A screen to choose from."""

from pathlib import Path

import pytest
from textual.app import App

import tui_course.tui
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.theme import Look
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.line import Line, Role, Run

WORDS = "arm base camera drone effector forklift gripper hub imu joint".split()


class Parts(ChoosingScreen):
    """The parts of a robot under two headings."""

    def __init__(self, *, typing=False):
        super().__init__(Look(), "Parts", typing=typing)
        self.chosen = []

    def options(self, query, room):
        found = [word for word in WORDS if query in word]
        lines = [Option(None, (Line((Run("Parts", Role.HEADING),)),))] if found else []
        return [*lines, *(Option(word, (Line((Run(word[:room]),)), Line((Run("  more"),)))) for word in found)]

    def choose(self, option):
        self.chosen.append(option.value)


class OneScreen(App):
    CSS_PATH = Path(tui_course.tui.__file__).parent / "styles" / "reader.tcss"

    def __init__(self, screen):
        super().__init__()
        self._one = screen

    def get_default_screen(self):
        return self._one


@pytest.fixture
def parts():
    return Parts()


async def test_the_cursor_passes_over_headings_and_stops_at_the_ends(parts):
    async with OneScreen(parts).run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert parts.choices.option.value == "arm"
        await pilot.press("k")
        assert parts.bottom_line.message == "this is the first one"
        await pilot.press("j", "j", "enter")
        assert parts.chosen == ["camera"]
        await pilot.press("G", "enter")
        assert parts.chosen == ["camera", "joint"]


async def test_typing_filters_and_escape_ends_that_first(parts):
    async with OneScreen(parts).run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        await pilot.press("/", "f", "o")
        assert [one.value for one in parts.choices.options] == [None, "forklift"]
        await pilot.press("escape")
        assert len(parts.choices.options) == 11
        assert not parts.typing


async def test_letters_go_into_a_query_that_was_there_from_the_start():
    parts = Parts(typing=True)
    async with OneScreen(parts).run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        await pilot.press("j", "o", "down", "up", "enter")
        assert parts.query_words == "jo"
        assert parts.chosen == ["joint"]
        await pilot.press("ctrl+u")
        assert parts.query_words == ""


async def test_the_cursor_stays_where_it_was_when_the_window_changes(parts):
    async with OneScreen(parts).run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        await pilot.press("j", "j", "j")
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        assert parts.choices.option.value == "drone"


async def test_a_click_chooses(parts):
    async with OneScreen(parts).run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        await pilot.click(parts.choices, offset=(4, 4))
        assert parts.chosen == ["base"]

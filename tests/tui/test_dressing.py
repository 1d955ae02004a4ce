"""Colours, width and density: chosen in the reader, worn at once, remembered, and never at the cost of the place."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from textual import events

from tests.tui.pressing import press
from tui_course.config import Settings
from tui_course.config.settings import KeyChange
from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.tui import look_of
from tui_course.tui.app import CourseApp, Preferences
from tui_course.tui.screens.themes import ThemesScreen
from tui_course.tui.theme import Look
from tui_course.tui.widgets.lines import LineWidget
from tui_course.typeset.drawings import KEPT


class Memory:
    """Remembers what is chosen, or cannot."""

    def __init__(self, *, full=False):
        self.kept = {}
        self.full = full

    def __call__(self, chosen):
        if self.full:
            raise OSError(28, "no space left on device")
        self.kept.update(chosen)


@pytest.fixture
def memory():
    return Memory()


@pytest.fixture
def dress(pages, memory):
    def make(*, complaints=(), course=None, kept=memory, at="", **look):
        preferences = Preferences(tuple(complaints), kept)
        return CourseApp(Study(course or pages(), at), look=Look(**look), preferences=preferences)

    return make


def said(screen):
    return screen.bottom_line.message


def line_read(screen):
    """The words of the first line of text in view."""
    view = screen.page_view
    lines = view.scroll.lines(view.view.first, view.view.first + 4)
    return next(line.text.strip() for line in lines if line.text.strip())


async def test_plus_and_minus_change_the_width_of_the_text(dress, memory):
    async with dress().run_test(size=(140, 30)) as pilot:
        screen = pilot.app.screen
        assert screen.page_view.text_width == 76
        await pilot.press("minus")
        assert (screen.page_view.text_width, said(screen), memory.kept) == (72, "text width 72", {"width": 72})
        await press(pilot, *["minus"] * 10)
        assert screen.page_view.text_width == 40
        assert said(screen) == "the text is as narrow as it gets: 40"
        assert screen.study.text_width == 40
        await press(pilot, *["plus"] * 11)
        assert memory.kept == {"width": 84}


async def test_the_width_ends_at_the_window(dress, memory):
    async with dress().run_test(size=(60, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("plus")
        assert (said(screen), memory.kept) == ("the window has room for 58 cells of text", {})
        await pilot.press("minus")
        assert (screen.page_view.text_width, memory.kept) == (56, {"width": 56})
    async with dress(width=120).run_test(size=(200, 24)) as pilot:
        await pilot.press("plus")
        assert said(pilot.app.screen) == "the text is as wide as it gets: 120"


async def test_the_line_that_is_read_stays_at_every_width(dress):
    async with dress().run_test(size=(140, 20)) as pilot:
        screen = pilot.app.screen
        await press(pilot, *["j"] * 33)
        words = line_read(screen)
        for _ in range(9):
            await pilot.press("minus")
            assert words.split()[0] in screen.page_view.scroll.lines(screen.page_view.top, screen.page_view.top + 1)[0].text
        await press(pilot, *["plus"] * 9)
        assert (screen.page_view.text_width, line_read(screen)) == (76, words)


async def test_the_line_that_is_read_stays_at_every_density(dress, memory):
    async with dress().run_test(size=(100, 20)) as pilot:
        screen = pilot.app.screen
        await press(pilot, *["j"] * 33)
        words = line_read(screen)
        heights = {}
        for name in ("airy", "compact", "normal"):
            await screen.run_action("density")
            await pilot.pause()
            assert (said(screen), memory.kept) == (f"density: {name}", {"density": name})
            assert line_read(screen) == words
            heights[name] = screen.page_view.scroll.height
        assert heights["compact"] < heights["normal"] < heights["airy"]


async def test_what_has_the_focus_keeps_it(dress):
    async with dress().run_test(size=(100, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("tab", "tab", "minus")
        target = screen.target
        await screen.run_action("density")
        await pilot.pause()
        assert screen.target == target is not None


async def test_t_goes_to_the_other_side_of_a_theme_and_back(dress, memory):
    for theme, other in {"dark": "light", "nord": "light", "catppuccin-latte": "catppuccin-mocha", "light": "dark"}.items():
        async with dress(theme=theme).run_test() as pilot:
            await pilot.press("T")
            assert (pilot.app.look.theme, memory.kept["theme"]) == (other, other)
            await pilot.press("T")
            assert (pilot.app.look.theme, memory.kept["theme"]) == (theme, theme)
            assert pilot.app.screen.page_view.look.theme == theme


async def test_the_cursor_tries_themes_on_and_enter_takes_one(dress, memory):
    async with dress(theme="nord").run_test(size=(80, 24)) as pilot:
        await pilot.app.screen.run_action("themes")
        await pilot.pause()
        chooser = pilot.app.screen
        assert isinstance(chooser, ThemesScreen)
        assert chooser.choices.option.value == "nord"
        await pilot.press("j")
        worn = chooser.choices.option.value
        assert worn != "nord"
        assert chooser.look.theme == pilot.app.look.theme == worn
        assert all(screen.look.theme == worn for screen in pilot.app.screen_stack)
        assert memory.kept == {}
        await pilot.press("enter")
        await pilot.pause()
        assert memory.kept == {"theme": worn}
        assert not isinstance(pilot.app.screen, ThemesScreen)
        assert pilot.app.screen.look.theme == worn


async def test_escape_gives_the_theme_back(dress, memory):
    async with dress(theme="nord").run_test(size=(80, 24)) as pilot:
        await pilot.app.screen.run_action("themes")
        await pilot.press("slash", *"dracula")
        await pilot.pause()
        assert pilot.app.look.theme == "dracula"
        await pilot.press("escape", "k", "escape")
        await pilot.pause()
        assert (pilot.app.look.theme, pilot.app.screen.look.theme, memory.kept) == ("nord", "nord", {})


async def test_keys_in_haste_all_count(dress, memory):
    async with dress(theme="nord").run_test(size=(140, 24)) as pilot:
        screen = pilot.app.screen
        # All at once, as a terminal sends what was typed while the program was busy.
        for key in ("minus", "minus", "minus"):
            pilot.app.post_message(events.Key(key, "-"))
        await pilot.pause()
        assert (screen.page_view.text_width, memory.kept) == (64, {"width": 64})
        await screen.run_action("themes")
        await pilot.pause()
        for key in ("j", "escape"):
            pilot.app.post_message(events.Key(key, None))
        await pilot.pause()
        await pilot.pause()
        assert (pilot.app.look.theme, pilot.app.screen) == ("nord", screen)


async def test_diagrams_are_drawn_before_the_text_gets_narrower(memory):
    study = Study(open_course(built_in()), "2-the-architecture/3-inside-a-simulation-job")
    app = CourseApp(study, look=Look(), preferences=Preferences(keep=memory))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        await pilot.press("minus", "minus")
        assert said(screen) == "text width 68"
        for _ in range(500):
            if screen.page_view.text_width == 68:
                break
            await pilot.pause(0.02)
        before = KEPT.drawn
        assert screen.page_view.scroll.height > 0
        assert (screen.page_view.text_width, memory.kept) == (68, {"width": 68})
        assert KEPT.drawn == before


async def test_what_cannot_be_remembered_is_said(dress):
    async with dress(kept=Memory(full=True)).run_test(size=(100, 24)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        assert pilot.app.look.theme == "light"
        assert said(pilot.app.screen).startswith("this will be forgotten: [Errno 28]")


async def test_the_colour_of_a_course_is_worn_in_every_theme(dress, pages):
    course = pages()
    course.course = replace(course.course, accent="#ff0000")
    async with dress(course=course).run_test() as pilot:
        screen = pilot.app.screen
        accents = {screen.page_view.look.palette.accent, screen.contents.look.palette.accent, screen.look.palette.accent}
        assert len(accents) == 1
        assert accents != {Look().palette.accent}
        await pilot.press("T")
        assert screen.page_view.look.palette.accent == Look("light", accent="#ff0000").palette.accent
        await pilot.press("question_mark")
        assert pilot.app.screen.look.accent == "#ff0000"


async def test_what_is_wrong_with_the_settings_is_said_and_listed(dress):
    complaints = ("config.toml:3: the setting width is 7; it takes a number", "config.toml:4: there is no key '\x1b'")
    async with dress(complaints=complaints, at="costs").run_test(size=(100, 24)) as pilot:
        screen = pilot.app.screen
        assert said(screen) == f"{complaints[0]} (and 1 more)"
        await pilot.press("j")
        assert said(screen) == ""
        await pilot.press("exclamation_mark")
        text = " ".join(line.text for line in pilot.app.screen.page_view.scroll.lines(0, 20))
        assert "width is 7" in text
        assert "there is no key" in text
        assert "\x1b" not in text


@pytest.mark.parametrize("size", [(39, 24), (80, 11), (24, 10), (12, 3)])
async def test_a_window_that_is_too_small_says_so_and_shows_what_fits(dress, size):
    async with dress().run_test(size=size) as pilot:
        screen = pilot.app.screen
        top = "".join(segment.text for segment in screen.top_line.render_line(0)).strip()
        assert f"{size[0]}x{size[1]}" in top
        assert line_read(screen).startswith("Why")
        await pilot.press("j")
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        top = "".join(segment.text for segment in screen.top_line.render_line(0))
        assert "40x12" not in top
        assert "Why simulate" in top


@pytest.mark.parametrize(
    ("environment", "theme", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "dark", "truecolor"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "light", "256"),
        ({"TERM": "xterm", "COLORFGBG": "15;default;0"}, "dark", "standard"),
        ({"TERM": "nobody-knows-this-one"}, "dark", "standard"),
        ({}, "dark", "standard"),
    ],
)
def test_what_the_terminal_says_of_itself_is_heeded(tmp_path, environment, theme, colours):
    settings = Settings(keys=(KeyChange("reader.next", ("x",)),))
    look = look_of(settings, {**environment, "TUI_COURSE_CONFIG": str(tmp_path / "c")})
    assert (look.theme, look.colours, look.monochrome) == (theme, colours, False)
    assert look.keymap.changes == {"reader.next": ("x",)}
    assert look_of(Settings(theme="nord"), environment).theme == "nord"


@pytest.mark.parametrize(
    ("name", "colours"),
    [("linux", "standard"), ("screen", "standard"), ("xterm-16color", "standard"), ("vt100", "none"), ("vt220", "none")],
)
def test_terminals_without_colours_are_known(name, colours):
    # A process reads the description of one terminal only.
    code = f"from tui_course.tui.terminal import colour_system; print(colour_system({{'TERM': {name!r}}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{colours}\n"


@pytest.mark.parametrize("size", [(40, 12), (24, 10), (12, 3), (1, 1)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_opens_in_a_small_window(make_quiz, size):
    app = make_quiz(theme="gruvbox", width=40, density="airy")
    async with app.run_test(size=size) as pilot:
        for key in ("question_mark", "t", "colon", "P", "exclamation_mark", "C", "W", "apostrophe", "S", "slash", "f", "K"):
            await pilot.press(key)
            await pilot.pause()
            screen = pilot.app.screen
            for widget in screen.query(LineWidget):
                assert all(widget.render_line(y).cell_length == widget.size.width for y in range(widget.size.height))
            await pilot.press("j", "escape")
            await pilot.pause()
            if pilot.app.screen is not pilot.app.screen_stack[0]:
                await pilot.press("escape")
        await pilot.app.screen.run_action("themes")
        await pilot.pause()
        await pilot.press("j", "escape", "Q", "1", "enter", "plus", "minus")
        assert len(pilot.app.screen_stack) == 1

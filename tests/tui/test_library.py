from __future__ import annotations

from tui_course.tui.app import CourseApp
from tui_course.tui.screens.library import LibraryScreen
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.theme import Look


def rows(app):
    return ["".join(segment.text for segment in line) for line in app.screen._compositor.render_strips()]


async def press(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()


async def test_courses_are_listed_with_what_there_is_to_say(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)):
        shown = rows(app)
        assert shown[0] == " ~/courses".ljust(70) + "3 courses "
        assert shown[2].startswith("  ▸ Robots at work ")
        assert shown[3].startswith("    5 pages · warehouse · From simulation to the floor")
        assert shown[6].startswith("    1 page · sensing ")
        assert shown[23].rstrip() == " Enter open  j k move  T light or dark  q quit"


async def test_enter_opens_and_backspace_comes_back(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "k", "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert "A robot that moves" in "\n".join(rows(app))
        await press(pilot, "n", "T", "backspace", "backspace")
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.look.theme == "light"
        await press(pilot, "q")
    assert app.return_code == 0


async def test_what_cannot_be_opened_is_said(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G", "enter")
        assert rows(app)[-1].strip() == "Empty cannot be opened: there is no page in ~/courses/empty"
        await press(pilot, "j")
        assert rows(app)[-1].strip() == "this is the last course"
        await press(pilot, "g", "k")
        assert rows(app)[-1].strip() == "this is the first course"


async def test_a_click_opens(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(app.screen.courses, (6, 4))
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)


async def test_the_cursor_stays_in_view(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(20, 5)) as pilot:
        for key, title in (("j", "Sensing"), ("j", "Empty"), ("g", "Robots at work")):
            await press(pilot, key)
            assert f"▸ {title[:12]}" in "\n".join(rows(app))

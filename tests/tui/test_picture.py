from __future__ import annotations

import pytest
from PIL import Image

from tests.tui.seeing import rows, shown, until
from tui_course.errors import CourseNotFound
from tui_course.sources.folder.course import FolderCourse
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.screens.picture import PictureScreen
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.theme import Look

SIZE = (80, 24)
PAGE = """# Kites

![Red beside blue](kite.png "Our first kite")

![Cut off](torn.png)

![A drawing](kite.svg)

![Elsewhere](https://example.org/far.png "Far away")

In [a line](kite.png) ![small](dot.png) of words, and [big](kite.png), [text](notes.txt).
"""
RED, BLUE = (252 | 3, 0, 0), (0, 0, 252 | 3)


@pytest.fixture
def course(tmp_path):
    (tmp_path / "kites.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    picture = Image.new("RGB", (400, 150), RED)
    picture.paste(BLUE, (200, 0, 400, 150))
    picture.save(tmp_path / "kite.png")
    Image.new("RGB", (1, 1), RED).save(tmp_path / "dot.png")
    (tmp_path / "torn.png").write_bytes((tmp_path / "kite.png").read_bytes()[:80])
    (tmp_path / "kite.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><image href="kite.png" width="9" height="9"/></svg>',
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def make(course):
    def app(*, local=True, **look):
        return CourseApp(Study(FolderCourse(course)), look=Look(**look), local=local)

    return app


def colours(app, number):
    """The colours of a row's half blocks, upper and lower, each run once."""
    line = app.screen._compositor.render_strips()[number]
    pairs = [(s.style.color.triplet, s.style.bgcolor.triplet) for s in line if s.text.strip() and s.style.bgcolor is not None]
    return [pair for at, pair in enumerate(pairs) if at == 0 or pairs[at - 1] != pair]


async def open_picture(app, pilot, number):
    """Follow the so-many-th picture of the page."""
    for _ in range(number):
        await pilot.press("tab")
    await pilot.press("enter")
    await until(lambda: isinstance(app.screen, PictureScreen) and app.screen.is_mounted)
    await pilot.pause()


async def arrived(app, pilot):
    await until(lambda: app.screen.view.picture is not None)
    await pilot.pause()


async def test_a_figure_opens_in_full_with_its_words_below(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 1)
        assert isinstance(app.screen, PictureScreen)
        await arrived(app, pilot)
        shot = rows(app)
        assert shot[0].startswith(" Kites › kite.png")
        assert shot[0].endswith("400 × 150  ·  20 % ")
        assert shot[3] == "▀" * 80
        assert [row.strip() for row in shot[-4:-1]] == ["", "Our first kite", "Red beside blue"]
        (left, *_, right) = colours(app, 5)
        assert left == (RED, RED)
        assert right == (BLUE, BLUE)
        assert "+ - closer, farther" in shot[-1]
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)


async def test_closer_and_to_the_sides(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 1)
        await arrived(app, pilot)
        await pilot.press("+", "+")
        await pilot.pause()
        assert rows(app)[0].endswith(" 40 % ")
        assert [pair[0] for pair in (colours(app, 5)[0], colours(app, 5)[-1])] == [RED, BLUE]
        await pilot.press("+", *["h"] * 12)
        await pilot.pause()
        assert colours(app, 5) == [(RED, RED)]
        assert "this is the left edge" in shown(app)
        await pilot.press(*["right"] * 24)
        await pilot.pause()
        assert colours(app, 5) == [(BLUE, BLUE)]
        await pilot.press("0")
        await pilot.pause()
        assert rows(app)[0].endswith(" 100 % ")
        await pilot.press("f", "minus")
        await pilot.pause()
        assert rows(app)[0].endswith(" 20 % ")
        assert "all of it is in view" in shown(app)


async def test_while_it_is_read_keys_say_so_and_what_arrives_late_harms_nothing(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 1)
        screen = app.screen
        assert screen.view.picture is not None or "reading the picture …" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        await until(screen._loader._closed.is_set)
        await until(lambda: screen._loader._process is None or screen._loader._process.poll() is not None)


async def test_a_picture_that_cannot_be_read_says_why(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 2)
        await until(lambda: "cannot be shown" in shown(app))
        assert "This picture cannot be shown: the file is damaged or cut off" in shown(app)
        assert "Cut off" in shown(app)
        await pilot.press("+")
        await pilot.pause()
        assert "there is no picture to look at" in shown(app)


async def test_a_course_that_is_gone_meanwhile_says_so(course):
    class Gone(FolderCourse):
        def locate(self, _path):
            raise CourseNotFound("there is no folder any more")

    app = CourseApp(Study(Gone(course)), look=Look())
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 1)
        await until(lambda: "This picture cannot be shown: there is no folder any more" in shown(app))


async def test_what_a_drawing_does_not_show_is_told(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 3)
        await arrived(app, pilot)
        assert "About this picture: it names other files, which are not loaded" in shown(app)


async def test_a_picture_of_another_site_is_words_and_an_address(make):
    app = make()
    opened = []
    app.open_url = opened.append
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 4)
        for words in ("Far away", "Elsewhere", "is not loaded", "https://example.org/far.png"):
            assert words in shown(app)
        await pilot.press("o")
        assert opened == ["https://example.org/far.png"]


async def test_the_file_opens_outside_only_where_the_browser_is(make, course):
    for local, expected in ((True, [(course / "kite.png").as_uri()]), (False, [])):
        app = make(local=local)
        opened = []
        app.open_url = opened.append
        async with app.run_test(size=SIZE) as pilot:
            await open_picture(app, pilot, 1)
            await arrived(app, pilot)
            await pilot.press("o")
            await pilot.pause()
            assert opened == expected
            assert ("there is no browser here: kite.png" in shown(app)) is not local


async def test_a_file_that_is_no_picture_by_name_does_not_open_outside(make, course):
    (course / "kite.png").rename(course / "page.html")
    (course / "kites.md").write_text("# Kites\n\n![x](page.html)\n", encoding="utf-8")
    app = make()
    opened = []
    app.open_url = opened.append
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 1)
        await arrived(app, pilot)
        await pilot.press("o")
        await pilot.pause()
        assert not opened
        assert "only png, jpg, jpeg, gif, webp, svg open outside: page.html" in shown(app)


async def test_one_key_opens_the_picture_in_view_and_closes_it(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await until(lambda: isinstance(app.screen, PictureScreen) and app.screen.is_mounted)
        assert app.screen.shown.image.file == "kite.png"
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)


async def test_a_link_to_a_picture_opens_it_too_and_to_another_file_does_not(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 7)
        assert app.screen.shown.image.file == "kite.png"
        await pilot.press("escape", "tab", "enter")
        await pilot.pause()
        assert "a file of the course: notes.txt" in shown(app)


@pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", [{}, {"theme": "light"}, {"ascii": True, "monochrome": True}], ids=["dark", "light", "ascii"])
@pytest.mark.parametrize("number", [1, 2, 4], ids=["picture", "torn", "elsewhere"])
def test_looks(snap_compare, make, number, look, size):
    async def play(pilot):
        await open_picture(pilot.app, pilot, number)
        await until(lambda: pilot.app.screen.bottom_line.message == "")
        await pilot.pause()

    assert snap_compare(make(**look), run_before=play, terminal_size=size)


async def test_a_page_without_pictures_says_so(make, course):
    (course / "kites.md").write_text("# Kites\n\nWords.\n", encoding="utf-8")
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await pilot.pause()
        assert "no picture on this page" in shown(app)


@pytest.mark.parametrize("look", [{"ascii": True}, {"monochrome": True}, {"ascii": True, "theme": "light"}])
async def test_without_colour_there_is_ink(make, look):
    app = make(**look)
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 1)
        await arrived(app, pilot)
        row = rows(app)[5]
        assert set(row[:30]) != set(row[50:])
        assert len(set(row[:30])) == len(set(row[50:])) == 1
        assert row.isascii()


async def test_long_words_leave_room_for_the_picture_until_they_are_wanted(make, course):
    (course / "kites.md").write_text(f"# Kites\n\n![{'a kite ' * 90}end](kite.png)\n", encoding="utf-8")
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await open_picture(app, pilot, 1)
        await arrived(app, pilot)
        assert "… w: all words" in shown(app)
        assert shown(app).count("▀" * 30) >= 14
        await pilot.press("w")
        await pilot.pause()
        assert "kite end" in shown(app)
        assert "▀" in shown(app)


async def test_at_any_size_it_is_drawn(make):
    app = make()
    async with app.run_test(size=(120, 40)) as pilot:
        await open_picture(app, pilot, 1)
        await arrived(app, pilot)
        for size in ((10, 5), (1, 1), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert all(len(row) == size[0] for row in rows(app))
        assert "▀" in shown(app)

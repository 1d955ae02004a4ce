"""Pictures in the page, from the place that waits for them on."""

from __future__ import annotations

import asyncio
import os
import struct
import threading
import time
import zlib

import pytest
from PIL import Image

from tests.tui.seeing import rows, shown
from tui_course.errors import CourseNotFound
from tui_course.pictures.drawn import Drawn
from tui_course.pictures.gallery import Gallery
from tui_course.pictures.picture import Unreadable
from tui_course.sources.folder.course import FolderCourse
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.screens.picture import PictureScreen
from tui_course.tui.theme import Look

SIZES = [(80, 24), (120, 40)]
LOOKS = {"dark": {}, "light": {"theme": "light"}}
RED, BLUE = (255, 0, 0), (0, 0, 255)
PAGE = """# Kites

A kite is heavier than air.

![Red beside blue](kite.png "Our first kite")

It flies all the same, [as others do](https://example.org/kites).

![Elsewhere](https://example.org/far.png)

![Cut off](torn.png)
"""


class Painter:
    """Paints the left half of each picture red and the right half blue, once the gate is open."""

    def __init__(self, gate=None):
        self.gate = gate
        self.painted = []

    def drawer(self):
        return self

    def draw(self, path, columns, rows):
        assert self.gate is None or self.gate.wait(20)
        self.painted.append(path.name)
        if path.name == "torn.png":
            raise Unreadable("the file is damaged or cut off")
        left = columns // 2
        line = bytes(RED) * left + bytes(BLUE) * (columns - left)
        ink = bytes([2] * left + [7] * (columns - left))
        return Drawn(columns, 2 * rows, line * 2 * rows, ink * rows)

    def close(self):
        if self.gate is not None:
            self.gate.set()


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "1-kites.md").write_text(PAGE, encoding="utf-8")
    (folder / "2-birds.md").write_text("# Birds\n\n![A bird](bird.png)\n", encoding="utf-8")
    Image.new("RGB", (240, 96), RED).save(folder / "kite.png")
    Image.new("RGB", (64, 64), RED).save(folder / "bird.png")
    (folder / "torn.png").write_bytes((folder / "kite.png").read_bytes()[:80])
    return folder


@pytest.fixture
def make(course, tmp_path):
    """An app on the course: `painter` paints for it; `kept` keeps what was painted, `painter=None` has real processes."""

    def app(painter=None, *, kept=False, able=True, at="", real=False, **look):
        folder = tmp_path / "kept" if kept else None
        gallery = Gallery(folder, able=able) if real else Gallery(folder, (painter or Painter()).drawer, able=able)
        return CourseApp(Study(FolderCourse(course), at), look=Look(**look), gallery=gallery)

    return app


def said(app):
    """All words, without the frames around some."""
    return " ".join(shown(app).replace("│", " ").split())


def picture_rows(app):
    return [number for number, row in enumerate(rows(app)) if "▀" in row]


async def settled(pilot, holds):
    for _ in range(600):
        await pilot.pause()
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to this")


async def test_a_picture_takes_the_place_that_waited_for_it(make):
    painter = Painter(threading.Event())
    app = make(painter)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "loading …" in shown(app))
        before = rows(app)
        assert before[7].strip() == "┌" + "─" * 28 + "┐"
        painter.gate.set()
        await settled(pilot, lambda: picture_rows(app))
        after = rows(app)
        assert picture_rows(app) == [7, 8, 9, 10, 11, 12]
        assert [row.strip("│┌┐└┘─ ") for row in (*before[:7], *before[13:16])] == [
            row.strip("│┌┐└┘─ ") for row in (*after[:7], *after[13:16])
        ]
        strip = app.screen._compositor.render_strips()[8]
        colours = [segment.style.color.triplet for segment in strip if "▀" in segment.text]
        assert [colours[0], colours[-1]] == [RED, BLUE]
        assert [row.strip() for row in after[13:15]] == ["▦ Red beside blue", "Our first kite"]


async def test_what_was_drawn_before_is_in_the_first_frame(make):
    app = make(kept=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: picture_rows(app))
    idle = Painter(threading.Event())
    app = make(idle, kept=True)
    async with app.run_test(size=(80, 24)):
        assert picture_rows(app) == [7, 8, 9, 10, 11, 12]
        assert "kite.png" not in idle.painted


async def test_the_next_page_is_drawn_ahead(make):
    painter = Painter()
    app = make(painter)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "bird.png" in painter.painted)
        await pilot.press("n")
        await pilot.pause()
        assert len(picture_rows(app)) == 4
        assert painter.painted.count("bird.png") == 1


async def test_why_a_picture_is_not_shown_stands_in_its_place(make):
    app = make()
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot, lambda: "cannot be shown" in said(app))
        text = shown(app)
        assert "Not loaded: it is on another site, example.org." in text
        assert "damaged or cut off" in said(app)
        assert "▦ Cut off" in text


async def test_a_picture_in_focus_has_a_bar_and_opens_in_full(make):
    app = make()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: picture_rows(app))
        assert "▌" not in shown(app)
        await pilot.press("tab")
        await pilot.pause()
        assert all(rows(app)[number].startswith("  ▌ ▀") for number in picture_rows(app))
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(app.screen, PictureScreen))
        assert app.screen.shown.image.file == "kite.png"


async def test_a_click_on_a_picture_opens_it_in_full(make):
    app = make()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: picture_rows(app))
        await pilot.hover(offset=(10, 9))
        await pilot.pause()
        assert rows(app)[9].startswith("  ▏ ▀")
        await pilot.click(offset=(10, 9))
        await settled(pilot, lambda: isinstance(app.screen, PictureScreen))


async def test_all_of_a_picture_comes_into_view_with_the_focus(make):
    app = make()
    async with app.run_test(size=(80, 16)) as pilot:
        await settled(pilot, lambda: picture_rows(app))
        for _ in range(4):
            await pilot.press("tab")
        await pilot.pause()
        assert app.screen.target.page == "torn.png"
        assert len([row for row in rows(app) if row.startswith("  ▌ ")]) == 6, "a frame and its bar"
        assert "▦ Cut off" in shown(app)
        await pilot.press("shift+tab", "shift+tab", "shift+tab")
        await pilot.pause()
        assert len([row for row in rows(app) if row.startswith("  ▌ ▀")]) == 6


async def test_what_is_selected_across_a_picture_is_its_words(make):
    app = make()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: picture_rows(app))
        await pilot.mouse_down(offset=(2, 5))
        await pilot.hover(offset=(40, 9))
        await pilot.hover(offset=(20, 13))
        await pilot.mouse_up(offset=(20, 13))
        await pilot.pause()
        assert app.screen.get_selected_text() == "A kite is heavier than air.\n\n▦ Red beside blue"
        assert len(picture_rows(app)) == 6


async def test_nothing_is_found_in_a_place_that_waits(make):
    painter = Painter(threading.Event())
    app = make(painter)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "loading …" in shown(app))
        await pilot.press("/", *"loading", "enter")
        await pilot.pause()
        assert "nothing on this page reads loading" in shown(app)
        painter.gate.set()


async def test_a_picture_is_ink_under_the_contents(make):
    app = make()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: picture_rows(app))
        await pilot.press("t")
        await pilot.pause()
        assert picture_rows(app) == []


async def test_a_higher_screen_has_larger_pictures(make, course):
    Image.new("RGB", (600, 600), RED).save(course / "kite.png")
    app = make()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "▀" in shown(app))
        await pilot.resize_terminal(80, 50)
        await settled(pilot, lambda: len(picture_rows(app)) > 30)
        await pilot.resize_terminal(80, 24)
        await settled(pilot, lambda: 0 < len(picture_rows(app)) <= 16)


async def test_a_picture_that_is_replaced_is_drawn_again(make, course):
    painter = Painter()
    app = make(painter)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: picture_rows(app))
        Image.new("RGB", (240, 96), BLUE).save(course / "kite.png", compress_level=0)
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("p")
        await settled(pilot, lambda: painter.painted.count("kite.png") == 2 and len(picture_rows(app)) == 6)


class PromptGallery(Gallery):
    """Has drawn what is in view before `want` returns."""

    def want(self, seen, ahead=()):
        seen = list(seen)
        super().want(seen, ahead)
        while any(self.find(one) is None for one in seen):
            time.sleep(0.001)


async def test_a_picture_that_arrives_after_its_place_was_painted_and_before_it_is_asked_for_is_shown(course):
    text = "A kite is heavier than air.\n\n" * 90
    (course / "1-kites.md").write_text(f"# Kites\n\n{text}![A kite](kite.png)\n", encoding="utf-8")
    app = CourseApp(Study(FolderCourse(course)), look=Look(), gallery=PromptGallery(drawer=Painter().drawer))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "heavier" in shown(app))
        view = app.screen.page_view
        view.move_to(view.last_top)
        assert "loading" in shown(app)
        await settled(pilot, lambda: picture_rows(app))


@pytest.mark.parametrize("look", [{"ascii": True}, {"monochrome": True}, {"colours": "standard"}])
async def test_where_colours_are_few_pictures_are_ink_and_in_ascii_words(make, look):
    app = make(**look)
    async with app.run_test(size=(80, 24)) as pilot:
        if "ascii" in look:
            await pilot.pause()
            assert "Red beside blue" in shown(app)
            assert "Not loaded" not in shown(app)
            assert shown(app).isascii()
        else:
            await settled(pilot, lambda: ":" * 15 + "*" * 15 in shown(app) or ":" * 15 + "#" * 15 in shown(app))
        assert picture_rows(app) == []


async def test_without_the_libraries_each_picture_says_so(make):
    app = make(able=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Not shown: pictures need the package pillow." in shown(app)
        assert picture_rows(app) == []


async def test_a_course_that_is_gone_meanwhile_says_so_in_the_place(course):
    class Gone(FolderCourse):
        def locate(self, _path):
            raise CourseNotFound("there is no folder any more")

    app = CourseApp(Study(Gone(course), "2-birds"), look=Look(), gallery=Gallery(drawer=Painter().drawer))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "┌──────┐" in shown(app))
        await pilot.press("p")
        await settled(pilot, lambda: "there is no folder any more" in said(app))


# Bad input, with the processes that read pictures


def bomb(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def svg(inner, width=320, height=160):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{inner}</svg>'.encode()


def animation():
    import io

    out = io.BytesIO()
    frames = [Image.new("RGB", (160, 64), colour) for colour in (RED, BLUE)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


HOSTILE = {
    "a picture of 169 million pixels": ("x.png", bomb(13_000, 13_000), "are more than the"),
    "an EPS named PNG": ("x.png", b"%!PS-Adobe-3.0 EPSF-3.0\n", "no PNG, JPEG, GIF, WebP or SVG"),
    "a file that is cut off": ("x.png", bomb(320, 160)[:60], "damaged or cut off"),
    "a large drawing": ("x.svg", svg('<rect width="60000" height="60000"/>', 60_000, 60_000), ""),
    "a drawing that names a file": ("x.svg", svg('<image href="/etc/passwd" width="9" height="9"/>'), ""),
    "a deep drawing": ("x.svg", svg("<g>" * 20_000 + "</g>" * 20_000), "nested too deep"),
    "an animation": ("x.gif", animation(), ""),
    "nothing": ("x.png", b"", "no PNG, JPEG, GIF, WebP or SVG"),
}


@pytest.mark.parametrize("case", HOSTILE)
async def test_bad_pictures_say_why_and_the_page_works_on(make, course, case):
    name, data, reason = HOSTILE[case]
    (course / name).write_bytes(data)
    (course / "0-bad.md").write_text(f"# Bad\n\n![The picture]({name})\n\nWords below.\n", encoding="utf-8")
    app = make(at="0-bad", real=True)
    async with app.run_test(size=(80, 40)) as pilot:
        if reason:
            await settled(pilot, lambda: reason in said(app))
        else:
            await settled(pilot, lambda: picture_rows(app))
        assert "▦ The picture" in shown(app)
        assert "Words below." in shown(app)
        await pilot.press("n")
        await settled(pilot, lambda: "heavier than air" in shown(app))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
@pytest.mark.parametrize("kind", ["pipe", "outside", "link"])
async def test_what_is_no_file_of_the_course_is_not_opened(make, course, kind):
    Image.new("RGB", (64, 64), RED).save(course.parent / "outside.png")
    os.mkfifo(course / "pipe.png")
    (course / "link.png").symlink_to(course.parent / "outside.png")
    address = "../outside.png" if kind == "outside" else f"{kind}.png"
    (course / "0-bad.md").write_text(f"# Bad\n\n![The picture]({address})\n", encoding="utf-8")
    app = make(at="0-bad", real=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert f"Not shown: {address} is not in the course." in shown(app)
        await pilot.press("n")
        await settled(pilot, lambda: picture_rows(app))


async def test_a_file_that_becomes_a_pipe_does_not_hold_anything_up(make, course):
    app = make(real=True)
    (course / "bird.png").unlink()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: picture_rows(app))


# Transcripts


@pytest.fixture
def film(course):
    (course / "0-film.md").write_text('# Film\n\n<video src="media/film.mp4"></video>\n\nWords below.\n', encoding="utf-8")
    (course / "media").mkdir()
    cues = "\n\n".join(f"00:0{n}:00.000 --> 00:0{n}:05.000\nWords in minute {n}." for n in range(3))
    (course / "media" / "film.vtt").write_text(f"WEBVTT\n\n{cues}\n", encoding="utf-8")
    (course / "media" / "film.mp4").write_bytes(b"")


@pytest.mark.usefixtures("film")
async def test_a_transcript_opens_where_it_stands(make):
    app = make(at="0-film")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "▸ Transcript, 3 lines" in shown(app))
        assert "minute" not in shown(app)
        await pilot.press("tab", "tab")
        await pilot.pause()
        assert "Enter open or close" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "▾ Transcript, 3 lines" in shown(app)
        assert "02:00  Words in minute 2." in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "minute" not in shown(app)


@pytest.mark.usefixtures("film")
async def test_the_address_of_a_film_is_shown_and_copied(make, monkeypatch):
    app = make(at="0-film")
    copied = []
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: "media/film.mp4" in shown(app))
        await pilot.press("tab", "y")
        await pilot.pause()
        assert copied == ["media/film.mp4"]


# Looks


async def ready(pilot):
    await settled(pilot, lambda: "cannot be shown" in said(pilot.app) or picture_rows(pilot.app))
    screen = pilot.app.screen
    for _ in range(500):
        if screen.index is not None:
            break
        await asyncio.sleep(0.01)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
def test_looks(snap_compare, make, look, size):
    async def play(pilot):
        await ready(pilot)
        await pilot.press("tab")

    assert snap_compare(make(**LOOKS[look]), run_before=play, terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
def test_looks_of_places_that_wait(snap_compare, make, look, size):
    async def play(pilot):
        await settled(pilot, lambda: "loading" in shown(pilot.app))
        for _ in range(500):
            if pilot.app.screen.index is not None:
                break
            await asyncio.sleep(0.01)
        await pilot.pause()

    assert snap_compare(make(Painter(threading.Event()), **LOOKS[look]), run_before=play, terminal_size=size)


@pytest.mark.usefixtures("film")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
def test_looks_of_transcripts(snap_compare, make, look, size):
    async def play(pilot):
        for _ in range(500):
            if pilot.app.screen.index is not None:
                break
            await asyncio.sleep(0.01)
        await pilot.press("tab", "tab", "enter")

    assert snap_compare(make(at="0-film", **LOOKS[look]), run_before=play, terminal_size=size)


def test_looks_without_colour(snap_compare, make, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    async def play(pilot):
        await settled(pilot, lambda: "loading" not in shown(pilot.app) and pilot.app.screen.index is not None)
        await pilot.press("tab")
        await pilot.pause()

    assert snap_compare(make(), run_before=play, terminal_size=(80, 24))

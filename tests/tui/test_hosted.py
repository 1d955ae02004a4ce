"""A hosted reader acts on nothing of its host, whatever key is pressed on whatever screen."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys

import pytest

from tests.tui.attending import Attended, closed, invitation, message, poll
from tests.tui.pressing import press
from tui_course.config import Settings
from tui_course.library.entry import CourseEntry
from tui_course.library.shelf import Opening, Shelf
from tui_course.progress.memory import MemoryStore
from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.study.keeping import Keeping
from tui_course.tui.app import CourseApp, Preferences
from tui_course.tui.hosting import Surroundings, gallery_of, without_places
from tui_course.tui.keys.screens import SCREENS
from tui_course.tui.screens.library import LibraryScreen
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.theme import Look

HIDDEN = "secret-place"
STARTED = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.system", "os.spawn", "pty.spawn"}
WRITTEN = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "shutil.move", "os.chmod"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class Watch:
    """What the interpreter is asked to start or to write while it is open."""

    def __init__(self):
        self.open = False
        self.seen = []
        sys.addaudithook(self)

    def __call__(self, event, arguments):
        if not self.open:
            return
        if event in STARTED or event in WRITTEN:
            self.seen.append((event, arguments))
        elif event == "open":
            path, mode, flags = arguments
            writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & WRITING)
            if writes and path != os.devnull and "__pycache__" not in str(path):
                self.seen.append((event, arguments))


WATCH = Watch()


@pytest.fixture
def watch():
    WATCH.seen.clear()
    WATCH.open = True
    yield WATCH
    WATCH.open = False


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The built-in course in a folder of the host."""
    folder = tmp_path_factory.mktemp("host") / HIDDEN / "robots" / "course"
    shutil.copytree(built_in(), folder)
    return folder


class Unkept(MemoryStore):
    """A store whose trouble names its place."""

    notice = f"Your answers are not kept: /var/lib/{HIDDEN}/progress.sqlite may not be written."


@pytest.fixture
def make_hosted(place):
    kept = []

    def make(*, shelf=False, at=""):
        keeping = Keeping(Unkept(), "ada")
        kept.append(keeping)
        attended = Attended()
        subject = Study(open_course(place), at, keeping, lambda: open_course(place))
        if shelf:

            def study(path):
                return Study(open_course(path), "", keeping)

            subject = Shelf(None, Opening(study, open_course), keeping, (place.parent, (place, place.parent / "gone")))
        app = CourseApp(
            subject,
            look=Look(),
            local=False,
            gallery=gallery_of(Settings(), hosted=True),
            preferences=Preferences(keep=None),
            surroundings=Surroundings(hosted=True, attendance=attended),
        )
        app.classroom.grace = 0.0
        return app, attended

    yield make
    for keeping in kept:
        keeping.close()


def test_the_watch_sees_what_is_started_and_written(watch, tmp_path):
    subprocess.run([sys.executable, "-c", ""], check=True)
    (tmp_path / "x").write_text("x")
    assert {event for event, _ in watch.seen} >= {"subprocess.Popen", "open"}


def frame(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


def keys_of(screen):
    return [
        key
        for group in SCREENS[screen]
        for one in group.keys
        if one.action not in {"quit", ""}
        for key in one.keys.split(",")[:1]
        if key
    ]


async def settle(pilot):
    for _ in range(3):
        await pilot.pause(0.01)
    for _ in range(500):
        screen = pilot.app.screen
        if not isinstance(screen, ReaderScreen) or (screen.page and screen.page.ref.id == screen.study.place.page):
            break
        await pilot.pause(0.01)


async def back_to(app, kind, pilot):
    while not isinstance(app.screen, kind):
        app.pop_screen()
    await pilot.pause()


# Each screen, and the keys that lead there from the reader.
WAYS = {
    "reader": [],
    "contents": ["t"],
    "sheet": ["question_mark"],
    "choose": ["i"],
    "results": ["P"],
    "diagram": ["D"],
    "references": ["C"],
    "notes": ["m", "apostrophe"],
    "picture": ["v"],
    "workshop": [],
    "poll": ["i"],
}


@pytest.mark.parametrize("name", WAYS)
async def test_no_key_starts_writes_or_tells_what_is_the_hosts(make_hosted, watch, name):
    app, attended = make_hosted()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        if name == "diagram":
            await go_to_a_page_with(app, pilot, "diagram")
        elif name == "picture":
            await go_to_a_page_with(app, pilot, "picture")
        elif name == "poll":
            attended.say(await a_poll(app))
            await settle(pilot)
        for key in keys_of(name):
            await back_to(app, ReaderScreen, pilot)
            await press(pilot, *WAYS[name])
            await settle(pilot)
            assert HIDDEN not in frame(app)
            await press(pilot, key)
            await settle(pilot)
            assert HIDDEN not in frame(app), key
            if app.screen.is_attached and key == "slash":
                await press(pilot, "escape", "escape")
        await pilot.pause(0.2)
        assert watch.seen == []


async def go_to_a_page_with(app, pilot, what):
    for _ in range(30):
        reader = app.screen
        if reader.page is not None and (reader.diagrams if what == "diagram" else has_picture(reader)):
            return
        await press(pilot, "n")
        await settle(pilot)
    pytest.fail(f"no page has a {what}")


def has_picture(reader):
    from tui_course.tui.screens.picture import captioned_images

    return next(iter(captioned_images(reader.page.blocks)), None) is not None


async def a_poll(app):
    study = app.screen.study
    index = study.index()
    page = next(one for one in index.pages if one.questions)
    return poll(page.questions[0].id, page.page, course=study.course.id)


async def test_nor_does_a_key_of_the_library(make_hosted, watch):
    app, attended = make_hosted(shelf=True)
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(200):
            if app.screen.is_known:
                break
            await asyncio.sleep(0.02)
        attended.say(message("Hello"), invitation(), closed())
        for key in keys_of("library"):
            await back_to(app, LibraryScreen, pilot)
            await press(pilot, "escape", "escape", key)
            await settle(pilot)
            assert HIDDEN not in frame(app), key
        await pilot.pause(0.2)
        assert watch.seen == []


@pytest.mark.parametrize(("key", "word"), [("plus", "hosts"), ("x", "hosts"), ("u", "hosts"), ("l", "hosts")])
async def test_the_library_says_why(make_hosted, key, word):
    app, _ = make_hosted(shelf=True)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("j", key)
        await pilot.pause()
        assert word in app.screen.bottom_line.message


@pytest.mark.parametrize(("key", "word"), [("e", "own machine"), ("o", "outside the course")])
async def test_the_reader_says_why(make_hosted, key, word):
    app, _ = make_hosted()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert word in app.screen.bottom_line.message


async def test_the_trouble_of_the_store_is_told_without_its_place(make_hosted):
    app, _ = make_hosted()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("exclamation_mark")
        await settle(pilot)
        shown = frame(app)
        assert "progress.sqlite may not be written" in shown
        assert "/var" not in shown


@pytest.mark.parametrize("action", ["screenshot", "suspend_process"])
async def test_what_textual_can_do_to_a_host_is_not_there(make_hosted, watch, action):
    app, _ = make_hosted()
    async with app.run_test() as pilot:
        await settle(pilot)
        await app.run_action(action)
        await settle(pilot)
        assert watch.seen == []


async def test_what_is_chosen_is_given_away(place):
    chosen = []
    keeping = Keeping(MemoryStore(), "ada")
    app = CourseApp(
        Study(open_course(place), "", keeping),
        look=Look(),
        local=False,
        preferences=Preferences(keep=chosen.append),
        surroundings=Surroundings(hosted=True),
    )
    async with app.run_test() as pilot:
        await pilot.press("T", "minus")
        await settle(pilot)
    keeping.close()
    assert chosen == [{"theme": "light"}, {"width": 72}]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("there is no file at /srv/courses/a b.md", "there is no file at a b.md"),
        ("/var/lib/x/progress.sqlite may not be written", "progress.sqlite may not be written"),
        ("[Errno 13] Permission denied: '/srv/x/y.md'", "[Errno 13] Permission denied: 'y.md'"),
        ("~/courses/x: no", "x: no"),
        ("/srv: no", "srv: no"),
        ("reading and/or writing, 3/4 of it", "reading and/or writing, 3/4 of it"),
        ("see https://example.org/a/b", "see https://example.org/a/b"),
        ("", ""),
    ],
)
def test_words_without_places(words, told):
    assert without_places(words) == told


def test_an_entry_of_the_catalogue_is_found_by_its_name_alone():
    from tui_course.tui.catalogue import Catalogue, options

    entry = CourseEntry(f"/srv/{HIDDEN}/course", title="Robots", added=1.0)
    own = Catalogue((entry,), is_library=False)
    hosted = Catalogue((entry,), is_library=False, shows_places=False)
    assert len(options(own, HIDDEN, Look(), 80)) > len(options(hosted, HIDDEN, Look(), 80))

"""Ways of what a course says to a terminal: each gives back all that was written there."""

from __future__ import annotations

import io

from textual.drivers.headless_driver import HeadlessDriver

from tests.tui.attending import Attended
from tests.tui.pressing import press
from tui_course import plain
from tui_course.linear.quiz import ask_page
from tui_course.linear.reader import LineReader
from tui_course.linear.talk import Talk
from tui_course.model.walk import all_questions
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.hosting import Surroundings
from tui_course.tui.theme import Look
from tui_course.typeset.setting import Setting

SIZE = (100, 60)
_TURNS = 12
"""From whoever said it to the application, to the screens, to what is drawn, and a few more."""
# What is done with a target of each kind, besides looking at what the last line says of it.
LOOKED_AT = {
    **dict.fromkeys(("cite", "note", "term", "picture"), ("K", "escape")),
    **dict.fromkeys(("external", "file"), ("tab", "shift+tab")),
    **dict.fromkeys(("reveal", "broken", "anchor"), ("enter",)),
}


class Held:
    """A course whose pages are read once, whoever asks."""

    def __init__(self, pages):
        self._pages = pages
        self._read = {ref.id: pages.page(ref.id) for ref in pages.course.pages}
        for name in ("course", "problems", "index", "bibliography", "references", "terms", "glossary", "files_folder"):
            setattr(self, name, getattr(pages, name))

    def page(self, page_id):
        return self._read[page_id]

    def source(self, page_id):
        return self._pages.source(page_id)

    def locate(self, path):
        return self._pages.locate(path)


def driver_into(written):
    """A driver of Textual that keeps what is written, without the check that the program's own has."""

    class Driver(HeadlessDriver):
        is_headless = False

        def write(self, data):
            written.append(data)

        def flush(self):
            pass

    return Driver


class Walk:
    """An application on a terminal that keeps all that was written."""

    def __init__(self, app, size=SIZE):
        self.app = app
        self.written = []
        self._size = size
        app.driver_class = driver_into(self.written)

    async def __aenter__(self):
        self._running = self.app.run_test(headless=False, size=self._size)
        self._pilot = await self._running.__aenter__()
        await self._pilot.pause()
        return self

    async def __aexit__(self, *raised):
        await self._running.__aexit__(*raised)

    async def keys(self, *keys):
        await press(self._pilot, *keys)

    async def rest(self):
        """Let what came from elsewhere be shown."""
        for _ in range(_TURNS):
            await self._pilot.pause(0)

    async def until(self, wanted, what):
        for _ in range(1500):
            if wanted():
                return
            await self._pilot.pause(0.01)
        raise AssertionError(what)


def hosted():
    """A reader on the host of a workshop."""
    return Surroundings(hosted=True, attendance=Attended())


async def screens(pages, study=None, surroundings=None):
    """What a reader writes who looks at every page and opens every room."""
    study = study or Study(pages)
    app = CourseApp(study, look=Look(), local=False, surroundings=surroundings)
    async with Walk(app) as walk:
        for ref in study.course.pages:
            await walk.until(lambda ref=ref: app.screen.page is not None and app.screen.page.ref.id == ref.id, ref.id)
            await _page(walk)
            await walk.keys("escape", "escape", "n")
        await _rooms(walk)
    return walk.written


async def _page(walk):
    """Look at a page: all of it with what opens, its links, its questions, its diagrams."""
    view = walk.app.screen.page_view
    targets = {number: placed.target.kind for number, placed in enumerate(view.scroll.targets())}
    for number in sorted(targets, reverse=True):
        # From the end on, for what opens has more targets in it.
        if targets[number] in LOOKED_AT:
            view.focus_number(number)
            await walk.keys(*LOOKED_AT[targets[number]])
    for question in all_questions(walk.app.screen.page.blocks):
        view.turn_to(question.id)
        await walk.keys("h", "1", "enter", "r", "2", "enter", "r", "escape", "x", "enter", "escape")
    await walk.keys("escape", "g")
    for _ in range(40):
        if view.scroll_y >= view.max_scroll_y:
            break
        await walk.keys("pagedown")
    await walk.keys("exclamation_mark", "pagedown", "escape", "P", "pagedown", "escape", "g")
    await _diagrams(walk)


async def _diagrams(walk):
    """Go through each diagram of the page: its boxes, its steps, its words."""
    reader = walk.app.screen
    for number, placed in enumerate(reader.page_view.scroll.targets()):
        if placed.target.kind == "diagram":
            reader.page_view.focus_number(number)
            await walk.keys("D")
            await walk.until(lambda: walk.app.screen is not reader, "the diagram")
            await walk.keys("tab", "n", "n", "t", "pagedown", "escape")
            if walk.app.screen is not reader:
                await walk.keys("escape")


async def _rooms(walk):
    """Look at what belongs to the whole course."""
    reader = walk.app.screen
    await walk.keys("t", "G", "g", "escape", "question_mark", "escape")
    lists = {"C": 20, "apostrophe": 20, "colon": 2}
    if reader.study.edition.glossary and reader.study.edition.glossary.entries:
        lists["W"] = 20
    for key, steps in lists.items():
        await walk.keys(key)
        await walk.until(lambda: walk.app.screen is not reader, key)
        for _ in range(steps):
            await walk.keys("pagedown")
        await walk.keys("escape", "escape")
    for letter in "abcde":
        await walk.keys("S", "z", letter, "pagedown", "pagedown", "escape", "escape")


def printed(pages):
    """What `cat` prints of every page on a terminal, with colours and addresses."""
    setting = Setting(76, reveal_all=True, show_addresses=True)
    lines = []
    for ref in pages.course.pages:
        lines += plain.title(ref.title, pages.course.title, setting, colour=True)
        lines += plain.render(pages.page(ref.id).blocks, setting, colour=True)
    return "\n".join(lines)


def piped(pages):
    """What `cat` prints of every page into a pipe."""
    return "\n".join(plain.text(pages.page(ref.id).blocks) for ref in pages.course.pages)


def lines(pages):
    """What is said line by line to somebody who reads every page, lists them, and asks each question for all that it has."""
    out = io.StringIO()
    study = Study(pages)
    asked = Study(pages)
    for ref in pages.course.pages:
        study.go(study.resolve(ref.id))
        LineReader(Talk(io.StringIO(":s\n" * 8 + "t\n:q\n"), out), study).run()
        ask_page(Talk(io.StringIO(":h\n1\n:r\n2\n:r\n:x\n\n" * 8), out), asked, ref.id)
    return out.getvalue()

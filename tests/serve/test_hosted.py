from __future__ import annotations

import asyncio
import fcntl
import os
import re
import struct
import termios
import time
from contextlib import contextmanager
from uuid import uuid4

import pytest
import pytest_asyncio
from PIL import Image

from tests.terminal.reading import whole
from tests.terminal.screen import Screen
from tui_course.commands.editions import Courses
from tui_course.commands.preferences import Preferences
from tui_course.config import Settings
from tui_course.errors import StoreError
from tui_course.model.workshop import Message, Person, Session, Way, Workshop
from tui_course.progress.memory import MemoryStore
from tui_course.progress.memory_workshops import MemoryWorkshops
from tui_course.progress.open import open_store, open_workshops
from tui_course.serve.drawing import Artist
from tui_course.serve.publishing import Publisher
from tui_course.serve.readers import ForkedReaders
from tui_course.serve.starting import Hosting, NewEdition, Start
from tui_course.study.keeping import Keeping
from tui_course.workshop.attending import Closing

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATIENCE = 20
SEQUENCE = re.compile(r"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|[PX^_\]].*?(?:\x07|\x1b\\)|[@-_])", re.DOTALL)


class Terminal:
    """A pseudo terminal of 80 by 24, and all that was ever written to it, without sequences."""

    def __init__(self, columns=80, rows=24):
        self.size = columns, rows
        self.master, self.slave = os.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.raw = ""
        os.set_blocking(self.master, False)
        asyncio.get_running_loop().add_reader(self.master, self._read)

    def _read(self):
        try:
            self.raw += os.read(self.master, 65536).decode("utf-8", "replace")
        except OSError:
            asyncio.get_running_loop().remove_reader(self.master)

    @property
    def shown(self):
        return SEQUENCE.sub("\0", self.raw).replace("\0", "")

    async def wait(self, mark, since=0):
        deadline = time.monotonic() + PATIENCE
        while mark not in self.shown[since:]:
            assert time.monotonic() < deadline, self.shown[since:][-3000:]
            await asyncio.sleep(0.02)

    async def shows(self, mark):
        """Wait until a text is on the screen: what is painted is what differs, so that a word may come in pieces."""
        deadline = time.monotonic() + PATIENCE
        while mark not in (screen := self.screen()):
            assert time.monotonic() < deadline, screen
            await asyncio.sleep(0.05)

    def screen(self):
        return str(Screen(*self.size).take(whole(self.raw)))

    def type(self, keys):
        os.write(self.master, keys.encode())

    def close(self):
        asyncio.get_running_loop().remove_reader(self.master)
        os.close(self.master)


class Host:
    """A host of one course, with everything real but the front."""

    def __init__(self, folder):
        self.root = folder / "robots"
        self.root.mkdir()
        (self.root / "course.yml").write_text("title: Robots at work\n")
        (self.root / "one.md").write_text("# One\n\nA robot *senses*.\n\n![A photo](photo.png)\n")
        (self.root / "two.md").write_text("# Two\n\nA robot *acts*.\n")
        Image.new("RGB", (64, 32), (10, 200, 30)).save(self.root / "photo.png")
        self.settings = Settings(state=os.fspath(folder / "state"), cache="off", library="off")
        self.publisher = Publisher(self.root, folder / "editions", self.logged)
        self.log = []
        self.artist = Artist(folder / "pictures", lambda: {self.publisher.files})
        self.readers = ForkedReaders(
            Hosting("robots", self.settings, os.fspath(folder / "pictures")),
            "tui_course.commands.hosted",
            "tui_course.commands.preloaded",
            artist=self.artist,
            log=self.logged,
        )
        self.workshops = None
        self.terminals = []

    def logged(self, line):
        self.log.append(line)

    async def open(self):
        self.readers.tell(self.publisher.open())
        await self.readers.open()
        self.workshops = open_workshops("", self.settings.state_folder)
        self.workshops.open(Workshop("robots", "ssh here", (os.fspath(self.root),), time.time()))

    async def start(self, learner="ada", role=Way.CODE, term="xterm-256color", columns=80, rows=24):
        session = str(uuid4())
        terminal = Terminal(columns, rows)
        self.terminals.append(terminal)
        if role is not Way.GUEST:
            self.workshops.join(Person("robots", learner, learner.title(), role, time.time()))
        self.workshops.begin(Session(session, "robots", learner, "here", time.time()))
        reader = await self.readers.start(
            Start(session, learner, learner.title(), role, term, columns, rows, "truecolor"), terminal.slave
        )
        os.close(terminal.slave)
        return reader, terminal

    async def close(self):
        await self.readers.close()
        self.artist.close()
        self.publisher.close()
        self.workshops.close()
        for terminal in self.terminals:
            terminal.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def host(tmp_path_factory):
    host = Host(tmp_path_factory.mktemp("host"))
    await host.open()
    yield host
    await host.close()


@pytest.fixture(autouse=True)
def quiet(host):
    host.log.clear()
    yield
    assert host.log == []


@contextmanager
def store_of(host):
    store = open_store("", host.settings.state_folder)
    try:
        yield store
    finally:
        store.close()


async def ended(reader):
    async with asyncio.timeout(PATIENCE):
        return await reader.exited


async def test_a_learner_reads_and_what_they_did_is_kept(host):
    reader, terminal = await host.start("ada")
    await terminal.wait("senses")
    await terminal.wait("saved")
    terminal.type("n")
    await terminal.wait("acts")
    terminal.type("q")
    assert await ended(reader) == 0
    with store_of(host) as store:
        assert {visit.page for visit in store.visits("ada")} == {"one", "two"}
    again, terminal = await host.start("ada")
    await terminal.wait("acts")
    again.end()
    assert await ended(again) == 128 + 15


async def test_two_terminals_of_a_learner_both_work(host):
    (first, one), (second, other) = await host.start("grace"), await host.start("grace")
    for reader, terminal in ((first, one), (second, other)):
        await terminal.wait("senses")
        terminal.type("q")
        assert await ended(reader) == 0


async def test_nothing_is_kept_of_a_guest(host):
    reader, terminal = await host.start("guest-1", role=Way.GUEST)
    await terminal.wait("senses")
    terminal.type("n")
    await terminal.wait("acts")
    terminal.type("q")
    assert await ended(reader) == 0
    with store_of(host) as store:
        assert store.visits("guest-1") == ()


async def test_a_terminal_that_hangs_up_keeps_what_was_done(host):
    reader, terminal = await host.start("hedy")
    await terminal.wait("senses")
    terminal.type("n")
    await terminal.wait("acts")
    host.terminals.remove(terminal)
    terminal.close()
    assert await ended(reader) in {128 + 1, 128 + 15}
    with store_of(host) as store:
        assert {visit.page for visit in store.visits("hedy")} == {"one", "two"}


async def test_pictures_are_drawn_by_the_host(host):
    reader, terminal = await host.start("mary")
    await terminal.wait("\N{UPPER HALF BLOCK}")
    assert list(host.artist.folder.iterdir())
    reader.end()
    await ended(reader)


async def test_a_change_shows_and_nobody_is_thrown_out(host):
    reader, terminal = await host.start("radia")
    await terminal.wait("senses")
    (host.root / "two.md").write_text("# Two\n\nA robot *plans*.\n")
    host.readers.tell(host.publisher.open())
    terminal.type("n")
    await terminal.wait("plans")
    (host.root / "two.md").write_text("# Two\n\nA robot *acts* again.\n")
    host.readers.tell(host.publisher.open())
    await terminal.wait("again")
    late, other = await host.start("late")
    await other.wait("senses")
    for one in (reader, late):
        one.end()
        await ended(one)


async def test_a_plain_terminal_has_the_course_line_by_line(host):
    reader, terminal = await host.start("joan", term="dumb")
    await terminal.wait("A robot")
    assert "\x1b" not in terminal.raw
    terminal.type("q\n")
    assert await ended(reader) == 0
    assert "Saved." in terminal.shown
    reader, terminal = await host.start("joan", term="dumb")
    await terminal.wait("A robot")
    reader.end()
    assert await ended(reader) == 128 + 15


async def test_a_plain_terminal_that_hangs_up_is_no_fault(host):
    reader, terminal = await host.start("kathleen", term="dumb")
    await terminal.wait("A robot")
    host.terminals.remove(terminal)
    terminal.close()
    assert await ended(reader) == 128 + 1
    with store_of(host) as store:
        assert {visit.page for visit in store.visits("kathleen")} == {"one"}


async def test_words_of_the_host_and_of_the_instructor_show(host):
    reader, terminal = await host.start("barbara")
    await terminal.wait("senses")
    async with asyncio.timeout(PATIENCE):
        # Once it says where it is, it has looked for what was said before.
        while not any(one.page for one in host.workshops.sessions("robots", 60) if one.learner == "barbara"):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    host.workshops.post(Message(str(uuid4()), "robots", time.time(), "coffee at ten"))
    await terminal.wait("coffee at ten")
    reader.tell(Closing(600, "the host is moved"))
    await terminal.wait("the host is moved")
    reader.kill()
    await ended(reader)


async def test_an_instructor_has_the_board(host):
    reader, terminal = await host.start("prof", role=Way.INSTRUCTOR, columns=120, rows=40)
    await terminal.shows("Questions that hurt")
    terminal.type("\x1b")
    await terminal.shows("senses")
    terminal.type("B")
    await terminal.shows("Questions that hurt")
    reader.end()
    await ended(reader)


@pytest.mark.parametrize("role", [way for way in Way if way is not Way.INSTRUCTOR])
async def test_nobody_else_has_the_board(host, role):
    reader, terminal = await host.start(f"learner by {role}", role=role, columns=120, rows=40)
    await terminal.shows("senses")
    terminal.type("Bn")
    await terminal.shows("acts")
    assert "Questions that hurt" not in terminal.shown
    assert "Ada" not in terminal.screen()
    reader.end()
    await ended(reader)


async def test_no_frame_has_a_place_of_the_host(host):
    reader, terminal = await host.start("niklaus")
    await terminal.wait("senses")
    terminal.type("t")
    await terminal.wait("Two")
    assert os.fspath(host.root.parent) not in terminal.shown
    reader.end()
    await ended(reader)


# Without processes


@pytest.fixture
def editions(host, tmp_path):
    publisher = Publisher(host.root, tmp_path / "editions", host.logged)
    edition = publisher.open()
    yield [edition, NewEdition("/elsewhere/robots", edition.folder)]
    publisher.close()


async def test_several_courses_are_a_shelf_without_places(editions):
    keeping = Keeping(MemoryStore(), "ada")
    shelf = Courses(editions).opened(keeping, "summer/school")
    found = shelf.entries()
    assert [entry.path for entry in found] == ["/summer-school/robots", "/summer-school/robots 2"]
    assert shelf.title == "summer-school"
    assert shelf.missing(found) == {}
    assert shelf.outline(found[1]).title == "Robots at work"
    assert shelf.open(found[0]).course.title == "Robots at work"
    keeping.close()


async def test_who_has_a_course_open_and_who_looks_at_it_are_told_of_its_next_edition(editions):
    keeping = Keeping(MemoryStore(), "ada")
    courses, told = Courses(editions[:1]), []
    study = courses.opened(keeping, "")
    (observed,) = courses.observed()
    before = observed.edition
    study.listener = lambda: told.append(1)
    courses.become(editions[0]._replace(folder=editions[1].folder))
    assert told == [1]
    assert observed.edition is not before
    assert study.opened_again("one").course == study.course
    kept = observed.edition
    courses.become(editions[0]._replace(folder="/nowhere"))
    assert told == [1, 1]
    assert observed.edition is kept
    keeping.close()


class Refusing(MemoryWorkshops):
    def preferences(self, _workshop, _learner):
        raise StoreError("it is down")

    def prefer(self, _workshop, _learner, _text):
        raise StoreError("it is down")


@pytest.mark.parametrize(
    ("kept", "theme"),
    [('{"theme": "light"}', "light"), ('{"theme": "none such"}', "auto"), ("[]", "auto"), ("{", "auto"), ("", "auto")],
)
async def test_a_look_that_was_kept_is_worn_if_it_can_be(kept, theme):
    workshops = MemoryWorkshops(MemoryStore())
    workshops.join(Person("robots", "ada", "Ada", Way.CODE, 1.0))
    workshops.prefer("robots", "ada", kept)
    assert Preferences(workshops, "robots", "ada").over(Settings()).theme == theme


async def test_what_is_chosen_is_kept_without_waiting(capsys):
    workshops = MemoryWorkshops(MemoryStore())
    workshops.join(Person("robots", "ada", "Ada", Way.CODE, 1.0))
    preferences = Preferences(workshops, "robots", "ada")
    preferences.keep({"theme": "light", "store": "memory"})
    preferences.keep({"width": 60})
    preferences.close()
    worn = Preferences(workshops, "robots", "ada").over(Settings())
    assert (worn.theme, worn.width, worn.store) == ("light", 60, "")
    nobody = Preferences(workshops, "robots", "")
    nobody.keep({"theme": "light"})
    nobody.close()
    down = Preferences(Refusing(MemoryStore()), "robots", "ada")
    down.keep({"theme": "light"})
    down.close()
    assert "it is down" in capsys.readouterr().err

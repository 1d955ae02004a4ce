from __future__ import annotations

import asyncio
import os
import threading

import pytest

from tui_course.pictures.drawn import Drawn
from tui_course.pictures.gallery import Wanted, key_of
from tui_course.pictures.picture import Unreadable
from tui_course.pictures.store import DrawnStore
from tui_course.serve.drawing import PROCESSES, Artist

DRAWING = Drawn(1, 2, bytes(6), bytes(1))


class Hand:
    """Draws at once, or once it is let."""

    def __init__(self):
        self.drawn = []
        self.at_once = 0
        self.most_at_once = 0
        self.closed = 0
        self.may = threading.Event()
        self.may.set()
        self.fault = None
        self._turn = threading.Lock()

    def draw(self, path, columns, rows):
        with self._turn:
            self.drawn.append((os.fspath(path), columns, rows))
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            assert self.may.wait(10)
            if self.fault is not None:
                raise self.fault
            return DRAWING
        finally:
            with self._turn:
                self.at_once -= 1

    def close(self):
        self.closed += 1
        self.fault = Unreadable("reading it was stopped")
        self.may.set()


@pytest.fixture
def course(tmp_path):
    folder = tmp_path.resolve() / "course"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.png").write_bytes(b"a picture")
    (tmp_path / "secret.png").write_bytes(b"not of the course")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "inside.png").symlink_to(folder / "0.png")
    return folder


@pytest.fixture
def hand():
    return Hand()


@pytest.fixture
def artist(tmp_path, course, hand):
    artist = Artist(tmp_path / "drawn", lambda: {os.fspath(course)}, lambda: hand)
    yield artist
    artist.close()


async def test_a_picture_is_drawn_once_and_kept_where_readers_find_it(artist, course, hand):
    path = os.fspath(course / "0.png")
    assert await artist.draw(path, 40, 10) == ""
    assert DrawnStore(artist.folder).find(key_of(Wanted(path, 40, 10))) == DRAWING
    assert await artist.draw(path, 40, 10) == ""
    assert hand.drawn == [(path, 40, 10)]
    assert await artist.draw(os.fspath(course / "inside.png"), 40, 10) == ""


async def test_those_who_want_the_same_wait_for_the_same(artist, course, hand):
    hand.may.clear()
    path = os.fspath(course / "0.png")
    asking = [asyncio.create_task(artist.draw(path, 40, 10)) for _ in range(20)]
    await asyncio.sleep(0)
    asking[0].cancel()
    hand.may.set()
    assert await asyncio.gather(*asking[1:]) == [""] * 19
    assert len(hand.drawn) == 1


async def test_no_more_are_drawn_at_once_than_there_are_processes(artist, course, hand):
    found = await asyncio.gather(*(artist.draw(os.fspath(course / f"{number}.png"), 40, 10) for number in range(6)))
    assert found == [""] * 6
    assert hand.most_at_once <= PROCESSES


@pytest.mark.parametrize(
    "name", ["../secret.png", "link.png", "../../../../../../../etc/passwd", "nowhere.png", "a\0b", "\udcff.png"]
)
async def test_nothing_but_files_of_the_courses_is_drawn(artist, course, hand, name):
    assert await artist.draw(f"{course}/{name}", 40, 10) != ""
    assert hand.drawn == []


@pytest.mark.parametrize(("columns", "rows"), [(0, 1), (1, 0), (-1, 5), (501, 5), (5, 301), (10**12, 10**12)])
async def test_sizes_that_no_terminal_has_are_refused(artist, course, hand, columns, rows):
    assert await artist.draw(os.fspath(course / "0.png"), columns, rows) == "it cannot be that large"
    assert hand.drawn == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Unreadable("it is no picture\x1b[2J"), "it is no picture\N{SYMBOL FOR ESCAPE}[2J"),
        (OSError("no room"), "no room"),
        (MemoryError(), "MemoryError"),
    ],
)
async def test_what_cannot_be_drawn_says_why_and_may_be_asked_again(artist, course, hand, fault, reason):
    hand.fault = fault
    path = os.fspath(course / "0.png")
    assert await artist.draw(path, 40, 10) == reason
    hand.fault = None
    assert await artist.draw(path, 40, 10) == ""


async def test_closing_stops_what_is_being_drawn(artist, course, hand):
    hand.may.clear()
    asking = asyncio.create_task(artist.draw(os.fspath(course / "0.png"), 40, 10))
    async with asyncio.timeout(10):
        while not hand.at_once:  # noqa: ASYNC110 - a thread begins it
            await asyncio.sleep(0.01)
    artist.close()
    assert await asking == "reading it was stopped"
    assert hand.closed == 1

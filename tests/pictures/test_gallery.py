"""Pictures drawn in the background: what comes first, what is kept, and what is drawn again."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from PIL import Image

from tui_course.pictures.drawn import Drawn
from tui_course.pictures.gallery import Failed, Gallery, Wanted
from tui_course.pictures.picture import Unreadable
from tui_course.pictures.store import DrawnStore

WAIT = 20


def drawing(columns=2, rows=1, tone=7):
    return Drawn(columns, 2 * rows, bytes([tone]) * (6 * columns * rows), bytes(columns * rows))


class Studio:
    """Draws nothing until it is told to: `begun` are the names in the order in which they were begun."""

    def __init__(self, *, open_from_the_start=True):
        self.begun = []
        self.most_at_once = 0
        self.arrivals = 0
        self.gate = threading.Semaphore(1000 if open_from_the_start else 0)
        self.changed = threading.Condition()
        self._running = 0

    def drawer(self):
        return _Drawer(self)

    def heard(self):
        with self.changed:
            self.arrivals += 1
            self.changed.notify_all()

    def wait(self, holds):
        with self.changed:
            assert self.changed.wait_for(holds, WAIT)

    def draw(self, path, columns, rows):
        with self.changed:
            self.begun.append(path.stem)
            self._running += 1
            self.most_at_once = max(self.most_at_once, self._running)
            self.changed.notify_all()
        assert self.gate.acquire(timeout=WAIT)
        with self.changed:
            self._running -= 1
        if path.stem == "bad":
            raise Unreadable("it is \x1b bad")
        return drawing(columns, rows)


class _Drawer:
    def __init__(self, studio):
        self._studio = studio

    def draw(self, path, columns, rows):
        return self._studio.draw(path, columns, rows)

    def close(self):
        self._studio.gate.release(1000)


@pytest.fixture
def hang(tmp_path):
    """A gallery and its studio; `kept` says that it has a folder."""
    galleries = []

    def make(studio=None, *, kept=False, **options):
        studio = studio or Studio()
        gallery = Gallery(tmp_path / "kept" if kept else None, options.pop("drawer", studio.drawer), **options)
        gallery.listener = studio.heard
        galleries.append(gallery)
        return gallery, studio

    yield make
    for gallery in galleries:
        gallery.close()


@pytest.fixture
def files(tmp_path):
    def make(*names):
        found = []
        for name in names:
            path = tmp_path / f"{name}.png"
            path.write_bytes(name.encode())
            found.append(Wanted(str(path), 2, 1))
        return found

    return make


def test_what_is_wanted_arrives_and_is_told(hang, files):
    gallery, studio = hang()
    (kite,) = files("kite")
    assert gallery.find(kite) is None
    gallery.want([kite])
    studio.wait(lambda: studio.arrivals == 1)
    assert gallery.find(kite) == drawing()
    gallery.want([kite])
    assert studio.begun == ["kite"]


def test_what_is_seen_comes_first_and_two_are_drawn_at_once(hang, files):
    gallery, studio = hang(Studio(open_from_the_start=False))
    seen, ahead = files("a", "b", "c"), files("x", "y")
    gallery.want(seen, ahead)
    studio.wait(lambda: len(studio.begun) == 2)
    studio.gate.release(100)
    studio.wait(lambda: studio.arrivals == 5)
    assert sorted(studio.begun[:3]) == ["a", "b", "c"]
    assert studio.most_at_once == 2


def test_of_what_is_foreseen_one_is_drawn_at_a_time(hang, files):
    gallery, studio = hang(Studio(open_from_the_start=False))
    gallery.want((), files("x", "y", "z"))
    studio.wait(lambda: studio.begun == ["x"])
    gallery.want(files("a"), files("y"))
    studio.wait(lambda: studio.begun == ["x", "a"])
    studio.gate.release(100)
    studio.wait(lambda: studio.arrivals == 3)
    assert studio.begun == ["x", "a", "y"], "what is wanted no more is not begun"


def test_why_a_picture_is_not_shown(hang, files):
    gallery, studio = hang(kept=True)
    (bad,) = files("bad")
    gallery.want([bad])
    studio.wait(lambda: studio.arrivals == 1)
    assert gallery.find(bad) == Failed("it is \N{SYMBOL FOR ESCAPE} bad")
    gallery.want([bad])
    assert studio.begun == ["bad"], "it is tried once"
    again, studio = hang(kept=True)
    assert again.find(bad) is None, "a reason may pass"


def test_a_picture_is_kept_for_the_next_time(hang, files):
    first, studio = hang(kept=True)
    (kite,) = files("kite")
    first.want([kite])
    studio.wait(lambda: studio.arrivals == 1)
    second, unused = hang(kept=True)
    assert second.find(kite) == drawing(), "at once, and nobody wanted it"
    assert second.find(kite._replace(columns=3)) is None
    assert unused.begun == []


@pytest.mark.parametrize("kept", [True, False])
def test_a_picture_that_is_replaced_is_drawn_again(hang, files, kept):
    gallery, studio = hang(kept=kept)
    (kite,) = files("kite")
    gallery.want([kite])
    studio.wait(lambda: studio.arrivals == 1)
    Path(kite.path).write_bytes(b"another")
    gallery.want([kite])
    studio.wait(lambda: studio.arrivals == 2)
    assert studio.begun == ["kite", "kite"]
    if kept:
        assert hang(kept=True)[0].find(kite) == drawing()


def test_a_file_that_is_gone_is_no_picture(hang, tmp_path):
    gallery, studio = hang(kept=True)
    gone = Wanted(str(tmp_path / "bad.png"), 2, 1)
    assert gallery.find(gone) is None
    gallery.want([gone])
    studio.wait(lambda: studio.arrivals == 1)
    assert isinstance(gallery.find(gone), Failed)


def test_a_closed_gallery_ends_what_runs_and_draws_nothing_more(hang, files):
    before = set(threading.enumerate())
    gallery, studio = hang(Studio(open_from_the_start=False))
    gallery.want(files("a", "b", "c"))
    studio.wait(lambda: len(studio.begun) == 2)
    gallery.close()
    gallery.want(files("d"))
    assert set(threading.enumerate()) <= before
    assert sorted(studio.begun) == ["a", "b"]
    assert studio.arrivals == 0


def test_a_process_draws_a_picture(tmp_path):
    Image.new("RGB", (80, 32), (255, 0, 0)).save(tmp_path / "red.png")
    gallery = Gallery(tmp_path / "kept")
    studio = Studio()
    gallery.listener = studio.heard
    red = Wanted(str(tmp_path / "red.png"), 10, 2)
    gallery.want([red])
    studio.wait(lambda: studio.arrivals == 1)
    found = gallery.find(red)
    gallery.close()
    assert (found.across, found.down) == (10, 4)
    assert {cell.fore for cell in found.blocks(1)} == {(255, 0, 0)}


# On disk


@pytest.fixture
def store(tmp_path):
    return DrawnStore(tmp_path / "drawings", most=2000)


def test_damage_is_no_picture(store):
    store.keep("kite", drawing())
    (path,) = store.folder.iterdir()
    whole = path.read_bytes()
    for damaged in (b"", b"rubbish", whole[:-1], whole[:40], whole.replace(b"\7", b"\10"), whole[22:]):
        path.write_bytes(damaged)
        assert store.find("kite") is None
    path.unlink()
    path.mkdir()
    assert store.find("kite") is None
    store.keep("kite", drawing())


def test_what_was_not_looked_at_for_longest_is_forgotten(store):
    for number in range(64):
        store.keep(f"early {number}", drawing())
        for path in store.folder.iterdir():
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 1000))
    assert store.find("early 5") is not None, "looked at, and so the youngest"
    for number in range(64):
        store.keep(f"late {number}", drawing())
    assert store.find("early 0") is None
    assert store.find("late 0") is not None
    assert sum(path.stat().st_size for path in store.folder.iterdir()) < 64 * 200


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    store = DrawnStore(tmp_path / "file")
    store.keep("kite", drawing())
    assert store.find("kite") is None

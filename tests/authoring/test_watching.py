"""What changes in a course's files, and when it is told."""

from __future__ import annotations

import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.sources.watching import Noticing, Watcher, changes, snapshot


@pytest.fixture
def course(tmp_path):
    for name in ("a.md", "one/b.md", "one/two/c.svg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


def changed(before, after, root):
    return {os.path.relpath(path, root) for path in changes(before, after)}


def test_a_course_that_cannot_be_reached_is_an_empty_one(course):
    # As it is of a folder far away, or of one that was closed: what the path answers is an error.
    assert snapshot(course / "a.md" / "inside") == {}
    assert snapshot(course / ("x" * 300)) == {}


def test_new_changed_removed_and_renamed_files_are_seen(course):
    before = snapshot(course)
    assert len(before) == 3
    (course / "a.md").write_text("longer", encoding="utf-8")
    (course / "one" / "b.md").unlink()
    (course / "one" / "two" / "c.svg").rename(course / "one" / "d.svg")
    (course / "new").mkdir()
    (course / "new" / "e.md").write_text("", encoding="utf-8")
    assert changed(before, snapshot(course), course) == {"a.md", "one/b.md", "one/two/c.svg", "one/d.svg", "new/e.md"}


def test_a_file_replaced_by_one_of_the_same_size_and_time_is_seen(course):
    before = snapshot(course)
    status = (course / "a.md").stat()
    (course / "other").write_text("A.MD", encoding="utf-8")
    os.utime(course / "other", ns=(status.st_atime_ns, status.st_mtime_ns))
    (course / "other").rename(course / "a.md")
    assert changed(before, snapshot(course), course) == {"a.md"}


@pytest.mark.parametrize(
    "name",
    [
        ".git/index",
        ".a.md.swp",
        "a.md~",
        "4913",
        "#a.md#",
        ".#a.md",
        "a.md.swp",
        "a.md___jb_tmp___",
        "a.md.kate-swp",
        ".goutputstream-AB12",
        "_site/a.html",
        "node_modules/x/y.js",
    ],
)
def test_what_editors_and_tools_leave_beside_pages_is_not(course, name):
    before = snapshot(course)
    path = course / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    assert snapshot(course) == before


@pytest.mark.parametrize("name", ["4913.md", "_data/x.yml", "swp.md", "a#b.md", "tmp.md"])
def test_what_only_looks_like_it_is(course, name):
    before = snapshot(course)
    path = course / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    assert changed(before, snapshot(course), course) == {name}


def test_loops_dead_links_and_a_course_that_is_gone_do_no_harm(course):
    (course / "loop").symlink_to(course)
    (course / "dead.md").symlink_to("nowhere")
    assert {os.path.relpath(path, course) for path in snapshot(course)} == {"a.md", "one/b.md", "one/two/c.svg", "loop"}
    assert snapshot(course / "not" / "here") == {}
    assert set(snapshot(course / "a.md")) == {str(course / "a.md")}


class Files:
    """Files that change when the test says so, and a clock that goes a tenth of a second with each look."""

    def __init__(self):
        self.now = {"a": (0, 0, 0)}
        self.time = 0.0

    def look(self):
        self.time += 0.1
        return dict(self.now)

    def clock(self):
        return self.time

    def write(self, name="a"):
        self.now[name] = (round(self.time * 1e9), len(self.now), 0)


@pytest.fixture
def files():
    return Files()


def test_a_change_is_told_once_when_it_is_over(files):
    noticing = Noticing(files.look, files.clock)
    assert noticing.look() == frozenset()
    files.write("a")
    assert noticing.look() == frozenset()
    assert noticing.restless
    files.write("b")
    assert noticing.look() == frozenset()
    assert noticing.look() == {"a", "b"}
    assert not noticing.restless
    assert noticing.look() == frozenset()


def test_what_never_ends_is_told_after_a_second(files):
    noticing = Noticing(files.look, files.clock)
    told = []
    for _ in range(25):
        files.write("a")
        told.append(bool(noticing.look()))
    assert told.index(True) in {10, 11}
    assert told.count(True) == 2


def test_a_change_that_is_undone_is_none(files):
    noticing = Noticing(files.look, files.clock)
    before = dict(files.now)
    files.write("b")
    assert noticing.look() == frozenset()
    files.now = before
    assert noticing.look() == frozenset()
    assert not noticing.restless


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.tuples(*[st.integers(0, 2)] * 3)), min_size=1))
def test_nothing_is_forgotten(states):
    """Whoever knows the files of the last report, and those that were told since, knows the files as they are."""
    given_states = iter([{}, *states])
    current = {}

    def look():
        nonlocal current
        current = next(given_states, current)
        return current

    noticing = Noticing(look, lambda: 0.0)
    known = {}
    for _ in range(len(states) + 2):
        found = noticing.look()
        if found:
            assert found == changes(known, current)
            known = current
    assert known == current


def test_the_thread_tells_of_real_files_and_ends(course):
    told = threading.Event()
    with Watcher(course, told.set, every=0.01) as watcher:
        assert not told.wait(0.1)
        (course / "a.md").write_text("something else", encoding="utf-8")
        assert told.wait(20)
    assert not watcher._thread.is_alive()

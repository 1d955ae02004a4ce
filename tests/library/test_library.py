"""Courses that are opened, added, moved and taken off."""

from __future__ import annotations

import shutil

import pytest

from tui_course.errors import CourseNotFound, LibraryError
from tui_course.library.completing import completed
from tui_course.library.entry import CourseEntry, Origin
from tui_course.library.library import Library
from tui_course.library.shelf import recent
from tui_course.sources.open import built_in, open_course


def listed(library):
    return [(entry.id, entry.origin.value) for entry in library.entries() if entry.origin is not Origin.BUILT_IN]


def remember(library, folder):
    return library.remember(folder, open_course(folder).course)


def test_the_built_in_course_is_always_there_and_once(library):
    assert [entry.origin for entry in library.entries()] == [Origin.BUILT_IN]
    remember(library, built_in())
    assert [(entry.origin, entry.title) for entry in library.entries()] == [(Origin.BUILT_IN, "Cloud robotics")]


def test_what_was_opened_comes_first_and_is_listed_once(library, make_course, clock):
    for name in ("kites", "boats", "kites"):
        clock.now += 60
        entry = remember(library, make_course(name))
    assert entry.title == "Kites"
    assert [page.name for page in entry.pages] == ["Wind"]
    assert [one.id for one in recent(library.entries())] == ["kites", "boats"]


def test_a_course_that_was_moved_is_the_same_one(library, make_course, tmp_path):
    folder = make_course()
    before = library.add(str(folder))[0]
    shutil.move(folder, tmp_path / "kites")
    now = remember(library, tmp_path / "kites")
    assert (now.path, now.added) == (str(tmp_path / "kites"), before.added)
    assert listed(library) == [("kites", "path")]


def test_two_courses_of_one_name_stay_two(library, make_course):
    remember(library, make_course("kites", "here"))
    remember(library, make_course("kites", "there"))
    assert listed(library) == [("kites", "path"), ("kites", "path")]
    with pytest.raises(LibraryError, match="could be any of"):
        library.find("kites")


def test_a_lost_course_is_looked_for_beside_the_others(library, make_course, tmp_path):
    lost = library.add(str(make_course("kites", "old")))[0]
    library.add(str(make_course("boats", "new")))
    shutil.move(tmp_path / "old" / "kites", tmp_path / "new" / "kites")
    assert library.guess(lost) == str(tmp_path / "new" / "kites")
    found = library.locate(lost, library.guess(lost))
    assert (found.path, found.added) == (str(tmp_path / "new" / "kites"), lost.added)
    assert len(listed(library)) == 2


def test_another_course_is_not_taken_for_it(library, make_course):
    lost = library.add(str(make_course()))[0]
    with pytest.raises(LibraryError, match="another course, Boats"):
        library.locate(lost, str(make_course("boats")))


def test_all_courses_of_a_folder_are_added(library, make_course, tmp_path):
    make_course("boats")
    make_course("kites")
    assert [entry.title for entry in library.add(str(tmp_path / "courses"))] == ["Boats", "Kites"]


def test_what_is_no_course_is_not_added(library, tmp_path):
    with pytest.raises(CourseNotFound):
        library.add(str(tmp_path / "nowhere"))
    assert listed(library) == []


def test_taking_off_touches_no_file_and_can_be_undone(library, make_course):
    folder = make_course()
    entry = library.add(str(folder))[0]
    library.remove(entry)
    assert listed(library) == []
    assert library.copy_of(entry) is None
    library.restore(entry)
    assert library.find("kites") == entry
    assert (folder / "course.yml").is_file()
    with pytest.raises(LibraryError, match="was not made here"):
        library.copies.delete(folder)
    assert (folder / "course.yml").is_file()


def test_the_built_in_course_cannot_be_taken_off(library):
    with pytest.raises(LibraryError, match="stays"):
        library.remove(library.entries()[0])


def test_questions_are_kept_until_the_pages_change(library, make_course):
    folder = make_course()
    entry = library.add(str(folder))[0]
    course = open_course(folder)
    assert library.count(entry, course.course, course.index).questions == ()
    assert remember(library, folder).questions == ()
    (folder / "2-sun.md").write_text("# Sun\n", encoding="utf-8")
    assert remember(library, folder).questions is None


def test_courses_opened_long_ago_are_forgotten_and_added_ones_are_not(tmp_path, clock):
    class Nothing:
        id, title, description, modules, pages = "x", "X", "", (), ()

    library = Library(tmp_path, open_course, clock)
    library.restore(CourseEntry("/added", added=1.0))
    for number in range(230):
        clock.now += 1
        library.remember(tmp_path / str(number), Nothing())
        # It would be taken for one that has moved otherwise.
        (tmp_path / str(number)).mkdir()
    paths = {entry.path for entry in library.entries()}
    assert "/added" in paths
    assert str(tmp_path / "229") in paths
    assert str(tmp_path / "0") not in paths
    assert len(paths) <= 203


def test_a_list_that_cannot_be_read_leaves_the_built_in_course(library):
    (library.folder / "library.json").mkdir(parents=True)
    assert [entry.origin for entry in library.entries()] == [Origin.BUILT_IN]
    assert "cannot be read" in library.notice()


@pytest.mark.parametrize(
    ("typed", "longer", "names"),
    [
        ("co", "courses/", ("courses/",)),
        ("courses/", "courses/", ("boats/", "kites/")),
        ("courses/k", "courses/kites/", ("kites/",)),
        ("courses/kites/", "courses/kites/1-wind.md", ("1-wind.md",)),
        ("nowhere/", "nowhere/", ()),
        ("", "courses/", ("courses/",)),
        ("a\0", "a\0", ()),
    ],
)
def test_paths_are_completed(make_course, tmp_path, monkeypatch, typed, longer, names):
    make_course("boats")
    make_course("kites")
    monkeypatch.chdir(tmp_path)
    assert completed(typed) == (longer, names)

"""A file is opened below its course and nowhere else, whatever takes whose place meanwhile; what may not be read is said."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.nobody import nobody
from tui_course.errors import NotACourse
from tui_course.sources.cache import CachedCourse
from tui_course.sources.files import CourseFiles, Refused, open_below
from tui_course.sources.open import find_courses, open_course

SECRET = b"quokka"


@pytest.fixture
def course(tmp_path):
    """A folder with a file two folders down, and one of the same names beside it that holds a secret."""
    for root, text in (("course", b"own"), ("beside", SECRET)):
        folder = tmp_path / root / "a" / "b"
        folder.mkdir(parents=True)
        (folder / "page.md").write_bytes(text)
    return tmp_path / "course"


def test_no_link_is_followed_below_the_course(course, tmp_path):
    (course / "file").symlink_to(tmp_path / "beside" / "a" / "b" / "page.md")
    (course / "folder").symlink_to(tmp_path / "beside")
    (course / "a" / "middle").symlink_to(tmp_path / "beside" / "a")
    for path in ("file", "folder/a/b/page.md", "a/middle/b/page.md", "nothing", "a/b/page.md/x", "x" * 300):
        with pytest.raises(OSError, match=r"\w"):
            open_below(str(course), f"{course}/{path}")
    for path in ("a/b/page.md", "a//b/page.md"):
        handle = open_below(str(course), f"{course}/{path}")
        assert os.read(handle, 10) == b"own"
        os.close(handle)
    handle = open_below(str(course), str(course))
    assert os.path.samestat(os.fstat(handle), course.stat())
    os.close(handle)
    handle = open_below("/", str(course / "a" / "b" / "page.md"))
    os.close(handle)


def test_nothing_stays_open_where_it_is_refused(course):
    (course / "loop").symlink_to("loop")
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(5):
        for path in ("loop/x", "a/b", "a/nothing/x"):
            with suppress(OSError):
                os.close(open_below(str(course), f"{course}/{path}"))
    assert len(list(Path("/dev/fd").iterdir())) == before


@pytest.mark.parametrize("swapped", ["a", "a/b", "a/b/page.md"])
def test_what_takes_the_place_of_a_part_of_a_path_is_not_read(course, swapped):
    class Late(CourseFiles):
        """A link takes the place of a part of a path after that was looked at, and before it is opened."""

        def _real(self, path):
            real = super()._real(path)
            place = course / swapped
            place.rename(course / "moved")
            place.symlink_to(course.parent / "beside" / swapped)
            return real

    with pytest.raises(Refused):
        Late.at(course).read("a/b/page.md")
    assert (course / "a" / "b" / "page.md").read_bytes() == SECRET


@pytest.fixture
def open_folder():
    """A folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in folder.iterdir():
            path.chmod(0o755)


def test_a_folder_that_may_not_be_entered_is_passed_over(open_folder):
    for name in ("one", "two", "locked"):
        (open_folder / name).mkdir()
        (open_folder / name / "course.yml").write_text("title: Kites\n", "utf-8")
        (open_folder / name / "page.md").write_text("# Wind\n", "utf-8")
    (open_folder / "locked").chmod(0)
    # What is loaded when it is used is loaded now: it may not be everybody's.
    open_course(open_folder / "one").page("page")
    with nobody():
        assert [path.name for path in find_courses(open_folder)] == ["one", "two"]
        assert find_courses(open_folder / "locked") == ()
        with pytest.raises(NotACourse, match="may not be read"):
            open_course(open_folder / "locked")
        course = open_course(open_folder)
        assert [page.id for page in course.course.pages] == ["one/page", "two/page"]
        assert [(problem.file, problem.code) for problem in course.problems] == [("locked", "course-folder")]


def test_a_link_that_leads_to_itself_costs_neither_the_course_nor_its_cache(course, tmp_path):
    (course / "a.md").symlink_to("a.md")
    assert find_courses(course) == ()
    inner = open_course(course)
    cached = CachedCourse.of(inner, course, tmp_path / "cache")
    assert isinstance(cached, CachedCourse)
    assert {page.id for page in cached.course.pages} == {"a", "a/b/page"}

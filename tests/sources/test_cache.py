import os
import pickle
import shutil
from pathlib import Path

import pytest

from tui_course.errors import CourseError, FileRefused, PageNotFound
from tui_course.sources.cache import CachedCourse, digest
from tui_course.sources.jekyll.site import JekyllSite
from tui_course.sources.questions import index_pages

BEES = Path(__file__).parent / "jekyll" / "beekeeping"


class Counting:
    """A course that counts how often it is read."""

    def __init__(self, root):
        self.site = JekyllSite(root)
        self.read = []

    @property
    def course(self):
        self.read.append("outline")
        return self.site.course

    @property
    def problems(self):
        self.read.append("problems")
        return self.site.problems

    def page(self, page_id):
        self.read.append(page_id)
        return self.site.page(page_id)

    def source(self, page_id):
        return self.site.source(page_id)

    @property
    def files_folder(self):
        return self.site.files_folder


@pytest.fixture
def course(tmp_path):
    return Path(shutil.copytree(BEES, tmp_path / "course"))


def opened(course, tmp_path):
    inner = Counting(course)
    return CachedCourse.of(inner, course, tmp_path / "cache"), inner


def test_what_was_read_once_is_not_read_again(course, tmp_path):
    first, inner = opened(course, tmp_path)
    found = (first.course, first.problems, first.page("index"))
    assert inner.read == ["outline", "problems", "index"]
    again, inner = opened(course, tmp_path)
    assert (again.course, again.problems, again.page("index")) == found
    assert inner.read == []


@pytest.mark.parametrize(
    "path", ["index.md", "_includes/film.html", "_data/colours.csv", "_bibliography/references.bib", "new/picture.png"]
)
def test_any_change_of_the_course_makes_its_pages_new(course, tmp_path, path):
    first, _ = opened(course, tmp_path)
    first.page("index")
    file = course / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(file.read_text(encoding="utf-8") + "\n" if file.exists() else "", encoding="utf-8")
    again, inner = opened(course, tmp_path)
    again.page("index")
    assert inner.read == ["index"]
    assert len(list((tmp_path / "cache").glob("*/*"))) == 1, "what belongs to the old content is gone"


def test_a_picture_that_is_replaced_makes_pages_new(course):
    picture = course / "bee.png"
    picture.write_bytes(b"one")
    before = digest(course)
    assert digest(course) == before
    picture.write_bytes(b"other")
    longer = digest(course)
    os.utime(picture, (1, 1))
    assert len({before, longer, digest(course)}) == 3


def test_pictures_of_pages_that_were_read_before_are_found_without_reading_the_course(course, tmp_path):
    (course / "bee.png").write_bytes(b"one")
    first, _ = opened(course, tmp_path)
    assert first.locate("bee.png") == str((course / "bee.png").resolve())
    again, inner = opened(course, tmp_path)
    del inner.site
    assert again.locate("bee.png") == first.locate("bee.png")
    with pytest.raises(FileRefused):
        again.locate("../cache")


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", pickle.dumps(eval), pickle.dumps({"a": 1})[:-3]])
def test_a_broken_cache_is_as_good_as_none(course, tmp_path, rubbish):
    first, _ = opened(course, tmp_path)
    first.page("index")
    for file in first.folder.iterdir():
        file.write_bytes(rubbish)
    again, inner = opened(course, tmp_path)
    assert again.page("index") == first.page("index")
    assert inner.read == ["index"]


def test_a_cache_that_cannot_be_written_costs_nothing_else(course, tmp_path):
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    cached, inner = opened(course, tmp_path)
    assert cached.page("index").ref.title == "Welcome"
    assert inner.read == ["index"]


def test_the_index_fills_the_cache_and_is_kept(course, tmp_path):
    first, inner = opened(course, tmp_path)
    ids = [page.id for page in inner.site.course.pages]
    found = first.index
    assert [page.page for page in found.pages] == ids
    assert sum(len(page.questions) for page in found.pages) > 0
    assert inner.read == ["outline", *ids]
    again, inner = opened(course, tmp_path)
    assert again.index == found
    assert again.page("index") == first.page("index")
    assert inner.read == []


def test_an_index_with_a_page_that_could_not_be_read_is_not_kept(course, tmp_path):
    class Unlucky(Counting):
        def page(self, page_id):
            if page_id == "index":
                raise CourseError("lost")
            return super().page(page_id)

    def index():
        return CachedCourse.of(Unlucky(course), course, tmp_path / "cache").index

    assert [page.failed for page in index().pages].count(True) == 1
    good, inner = opened(course, tmp_path)
    assert not any(page.failed for page in good.index.pages)
    assert inner.read == ["index"], "the other pages were kept"


def test_the_index_is_made_page_by_page(course):
    inner = Counting(course)
    pages = index_pages(inner)
    assert next(pages).page == "index"
    assert inner.read == ["outline", "index"]


def test_pages_that_are_not_there_are_not_kept(course, tmp_path):
    cached, inner = opened(course, tmp_path)
    for _ in range(2):
        with pytest.raises(PageNotFound):
            cached.page("none")
    assert inner.read == ["none", "none"]


def test_the_digest_of_a_single_file_is_that_of_its_content(tmp_path):
    file = tmp_path / "page.md"
    file.write_text("one", encoding="utf-8")
    before = digest(file)
    file.write_text("two", encoding="utf-8")
    assert digest(file) != before


def test_what_is_read_of_a_course_that_has_changed_is_not_kept_for_what_it_was(course, tmp_path):
    first, _ = opened(course, tmp_path)
    old = (course / "index.md").read_bytes()
    (course / "index.md").write_bytes(old + b"\nMore.\n")
    first.page("index")
    (course / "index.md").write_bytes(old)
    again, inner = opened(course, tmp_path)
    again.page("index")
    assert inner.read == ["index"]

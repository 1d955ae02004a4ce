from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tui_course.errors import CourseError, FileRefused, PageNotFound
from tui_course.model.block import Unknown
from tui_course.model.course import Page
from tui_course.model.problem import Problem, Severity
from tui_course.sources.open import built_in, open_course
from tui_course.sources.published import PublishedCourse, publish

VALUES = "course problems index bibliography references terms glossary files_folder".split()


def untold(_done, _of):
    pass


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edition")
    pages = open_course(built_in())
    assert publish(pages, folder, untold)
    return pages, PublishedCourse(folder)


@pytest.mark.parametrize("name", VALUES)
def test_what_is_published_is_the_course(written, name):
    pages, published = written
    assert getattr(published, name) == getattr(pages, name)


def test_every_page_and_its_source_are_published(written):
    pages, published = written
    for ref in pages.course.pages:
        assert published.page(ref.id) == pages.page(ref.id)
        assert published.source(ref.id) == pages.source(ref.id)


@pytest.mark.parametrize("page", ["nowhere", "", "../outline", "outline", "\0", "\udcff"])
def test_a_page_that_is_not_in_the_course_is_not_found(written, page):
    _, published = written
    with pytest.raises(PageNotFound):
        published.page(page)
    with pytest.raises(PageNotFound):
        published.source(page)


def test_files_are_those_of_the_course(written):
    pages, published = written
    with pytest.raises(FileRefused):
        published.locate("../../etc/passwd")
    found = next(path for path in Path(pages.files_folder).rglob("*") if path.is_file())
    name = found.relative_to(pages.files_folder).as_posix()
    assert published.locate(name) == pages.locate(name)


def test_how_far_it_is_is_told(tmp_path):
    told = []
    publish(open_course(built_in()), tmp_path, lambda done, of: told.append((done, of)))
    assert told == [(number, len(told)) for number in range(1, len(told) + 1)]


@pytest.mark.parametrize("harm", ["gone", "cut", "other"])
def test_an_edition_that_is_not_what_was_written_says_so_without_a_path(tmp_path, harm):
    publish(open_course(built_in()), tmp_path / "", untold)
    published = PublishedCourse(tmp_path)
    page = published.course.pages[0].id
    for path in tmp_path.iterdir():
        match harm:
            case "gone":
                path.unlink()
            case "cut":
                path.write_bytes(path.read_bytes()[:-3])
            case _:
                path.write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(CourseError) as caught:
        published.page(page)
    assert str(tmp_path) not in str(caught.value)
    shutil.rmtree(tmp_path)


class Unlucky:
    """A course one of whose pages could not be read just now."""

    def __init__(self, pages, unlucky):
        self.inner = pages
        self.unlucky = unlucky

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def page(self, page_id):
        page = self.inner.page(page_id)
        if page_id != self.unlucky:
            return page
        problem = Problem("page-unreadable", Severity.ERROR, "it took too long", page.ref.source)
        return Page(page.ref, (Unknown("source", "it took too long"),), (problem,))


def test_a_page_that_was_only_unlucky_is_published_and_told_of(tmp_path):
    pages = open_course(built_in())
    unlucky = pages.course.pages[1].id
    assert not publish(Unlucky(pages, unlucky), tmp_path, untold)
    published = PublishedCourse(tmp_path)
    assert isinstance(published.page(unlucky).blocks[0], Unknown)
    assert [page.page for page in published.index.pages if page.failed] == [unlucky]

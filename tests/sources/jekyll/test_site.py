"""The site in `beekeeping/`, read whole; `beekeeping.json` is what a reader gets of it."""

import json
from pathlib import Path

import pytest

from tui_course import export
from tui_course.errors import NotACourse, PageNotFound
from tui_course.sources.check import course_problems
from tui_course.sources.jekyll.site import JekyllSite

HERE = Path(__file__).parent
EXPECTED = json.loads((HERE / "beekeeping.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def site():
    return JekyllSite(HERE / "beekeeping")


def test_outline(site):
    assert export.course_data(site.course) == EXPECTED["course"]


@pytest.mark.parametrize("page", EXPECTED["pages"], ids=lambda page: page["id"])
def test_page(site, page):
    assert json.loads(json.dumps(export.page_data(site.page(page["id"])))) == page


def test_problems(site):
    assert [str(problem) for problem in course_problems(site)] == EXPECTED["problems"]


def test_reading_a_page_twice_gives_the_same(site):
    assert site.page("lessons/1-hive") == site.page("lessons/1-hive")


def test_pages_that_are_not_there(site):
    with pytest.raises(PageNotFound):
        site.page("lessons/9-none")


def test_a_site_without_pages_is_no_course(tmp_path):
    (tmp_path / "_config.yml").write_text("title: Empty\n", encoding="utf-8")
    with pytest.raises(NotACourse):
        JekyllSite(tmp_path)

"""Search in a course that is read, kept, damaged, and read by two at once."""

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from tui_course.errors import CourseError, SearchError
from tui_course.model.block import Heading, Paragraph
from tui_course.model.course import Course, Module, Page, PageRef
from tui_course.model.inline import Text
from tui_course.sources.cache import CachedCourse
from tui_course.sources.open import open_course
from tui_course.sources.questions import question_index
from tui_course.study import Place, Spot, Study

BEES = Path(__file__).parents[1] / "sources" / "jekyll" / "beekeeping"
REFS = tuple(PageRef(name, f"Page {name}", f"{name}.md") for name in ("one", "two", "three"))


class Shelf:
    """Three pages, each of which waits until it is let through; `read` lists what was asked for."""

    def __init__(self, *, waits=False, failing=""):
        self.course = Course("shelf", "Shelf", (Module("First", REFS[:2]), Module("Second", REFS[2:])))
        self.problems = ()
        self.read = []
        self.doors = {ref.id: threading.Event() for ref in REFS}
        self._failing = failing
        if not waits:
            for door in self.doors.values():
                door.set()

    def survey(self, told):
        return question_index(self, told)

    def page(self, page_id):
        self.doors[page_id].wait(10)
        self.read.append(page_id)
        if page_id == self._failing:
            raise CourseError("gone")
        ref = next(one for one in REFS if one.id == page_id)
        words = f"A kestrel hovers over page {page_id}."
        blocks = (Heading(2, (Text(f"Birds of {page_id}"),), "birds"), Paragraph((Text(words),)))
        return Page(ref, blocks)


@pytest.fixture
def course(tmp_path):
    return Path(shutil.copytree(BEES, tmp_path / "course"))


def cached(course, tmp_path):
    return CachedCourse.of(open_course(course), course, tmp_path / "cache")


def test_a_result_says_where_it_stands_and_leads_there():
    study = Study(Shelf())
    study.survey()
    results = study.search("kestrel two")
    first = results.found[0]
    assert (first.page, first.name, first.module, first.heading, first.anchor) == (
        "two",
        "Page two",
        "First",
        "Birds of two",
        "birds",
    )
    # The title that the page is shown with counts as a block of it.
    assert first.place == Place("two", spot=Spot(2, -2))
    assert first.snippet(80) == [("A ", False), ("kestrel", True), (" hovers over page ", False), ("two", True), (".", False)]


def test_headings_and_titles_lead_to_themselves():
    study = Study(Shelf())
    study.survey()
    assert study.search("birds three").found[0].place == Place("three", "birds")
    assert study.search('"page three"').found[0].place == Place("three")


def test_one_pass_serves_questions_and_search():
    shelf = Shelf()
    study = Study(shelf)
    index = study.survey()
    assert [page.page for page in index.pages] == ["one", "two", "three"]
    assert shelf.read == ["one", "two", "three"]


def test_what_is_read_already_is_found_while_the_rest_is_read():
    shelf = Shelf(waits=True)
    study = Study(shelf)
    reading = threading.Thread(target=study.survey)
    reading.start()
    try:
        assert not study.search("kestrel").complete
        shelf.doors["one"].set()
        while not study.search("kestrel").found:
            pass
        results = study.search("kestrel")
        assert ([one.page for one in results.found], results.read, results.pages) == (["one"], 1, 3)
    finally:
        for door in shelf.doors.values():
            door.set()
        reading.join()
    assert study.search("kestrel").complete
    assert len(study.search("kestrel").found) == 3


def test_a_page_that_cannot_be_read_does_not_stop_the_others():
    study = Study(Shelf(failing="two"))
    study.survey()
    results = study.search("kestrel")
    assert {one.page for one in results.found} == {"one", "three"}
    assert results.complete


class Uneven(Shelf):
    """A shelf whose passes over the pages fail in a way that nobody foresaw; `passes` counts them."""

    passes = 0
    error = RuntimeError("no \x1b foresight")

    def survey(self, told):
        self.passes += 1
        told(self.page("one"))
        if self.error is not None:
            raise self.error
        return super().survey(told)

    @property
    def index(self):
        return question_index(self)


def test_a_fault_that_nobody_foresaw_costs_the_search_alone_and_is_said():
    shelf = Uneven()
    study = Study(shelf)
    assert [page.page for page in study.survey().pages] == ["one", "two", "three"]
    for _ in range(3):
        with pytest.raises(SearchError, match=r"RuntimeError: no \W foresight") as failing:
            study.search("kestrel")
        assert "\x1b" not in str(failing.value)
    assert shelf.passes == 1


def test_the_next_survey_mends_a_search_that_failed():
    shelf = Uneven()
    study = Study(shelf)
    study.survey()
    shelf.error = None
    study.survey()
    assert {one.page for one in study.search("kestrel").found} == {"one", "two", "three"}


def test_where_not_even_questions_can_be_counted_pages_count_as_not_read():
    class Broken(Uneven):
        @property
        def index(self):
            raise RecursionError

    assert [page.failed for page in Study(Broken()).survey().pages] == [True, True, True]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_a_file_whose_name_is_no_text_is_found_too(tmp_path):
    course = tmp_path / os.fsdecode(b"cours\xe9")
    course.mkdir()
    (course / "index.md").write_text("# First\n\nA kestrel hovers.\n", encoding="utf-8")
    (course / os.fsdecode(b"caf\xe9.md")).write_text("A kestrel rests.\n\n## Café\n\nIt eats.\n", encoding="utf-8")
    caches = tmp_path / os.fsdecode(b"cach\xe9")

    def opened():
        return Study(CachedCourse.of(open_course(course), course, caches))

    study = opened()
    study.survey()
    found = study.search("kestrel").found
    assert {one.page for one in found} == {page.id for page in study.course.pages}
    kept = opened()
    assert kept.search("kestrel").complete
    assert kept.search("kestrel").found == found


def test_a_long_text_that_says_a_word_all_the_time_leaves_room_for_others(tmp_path):
    (tmp_path / "long.md").write_text("# Long\n\n" + "kestrel " * 40_000, encoding="utf-8")
    (tmp_path / "short.md").write_text(f"# Short\n\nA kestrel {'goes on to hover ' * 20}\n", encoding="utf-8")
    study = Study(open_course(tmp_path))
    study.survey()
    results = study.search("kestrel")
    assert {one.page for one in results.found} == {"long", "short"}
    assert not results.more


def test_an_index_that_was_kept_needs_no_reading(course, tmp_path):
    study = Study(cached(course, tmp_path))
    study.survey()
    words = study.search("bees")
    assert words.found
    again = Study(cached(course, tmp_path))
    assert again.search("bees").found == words.found
    assert again.search("bees").complete


def test_another_content_is_another_index(course, tmp_path):
    Study(cached(course, tmp_path)).survey()
    (course / "index.md").write_text("---\ntitle: New\n---\nA wombat digs.\n", encoding="utf-8")
    study = Study(cached(course, tmp_path))
    assert study.search("wombat").found == ()
    study.survey()
    assert study.search("wombat").found[0].page == "index"


@pytest.mark.parametrize("keep", [0, 100, 5000])
def test_a_damaged_index_is_made_anew(course, tmp_path, keep):
    pages = cached(course, tmp_path)
    Study(pages).survey()
    file = pages.folder / "search"
    file.write_bytes(file.read_bytes()[:keep])
    study = Study(cached(course, tmp_path))
    study.survey()
    assert study.search("bees").found
    assert file.stat().st_size > 5000


def test_damage_that_shows_only_when_it_is_asked_is_mended_too(course, tmp_path):
    pages = cached(course, tmp_path)
    Study(pages).survey()
    study = Study(cached(course, tmp_path))
    found = study.search("bees").found
    study.edition.finding._index._connection.close()
    assert study.search("bees").found == found


def test_two_readers_do_not_disturb_each_other(course, tmp_path):
    studies = [Study(cached(course, tmp_path)) for _ in range(4)]
    threads = [threading.Thread(target=study.survey) for study in studies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [study.search("bees").found for study in studies]
    assert found[0]
    assert all(one == found[0] for one in found)


def test_a_snippet_is_about_what_was_found():
    text = " ".join(f"word{number}" for number in range(300))
    from tui_course.search.query import parse
    from tui_course.study.results import Result

    query = parse("word250")
    result = Result("p", "P", "", "", "", None, text, query.found_in(text), Place("p"))
    pieces = result.snippet(60)
    said = "".join(piece for piece, _ in pieces)
    assert ("word250", True) in pieces
    assert said.startswith("…")
    assert said.endswith("…")
    assert len(said) <= 62

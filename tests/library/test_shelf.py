"""What the library's screen lists, before and after courses were opened."""

from __future__ import annotations

from pathlib import Path

from tui_course.library.shelf import Opening, Shelf, recent
from tui_course.progress.memory import MemoryStore
from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.study.keeping import Keeping


def test_a_course_that_was_looked_into_before_it_was_opened_is_one_to_go_on_with(library, clock, make_course):
    library.add(str(make_course()), lambda _done, _total: None)
    keeping = Keeping(MemoryStore(), "ada", clock)
    shelf = Shelf(library, Opening(lambda path: Study(open_course(path)), open_course), keeping)
    here = next(entry for entry in shelf.entries() if Path(entry.path) == built_in())
    shelf.survey(here)
    assert not recent(shelf.entries())
    clock.now += 60
    shelf.open(here)
    assert [Path(entry.path) for entry in recent(shelf.entries())] == [built_in()]
    assert next(entry for entry in shelf.entries() if Path(entry.path) == built_in()).questions
    keeping.close()

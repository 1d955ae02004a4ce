"""Search in one course: its index is loaded, or made while its pages are read, and answers what is asked meanwhile."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from tui_course.errors import SearchError, TuiCourseError
from tui_course.model.index import PageQuestions, QuestionIndex
from tui_course.model.visible import visible
from tui_course.sources.cache import CachedCourse
from tui_course.sources.published import PublishedCourse
from tui_course.sources.questions import Surveyed, question_index
from tui_course.study.contents import apart, module_title, with_title
from tui_course.study.places import Place, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tui_course.model.course import Course, Page
    from tui_course.search.index import Hit, SearchIndex
    from tui_course.search.passages import Passage
    from tui_course.search.query import Query
    from tui_course.sources.pages import Pages
    from tui_course.study.results import Result, Results

_FILE: Final = "search"
_PAUSE_SECONDS: Final = 0.003
_LEAD: Final = 2
_MANY: Final = 3_000


class Finding:
    """Search in the pages of a course, from any thread."""

    def __init__(self, pages: Pages, course: Course) -> None:
        self._pages = pages
        self._course = course
        self._modules = {page.id: module_title(module) for module in reversed(course.modules) for page in module.pages}
        self._index: SearchIndex | None = None
        self._read = 0
        self._looked = False
        self._fault = ""
        self._turn = threading.Lock()
        self._passing = threading.Lock()

    # Reading

    @property
    def _file(self) -> Path | None:
        return self._pages.folder / _FILE if isinstance(self._pages, CachedCourse | PublishedCourse) else None

    def survey(self, *, gently: bool = True) -> QuestionIndex:
        """Have the course read, so that everything can be found, and tell what it asks; takes time.

        Both need every page: they share one pass. `gently` leaves other threads time between two pages. Where no index can be
        made, whatever the reason, `search` says so until the next survey, and the questions are told all the same.
        """
        with self._passing:
            try:
                if self._is_at_hand:
                    return self._asked()
                if self._loaded() and self._read >= len(self._course.pages):
                    return self._asked()
                self._fault = ""
                return self._pass(gently=gently)
            except SearchError as error:
                # There is no room for an index: questions can be counted all the same.
                self._fault = str(error)
            except Exception as error:  # noqa: BLE001 - the boundary: a fault of ours costs the search, and not the reader
                self._fault = _words_of(error)
            self._forget(self._index)
            return self._asked()

    @property
    def _is_at_hand(self) -> bool:
        """Whether all was published, and nobody has looked for anything yet: most learners of a host never do."""
        file = self._file
        return not self._looked and isinstance(self._pages, PublishedCourse) and file is not None and file.is_file()

    def _asked(self) -> QuestionIndex:
        try:
            return self._pages.index
        except (TuiCourseError, OSError):
            return QuestionIndex()
        except Exception:  # noqa: BLE001 - likewise: without an index nothing is counted
            return QuestionIndex(tuple(PageQuestions(page.id, failed=True) for page in self._course.pages))

    def _loaded(self) -> bool:
        """Load what was kept, once; False where nothing was."""
        from tui_course.search.index import SearchIndex

        with self._turn:
            if not self._looked:
                self._looked = True
                kept = SearchIndex.load(self._file) if self._file is not None else None
                if kept is not None:
                    self._index, self._read = kept, len(self._course.pages)
            return self._index is not None

    def _pass(self, *, gently: bool) -> QuestionIndex:
        from tui_course.search.index import SearchIndex
        from tui_course.search.passages import passages

        index = SearchIndex.new()
        with self._turn:
            self._index, self._read = index, 0

        def told(page: Page) -> None:
            seen = replace(page, blocks=apart(with_title(page)))
            index.add(passages(seen), visible(page.ref.name))
            self._read += 1
            if gently:
                time.sleep(_PAUSE_SECONDS)

        pages = self._pages
        if isinstance(pages, Surveyed):
            asked = pages.survey(told)
        else:
            # A course in this process reads a page anew for each who wants it.
            question_index(pages, told)
            asked = self._asked()
        failed = any(page.failed for page in asked.pages)
        self._read = len(self._course.pages)
        # What is published stays as it is, with pages that could not be read as well.
        lasting = isinstance(pages, PublishedCourse) or (isinstance(pages, CachedCourse) and not failed and pages.unchanged())
        if self._file is not None and lasting:
            index.save(self._file)
        return asked

    # Asking

    def search(self, text: str, limit: int) -> Results:
        """What is found with words as they are typed (see `search.query.parse`), in the pages read so far.

        Raises SearchError where nothing can be looked up at all.
        """
        from tui_course.search.query import parse

        try:
            query = parse(text)
            was_at_hand = self._is_at_hand
            if not self._loaded() and was_at_hand:
                # The file is not what it seemed to be.
                self.survey()
            index = self._index
            try:
                return self._results(index, query, limit)
            except SearchError:
                if self._fault:
                    # The course has been read in vain: to read it for every key would not mend that.
                    raise SearchError(self._fault) from None
                # A file that was damaged while it was open, or before in a way that shows only now.
                self._forget(index)
                self.survey()
                return self._results(self._index, query, limit)
        except SearchError:
            raise
        except Exception as error:
            raise SearchError(_words_of(error)) from error

    def _forget(self, index: SearchIndex | None) -> None:
        with self._turn:
            if self._index is not index:
                return
            self._index, self._read = None, 0
        if index is not None:
            index.close()

    def _results(self, index: SearchIndex | None, query: Query, limit: int) -> Results:
        from tui_course.search.index import CANDIDATES
        from tui_course.study.results import Results

        read, total = self._read, len(self._course.pages)
        if self._fault:
            raise SearchError(self._fault)
        if index is None or query.empty:
            return Results(query, read=read, pages=total)
        for candidates in (CANDIDATES, _MANY):
            hits, answered, whole = index.search(query, candidates)
            found = _one_below_each_heading(hits)
            # A long text that says the words all the time would leave no room for others.
            if len(hits) < candidates or len(found) >= limit:
                break
        shown = tuple(map(partial(self._result, answered), found[:limit]))
        more = len(found) > limit or len(hits) >= candidates
        return Results(answered, shown, more, whole, read, total)

    def _result(self, query: Query, hit: Hit) -> Result:
        from tui_course.study.results import Result

        passage = hit.passage
        ref = self._course.pages[self._course.position(passage.page)]
        # A title is told already: what it stands above says more.
        text = visible(hit.below or passage.text)
        return Result(
            passage.page,
            visible(ref.name) or visible(ref.id),
            self._modules.get(passage.page, ""),
            visible(passage.heading),
            passage.anchor or passage.heading_anchor,
            passage.kind,
            text,
            query.found_in(text),
            _place(passage),
            passage.seconds,
        )


def _one_below_each_heading(hits: Iterable[Hit]) -> list[Hit]:
    """The best hits, which come first, of each reference, note and heading."""
    found: dict[tuple[str, str, str], Hit] = {}
    for hit in hits:
        passage = hit.passage
        found.setdefault((passage.page, passage.heading_anchor or passage.heading, passage.anchor), hit)
    return list(found.values())


def _words_of(error: Exception) -> str:
    """What is said of a fault of the program itself."""
    return f"searching failed ({type(error).__name__}: {visible(str(error))}); please report it"


def _place(passage: Passage) -> Place:
    from tui_course.search.passages import Kind

    if passage.kind is Kind.TITLE:
        return Place(passage.page)
    anchor = passage.heading_anchor if passage.kind is Kind.HEADING else passage.anchor
    if anchor:
        return Place(passage.page, anchor)
    # Without a width the letters tell the row: nobody has set this passage yet. At the top of a block some lines lead to it.
    return Place(passage.page, spot=Spot(passage.block, 1 if passage.letters else -_LEAD, passage.letters))

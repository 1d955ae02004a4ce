"""A course as it was opened at one moment: its outline, the pages read lately, and what became of another edition's pages."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.errors import PageNotFound, TuiCourseError
from tui_course.model.block import DiagramBlock, Unknown
from tui_course.model.course import Course, Page
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks
from tui_course.study.contents import apart, with_title
from tui_course.typeset.setting import TEXT_WIDTH

if TYPE_CHECKING:
    from tui_course.model.course import PageRef
    from tui_course.model.glossary import Glossary
    from tui_course.model.index import QuestionIndex, ReferenceIndex
    from tui_course.sources.pages import Pages
    from tui_course.study.finding import Finding
    from tui_course.study.glossing import Terms
    from tui_course.study.results import Results

RESULTS: Final = 50
"""How many passages a search gives where nobody says how many."""

_PAGES_HELD: Final = 8
MISTAKES: Final = frozenset(("yaml-syntax", "yaml-limit", "yaml-size", "course-settings"))
"""What is wrong with a file of settings that cannot be read."""


class Edition:
    """A course that was opened; all of it may be used from any thread.

    An edition never becomes another: who looked up a page in its outline can read it, whatever became of the course. Raises
    CourseError where the outline cannot be read, PageNotFound where there is no page in it.
    """

    def __init__(self, pages: Pages) -> None:
        self.course: Course = pages.course
        self.text_width = TEXT_WIDTH
        self.ascii = False
        self._pages = pages
        self._held: OrderedDict[str, Page] = OrderedDict()
        self._terms: Terms | None = None
        self._lock = threading.Lock()
        self._finding: Finding | None = None
        self._finding_lock = threading.Lock()
        if not self.course.pages:
            raise PageNotFound("the course has no pages")

    def __contains__(self, page_id: object) -> bool:
        """Whether the contents have a page, by its id."""
        return any(page.id == page_id for page in self.course.pages)

    def ref(self, page_id: str) -> PageRef:
        """The page as the contents list it; raises PageNotFound."""
        try:
            return self.course.pages[self.course.position(page_id)]
        except KeyError:
            raise PageNotFound(f"no page {visible(page_id)!r} in this course") from None

    def read(self, page_id: str) -> Page:
        """The page with its title as first heading; one that cannot be read says so in its place.

        Raises PageNotFound where the contents have no such page.
        """
        with self._lock:
            page = self._held.get(page_id)
            if page is None:
                page = self._read(self.ref(page_id))
                self._held[page_id] = page
                while len(self._held) > _PAGES_HELD:
                    self._held.popitem(last=False)
            else:
                self._held.move_to_end(page_id)
            return page

    def held(self, page_id: str) -> Page | None:
        """The page if it has been read lately, at once."""
        return self._held.get(page_id)

    def _read(self, ref: PageRef) -> Page:
        try:
            page = self._pages.page(ref.id)
        except (TuiCourseError, OSError) as error:
            reason = visible(str(error)) or type(error).__name__
            problem = Problem("page-unreadable", Severity.ERROR, reason, ref.source)
            page = Page(ref, (Unknown(source="", reason=reason),), (problem,))
        page = replace(page, blocks=apart(with_title(page)))
        draw_ahead(page, self.text_width, ascii=self.ascii)
        if not self._terms:
            return page
        from tui_course.study.glossing import with_terms

        return with_terms(page, self._terms)

    # What belongs to the whole course

    @property
    def glossary(self) -> Glossary | None:
        """The terms that the course explains; None before `learn_terms`."""
        return self._terms.glossary if self._terms is not None else None

    def learn_terms(self) -> Glossary:
        """Read the glossary, once, and mark its terms in the pages read so far and from now on; takes time."""
        if self._terms is None:
            from tui_course.model.glossary import Glossary
            from tui_course.study.glossing import Terms, with_terms

            try:
                glossary = self._pages.glossary
            except (TuiCourseError, OSError):
                glossary = Glossary()
            terms = Terms(glossary)
            with self._lock:
                if self._terms is None:
                    self._terms = terms
                    for name, page in list(self._held.items()):
                        self._held[name] = with_terms(page, terms)
        return self._terms.glossary

    def references(self) -> ReferenceIndex:
        """Every work that the course cites or lists; takes time."""
        try:
            return self._pages.references
        except (TuiCourseError, OSError):
            from tui_course.model.index import ReferenceIndex

            return ReferenceIndex(failed=True)

    def index(self) -> QuestionIndex:
        """Every question of the course, none where it cannot be read any more; takes time."""
        try:
            return self._pages.index
        except (TuiCourseError, OSError):
            from tui_course.model.index import QuestionIndex

            return QuestionIndex()

    @property
    def finding(self) -> Finding:
        """The search in the course."""
        with self._finding_lock:
            if self._finding is None:
                from tui_course.study.finding import Finding

                self._finding = Finding(self._pages, self.course)
            return self._finding

    def survey(self) -> QuestionIndex:
        """Every question of the course, like `index`; the same pass over the pages makes what search needs. Takes time."""
        return self.finding.survey()

    def search(self, words: str, limit: int = RESULTS) -> Results:
        """What of the pages read so far has some words; raises SearchError."""
        return self.finding.search(words, limit)

    def locate(self, path: str) -> str:
        """Where a file of the course stands on disk; raises FileRefused."""
        return self._pages.locate(path)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the course apart from its pages; takes time."""
        try:
            return self._pages.problems
        except (TuiCourseError, OSError) as error:
            return (Problem("course-unreadable", Severity.ERROR, str(error)),)


def damage(before: Course, edition: Edition) -> Problem | None:
    """The mistake by which a course lost its title or its order since `before`, such as one in `course.yml`; takes time.

    A course with such a mistake can be opened all the same, as one without a file of settings.
    """
    if _alike(before, edition.course):
        return None
    return next((one for one in edition.problems() if one.severity is Severity.ERROR and one.code in MISTAKES), None)


def _alike(before: Course, after: Course) -> bool:
    """Whether two outlines have the same names, and the pages that both have in the same order."""
    names = {page.id for page in before.pages} & {page.id for page in after.pages}
    orders = ([page.id for page in one.pages if page.id in names] for one in (before, after))
    first, second = orders
    return (before.id, before.title, before.description, first) == (after.id, after.title, after.description, second)


def heir(page_id: str, before: Course, after: Course) -> str:
    """The id in `after` of a page of `before`: its own, that of the file it was renamed to, or that of the page at its place.

    A page counts as renamed where a new one has its title, or where one has gone and one has come.
    """
    old, new = {page.id: page for page in before.pages}, {page.id: page for page in after.pages}
    if page_id in new or page_id not in old:
        return page_id if page_id in new else after.pages[0].id
    come = [page for page in after.pages if page.id not in old]
    alike = [page for page in come if page.title == old[page_id].title]
    if len(alike) == 1:
        return alike[0].id
    gone = [page for page in before.pages if page.id not in new]
    if len(come) == len(gone) == 1:
        return come[0].id
    return after.pages[min(before.position(page_id), len(after.pages) - 1)].id


def draw_ahead(page: Page, width: int, *, ascii: bool = False) -> None:  # noqa: A002  the name of the setting
    """Have the diagrams of a page drawn before it is shown, for a text `width` cells wide: no key waits for them."""
    if any(isinstance(block, DiagramBlock) for block in all_blocks(page.blocks)):
        from tui_course.typeset.document import Document
        from tui_course.typeset.setting import Setting

        # How wide a drawing may be depends on what it stands in, such as a question: only setting the page tells.
        Document(page.blocks, Setting(width, ascii=ascii, plain_code=True))

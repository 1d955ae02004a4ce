"""A course as it is open: its pages as they were opened last, what is found in them, and how it is opened anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui_course.errors import CourseError
from tui_course.model.inline import Term
from tui_course.model.walk import all_inlines
from tui_course.study.edition import RESULTS, Edition, damage, draw_ahead, heir
from tui_course.study.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.course import Course, Page, PageRef
    from tui_course.model.glossary import Glossary
    from tui_course.model.index import QuestionIndex, ReferenceIndex
    from tui_course.model.question import Question
    from tui_course.sources.pages import Pages
    from tui_course.study.results import Results


class OpenedCourse:
    """What a learner reads in, wherever they are in it.

    `edition` is the course as it was opened last: whoever looks at it more than once from another thread keeps hold of it, and
    whoever keeps something that was made of the course compares it. `listener`, where it is set, is called from another thread
    whenever files of the course have changed and `files_changed` was told so. `read`, `locate` and `opened_again` may be called
    from any thread, everything else from one unless it says otherwise.
    """

    def __init__(self, pages: Pages, reopen: Callable[[], Pages] | None = None) -> None:
        """`reopen` opens the course anew."""
        self.edition = Edition(pages)
        self.listener: Callable[[], None] | None = None
        self._reopen = reopen

    # Pages

    @property
    def course(self) -> Course:
        """The outline. From any thread."""
        return self.edition.course

    def read(self, page_id: str) -> Page:
        """The page with its title as first heading; one that cannot be read says so in its place.

        Raises PageNotFound where the contents have no such page.
        """
        return self.edition.read(page_id)

    def held(self, page_id: str) -> Page | None:
        """The page if it has been read lately, at once."""
        return self.edition.held(page_id)

    def ref(self, page_id: str) -> PageRef:
        """The page as the contents list it; raises PageNotFound."""
        return self.edition.ref(page_id)

    @property
    def text_width(self) -> int:
        """The most cells of the text that pages are shown in: diagrams are drawn ahead for it. From any thread."""
        return self.edition.text_width

    def set_text(self, width: int, *, ascii: bool) -> None:  # noqa: A002  the name of the setting
        """Say how pages are shown: a text so many cells wide, in ASCII or not. From any thread."""
        self.edition.text_width, self.edition.ascii = width, ascii

    def draw(self, page: Page, width: int) -> None:
        """Have the diagrams of a page drawn for a text so many cells wide; takes time. From any thread."""
        draw_ahead(page, width, ascii=self.edition.ascii)

    def locate(self, path: str) -> Path:
        """Where a file of the course, such as a picture, stands on disk; raises FileRefused.

        May be called from any thread, like `read`.
        """
        return Path(self.edition.locate(path))

    # Other editions

    def files_changed(self) -> None:
        """Tell the listener that files of the course have changed. From any thread."""
        listener = self.listener
        if listener is not None:
            listener()

    def opened_again(self, page_id: str) -> Edition:
        """The course as it is on disk now, with what has become of a page read already; takes time. From any thread.

        Raises CourseError where it cannot be opened, or its own settings cannot be read that could be before; PageNotFound
        where it has no page any more.
        """
        if self._reopen is None:
            raise CourseError("this course cannot be opened anew")
        before = self.edition
        edition = Edition(self._reopen())
        edition.text_width, edition.ascii = self.edition.text_width, self.edition.ascii
        if before.glossary is not None:
            # Pages are compared with what is shown now, whose terms are marked.
            edition.learn_terms()
        edition.read(heir(page_id, before.course, edition.course))
        fault = damage(before.course, edition)
        if fault is not None:
            raise CourseError(str(fault))
        return edition

    # What is in it

    def index(self) -> QuestionIndex:
        """Every question of the course, none where it cannot be read any more; takes time. From any thread."""
        return self.edition.index()

    def survey(self) -> QuestionIndex:
        """Like `index`, and what search needs is made on the way; takes time. From any thread."""
        return self.edition.survey()

    def search(self, words: str, limit: int = RESULTS) -> Results:
        """What of the course has some words, as they are typed; of what is not read yet nothing. From any thread.

        Raises SearchError.
        """
        return self.edition.search(words, limit)

    def explanation(self, question: Question, page_id: str) -> Place | None:
        """Where the course explains a question: where its author says, else the best paragraph of its page or module.

        Pages not read yet are read, which takes time. From any thread.
        """
        edition = self.edition
        if question.see:
            page, _, anchor = question.see.partition("#")
            if page in edition:
                return Place(page, anchor)
        from tui_course.study.explaining import explaining_place

        module = edition.course.module_of(page_id)
        refs = module.pages if module is not None else ()
        return explaining_place(question, page_id, [edition.read(ref.id) for ref in refs]) if refs else None

    def references(self) -> ReferenceIndex:
        """Every work that the course cites or lists; takes time. From any thread."""
        return self.edition.references()

    def learn_terms(self) -> Glossary:
        """The terms that the course explains, from now on marked in its pages; takes time. From any thread."""
        return self.edition.learn_terms()

    def first_use(self, term: str) -> Place | None:
        """Where the course uses a term of its glossary first; pages not read yet are read, which takes time.

        From any thread.
        """
        edition = self.edition
        edition.learn_terms()
        for ref in edition.course.pages:
            used = (one for one in all_inlines(edition.read(ref.id).blocks) if isinstance(one, Term) and one.name == term)
            if next(used, None) is not None:
                return Place(ref.id, focus=f"term {term}")
        return None

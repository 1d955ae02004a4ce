"""What every course format offers, and how a folder is found to hold one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui_course.model.block import Bibliography
    from tui_course.model.course import Course, Page
    from tui_course.model.glossary import Glossary
    from tui_course.model.index import QuestionIndex, ReferenceIndex
    from tui_course.model.problem import Problem


class Pages(Protocol):
    """An open course: its outline at once, its pages one by one."""

    @property
    def course(self) -> Course:
        """The outline."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the course apart from its pages."""

    @property
    def index(self) -> QuestionIndex:
        """What is asked on every page; all pages are read for it, which takes time (see `sources.questions.index_pages`)."""

    @property
    def bibliography(self) -> Bibliography:
        """Every work of the course's bibliographies in the order of a list of references, cited or not."""

    @property
    def references(self) -> ReferenceIndex:
        """Every work that a page cites or lists; all pages are read for it, which takes time."""

    @property
    def terms(self) -> Glossary:
        """The terms of the course's glossary file, and what is wrong with it."""

    @property
    def glossary(self) -> Glossary:
        """Every term that the course explains; pages that may define some are read for it, which takes time."""

    def page(self, page_id: str) -> Page:
        """Read a page; raises PageNotFound."""

    def source(self, page_id: str) -> str:
        """The source of a page as text without control characters; empty where it cannot be read. Raises PageNotFound."""

    @property
    def files_folder(self) -> str:
        """The folder on disk, symbolic links resolved, from which the paths of the course's files count."""

    def locate(self, path: str) -> str:
        """Where a file of the course, such as a picture, stands on disk; raises FileRefused where that is outside of it."""


def was_unlucky(page: Page) -> bool:
    """Whether a page was read badly for a reason that may pass."""
    return any(problem.code == "page-unreadable" for problem in page.problems)

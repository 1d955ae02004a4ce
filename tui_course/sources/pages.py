"""What every course format offers, and how a folder is found to hold one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui_course.model.course import Course, Page
    from tui_course.model.index import QuestionIndex
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

    def page(self, page_id: str) -> Page:
        """Read a page; raises PageNotFound."""

    def source(self, page_id: str) -> str:
        """The source of a page as text without control characters; empty where it cannot be read. Raises PageNotFound."""

    def locate(self, path: str) -> str:
        """Where a file of the course, such as a picture, stands on disk; raises FileRefused where that is outside of it."""


def was_unlucky(page: Page) -> bool:
    """Whether a page was read badly for a reason that may pass."""
    return any(problem.code == "page-unreadable" for problem in page.problems)

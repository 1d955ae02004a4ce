"""What a course asks and cites: enough to count and to find by, without its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.inline import Inline


@dataclass(frozen=True, slots=True)
class IndexedQuestion:
    """A question as the index lists it; `title` is the beginning of its prompt on one line."""

    id: str
    graded: bool
    points: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class PageQuestions:
    """The questions of a page in reading order, and how many words there are to read on it.

    `page` is the page's id. `failed` says that the page could not be read.
    """

    page: str
    questions: tuple[IndexedQuestion, ...] = ()
    failed: bool = False
    words: int = 0


@dataclass(frozen=True, slots=True)
class QuestionIndex:
    """Every page of a course in reading order, those without questions included."""

    pages: tuple[PageQuestions, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexedWork:
    """A work that a course cites or lists, by its `key`, with the pages that do, by their ids in reading order.

    `children` is its entry in a list of references; empty where neither a page nor a bibliography of the course has one.
    """

    key: str
    children: tuple[Inline, ...] = ()
    cited: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceIndex:
    """Every work that a course cites or lists, in the order of a list of references.

    `failed` says that a page could not be read.
    """

    works: tuple[IndexedWork, ...] = ()
    failed: bool = False

    def work(self, key: str) -> IndexedWork | None:
        """The work that a citation's key means."""
        return next((work for work in self.works if work.key == key), None)

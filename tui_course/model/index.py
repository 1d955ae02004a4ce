"""What a course asks, page by page: enough to count by, without the questions themselves."""

from __future__ import annotations

from dataclasses import dataclass


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
    """The questions of a page in reading order; `page` is the page's id. `failed` says that the page could not be read."""

    page: str
    questions: tuple[IndexedQuestion, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class QuestionIndex:
    """Every page of a course in reading order, those without questions included."""

    pages: tuple[PageQuestions, ...] = ()

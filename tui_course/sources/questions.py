"""What a course asks, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from tui_course.errors import TuiCourseError
from tui_course.model.index import IndexedQuestion, PageQuestions, QuestionIndex
from tui_course.model.visible import visible
from tui_course.model.walk import all_questions
from tui_course.model.words import block_words, count_words
from tui_course.sources.pages import was_unlucky

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_course.model.course import Page
    from tui_course.model.question import Question
    from tui_course.sources.pages import Pages

_TITLE: Final = 80


@runtime_checkable
class Surveyed(Protocol):
    """A course whose pages are read once for all who need every one of them."""

    def survey(self, told: Callable[[Page], None]) -> QuestionIndex:
        """What is asked on every page, from a pass over all of them, each of which is `told`."""


def question_index(pages: Pages, told: Callable[[Page], None] | None = None) -> QuestionIndex:
    """The index of a course, whose pages are all read for it; each of them is `told` to whoever needs them too."""
    return QuestionIndex(tuple(index_pages(pages, told)))


def index_pages(pages: Pages, told: Callable[[Page], None] | None = None) -> Iterator[PageQuestions]:
    """The index of a course page by page; each is read when it is asked for, so that whoever asks may stop in between.

    A page that cannot be read has no questions, and is not `told`.
    """
    for ref in pages.course.pages:
        try:
            page = pages.page(ref.id)
        except (TuiCourseError, OSError):
            yield PageQuestions(ref.id, failed=True)
            continue
        if told is not None:
            told(page)
        questions = tuple(map(_indexed, all_questions(page.blocks)))
        yield PageQuestions(ref.id, questions, failed=was_unlucky(page), words=count_words(page.blocks))


def _indexed(question: Question) -> IndexedQuestion:
    words = visible(block_words(question.prompt))
    title = words if len(words) <= _TITLE else words[: _TITLE - 1].rstrip() + "…"
    return IndexedQuestion(question.id, question.graded, question.points, question.kind, title)

"""What a course asks, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.errors import TuiCourseError
from tui_course.model.index import IndexedQuestion, PageQuestions, QuestionIndex
from tui_course.model.visible import visible
from tui_course.model.walk import all_questions
from tui_course.model.words import block_words
from tui_course.sources.pages import was_unlucky

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.question import Question
    from tui_course.sources.pages import Pages

_TITLE: Final = 80


def question_index(pages: Pages) -> QuestionIndex:
    """The index of a course, whose pages are all read for it."""
    return QuestionIndex(tuple(index_pages(pages)))


def index_pages(pages: Pages) -> Iterator[PageQuestions]:
    """The index of a course page by page; each is read when it is asked for, so that whoever asks may stop in between.

    A page that cannot be read has no questions.
    """
    for ref in pages.course.pages:
        try:
            page = pages.page(ref.id)
        except (TuiCourseError, OSError):
            yield PageQuestions(ref.id, failed=True)
            continue
        yield PageQuestions(ref.id, tuple(map(_indexed, all_questions(page.blocks))), failed=was_unlucky(page))


def _indexed(question: Question) -> IndexedQuestion:
    words = visible(block_words(question.prompt))
    title = words if len(words) <= _TITLE else words[: _TITLE - 1].rstrip() + "…"
    return IndexedQuestion(question.id, question.graded, question.points, question.kind, title)

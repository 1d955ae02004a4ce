"""One learner in one course, page by page and question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.progress.fold import question_standings
from tui_course.progress.workshops import START
from tui_course.workshop.board import LearnerDetail, PageDetail, QuestionDetail
from tui_course.workshop.counting import answer_words
from tui_course.workshop.folding import CourseTrace, LearnerTrace, PageTrace
from tui_course.workshop.outline import page_is_done, right_questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.attempt import Attempt
    from tui_course.progress.fold import QuestionStanding
    from tui_course.progress.workshops import WorkshopStore
    from tui_course.workshop.material import Material
    from tui_course.workshop.outline import Outline

_NOWHERE = PageTrace()


def learner_detail(store: WorkshopStore, material: Material | None, learner: str, course: str) -> LearnerDetail:
    """All of a learner in a course; of one that is not open nothing. Takes time; raises StoreError."""
    if material is None:
        return LearnerDetail(learner, course)
    trace = CourseTrace()
    attempts: list[Attempt] = []
    cursor, more = START, True
    while more:
        events = store.events(course, cursor, (learner,))
        if events.anew:
            trace, attempts = CourseTrace(), []
        trace.add(events.attempts, events.visits)
        attempts += events.attempts
        more, cursor = events.more and events.cursor != cursor, events.cursor
    standings = question_standings(sorted(attempts, key=lambda one: one.at))
    material.read(standings)
    pages = tuple(_pages(material.outline, trace.learners.get(learner, LearnerTrace())))
    return LearnerDetail(learner, course, pages, tuple(_questions(material, standings)))


def _pages(outline: Outline, learner: LearnerTrace) -> Iterator[PageDetail]:
    for module in outline.modules:
        for page in module.pages:
            trace = learner.pages.get(page.id, _NOWHERE)
            done = page_is_done(page, trace.read, right_questions(page, learner.questions))
            yield PageDetail(page.id, page.title, module.heading.number, trace.read, trace.seconds, max(0.0, trace.seen), done)


def _questions(material: Material, standings: dict[str, QuestionStanding]) -> Iterator[QuestionDetail]:
    for numbered in material.outline.questions.values():
        standing = standings.get(numbered.question.id)
        if standing is None:
            continue
        yield QuestionDetail(
            numbered.question.id,
            numbered.page,
            numbered.number,
            numbered.question.title,
            standing.outcome,
            standing.right_at_once,
            standing.tries,
            standing.revealed,
            _words(material, standing.first),
            _words(material, standing.last),
            standing.at,
        )


def _words(material: Material, attempt: Attempt) -> str:
    question = material.question(attempt.question)
    return answer_words(question, attempt.answer) if question is not None and attempt.answer is not None else ""

"""A learner's progress in figures: by page and by question of a course, or by course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.visible import visible
from tui_course.progress.fold import question_standings
from tui_course.study.contents import module_title
from tui_course.study.reviewing import due_questions
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_course.model.attempt import Attempt, Visit
    from tui_course.model.index import IndexedQuestion, QuestionIndex
    from tui_course.progress.fold import QuestionStanding
    from tui_course.study.learning import Learning, Marks
    from tui_course.study.study import Study


@dataclass(frozen=True, slots=True)
class PageReport:
    """A page: the share that was read, 0 to 1, when the learner was there last, in seconds since 1970, and its questions.

    `module` is the title of the first module that lists it, or empty.
    """

    id: str
    title: str
    module: str
    read: float
    seen: float | None
    marks: Marks


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """A question and how it stands, or None where it was never tried; `gone` where the course no longer asks it."""

    id: str
    page: str
    title: str
    points: float
    standing: QuestionStanding | None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class CourseReport:
    """A course as its learner knows it: pages and questions in reading order, those that are gone at the end.

    `due` counts the questions due for review, `next_due` is when the next of the others is. `seen` is when the learner was
    there last. Times are in seconds since 1970.
    """

    id: str
    title: str
    learner: str
    pages: tuple[PageReport, ...]
    questions: tuple[QuestionReport, ...]
    total: Marks
    due: int
    next_due: float | None
    seen: float | None


@dataclass(frozen=True, slots=True)
class CourseTrace:
    """What a learner did in a course of which only the id is known; `seen` is when they were there last."""

    id: str
    attempts: int
    questions: int
    pages: int
    seen: float


def course_report(study: Study, now: float) -> CourseReport:
    """How far the learner is at `now`, in seconds since 1970; reads all pages that were not read before, which takes time."""
    learning = study.learning
    index = study.index()
    due = due_questions(study, now)
    pages = tuple(_pages(study, index))
    last = learning.last_visit
    seen = [one.at for one in learning.all_attempts] + ([last.at] if last is not None else [])
    return CourseReport(
        study.course.id,
        visible(study.course.title),
        learning.learner,
        pages,
        (*_questions(learning, index), *_gone(learning, index)),
        learning.course_marks(index),
        len(due.questions),
        due.next_at,
        max(seen, default=None),
    )


def _pages(study: Study, index: QuestionIndex) -> Iterator[PageReport]:
    learning = study.learning
    asked = {page.page: page.questions for page in index.pages}
    for ref in study.course.pages:
        module = study.course.module_of(ref.id)
        yield PageReport(
            ref.id,
            visible(ref.name) or ref.id,
            module_title(module) if module is not None else "",
            learning.read(ref.id),
            learning.seen(ref.id),
            learning.marks(_each_once(asked.get(ref.id, ()))),
        )


def _each_once(questions: Iterable[IndexedQuestion]) -> Iterable[IndexedQuestion]:
    return {question.id: question for question in questions}.values()


def _questions(learning: Learning, index: QuestionIndex) -> Iterator[QuestionReport]:
    for page in index.pages:
        for one in page.questions:
            yield QuestionReport(one.id, page.page, one.title, one.points if one.graded else 0.0, learning.standing(one.id))


def _gone(learning: Learning, index: QuestionIndex) -> Iterator[QuestionReport]:
    here = {one.id for page in index.pages for one in page.questions}
    for key, standing in question_standings(learning.all_attempts).items():
        if key not in here:
            yield QuestionReport(key, standing.last.page, "", standing.last.points, standing, gone=True)


def course_traces(attempts: Iterable[Attempt], visits: Iterable[Visit]) -> tuple[CourseTrace, ...]:
    """What one learner's events say of each course, the one they were in last first."""
    by_course: dict[str, tuple[list[Attempt], list[Visit]]] = {}
    for attempt in attempts:
        by_course.setdefault(attempt.course, ([], []))[0].append(attempt)
    for visit in visits:
        by_course.setdefault(visit.course, ([], []))[1].append(visit)
    traces = [
        CourseTrace(
            course,
            len(tried),
            len({one.question for one in tried}),
            len({one.page for one in seen}),
            max([one.at for one in tried] + [one.at for one in seen]),
        )
        for course, (tried, seen) in by_course.items()
    ]
    return tuple(sorted(traces, key=lambda one: (-one.seen, one.id)))

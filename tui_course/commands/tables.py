"""Progress as text, as JSON and as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tui_course.commands.printing import json_line
from tui_course.language import gettext as _
from tui_course.language import ngettext, number
from tui_course.linear.wording import counted_questions, marks_line
from tui_course.model.tabular import moment, row_text
from tui_course.model.visible import visible
from tui_course.study.learning import READ_TO_THE_END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui_course.study.learning import Marks
    from tui_course.study.reporting import CourseReport, CourseTrace, PageReport, QuestionReport

QUESTION_COLUMNS: Final = "course page question title outcome score points tries revealed first last_at gone".split()
COURSE_COLUMNS: Final = "course attempts questions pages last_at".split()

# A course


def report_text(report: CourseReport) -> Iterator[str]:
    """A line for each page below its module, then the whole."""
    yield _("{course}: progress of {learner}").format(course=report.title, learner=visible(report.learner))
    module = None
    for page in report.pages:
        if page.module != module:
            module = page.module
            yield ""
            yield from filter(None, (module,))
        yield f"  {page.title}: {_page_line(page)}"
    yield ""
    read = sum(page.read >= READ_TO_THE_END for page in report.pages)
    yield ngettext(
        "Course: {read} of {count} page read, {marks}", "Course: {read} of {count} pages read, {marks}", len(report.pages)
    ).format(read=read, count=number(len(report.pages)), marks=marks_line(report.total))
    gone = sum(one.gone for one in report.questions)
    if gone:
        yield _("Answered, but no longer in the course: {questions}").format(questions=counted_questions(gone))
    yield _due(report)
    yield _("Last here: {time}").format(time=moment(report.seen) or _("never"))


def _page_line(page: PageReport) -> str:
    read = _("{share} read").format(share=f"{int(100 * page.read)} %") if page.seen is not None else _("not read")
    return f"{read}, {marks_line(page.marks)}" if page.marks.questions else read


def _due(report: CourseReport) -> str:
    questions = counted_questions(report.due)
    if report.next_due is None:
        return _("Due for review: {questions}").format(questions=questions)
    said = _("Due for review: {questions}; the next after that: {time}")
    return said.format(questions=questions, time=moment(report.next_due))


def report_json(report: CourseReport) -> Iterator[str]:
    """One object on one line."""
    data = {
        "course": report.id,
        "title": report.title,
        "learner": report.learner,
        "pages": [
            {
                "id": page.id,
                "title": page.title,
                "module": page.module,
                "read": round(page.read, 4),
                "last_at": moment(page.seen),
                **_marks_data(page.marks),
            }
            for page in report.pages
        ],
        "questions": [_question_data(report.id, one) for one in report.questions],
        "total": _marks_data(report.total),
        "due": report.due,
        "next_due": moment(report.next_due),
        "last_at": moment(report.seen),
    }
    yield json_line(data)


def _marks_data(marks: Marks) -> dict[str, Any]:
    return {
        "right": marks.right,
        "tried": marks.tried,
        "open": marks.open,
        "points": round(marks.points, 4),
        "worth": round(marks.worth, 4),
        "percent": marks.percent,
    }


def _question_data(course: str, one: QuestionReport) -> dict[str, Any]:
    """A question by QUESTION_COLUMNS; `first` is what the first attempt was, `open` where there was none."""
    standing = one.standing
    return {
        "course": course,
        "page": one.page,
        "question": one.id,
        "title": one.title,
        "outcome": standing.outcome.value if standing is not None else "open",
        "score": round(standing.score, 4) if standing is not None else 0.0,
        "points": round(one.points, 4),
        "tries": standing.tries if standing is not None else 0,
        "revealed": standing.revealed if standing is not None else False,
        "first": standing.first.outcome.value if standing is not None else "open",
        "last_at": moment(standing.at) if standing is not None else None,
        "gone": one.gone,
    }


def report_csv(report: CourseReport) -> Iterator[str]:
    """A row for each question, under a row of names."""
    return _rows(QUESTION_COLUMNS, (_question_data(report.id, one) for one in report.questions))


# All courses


def traces_text(learner: str, traces: Sequence[CourseTrace]) -> Iterator[str]:
    """A line for each course."""
    if not traces:
        yield _("{learner} has done nothing yet.").format(learner=visible(learner))
    for one in traces:
        answers = ngettext("{count} answer", "{count} answers", one.attempts).format(count=number(one.attempts))
        pages = ngettext("{count} page visited", "{count} pages visited", one.pages).format(count=number(one.pages))
        yield _("{course}: {answers} to {questions}, {pages}, last here {time}").format(
            course=visible(one.id),
            answers=answers,
            questions=counted_questions(one.questions),
            pages=pages,
            time=moment(one.seen),
        )


def traces_json(learner: str, traces: Sequence[CourseTrace]) -> Iterator[str]:
    """One object on one line."""
    yield json_line({"learner": learner, "courses": [_trace_data(one) for one in traces]})


def traces_csv(_learner: str, traces: Sequence[CourseTrace]) -> Iterator[str]:
    """A row for each course, under a row of names."""
    return _rows(COURSE_COLUMNS, map(_trace_data, traces))


def _trace_data(one: CourseTrace) -> dict[str, Any]:
    values = (one.id, one.attempts, one.questions, one.pages, moment(one.seen))
    return dict(zip(COURSE_COLUMNS, values, strict=True))


# CSV


def _rows(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield row_text(columns)
    for row in rows:
        yield row_text(row[column] for column in columns)


REPORTS: Final[dict[str, Callable[[CourseReport], Iterator[str]]]] = {
    "text": report_text,
    "json": report_json,
    "csv": report_csv,
}
TRACES: Final[dict[str, Callable[[str, Sequence[CourseTrace]], Iterator[str]]]] = {
    "text": traces_text,
    "json": traces_json,
    "csv": traces_csv,
}

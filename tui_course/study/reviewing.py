"""What is due for review in a course, as its questions stand there today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.language import ngettext, number
from tui_course.model.walk import all_questions
from tui_course.progress.schedule import in_review, interleaved
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tui_course.model.question import Question
    from tui_course.progress.schedule import Due
    from tui_course.study.edition import Edition
    from tui_course.study.study import Study

_DAY: Final = 86_400.0
_HOUR: Final = 3_600.0
_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class DueList:
    """The questions that are due, each with the id of its page, in the order in which to ask them.

    `gone` counts those that would be due, but that the course no longer asks. `next_at` is when the next of the others is due,
    in seconds since 1970; None where none will be.
    """

    questions: tuple[tuple[str, Question], ...] = ()
    gone: int = 0
    next_at: float | None = None


def due_questions(study: Study, now: float) -> DueList:
    """What is due at `now`, in seconds since 1970: most overdue first, and no two of a module in a row while that can be.

    All pages that were not read before are read, which takes time. From any thread.
    """
    waiting = in_review(study.learning.all_attempts, now)
    if not waiting:
        return DueList()
    edition = study.edition
    homes = _homes(edition, {one.question: one.page for one in waiting})
    here = [one for one in waiting if one.question in homes]
    due = [one for one in here if one.overdue >= 0]
    modules = {page: edition.course.module_of(page) for page in set(homes.values())}

    def module_of(one: Due) -> str:
        module = modules[homes[one.question]]
        return module.title if module is not None else ""

    ordered = [one.question for one in interleaved(due, module_of)]
    found = _found(edition, {key: homes[key] for key in ordered})
    questions = tuple((homes[key], found[key]) for key in ordered if key in found)
    gone = sum(one.overdue >= 0 for one in waiting) - len(questions)
    return DueList(questions, gone, min((one.at for one in here if one.overdue < 0), default=None))


def _homes(edition: Edition, wanted: Mapping[str, str]) -> dict[str, str]:
    """The pages of the `wanted` questions that can still be answered: where each was asked last, else where it stands first."""
    homes: dict[str, str] = {}
    for page in edition.index().pages:
        for question in page.questions:
            if question.graded and question.id in wanted and (question.id not in homes or wanted[question.id] == page.page):
                homes[question.id] = page.page
    return homes


def _found(edition: Edition, homes: Mapping[str, str]) -> dict[str, Question]:
    """The questions by their ids; each page is read once."""
    by_page: dict[str, set[str]] = {}
    for key, page in homes.items():
        by_page.setdefault(page, set()).add(key)
    return {
        question.id: question
        for page, keys in by_page.items()
        for question in _graded(all_questions(edition.read(page).blocks))
        if question.id in keys
    }


def _graded(questions: Iterable[Question]) -> Iterable[Question]:
    return (question for question in questions if question.graded)


def wait_in_words(seconds: float) -> str:
    """How long it is until something is due, such as `in 2 days`; rounded."""
    seconds = max(0.0, seconds)
    if days := round(seconds / _DAY):
        return ngettext("in {count} day", "in {count} days", days).format(count=number(days))
    if hours := round(seconds / _HOUR):
        return ngettext("in {count} hour", "in {count} hours", hours).format(count=hours)
    if minutes := round(seconds / _MINUTE):
        return ngettext("in {count} minute", "in {count} minutes", minutes).format(count=minutes)
    return _("in less than a minute")

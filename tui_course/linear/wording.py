"""How far a learner is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import ngettext, number
from tui_course.typeset.labels import earned_points

if TYPE_CHECKING:
    from tui_course.study.learning import Marks


def commands_line() -> str:
    """Where to find what can be typed."""
    return _("? or :? lists the commands, q or :q quits.")


def counted_questions(count: int) -> str:
    """Such as `1 question` or `2 questions`."""
    return ngettext("{count} question", "{count} questions", count).format(count=number(count))


def marks_line(marks: Marks) -> str:
    """How many questions are right, tried and open, and the points."""
    if not marks.questions:
        return _("no questions with points")
    return _("{right} of {count} right, {tried} tried, {open} open, {points} ({percent} %)").format(
        right=marks.right,
        count=marks.questions,
        tried=marks.tried,
        open=marks.open,
        points=earned_points(marks.points, marks.worth),
        percent=marks.percent,
    )

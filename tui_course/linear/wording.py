"""How far a learner is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.typeset.labels import short_points

if TYPE_CHECKING:
    from tui_course.study.learning import Marks


def counted(count: int, noun: str) -> str:
    """Such as `1 question` or `2 questions`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def marks_line(marks: Marks) -> str:
    """How many questions are right, tried and open, and the points."""
    if not marks.questions:
        return "no questions with points"
    noun = "point" if marks.worth == 1 else "points"
    points = f"{short_points(marks.points)} of {short_points(marks.worth)} {noun} ({marks.percent} %)"
    return f"{marks.right} of {marks.questions} right, {marks.tried} tried, {marks.open} open, {points}"

"""Kinds of questions: read from YAML or Markdown, graded; no terminal.

What is imported from here loads when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui_course.questions.arrangement import shown_order
    from tui_course.questions.assessment import Assessment, read_assessment
    from tui_course.questions.diagrams import read_diagram_question
    from tui_course.questions.fields import is_assessment, is_understood
    from tui_course.questions.grading import grade, solution
    from tui_course.questions.inline import InlineRead, read_inline
    from tui_course.questions.lints import course_problems

__all__ = [
    "Assessment",
    "InlineRead",
    "course_problems",
    "grade",
    "is_assessment",
    "is_understood",
    "read_assessment",
    "read_diagram_question",
    "read_inline",
    "shown_order",
    "solution",
]

_HOMES = {
    "Assessment": "assessment",
    "InlineRead": "inline",
    "course_problems": "lints",
    "grade": "grading",
    "is_assessment": "fields",
    "is_understood": "fields",
    "read_assessment": "assessment",
    "read_diagram_question": "diagrams",
    "read_inline": "inline",
    "shown_order": "arrangement",
    "solution": "grading",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """A name of `__all__`, loaded now; raises AttributeError for others."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tui_course.questions' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"tui_course.questions.{_HOMES[name]}"), name)

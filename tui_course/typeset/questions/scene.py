"""What the parts of a question on the screen share while they are set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_course.typeset.line import Role

if TYPE_CHECKING:
    from tui_course.model.asked import Asked
    from tui_course.typeset.drawing import Drawing
    from tui_course.typeset.line import Target


def question_start(question_id: str) -> str:
    """The anchor of a question's first line; no anchor of a page has a space."""
    return f"question {question_id}"


def question_end(question_id: str) -> str:
    """The anchor of a question's last line."""
    return f"question-end {question_id}"


def question_cursor(question_id: str) -> str:
    """The anchor of the row that the next key acts on, while keys go to the question and it waits for an answer."""
    return f"question-cursor {question_id}"


@dataclass(frozen=True, slots=True)
class Scene:
    """A question on the screen: `focused` says that keys go to it, `typing` that letters go into its blanks."""

    asked: Asked
    target: Target
    focused: bool = False
    typing: bool = False
    arrows: str = "↑ ↓"

    def at(self, key: str) -> Target:
        """What a click on one of its parts means."""
        return replace(self.target, anchor=key)

    def given(self, key: str) -> bool | None:
        """Whether a part of the judged answer is right; None for what was no part of it."""
        verdict = self.asked.verdict
        return next((right for name, right in verdict.parts if name == key), None) if verdict is not None else None


def sign(drawing: Drawing, *, right: bool) -> tuple[str, Role]:
    """The mark of something right or wrong, and its role."""
    return (drawing.right, Role.RIGHT) if right else (drawing.wrong, Role.WRONG)

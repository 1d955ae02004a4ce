"""What the parts of a question on the screen share while they are set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.typeset.line import Role
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.asked import Asked
    from tui_course.typeset.drawing import Drawing
    from tui_course.typeset.line import Target


@dataclass(frozen=True, slots=True)
class Scene:
    """A question on the screen: `focused` says that keys go to it, `typing` that letters go into its blanks.

    `voting` says that its answer is a vote.
    """

    asked: Asked
    target: Target
    focused: bool = False
    typing: bool = False
    arrows: str = "↑ ↓"
    voting: bool = False

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

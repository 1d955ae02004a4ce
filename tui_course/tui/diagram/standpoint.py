"""Where a learner is in a diagram; kept while the course is open."""

from __future__ import annotations

from tui_course.values import dataclass


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The box in focus, the group that is zoomed into, and the step, from 1; each empty or 0 where there is none.

    `collapsed` are the groups that the learner has folded; None leaves it to the room that there is. `natural` is the size of a
    diagram that is not fitted to the window.
    """

    focus: str = ""
    group: str = ""
    step: int = 0
    collapsed: frozenset[str] | None = None
    natural: bool = False

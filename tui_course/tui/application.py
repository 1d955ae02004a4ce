"""What a screen asks of the application that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.workshop.attending import Attendance
    from tui_course.workshop.observing import Observation


class Application(Protocol):
    """`complaints` are about the settings; `hosted`, `attendance` and `observation` as `hosting.Surroundings` has them.

    `unsaved_notes` has the words of notes that were left, by the ids of course and page and the words of their passage.
    """

    hosted: bool
    attendance: Attendance | None
    observation: Observation | None
    board_first: bool
    complaints: tuple[str, ...]
    unsaved_notes: dict[tuple[str, str, str], str]

    def reason(self, error: Exception | str) -> str:
        """What is wrong, for the learner: free of control characters, and of the folders of a host."""

    def dress(self, changes: Mapping[str, Any], *, keep: bool) -> None:
        """Wear another look on every screen: `changes` are fields of it; where `keep` is set they are remembered."""

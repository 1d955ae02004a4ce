"""What the instructor's screens ask of an observation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_course.model.workshop import Invitation, Message, Poll
    from tui_course.workshop.board import Board, LearnerDetail
    from tui_course.workshop.observing import ObservedCourse


class Observed(Protocol):
    """An observation as `workshop.observing` has it. Only `learner` takes time."""

    listener: Callable[[], None] | None

    def start(self) -> None:
        """Begin to look; twice is once."""

    @property
    def courses(self) -> Sequence[ObservedCourse]:
        """The courses of the workshop, as they are open."""

    @property
    def line(self) -> str:
        """What learners type to take part; empty where nobody knows."""

    def board(self) -> Board:
        """The workshop as it was seen last."""

    def learner(self, learner: str, course: str) -> LearnerDetail:
        """All of one learner in a course; takes time. From any thread; raises StoreError."""

    def invite(self, course: str, page: str, anchor: str = "") -> Invitation:
        """Invite all to a page, and to a heading in it; ids."""

    def message(self, text: str) -> Message:
        """Say something to all."""

    def poll(self, course: str, page: str, question: str) -> Poll:
        """Ask all a question of a course; ids."""

    def close_poll(self) -> None:
        """Close the poll that is open, if there is one."""

    def lower_hand(self, learner: str) -> None:
        """Lower the hand of a learner."""

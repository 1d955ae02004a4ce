"""The instructor's side of a workshop: all learners folded into a board as they go, and words to all of them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from tui_course.workshop.board import Board, LearnerDetail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_course.model.workshop import Invitation, Message, Poll
    from tui_course.progress.workshops import WorkshopStore
    from tui_course.study.edition import Edition


class ObservedCourse(Protocol):
    """A course of the workshop as it is open, such as a Study: `edition` is replaced when the course is opened anew."""

    edition: Edition


class Observation:
    """An instructor's view of a workshop, which also says things to all.

    `listener`, where it is set, is called from another thread when `board` gives another board. No method but `close` and `learner`
    waits for the store, and none raises: what was said is tried again until it is kept, and `board().trouble` says why.
    """

    def __init__(
        self,
        store: WorkshopStore,
        workshop: str,
        courses: Sequence[ObservedCourse],
        *,
        clock: Callable[[], float] = time.time,
        every: float = 1.0,
    ) -> None:
        """`workshop` by its name; looks `every` so many seconds; `clock` gives seconds since 1970."""
        self.workshop = workshop
        self.listener: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to look; `close` ends that."""

    def close(self) -> None:
        """Say what is left to say, for at most a second, and stop. Twice is once."""

    def look(self) -> Board:
        """Look once, now, in this thread, for whoever does not `start`; raises StoreError."""
        raise NotImplementedError

    # What is seen

    def board(self) -> Board:
        """The workshop as it was seen last; one object until something changes."""
        raise NotImplementedError

    def learner(self, learner: str, course: str) -> LearnerDetail:
        """All of one learner in a course; reads the store, which takes time. From any thread; raises StoreError."""
        raise NotImplementedError

    # What is said

    def invite(self, course: str, page: str, anchor: str = "") -> Invitation:
        """Invite all to a page, and to a heading in it; ids."""
        raise NotImplementedError

    def message(self, text: str) -> Message:
        """Say something to all: what is longer than MAX_MESSAGE characters loses its end."""
        raise NotImplementedError

    def poll(self, course: str, page: str, question: str) -> Poll:
        """Ask all a question of a course; ids. A poll that is open is closed by that."""
        raise NotImplementedError

    def close_poll(self) -> None:
        """Close the poll that is open, if there is one."""

    def lower_hand(self, learner: str) -> None:
        """Lower the hand of a learner: it is seen."""

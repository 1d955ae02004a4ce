"""The interface of every store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.annotation import Annotation
    from tui_course.model.attempt import Attempt, Event, Visit


class Used(NamedTuple):
    """How many events are kept of a learner, and how many bytes the texts in them have."""

    events: int
    bytes: int


class Store(Protocol):
    """Keeps attempts, visits and annotations, which are only ever added. Every method may be called from any thread.

    What is kept is what `codec` makes of an event: control characters are visible, numbers are finite.
    """

    @property
    def notice(self) -> str:
        """A sentence for the learner that stays on the screen, such as that nothing can be kept; empty where all is well."""

    @property
    def lasting(self) -> bool:
        """Whether what is recorded outlives the program."""

    def record(self, events: Sequence[Event]) -> None:
        """Keep events, all or none; they are safe when this returns. One that is there already stays as it is.

        Raises StoreError, and nothing is kept.
        """

    def attempts(self, learner: str, course: str = "") -> tuple[Attempt, ...]:
        """A learner's attempts in a course, or in all, oldest first; those of the same time as they were recorded.

        Raises StoreError.
        """

    def visits(self, learner: str, course: str = "") -> tuple[Visit, ...]:
        """A learner's visits in a course, or in all, in the same order; raises StoreError."""

    def annotations(self, learner: str, course: str = "") -> tuple[Annotation, ...]:
        """Every state of a learner's annotations in a course, or in all, in the same order; raises StoreError."""

    def used(self, learner: str) -> Used:
        """How much is kept of a learner in all courses; raises StoreError."""

    def erase(self, learner: str, course: str = "") -> int:
        """Forget what a learner did in a course, or in all; how many events that were. Raises StoreError."""

    def upkeep(self) -> None:
        """Do what may take a while and nobody waits for, such as a backup; raises StoreError."""

    def close(self) -> None:
        """Let go of files and connections; twice is once."""

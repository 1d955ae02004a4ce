"""What a store that cannot be written still shows, together with what is new in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tui_course.progress.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.annotation import Annotation
    from tui_course.model.attempt import Attempt, Event, Visit
    from tui_course.progress.store import Store, Used

_Kept = TypeVar("_Kept", bound="Attempt | Visit | Annotation")


class LayeredStore:
    """Reads `under` and what was recorded since; keeps the latter in memory only, which `notice` says."""

    def __init__(self, under: Store, notice: str) -> None:
        self._under = under
        self._above = MemoryStore(notice)

    @property
    def notice(self) -> str:
        """As given."""
        return self._above.notice

    @property
    def lasting(self) -> bool:
        """What is new ends with the program."""
        return False

    def record(self, events: Sequence[Event]) -> None:
        """Keep events in memory; never fails."""
        self._above.record(events)

    def attempts(self, learner: str, course: str = "") -> tuple[Attempt, ...]:
        """A learner's attempts from both, oldest first; raises StoreError."""
        return _merged(self._under.attempts(learner, course), self._above.attempts(learner, course))

    def visits(self, learner: str, course: str = "") -> tuple[Visit, ...]:
        """A learner's visits from both, oldest first; raises StoreError."""
        return _merged(self._under.visits(learner, course), self._above.visits(learner, course))

    def annotations(self, learner: str, course: str = "") -> tuple[Annotation, ...]:
        """A learner's annotations from both, oldest first; raises StoreError."""
        return _merged(self._under.annotations(learner, course), self._above.annotations(learner, course))

    def used(self, learner: str) -> Used:
        """How much is kept of a learner in `under`; raises StoreError."""
        return self._under.used(learner)

    def erase(self, learner: str, course: str = "") -> int:
        """Raises StoreError, and nothing is forgotten, where `under` has something that it cannot forget."""
        under = self._under
        if under.attempts(learner, course) or under.visits(learner, course) or under.annotations(learner, course):
            under.erase(learner, course)
        return self._above.erase(learner, course)

    def upkeep(self) -> None:
        """Nothing: what lies under is another's to keep."""

    def close(self) -> None:
        """Let go of what lies under."""
        self._under.close()


def _merged(under: Sequence[_Kept], above: Sequence[_Kept]) -> tuple[_Kept, ...]:
    """The events of both, oldest first; of two with the same id the one under, which was there before."""
    there = {one.id for one in under}
    return tuple(sorted((*under, *(one for one in above if one.id not in there)), key=lambda one: one.at))

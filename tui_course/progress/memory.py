"""A store that forgets with the program: where nothing can be written, and for tests."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from tui_course.model.visible import visible
from tui_course.progress.bounds import name
from tui_course.progress.codec import read_annotation, read_attempt, read_visit, rows, text_bytes
from tui_course.progress.store import Used

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.annotation import Annotation
    from tui_course.model.attempt import Attempt, Event, Visit

_Kept = TypeVar("_Kept", "Attempt", "Visit", "Annotation")


class MemoryStore:
    """Keeps events in dictionaries by id; `notice` is what the learner should know of it."""

    def __init__(self, notice: str = "") -> None:
        self._notice = notice
        self._attempts: dict[str, Attempt] = {}
        self._visits: dict[str, Visit] = {}
        self._annotations: dict[str, Annotation] = {}
        self._erasures = 0
        self._turn = Lock()

    @property
    def notice(self) -> str:
        """As given."""
        return self._notice

    @property
    def lasting(self) -> bool:
        """It ends with the program."""
        return False

    def record(self, events: Sequence[Event]) -> None:
        """Keep events; never fails."""
        attempts, visits, annotations = rows(events)
        with self._turn:
            for attempt in map(read_attempt, attempts):
                self._attempts.setdefault(attempt.id, attempt)
            for visit in map(read_visit, visits):
                self._visits.setdefault(visit.id, visit)
            for annotation in map(read_annotation, annotations):
                self._annotations.setdefault(annotation.id, annotation)

    def attempts(self, learner: str, course: str = "") -> tuple[Attempt, ...]:
        """A learner's attempts in a course, or in all, oldest first."""
        return self._found(self._attempts, learner, course)

    def visits(self, learner: str, course: str = "") -> tuple[Visit, ...]:
        """A learner's visits in a course, or in all, oldest first."""
        return self._found(self._visits, learner, course)

    def annotations(self, learner: str, course: str = "") -> tuple[Annotation, ...]:
        """Every state of a learner's annotations in a course, or in all, oldest first."""
        return self._found(self._annotations, learner, course)

    def _found(self, events: dict[str, _Kept], learner: str, course: str) -> tuple[_Kept, ...]:
        with self._turn:
            found = [one for one in events.values() if _concerns(one, name(learner), visible(course))]
        return tuple(sorted(found, key=lambda one: one.at))

    def all(self) -> tuple[int, tuple[Attempt, ...], tuple[Visit, ...]]:
        """How often events were erased, and everybody's attempts and visits as they were recorded."""
        with self._turn:
            return self._erasures, tuple(self._attempts.values()), tuple(self._visits.values())

    def used(self, learner: str) -> Used:
        """How much is kept of a learner in all courses."""
        with self._turn:
            kept: list[Event] = [*self._attempts.values(), *self._visits.values(), *self._annotations.values()]
        theirs = [one for one in kept if one.learner == name(learner)]
        return Used(len(theirs), sum(map(text_bytes, theirs)))

    def erase(self, learner: str, course: str = "") -> int:
        """Forget what a learner did in a course, or in all; how many events that were."""
        with self._turn:
            before = self._count()
            self._attempts = _without(self._attempts, name(learner), visible(course))
            self._visits = _without(self._visits, name(learner), visible(course))
            self._annotations = _without(self._annotations, name(learner), visible(course))
            erased = before - self._count()
            self._erasures += bool(erased)
            return erased

    def _count(self) -> int:
        return len(self._attempts) + len(self._visits) + len(self._annotations)

    def upkeep(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing: what is in memory can still be read."""


def _concerns(event: Event, learner: str, course: str) -> bool:
    return event.learner == learner and course in {"", event.course}


def _without(events: dict[str, _Kept], learner: str, course: str) -> dict[str, _Kept]:
    return {key: event for key, event in events.items() if not _concerns(event, learner, course)}

"""The store of events in a file of SQLite."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tui_course.progress.codec import read_annotation, read_attempt, read_visit
from tui_course.progress.sqlite import rows
from tui_course.progress.sqlite.file import SqliteFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tui_course.model.annotation import Annotation
    from tui_course.model.attempt import Attempt, Event, Visit
    from tui_course.progress.store import Used


class SqliteStore:
    """Keeps events in the file at `path`, as `SqliteFile` says, which `file` is.

    `clock` gives seconds since 1970; `steps` are the schema's, for tests of migrations. Raises StoreError where the file cannot
    be used.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time, steps: Sequence[str] | None = None) -> None:
        self.file = SqliteFile(path, clock=clock, steps=steps)
        self._closed = False

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.file.path

    @property
    def notice(self) -> str:
        """What was repaired, if anything."""
        return self.file.notice

    @property
    def newer(self) -> bool:
        """Whether a newer version of the program wrote the file, so that it is only read."""
        return self.file.newer

    @property
    def lasting(self) -> bool:
        """It stays."""
        return True

    def record(self, events: Sequence[Event]) -> None:
        """Keep events, all or none; raises StoreError."""
        if events:
            self.file.write(lambda connection: rows.insert(connection, events))

    def attempts(self, learner: str, course: str = "") -> tuple[Attempt, ...]:
        """A learner's attempts in a course, or in all, oldest first; raises StoreError."""
        return tuple(map(read_attempt, self._rows("attempt", learner, course)))

    def visits(self, learner: str, course: str = "") -> tuple[Visit, ...]:
        """A learner's visits in a course, or in all, oldest first; raises StoreError."""
        return tuple(map(read_visit, self._rows("visit", learner, course)))

    def annotations(self, learner: str, course: str = "") -> tuple[Annotation, ...]:
        """Every state of a learner's annotations in a course, or in all, oldest first; raises StoreError."""
        return tuple(map(read_annotation, self._rows("annotation", learner, course)))

    def used(self, learner: str) -> Used:
        """How much is kept of a learner in all courses; raises StoreError."""
        return self.file.read(lambda connection: rows.used(connection, learner))

    def erase(self, learner: str, course: str = "") -> int:
        """Forget what a learner did, in the backups as well; how many events that were. Raises StoreError."""
        count = self.file.write(lambda connection: rows.delete(connection, learner, course))
        if count:
            self.file.purge()
        return count

    def upkeep(self) -> None:
        """Once a day: check the file, repair it where it is damaged, and back it up. Raises StoreError."""
        self.file.upkeep()

    def close(self) -> None:
        """Close the file; twice is once. A connection that another thread goes on using is left to the end of the process."""
        if not self._closed:
            self._closed = True
            self.file.close()

    def _rows(self, table: str, learner: str, course: str) -> list[tuple[Any, ...]]:
        return self.file.read(lambda connection: rows.select(connection, table, learner, course))

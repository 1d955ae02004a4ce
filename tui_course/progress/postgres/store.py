"""The store of events in a PostgreSQL database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tui_course.model.visible import visible
from tui_course.progress.bounds import name
from tui_course.progress.codec import ANNOTATION, ATTEMPT, TEXTS, VISIT, read_annotation, read_attempt, read_visit, rows
from tui_course.progress.postgres.connection import DELAYS, PostgresConnection
from tui_course.progress.store import Used

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.annotation import Annotation
    from tui_course.model.attempt import Attempt, Event, Visit
    from tui_course.progress.postgres.connection import Connection

_TABLES: Final = {"tui_course_attempt": ATTEMPT, "tui_course_visit": VISIT, "tui_course_annotation": ANNOTATION}


class PostgresStore:
    """Keeps events in the database at `address`, a PostgreSQL URL, as `PostgresConnection` says, which `connection` is.

    `delays` are the pauses before new connections, `steps` are the schema's, for tests of migrations. With `later` the database
    is not asked now. To insert an event again is harmless. Raises SettingsError for an address that cannot be read, and
    StoreError where it cannot be used.
    """

    def __init__(
        self, address: str, *, delays: Sequence[float] = DELAYS, steps: Sequence[str] | None = None, later: bool = False
    ) -> None:
        self.connection = PostgresConnection(address, delays=delays, steps=steps, later=later)
        self._closed = False

    @property
    def notice(self) -> str:
        """Empty."""
        return ""

    @property
    def newer(self) -> bool:
        """Whether a newer version of the program made the tables, so that they are only read."""
        return self.connection.newer

    @property
    def lasting(self) -> bool:
        """It stays."""
        return True

    def record(self, events: Sequence[Event]) -> None:
        """Keep events, all or none; raises StoreError."""
        if events:
            self.connection.write(lambda connection: _insert(connection, events))

    def attempts(self, learner: str, course: str = "") -> tuple[Attempt, ...]:
        """A learner's attempts in a course, or in all, oldest first; raises StoreError."""
        return tuple(map(read_attempt, self.connection.read(lambda one: _select(one, "tui_course_attempt", learner, course))))

    def visits(self, learner: str, course: str = "") -> tuple[Visit, ...]:
        """A learner's visits in a course, or in all, oldest first; raises StoreError."""
        return tuple(map(read_visit, self.connection.read(lambda one: _select(one, "tui_course_visit", learner, course))))

    def annotations(self, learner: str, course: str = "") -> tuple[Annotation, ...]:
        """Every state of a learner's annotations in a course, or in all, oldest first; raises StoreError."""
        found = self.connection.read(lambda one: _select(one, "tui_course_annotation", learner, course))
        return tuple(map(read_annotation, found))

    def used(self, learner: str) -> Used:
        """How much is kept of a learner in all courses; raises StoreError."""
        return self.connection.read(lambda connection: _used(connection, learner))

    def erase(self, learner: str, course: str = "") -> int:
        """Forget what a learner did in a course, or in all; how many events that were. Raises StoreError."""
        return self.connection.write(lambda connection: _delete(connection, learner, course))

    def upkeep(self) -> None:
        """Nothing: backups are the server's."""

    def close(self) -> None:
        """Close the connection; twice is once. One that another thread goes on using is left to the end of the process."""
        if not self._closed:
            self._closed = True
            self.connection.close()


def _insert(connection: Connection, events: Sequence[Event]) -> None:
    for table, found in zip(_TABLES, rows(events), strict=True):
        if found:
            names = _TABLES[table]
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608 - our own names
                    " ON CONFLICT (id) DO NOTHING".encode(),
                    found,
                )


def _select(connection: Connection, table: str, learner: str, course: str) -> list[tuple[Any, ...]]:
    return connection.execute(
        f"SELECT {', '.join(_TABLES[table])} FROM {table}"  # noqa: S608 - our own names
        " WHERE learner = %s AND %s IN ('', course) ORDER BY at, sequence".encode(),
        (name(learner), visible(course)),
    ).fetchall()


def _used(connection: Connection, learner: str) -> Used:
    found = []
    for table, names in _TABLES.items():
        sizes = " + ".join(f"coalesce(octet_length({one}), 0)" for one in names if one in TEXTS)
        query = f"SELECT count(*), coalesce(sum({sizes}), 0)::bigint FROM {table} WHERE learner = %s"  # noqa: S608 - our own names
        found += connection.execute(query.encode(), (name(learner),)).fetchall()
    return Used(sum(count for count, _ in found), sum(size for _, size in found))


def _delete(connection: Connection, learner: str, course: str) -> int:
    count = sum(
        connection.execute(
            f"DELETE FROM {table} WHERE learner = %s AND %s IN ('', course)".encode(),  # noqa: S608 - our own names
            (name(learner), visible(course)),
        ).rowcount
        for table in _TABLES
    )
    if count:
        connection.execute("UPDATE tui_course_numbering SET number = number + 1")
    return count

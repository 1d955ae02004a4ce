"""The statements of a store, made from the tables of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.model.visible import visible
from tui_course.progress.bounds import name
from tui_course.progress.codec import ANNOTATION, ATTEMPT, VISIT, rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from typing import Any

    from tui_course.model.attempt import Event

COLUMNS: Final = {"attempt": ATTEMPT, "visit": VISIT, "annotation": ANNOTATION}
"""The columns of each table that holds events."""


def insert(connection: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Add events that are not there yet; raises sqlite3.Error."""
    for table, found in zip(COLUMNS, rows(events), strict=True):
        names = COLUMNS[table]
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) ON CONFLICT (id) DO NOTHING",  # noqa: S608 - names of our own tables
            found,
        )


def select(connection: sqlite3.Connection, table: str, learner: str, course: str) -> list[tuple[Any, ...]]:
    """The rows of a learner, oldest first; raises sqlite3.Error."""
    return connection.execute(
        f"SELECT {', '.join(COLUMNS[table])} FROM {table}"  # noqa: S608 - names of our own tables
        " WHERE learner = ? AND ? IN ('', course) ORDER BY at, sequence",
        (name(learner), visible(course)),
    ).fetchall()


def delete(connection: sqlite3.Connection, learner: str, course: str) -> int:
    """Take out the rows of a learner, which ends their numbering; how many they were. Raises sqlite3.Error."""
    count = sum(
        connection.execute(
            f"DELETE FROM {table} WHERE learner = ? AND ? IN ('', course)",  # noqa: S608 - names of our own tables
            (name(learner), visible(course)),
        ).rowcount
        for table in COLUMNS
    )
    if count:
        connection.execute("UPDATE numbering SET number = number + 1")
    return count

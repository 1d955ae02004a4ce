"""The statements of a store, made from the tables of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.model.visible import visible
from tui_course.progress.bounds import name
from tui_course.progress.codec import ANNOTATION, ATTEMPT, TEXTS, VISIT, rows
from tui_course.progress.store import Used

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from typing import Any

    from tui_course.model.attempt import Event

COLUMNS: Final = {"attempt": ATTEMPT, "visit": VISIT, "annotation": ANNOTATION}
"""The columns of each table that holds events."""

_SIZE: Final = "coalesce(length(CAST({} AS BLOB)), 0)"
_USED: Final = [
    f"SELECT count(*), coalesce(sum({' + '.join(_SIZE.format(one) for one in names if one in TEXTS)}), 0)"  # noqa: S608 - names of our own tables
    f" FROM {table} WHERE learner = ?"
    for table, names in COLUMNS.items()
]


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


def used(connection: sqlite3.Connection, learner: str) -> Used:
    """How much is kept of a learner in all tables; raises sqlite3.Error."""
    found = [connection.execute(statement, (name(learner),)).fetchone() for statement in _USED]
    return Used(sum(count for count, _ in found), sum(size for _, size in found))


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

"""The tables of workshops in a PostgreSQL database."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from tui_course.progress.codec import ATTEMPT, VISIT, read_attempt, read_visit
from tui_course.progress.tabled.dialect import Dialect
from tui_course.progress.workshops import MAX_EVENTS, Events

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import psycopg

    from tui_course.progress.postgres.connection import Connection, PostgresConnection
    from tui_course.progress.tabled.tables import Execute

_DIALECT: Final = Dialect("tui_course_", "%s", "extract(epoch FROM clock_timestamp())::double precision")
_COLUMNS: Final = {"tui_course_attempt": ", ".join(ATTEMPT), "tui_course_visit": ", ".join(VISIT)}
_NUMBER: Final = "([0-9]{1,18})"
_CURSOR: Final = re.compile(rf"{_NUMBER}\|([0-9]+:[0-9]+:[0-9,]*)(?:\|{_NUMBER}\|{_NUMBER})?")
_HEAL: Final = "UPDATE {} SET written_by = '0' WHERE written_by >= pg_snapshot_xmax(pg_current_snapshot())"
_Result = TypeVar("_Result")


class Cursor(NamedTuple):
    """What was read: all that `snapshot` sees, or where `first` of each table is not None what it sees up to those numbers.

    Numbers alone would not do: a transaction may take the lower number and commit as the later.
    """

    numbering: int
    snapshot: str
    first: tuple[int, int] | None

    def __str__(self) -> str:
        """As it is given out."""
        return "|".join(map(str, (self.numbering, self.snapshot, *(self.first or ()))))


class PostgresTables:
    """The tables behind `connection`, which is closed with them."""

    def __init__(self, connection: PostgresConnection) -> None:
        self._connection = connection
        self._closed = False

    def read(self, work: Callable[[Execute], _Result]) -> _Result:
        """What `work` reads; each statement sees what was committed before it."""
        return self._connection.read(lambda connection: work(_execute(connection)))

    def write(self, work: Callable[[Execute], _Result], *, alone: bool = False, lasting: bool = True) -> _Result:
        """What `work` gives in a transaction."""
        return self._connection.write(lambda connection: work(_execute(connection)), alone=alone, lasting=lasting)

    def change(self, statement: str, *values: str | float | None, alone: bool = False, lasting: bool = True) -> None:
        """Execute one statement in a transaction."""
        self.write(lambda execute: execute(statement, *values).rowcount, alone=alone, lasting=lasting)

    def events(self, course: str, after: str, learners: Sequence[str] | None) -> Events:
        """What was done in a course since a cursor."""

        def work(connection: Connection) -> Events:
            with connection.transaction():
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor, now, anew = _begin(connection, after)
                attempts = connection.execute(*query_since("tui_course_attempt", cursor, 0, course, learners)).fetchall()
                visits = connection.execute(*query_since("tui_course_visit", cursor, 1, course, learners)).fetchall()
            if cursor.first is None:
                cursor, more = cursor._replace(snapshot=now), False
            elif max(len(attempts), len(visits)) == MAX_EVENTS:
                cursor, more = cursor._replace(first=(_last(attempts, cursor, 0), _last(visits, cursor, 1))), True
            else:
                # What was committed since the first part comes after the last.
                cursor, more = cursor._replace(first=None), cursor.snapshot != now
            return Events(
                tuple(read_attempt(row[1:]) for row in attempts),
                tuple(read_visit(row[1:]) for row in visits),
                str(cursor),
                more=more,
                anew=anew,
            )

        return self._connection.read(work)

    def settle(self, execute: Execute) -> None:
        """Let what a copy brought from another server be older than everything: its transactions are none of this one's."""
        if execute(_HEAL.format("@attempt")).rowcount + execute(_HEAL.format("@visit")).rowcount:
            execute("UPDATE @numbering SET number = number + 1")

    def purge(self) -> None:
        """Nothing: backups are the server's."""

    def close(self) -> None:
        """Close the connection; twice is once."""
        if not self._closed:
            self._closed = True
            self._connection.close()


def _execute(connection: Connection) -> Execute:
    def execute(statement: str, *values: str | float | None) -> psycopg.Cursor[tuple[Any, ...]]:
        return connection.execute(_DIALECT.translated(statement, len(values)).encode(), values)

    return execute


def _begin(connection: Connection, after: str) -> tuple[Cursor, str, bool]:
    """Where to go on from, what this transaction sees, and whether everything before `after` is void."""
    query = "SELECT (SELECT max(number) FROM tui_course_numbering), pg_current_snapshot()::text"
    ((number, now),) = connection.execute(query).fetchall()
    found = _CURSOR.fullmatch(after)
    if found is not None and int(found[1]) == (number or 0):
        first = (int(found[3]), int(found[4])) if found[3] is not None else None
        return Cursor(number or 0, found[2], first), now, False
    return Cursor(number or 0, now, (0, 0)), now, bool(after)


def query_since(
    table: str, cursor: Cursor, which: int, course: str, learners: Sequence[str] | None
) -> tuple[bytes, list[object]]:
    """What asks a table, the first or second, for the next rows of a course behind a cursor, each with its number."""
    where = ["left(course, 200) = left(%s, 200)", "course = %s"]
    values: list[object] = [course, course]
    if learners is not None:
        where.append("learner = ANY(%s)")
        values.append(list(learners))
    if cursor.first is not None:
        where += ["sequence > %s", "pg_visible_in_snapshot(written_by, %s::pg_snapshot)"]
        values += [cursor.first[which], cursor.snapshot]
        limit = f" LIMIT {MAX_EVENTS}"
    else:
        where += [
            "written_by >= pg_snapshot_xmin(%s::pg_snapshot)",
            "NOT pg_visible_in_snapshot(written_by, %s::pg_snapshot)",
            "written_by < pg_snapshot_xmax(pg_current_snapshot())",
        ]
        values += [cursor.snapshot, cursor.snapshot]
        limit = ""
    query = f"SELECT sequence, {_COLUMNS[table]} FROM {table} WHERE {' AND '.join(where)} ORDER BY sequence{limit}"  # noqa: S608 - our own names
    return query.encode(), values


def _last(rows: Sequence[Sequence[Any]], cursor: Cursor, which: int) -> int:
    """The number of the last row, or of the cursor where there is none."""
    if rows:
        return int(rows[-1][0])
    return cursor.first[which] if cursor.first is not None else 0

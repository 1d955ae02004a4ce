"""The tables of workshops in a file of SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from tui_course.progress.codec import ATTEMPT, VISIT, read_attempt, read_visit
from tui_course.progress.cursors import Cursor, read_cursor
from tui_course.progress.tabled.dialect import Dialect
from tui_course.progress.workshops import MAX_EVENTS, Events

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from typing import Any

    from tui_course.progress.sqlite.file import SqliteFile
    from tui_course.progress.tabled.tables import Execute

_DIALECT: Final = Dialect("", "?", "((julianday('now') - 2440587.5) * 86400.0)")
_COLUMNS: Final = {"attempt": ", ".join(ATTEMPT), "visit": ", ".join(VISIT)}
_Result = TypeVar("_Result")


class SqliteTables:
    """The tables in `file`, which is closed with them."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self._closed = False

    def read(self, work: Callable[[Execute], _Result]) -> _Result:
        """What `work` reads, all in one state of the file."""
        return self._file.read(lambda connection: work(_execute(connection)))

    def write(self, work: Callable[[Execute], _Result], *, alone: bool = False, lasting: bool = True) -> _Result:  # noqa: ARG002 - whoever writes is alone
        """What `work` gives in a transaction."""
        return self._file.write(lambda connection: work(_execute(connection)), lasting=lasting)

    def change(self, statement: str, *values: str | float | None, alone: bool = False, lasting: bool = True) -> None:  # noqa: ARG002 - likewise
        """Execute one statement in a transaction."""
        self._file.write(lambda connection: bool(_execute(connection)(statement, *values)), lasting=lasting)

    def events(self, course: str, after: str, learners: Sequence[str] | None) -> Events:
        """What was done in a course since a cursor."""

        def work(connection: sqlite3.Connection) -> Events:
            found = connection.execute("SELECT number FROM numbering").fetchone()
            cursor, anew = read_cursor(after, found[0] if found else 0)
            # One that writes is alone, so that events are seen in the order of their numbers.
            attempts, attempt = _since(connection, "attempt", cursor.attempt, course, learners)
            visits, visit = _since(connection, "visit", cursor.visit, course, learners)
            return Events(
                tuple(read_attempt(row[1:]) for row in attempts),
                tuple(read_visit(row[1:]) for row in visits),
                str(Cursor(cursor.numbering, attempt, visit)),
                more=max(len(attempts), len(visits)) == MAX_EVENTS,
                anew=anew,
            )

        return self._file.read(work)

    def settle(self, execute: Execute) -> None:
        """Nothing: the numbering of a file goes with it."""

    def purge(self) -> None:
        """Make the backups anew."""
        self._file.purge()

    def close(self) -> None:
        """Close the file; twice is once."""
        if not self._closed:
            self._closed = True
            self._file.close()


def _execute(connection: sqlite3.Connection) -> Execute:
    def execute(statement: str, *values: str | float | None) -> sqlite3.Cursor:
        return connection.execute(_DIALECT.translated(statement, len(values)), values)

    return execute


def _since(
    connection: sqlite3.Connection, table: str, number: int, course: str, learners: Sequence[str] | None
) -> tuple[list[tuple[Any, ...]], int]:
    """The next rows of a course after a number, each behind its own, and the number to go on from; raises sqlite3.Error."""
    whose = "" if learners is None else f" AND learner IN ({', '.join('?' * len(learners))})"
    found = connection.execute(
        f"SELECT sequence, {_COLUMNS[table]} FROM {table}"  # noqa: S608 - our own names
        f" WHERE course = ? AND sequence > ?{whose} ORDER BY sequence LIMIT ?",
        (course, number, *(learners or ()), MAX_EVENTS),
    ).fetchall()
    return found, found[-1][0] if found else number

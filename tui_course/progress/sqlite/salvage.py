"""What can be read of a damaged store, and of its backups."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui_course.model.visible import visible
from tui_course.progress.codec import read_annotation, read_attempt, read_visit
from tui_course.progress.sqlite.backup import backups
from tui_course.progress.sqlite.beside import BESIDE
from tui_course.progress.sqlite.connection import connect_for_reading, damaged
from tui_course.progress.sqlite.rows import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tui_course.model.attempt import Event
    from tui_course.progress.codec import Row

_NUL: Final = visible("\0")  # what a page that was cut off is filled with
_MAX_MISSES: Final = 10_000


class Saved(NamedTuple):
    """What was read: events, and the rows of the tables beside them by the tables' names."""

    events: Sequence[Event]
    beside: Mapping[str, Sequence[Row]]


_NOTHING: Final = Saved((), {})


def salvaged(path: Path) -> Saved:
    """What can be read of the file at `path`, whatever state it is in."""
    try:
        connection = connect_for_reading(path)
    except sqlite3.Error:
        return _NOTHING
    with closing(connection):
        return _saved(connection)


def backed_up(path: Path, known: int) -> tuple[Path | None, Saved]:
    """The newest backup that is sound and of no version above `known`, and what it holds; raises OSError."""
    for backup in backups(path):
        try:
            with closing(connect_for_reading(backup)) as connection:
                ((taken,),) = connection.execute("PRAGMA user_version")
                if taken <= known and connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
                    return backup, _saved(connection)
        except (sqlite3.Error, UnicodeDecodeError):
            continue
    return None, _NOTHING


def _saved(connection: sqlite3.Connection) -> Saved:
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    connection.execute("PRAGMA writable_schema = ON")  # else nothing can be read of a file that lost its end
    events: list[Event] = []
    events += [read_attempt(row[1:]) for row in _rows(connection, "attempt", COLUMNS["attempt"])]
    events += [read_visit(row[1:]) for row in _rows(connection, "visit", COLUMNS["visit"])]
    events += [read_annotation(row[1:]) for row in _rows(connection, "annotation", COLUMNS["annotation"])]
    beside = {
        table: [row for row in (_clean(found[1:]) for found in _rows(connection, table, names)) if row is not None]
        for table, names in BESIDE.items()
    }
    return Saved([one for one in events if one.id and _NUL not in one.id + one.learner], beside)


def _clean(row: Sequence[object]) -> Row | None:
    """A row with nothing in it that a row of ours cannot have; None where it is not one."""
    cleaned: list[str | float | None] = []
    for value in row:
        match value:
            case str() if _NUL not in visible(value):
                cleaned.append(visible(value))
            case float() if math.isfinite(value):
                cleaned.append(value)
            case int() | None:
                cleaned.append(value)
            case _:
                return None
    return tuple(cleaned)


def _rows(connection: sqlite3.Connection, table: str, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, each behind its number, stepping over those that cannot be read; none of no table."""
    query = f"SELECT rowid, {', '.join(names)} FROM {table} WHERE rowid > ? ORDER BY rowid"  # noqa: S608 - our own names
    last = misses = 0
    while misses < _MAX_MISSES:
        try:
            for row in connection.execute(query, (last,)):
                yield row
                last, misses = row[0], 0
        except sqlite3.DatabaseError as error:
            if not damaged(error) or error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                return
            last, misses = last + 1, misses + 1
        except UnicodeDecodeError:
            # What SQLite says of a schema that is no text.
            return
        else:
            return

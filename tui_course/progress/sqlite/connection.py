"""Connections to a store's file: how they are set up, what version the file is of, and what an error means."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

APPLICATION: Final = int.from_bytes(b"TuiC", "big")
BUSY_SECONDS: Final = 10.0
"""How long to wait for another process that writes."""

_LOOK_MILLISECONDS: Final = 20

_DAMAGE: Final = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_REASONS: Final = {
    sqlite3.SQLITE_BUSY: "another program holds it",
    sqlite3.SQLITE_LOCKED: "another program holds it",
    sqlite3.SQLITE_READONLY: "it may not be written",
    sqlite3.SQLITE_PERM: "it may not be opened",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk does not take it",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_NOTADB: "it is damaged",
}


class Foreign(Exception):
    """The file belongs to another program."""


def damaged(error: sqlite3.Error) -> bool:
    """Whether the error says that the file is damaged."""
    return _code(error) in _DAMAGE


def damage(message: str) -> sqlite3.DatabaseError:
    """An error as SQLite raises it where a file is damaged."""
    error = sqlite3.DatabaseError(message)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


@contextmanager
def in_words() -> Iterator[None]:
    """What SQLite says of a file whose schema is no text any more cannot be said: it is damaged. Raises sqlite3.Error."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise damage("its schema is no text") from error


def takes_nothing(error: sqlite3.Error, path: Path) -> bool:
    """Whether the error says that the file may not be written, although it may: its header tells of a format to come."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code == sqlite3.SQLITE_READONLY and os.access(path, os.W_OK)


def reason(error: sqlite3.Error) -> str:
    """The error in words for a learner."""
    return _REASONS.get(_code(error), str(error))


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def connect(path: Path) -> sqlite3.Connection:
    """A connection for reading and writing that may be handed from thread to thread; a missing file is made.

    Nothing is written into a file that is there. Raises sqlite3.Error and OSError.
    """
    # SQLite itself would let everybody read it. A file that is there is left alone: to close any handle of it would end the
    # locks of this process's other connections.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def set_up(connection: sqlite3.Connection) -> None:
    """Make every commit last, and nothing erased readable; raises sqlite3.Error."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def wait_in_turns(connection: sqlite3.Connection) -> None:
    """Let a connection that only waits in `begin` look often whether it may write; raises sqlite3.Error."""
    connection.execute(f"PRAGMA busy_timeout = {_LOOK_MILLISECONDS}")


@contextmanager
def without_waiting(connection: sqlite3.Connection) -> Iterator[None]:
    """Let commits meanwhile wait for no disk: all of them are there after a crash of the program, the last few not after one of
    the machine. Raises sqlite3.Error.
    """
    connection.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = FULL")


def begin(connection: sqlite3.Connection, command: str) -> None:
    """Start a transaction with a command; raises sqlite3.Error, after ten seconds where another process does not let go.

    SQLite itself looks again only every tenth of a second after a while, and processes that write all the time starve one.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(command)
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        else:
            return


def connect_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; raises sqlite3.Error."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def version(connection: sqlite3.Connection) -> int:
    """How many steps the file has taken; raises Foreign and sqlite3.Error."""
    ((application,),) = connection.execute("PRAGMA application_id")
    ((taken,),) = connection.execute("PRAGMA user_version")
    if application == APPLICATION:
        return int(taken)
    if application == 0 and not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        return 0
    raise Foreign


def migrate(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Take the steps that are missing, all or none; raises Foreign and sqlite3.Error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        taken = version(connection)
        for step in steps[taken:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {max(taken, len(steps))}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def check(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.Error, as reading a damaged file does, where tables and indexes do not fit together."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != ("ok",):
        raise damage(str(found))


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: executed as a whole it would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement

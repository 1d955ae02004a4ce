"""The store in a PostgreSQL database, for workshops that several hosts share."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tui_course.errors import SettingsError, StoreError
from tui_course.model.visible import visible
from tui_course.progress.bounds import name
from tui_course.progress.codec import ANNOTATION, ATTEMPT, VISIT, read_annotation, read_attempt, read_visit, rows
from tui_course.progress.steps import load_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import psycopg

    from tui_course.model.annotation import Annotation
    from tui_course.model.attempt import Attempt, Event, Visit

    Connection = psycopg.Connection[tuple[Any, ...]]

DELAYS: Final = (0.0, 0.1, 0.3, 0.6, 1.0)
"""How long to wait before each new connection after a lost one, in seconds; there is one more try than delays."""
PATIENCE: Final = 6.0
"""After how many seconds there is no further try."""

_TABLES: Final = {"tui_course_attempt": ATTEMPT, "tui_course_visit": VISIT, "tui_course_annotation": ANNOTATION}
_CLOSE_SECONDS: Final = 1.0
_LOCK: Final = int.from_bytes(b"TuiC", "big")
# A server that is gone without a word is noticed in seconds; what the address says comes first.
_DEFAULTS: Final = {
    "connect_timeout": "5",
    "application_name": "tui-course",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
_CREATE: Final = """
CREATE TABLE IF NOT EXISTS tui_course_store (single boolean PRIMARY KEY DEFAULT true CHECK (single), version integer NOT NULL)
"""
_Result = TypeVar("_Result")


class PostgresStore:
    """Keeps events in the database at `address`, a PostgreSQL URL, in the first schema of its search path.

    One connection serves all threads: a host has many learners, and a server few connections. A lost connection is made anew,
    with the pauses of `delays`; to insert an event again is harmless. The password of the address is in no message. `steps` are
    the schema's, for tests of migrations. Raises SettingsError for an address that cannot be read, and StoreError where the
    database cannot be used.
    """

    def __init__(self, address: str, *, delays: Sequence[float] = DELAYS, steps: Sequence[str] | None = None) -> None:
        try:
            import logging

            import psycopg
            from psycopg.conninfo import conninfo_to_dict
        except ImportError as error:
            raise StoreError("PostgreSQL needs the extra tui-course[postgres]") from error
        # Without a handler its warnings would go to standard error, which is the learner's screen.
        logging.getLogger("psycopg").addHandler(logging.NullHandler())
        self._lost = (psycopg.OperationalError, psycopg.InterfaceError)
        self._error = psycopg.Error
        try:
            given = {key: str(value) for key, value in conninfo_to_dict(address).items() if value is not None}
        except (psycopg.Error, ValueError):
            # What the library says repeats parts of the address.
            raise SettingsError("store is no PostgreSQL URL that can be read: postgresql://USER@HOST/DATABASE") from None
        self._parameters = {**_DEFAULTS, **given}
        self._place = visible(f"the database {given.get('dbname', '')} at {given.get('host', 'this host')}")
        self._delays = delays
        self._steps = tuple(steps) if steps is not None else load_steps("postgres")
        self._newer = False
        self._closed = False
        self._connection: Connection | None = None
        self._turn = Lock()
        self._run(lambda _: None)

    @property
    def notice(self) -> str:
        """Empty."""
        return ""

    @property
    def newer(self) -> bool:
        """Whether a newer version of the program made the tables, so that they are only read."""
        return self._newer

    @property
    def lasting(self) -> bool:
        """It stays."""
        return True

    def record(self, events: Sequence[Event]) -> None:
        """Keep events, all or none; raises StoreError."""
        if events:
            self._run(lambda connection: _insert(connection, events), writes=True)

    def attempts(self, learner: str, course: str = "") -> tuple[Attempt, ...]:
        """A learner's attempts in a course, or in all, oldest first; raises StoreError."""
        return tuple(map(read_attempt, self._run(lambda one: _select(one, "tui_course_attempt", learner, course))))

    def visits(self, learner: str, course: str = "") -> tuple[Visit, ...]:
        """A learner's visits in a course, or in all, oldest first; raises StoreError."""
        return tuple(map(read_visit, self._run(lambda one: _select(one, "tui_course_visit", learner, course))))

    def annotations(self, learner: str, course: str = "") -> tuple[Annotation, ...]:
        """Every state of a learner's annotations in a course, or in all, oldest first; raises StoreError."""
        found = self._run(lambda one: _select(one, "tui_course_annotation", learner, course))
        return tuple(map(read_annotation, found))

    def erase(self, learner: str, course: str = "") -> int:
        """Forget what a learner did in a course, or in all; how many events that were. Raises StoreError."""
        return self._run(lambda connection: _delete(connection, learner, course), writes=True)

    def upkeep(self) -> None:
        """Nothing: backups are the server's."""

    def close(self) -> None:
        """Close the connection; twice is once. One that another thread goes on using is left to the end of the process."""
        self._closed = True
        if self._turn.acquire(timeout=_CLOSE_SECONDS):
            self._drop()
            self._turn.release()

    def _run(self, work: Callable[[Connection], _Result], *, writes: bool = False) -> _Result:
        """What `work` gives in a transaction, on a new connection where the old one is lost."""
        deadline = time.monotonic() + PATIENCE
        delays = iter(self._delays)
        with self._turn:
            while True:
                if self._closed:
                    raise StoreError(f"{self._place} is closed")
                try:
                    connection = self._connected()
                    if writes and self._newer:
                        raise StoreError(f"{self._place} is of a newer version of tui-course; this one can only read it")
                    with connection.transaction():
                        return work(connection)
                except self._lost as error:
                    self._drop()
                    delay = next(delays, None)
                    if delay is None or time.monotonic() + delay > deadline:
                        raise self._failed(error) from None
                    time.sleep(delay)
                except self._error as error:
                    raise self._failed(error) from None

    def _connected(self) -> Connection:
        """The connection, made and migrated where there is none."""
        if self._connection is None or self._connection.closed:
            import psycopg

            # Prepared statements would tie the session to one connection of a pooler.
            connection = psycopg.connect(**self._parameters, autocommit=True, prepare_threshold=None)  # type: ignore[arg-type]
            try:
                self._newer = _migrate(connection, self._steps) > len(self._steps)
            except psycopg.Error:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _failed(self, error: psycopg.Error) -> StoreError:
        """The error in words, on one line and without the password."""
        said = " ".join((error.diag.message_primary or str(error)).split())
        password = self._parameters.get("password", "")
        if password and password in said:
            said = type(error).__name__
        return StoreError(f"{self._place} cannot be used: {visible(said)}")


def _migrate(connection: Connection, steps: Sequence[str]) -> int:
    """Take the steps that are missing, one process at a time, all or none; the version that the tables are of then."""
    if _version(connection) >= len(steps):
        return _version(connection)
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        connection.execute(_CREATE)
        taken = _version(connection)
        for step in steps[taken:]:
            connection.execute(step.encode())
        version = max(taken, len(steps))
        connection.execute(
            "INSERT INTO tui_course_store (version) VALUES (%s) ON CONFLICT (single) DO UPDATE SET version = EXCLUDED.version",
            (version,),
        )
    return version


def _version(connection: Connection) -> int:
    ((there,),) = connection.execute("SELECT to_regclass('tui_course_store') IS NOT NULL").fetchall()
    found = connection.execute("SELECT version FROM tui_course_store").fetchone() if there else None
    return int(found[0]) if found else 0


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


def _delete(connection: Connection, learner: str, course: str) -> int:
    return sum(
        connection.execute(
            f"DELETE FROM {table} WHERE learner = %s AND %s IN ('', course)".encode(),  # noqa: S608 - our own names
            (name(learner), visible(course)),
        ).rowcount
        for table in _TABLES
    )

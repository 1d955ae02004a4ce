"""One connection to a PostgreSQL database: made anew where it is lost, with the tables as this version knows them."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tui_course.errors import SettingsError, StoreError
from tui_course.model.visible import visible
from tui_course.progress.postgres.watch import Watch
from tui_course.progress.sharing import Sharing
from tui_course.progress.steps import load_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

DELAYS: Final = (0.0, 0.1, 0.3, 0.6, 1.0)
"""How long to wait before each new connection after a lost one, in seconds; there is one more try than delays."""
PATIENCE: Final = 6.0
"""After how many seconds there is no further try."""
SILENCE: Final = 10.0
"""After how many seconds a server that says nothing is given up; to make its tables may take longer."""

_CLOSE_SECONDS: Final = 1.0
_LOCK: Final = int.from_bytes(b"TuiC", "big")
_ALONE: Final = 1
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


class PostgresConnection:
    """A connection to the database at `address`, a PostgreSQL URL, in the first schema of its search path.

    One connection serves all threads: a host has many learners, and a server few connections. A lost connection is made anew,
    with the pauses of `delays`; to insert an event again is harmless. The password of the address is in no message. `steps` are
    the schema's, for tests of migrations. There is no further try after `patience` seconds, and a server that has not answered
    after `silence` seconds is taken for one that is gone. With `later` it is not asked now, and each call tries once until
    there was a connection.

    Raises SettingsError for an address that cannot be read, and StoreError where the database cannot be used.
    """

    def __init__(
        self,
        address: str,
        *,
        delays: Sequence[float] = DELAYS,
        steps: Sequence[str] | None = None,
        patience: float = PATIENCE,
        silence: float = SILENCE,
        later: bool = False,
    ) -> None:
        try:
            from tui_course.progress.postgres.driver import conninfo_to_dict, psycopg
        except ImportError as error:
            raise StoreError("PostgreSQL needs the extra tui-course[postgres]") from error
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
        self._patience = patience
        self._steps = tuple(steps) if steps is not None else load_steps("postgres")
        self._newer = False
        self._closed = False
        self._unknown = later
        self._sharing = Sharing()
        self._connection: Connection | None = None
        self._turn = Lock()
        self._watch = Watch(silence, self._cut)
        if not later:
            self._run(lambda _: None)

    @property
    def newer(self) -> bool:
        """Whether a newer version of the program made the tables, so that they are only read."""
        return self._newer

    def too_new(self) -> StoreError:
        """What to raise where a newer version made the tables."""
        return StoreError(f"{self._place} is of a newer version of tui-course; this one can only read it")

    def read(self, work: Callable[[Connection], _Result]) -> _Result:
        """What `work` reads; each statement sees what was committed before it. It may be called again; raises StoreError."""
        return self._run(work)

    def write(self, work: Callable[[Connection], _Result], *, alone: bool = False, lasting: bool = True) -> _Result:
        """What `work` gives in a transaction, all or nothing; it may be called again. Raises StoreError.

        No two that are to be `alone` are under way at once, and they commit in their order. What is not `lasting` waits for no
        disk, and is lost where the server fails within the next second.
        """

        def transact(connection: Connection) -> _Result:
            if self._newer:
                raise self.too_new()
            with connection.transaction():
                if not lasting:
                    connection.execute("SET LOCAL synchronous_commit = off")
                if alone:
                    connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_LOCK, _ALONE))
                return work(connection)

        return self._run(transact)

    def share(self) -> PostgresConnection:
        """The connection, for one more to use and to close."""
        self._sharing.join()
        return self

    def close(self) -> None:
        """Close the connection once all who share it did. One that another thread uses is left to the process's end."""
        if not self._sharing.leave():
            return
        self._closed = True
        self._watch.close()
        if self._turn.acquire(timeout=_CLOSE_SECONDS):
            self._drop()
            self._turn.release()

    def _run(self, work: Callable[[Connection], _Result]) -> _Result:
        """What `work` gives, on a new connection where the old one is lost."""
        deadline = time.monotonic() + self._patience
        delays = iter(() if self._unknown else self._delays)
        if not self._turn.acquire(timeout=self._patience):
            raise StoreError(f"{self._place} does not answer")
        try:
            while True:
                if self._closed:
                    raise StoreError(f"{self._place} is closed")
                try:
                    connection = self._connected()
                    with self._watch:
                        return work(connection)
                except self._lost as error:
                    self._drop()
                    delay = next(delays, None)
                    if delay is None or time.monotonic() + delay > deadline:
                        raise self._failed(error) from None
                    time.sleep(delay)
                except self._error as error:
                    raise self._failed(error) from None
        finally:
            self._turn.release()

    def _connected(self) -> Connection:
        """The connection, made and migrated where there is none."""
        if self._connection is None or self._connection.closed:
            from tui_course.progress.postgres.driver import psycopg

            # Prepared statements would tie the session to one connection of a pooler.
            connection = psycopg.connect(**self._parameters, autocommit=True, prepare_threshold=None)  # type: ignore[arg-type]
            try:
                self._newer = _migrate(connection, self._steps) > len(self._steps)
            except psycopg.Error:
                connection.close()
                raise
            self._connection, self._unknown = connection, False
        return self._connection

    def _cut(self) -> None:
        """End the connection under a call that waits for it, so that the call finds it lost."""
        connection = self._connection
        with suppress(OSError, self._error):
            if connection is not None:
                with socket.socket(fileno=os.dup(connection.fileno())) as other:
                    other.shutdown(socket.SHUT_RDWR)

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

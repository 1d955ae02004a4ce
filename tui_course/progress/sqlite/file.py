"""The file of a store: one connection writes, one reads, and both follow the file where it is repaired."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import nullcontext
from dataclasses import field
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar

from tui_course.errors import StoreError
from tui_course.progress.sharing import Sharing
from tui_course.progress.sqlite import backup, repair
from tui_course.progress.sqlite.connection import (
    Foreign,
    begin,
    check,
    connect,
    connect_for_reading,
    damage,
    damaged,
    in_words,
    migrate,
    reason,
    set_up,
    takes_nothing,
    version,
    wait_in_turns,
    without_waiting,
)
from tui_course.progress.sqlite.lock import exclusive
from tui_course.progress.steps import load_steps
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_SMALL: Final = 1 << 20
"""Up to how many bytes a file is checked whenever it is opened, which takes about a millisecond; others are once a day."""
_CLOSE_SECONDS: Final = 1.0
_PURGE_PAUSES: Final = (0.1, 0.2, 0.4, 0.8, 1.5)
_Result = TypeVar("_Result")


@dataclass(slots=True)
class _Channel:
    """A connection that one thread uses at a time, and the file that it was opened on."""

    begin: str
    connection: sqlite3.Connection | None = None
    file: tuple[int, int] = (0, 0)
    turn: Lock = field(default_factory=Lock)


class SqliteFile:
    """The file at `path`, shared with any number of threads and processes.

    Two connections serve all threads: whoever reads never waits for a commit, and no connection outlives its thread unseen. A
    file of a newer version is only read. A damaged one is repaired wherever that is found, which `notice` says. `clock` gives
    seconds since 1970; `steps` are the schema's, for tests of migrations. Raises StoreError where the file cannot be used.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time, steps: Sequence[str] | None = None) -> None:
        self.path = path
        self._clock = clock
        self._steps = tuple(steps) if steps is not None else load_steps("sqlite")
        self._writing = _Channel("BEGIN IMMEDIATE")
        self._reading = _Channel("BEGIN")
        self._notice = ""
        self._newer = False
        self._closed = False
        self._sharing = Sharing()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _refuse_what_is_no_file(path)
            with exclusive(path), self._writing.turn:
                self._connect(self._writing, first=True)
        except Foreign:
            raise StoreError(f"{path} belongs to another program") from None
        except sqlite3.Error as error:
            raise StoreError(f"{path} cannot be used: {reason(error)}") from error
        except OSError as error:
            raise StoreError(f"{path} cannot be used: {error.strerror or error}") from error

    @property
    def notice(self) -> str:
        """What was repaired, if anything."""
        return self._notice

    @property
    def newer(self) -> bool:
        """Whether a newer version of the program wrote the file, so that it is only read."""
        return self._newer

    def read(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """What `work` reads, all in one state of the file; it may be called again. Raises StoreError."""
        return self._run(self._reading, work)

    def write(self, work: Callable[[sqlite3.Connection], _Result], *, lasting: bool = True) -> _Result:
        """What `work` gives, once all that it wrote is kept; it may be called again. Raises StoreError, and nothing is kept.

        What need not be `lasting` is lost where the power fails within the next seconds, and waits for no disk.
        """
        return self._run(self._writing, work, lasting=lasting)

    def purge(self) -> None:
        """Leave nothing in any backup of what was taken out; raises StoreError."""
        try:
            with self._writing.turn:
                if self._writing.connection is not None:
                    self._writing.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            for pause in _PURGE_PAUSES:
                backup.forget_backups(self.path)
                if backup.back_up(self.path, self._clock()):
                    break
                # What another process copies now may still have it: that goes when it is there.
                time.sleep(pause)
            else:
                backup.forget_backups(self.path)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"it was forgotten, but the backups of {self.path} could not be renewed: {error}") from error

    def upkeep(self) -> None:
        """Once a day: check the file, repair it where it is damaged, and back it up. Raises StoreError."""
        try:
            file = self._file()
            if self._newer or not backup.due(self.path, self._clock()):
                return
            try:
                backup.back_up(self.path, self._clock())
            except sqlite3.Error as error:
                if not damaged(error):
                    raise
                self._repair(file)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path} could not be backed up: {reason(error)}") from error
        except OSError as error:
            raise StoreError(f"{self.path} could not be backed up: {error.strerror or error}") from error

    def share(self) -> SqliteFile:
        """The file, for one more to use and to close."""
        self._sharing.join()
        return self

    def close(self) -> None:
        """Close the file once all who share it did. A connection that another thread uses is left to the process's end."""
        if not self._sharing.leave():
            return
        self._closed = True
        for channel in (self._reading, self._writing):
            if channel.turn.acquire(timeout=_CLOSE_SECONDS):
                _drop(channel)
                channel.turn.release()

    def _run(self, channel: _Channel, work: Callable[[sqlite3.Connection], _Result], *, lasting: bool = True) -> _Result:
        """What `work` gives in a transaction; once again where the file was replaced or had to be repaired."""
        with channel.turn:
            for again in (True, True, False):
                if self._closed:
                    raise StoreError(f"{self.path} is closed")
                try:
                    connection = self._current(channel)
                    with in_words(), nullcontext() if lasting else without_waiting(connection):
                        done = self._transact(channel, connection, work)
                    if done is not None:
                        return done[0]
                except sqlite3.Error as error:
                    self._fail(channel, error, again=again)
                except OSError as error:
                    raise StoreError(f"{self.path} cannot be used: {error.strerror or error}") from error
                except Foreign:
                    raise StoreError(f"{self.path} belongs to another program") from None
        raise StoreError(f"{self.path} is replaced again and again")

    def _transact(
        self, channel: _Channel, connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], _Result]
    ) -> tuple[_Result] | None:
        """What `work` gives, once it is committed; None where the file was replaced meanwhile. Raises sqlite3.Error."""
        if channel is self._writing and self._newer:
            raise self.too_new()
        begin(connection, channel.begin)
        try:
            if self._file() != channel.file:
                return None
            if channel is self._writing and version(connection) > len(self._steps):
                raise self.too_new()
            result = work(connection)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        return (result,)

    def too_new(self) -> StoreError:
        """What to raise where a newer version wrote the file."""
        return StoreError(f"{self.path} was written by a newer version of tui-course; this one can only read it")

    def _fail(self, channel: _Channel, error: sqlite3.Error, *, again: bool) -> None:
        """Repair the file where the error says that it is damaged; raises StoreError where that is not so."""
        if "decode to UTF-8" in str(error) and again and channel.connection is not None:
            channel.connection.text_factory = lambda text: text.decode("utf-8", "replace")
            return
        broken = channel.file
        if takes_nothing(error, self.path) and not self._newer:
            error = damage("its header is of no format")
        if damaged(error) or (channel.connection is not None and channel.connection.in_transaction):
            _drop(channel)
        if not (damaged(error) and again) or self._newer:
            raise StoreError(f"{self.path} cannot be used: {reason(error)}") from error
        try:
            self._repair(broken)
        except sqlite3.Error as second:
            raise StoreError(f"{self.path} is damaged and cannot be repaired: {reason(second)}") from second
        except OSError as second:
            raise StoreError(f"{self.path} is damaged and cannot be repaired: {second.strerror or second}") from second

    def _repair(self, broken: tuple[int, int]) -> None:
        """Repair the file, unless it was replaced already; the channels will find the new one themselves."""
        with exclusive(self.path):
            if self._file() == broken:
                self._notice = repair.repair(self.path, self._steps, self._clock())

    def _current(self, channel: _Channel) -> sqlite3.Connection:
        """The channel's connection to the file that stands at the path now."""
        if channel.connection is not None and self._file() == channel.file:
            return channel.connection
        _drop(channel)
        with exclusive(self.path):
            return self._connect(channel)

    def _connect(self, channel: _Channel, *, first: bool = False) -> sqlite3.Connection:
        """Open the file, whatever state it is in; the store's lock is held. Raises sqlite3.Error, OSError and Foreign."""
        try:
            with in_words():
                return self._open(channel, first=first)
        except sqlite3.Error as error:
            if takes_nothing(error, self.path):
                error = damage("its header is of no format")
            if not damaged(error):
                raise
            if first and not repair.ours(self.path):
                raise Foreign from error
            self._notice = repair.repair(self.path, self._steps, self._clock())
            return self._open(channel)

    def _open(self, channel: _Channel, *, first: bool = False) -> sqlite3.Connection:
        match repair.size(self.path):
            case 0:
                self._notice = repair.restore(self.path, self._steps) or self._notice
            case small if 0 < small < repair.HEADER_BYTES:
                # SQLite takes it for an empty file and would write over it.
                raise damage("the file is shorter than a header")
        connection = connect(self.path)
        try:
            taken = version(connection)
            if taken > len(self._steps):
                self._newer = True
                connection.close()
                connection = connect_for_reading(self.path)
            else:
                set_up(connection)
                if first and self.path.stat().st_size <= _SMALL:
                    check(connection)
                if taken < len(self._steps):
                    if taken:
                        backup.back_up(self.path, self._clock())
                    migrate(connection, self._steps)
                if channel is self._writing:
                    wait_in_turns(connection)
        except (sqlite3.Error, OSError, UnicodeDecodeError, Foreign):
            connection.close()
            raise
        channel.connection = connection
        channel.file = self._file()
        return connection

    def _file(self) -> tuple[int, int]:
        """What file stands at the path now; zeros where none does."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return 0, 0
        return status.st_dev, status.st_ino


def _refuse_what_is_no_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise StoreError(f"{path} is no file")
    if path.exists() and not os.access(path, os.W_OK):
        raise StoreError(f"{path} may not be written")


def _drop(channel: _Channel) -> None:
    connection, channel.connection = channel.connection, None
    if connection is not None:
        connection.close()

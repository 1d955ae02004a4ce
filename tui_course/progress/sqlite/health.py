"""How a store's file is, without touching it: nothing is made, migrated or repaired."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.progress.sqlite.backup import backups
from tui_course.progress.sqlite.connection import Foreign, check, connect_for_reading, damaged, in_words, reason, version
from tui_course.progress.sqlite.repair import set_aside
from tui_course.progress.steps import load_steps
from tui_course.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

SQLITE: Final = sqlite3.sqlite_version
"""The version of SQLite."""
_STEPS_A_LOOK: Final = 10_000


@dataclass(frozen=True, slots=True)
class Health:
    """What was found: `trouble` in words, empty where there is none, and what becomes of the file when a reader opens it.

    `checked` says whether all of the file was looked at in the time that there was. `backups` and `asides` are how many
    backups, and damaged files that were set aside, stand beside it.
    """

    there: bool = False
    trouble: str = ""
    repairable: bool = False
    newer: bool = False
    checked: bool = False
    bytes: int = 0
    backups: int = 0
    asides: int = 0


def examine(path: Path, seconds: float = 2.0) -> Health:
    """Look at a store's file for so many seconds at most."""
    try:
        if not path.exists():
            return Health(backups=len(backups(path)) if path.parent.is_dir() else 0)
        if not path.is_file():
            return Health(there=True, trouble="it is no file")
        size = path.stat().st_size
        with path.open("rb"):
            pass
        beside = (len(backups(path)), len(set_aside(path)))
    except OSError as error:
        return Health(there=True, trouble=error.strerror or str(error))
    found = Health(there=True, bytes=size, backups=beside[0], asides=beside[1])
    try:
        with in_words(), closing(connect_for_reading(path)) as connection:
            connection.execute("PRAGMA busy_timeout = 500")
            newer = version(connection) > len(load_steps("sqlite"))
            return replace(found, newer=newer, checked=_checked(connection, seconds))
    except Foreign:
        return replace(found, trouble="it belongs to another program")
    except sqlite3.Error as error:
        return replace(found, trouble=reason(error), repairable=damaged(error))


def _checked(connection: sqlite3.Connection, seconds: float) -> bool:
    """Whether all tables and indexes could be checked in time; raises sqlite3.Error where they do not fit together."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS_A_LOOK)
    try:
        check(connection)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return False
        raise
    return True

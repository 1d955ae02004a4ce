"""Copies of a store beside it: one a day, the last three."""

from __future__ import annotations

import os
import re
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

from tui_course.progress.sqlite.connection import check, connect_for_reading

if TYPE_CHECKING:
    from pathlib import Path

DAY: Final = 86_400.0
KEPT: Final = 3

_STAMP: Final = re.compile(r"\d{8}T\d{6}Z")


def stamp(at: float) -> str:
    """A time in seconds since 1970 as it stands in names of files, in UTC: sorted by name is sorted by time."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(at))


def backups(path: Path) -> list[Path]:
    """The backups of the store at `path`, newest first; raises OSError."""
    start = f"{path.name}.backup-"
    found = [one for one in path.parent.iterdir() if one.name.startswith(start) and _STAMP.fullmatch(one.name[len(start) :])]
    return sorted(found, key=lambda one: one.name, reverse=True)


def due(path: Path, now: float) -> bool:
    """Whether no backup is from the day before `now`, in seconds since 1970; raises OSError."""
    earliest, latest = stamp(now - DAY), stamp(now)
    return not any(earliest < one.name[-len(latest) :] <= latest for one in backups(path))


def back_up(path: Path, now: float) -> bool:
    """Make a backup and drop all but three, unless another process is at it; whether it was made.

    `now` is in seconds since 1970. Raises OSError and sqlite3.Error, also where the store is damaged: then every backup stays.
    """
    target = path.with_name(f"{path.name}.backup-{stamp(now)}")
    part = target.with_name(f"{path.name}.backup-part")
    try:
        claim = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        _drop_abandoned(part, now)
        return False
    try:
        # VACUUM INTO takes an empty file, which keeps the narrow permissions.
        with closing(connect_for_reading(path)) as connection:
            check(connection)
            # As an address: SQLite takes no name whose bytes are no text.
            connection.execute("VACUUM INTO ?", (part.absolute().as_uri(),))
        os.fsync(claim)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    finally:
        os.close(claim)
    for old in backups(path)[KEPT:]:
        old.unlink(missing_ok=True)
    return True


def forget_backups(path: Path) -> None:
    """Remove all backups, because they hold what is to be forgotten; raises OSError."""
    for one in backups(path):
        one.unlink(missing_ok=True)


def _drop_abandoned(part: Path, now: float) -> None:
    """Remove the beginning of a backup whose process was ended an hour ago or more, so that the next is made."""
    try:
        if abs(now - part.stat().st_mtime) > DAY / 24:
            part.unlink()
    except FileNotFoundError:
        return

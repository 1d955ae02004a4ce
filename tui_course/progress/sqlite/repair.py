"""A damaged store is set aside; what can be read of it and of its newest backup goes into a new one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.language import ngettext, number
from tui_course.progress.sqlite import FILE
from tui_course.progress.sqlite.backup import backups, stamp
from tui_course.progress.sqlite.connection import APPLICATION, BUSY_SECONDS, migrate
from tui_course.progress.sqlite.rows import COLUMNS, insert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui_course.progress.sqlite.salvage import Saved

HEADER_BYTES: Final = 100
"""The length of a file's header: nothing shorter is a store."""

_ASIDE: Final = ".corrupt-"
_COMPANIONS: Final = ("-wal", "-shm")
_HEADER: Final = b"SQLite format 3\0"
_APPLICATION_AT: Final = slice(68, 72)


def size(path: Path) -> int:
    """How many bytes a file has, -1 where there is none; raises OSError."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


def set_aside(path: Path) -> list[Path]:
    """The damaged files that once stood at `path`, the oldest first; raises OSError."""
    return sorted(one for one in path.parent.iterdir() if one.name.startswith(f"{path.name}{_ASIDE}"))


def ours(path: Path) -> bool:
    """Whether a file that SQLite cannot read was a store, so that it may be set aside; raises OSError."""
    with path.open("rb") as file:
        head = file.read(HEADER_BYTES)
    if head.startswith(_HEADER) and int.from_bytes(head[_APPLICATION_AT], "big") == APPLICATION:
        return True
    return path.name == FILE or bool(backups(path))


def repair(path: Path, steps: Sequence[str], now: float) -> str:
    """Put a new store in the place of the damaged one at `path`; what the learner should know of it, in words.

    The caller holds the store's lock. Raises sqlite3.Error and OSError, and then the damaged file is where it was.
    """
    from tui_course.progress.sqlite.salvage import backed_up, salvaged

    new = path.with_name(f"{path.name}.new")
    _remove(new)
    holder = _held(path)
    try:
        saved = salvaged(path)
        backup, earlier = backed_up(path, len(steps))
        total = _build(new, steps, (earlier, saved))
        aside = _set_aside(path, now)
        new.replace(path)
    finally:
        if holder is not None:
            holder.close()
    _sync(path.parent)
    more = total - len({(type(one), one.id) for one in saved.events})
    return _told(aside.name, len(saved.events), more, backup)


def restore(path: Path, steps: Sequence[str]) -> str:
    """Put the newest backup in the place of an empty file; what the learner should know of it, empty where there is none.

    The caller holds the store's lock. Raises sqlite3.Error and OSError.
    """
    from tui_course.progress.sqlite.salvage import backed_up

    backup, earlier = backed_up(path, len(steps))
    if backup is None:
        return ""
    new = path.with_name(f"{path.name}.new")
    _remove(new)
    _build(new, steps, (earlier,))
    for companion in _COMPANIONS:
        path.with_name(path.name + companion).unlink(missing_ok=True)
    new.replace(path)
    _sync(path.parent)
    said = ngettext(
        "The file of your answers was empty. {count} answer, visit or note came back from {backup}.",
        "The file of your answers was empty. {count} answers, visits and notes came back from {backup}.",
        len(earlier.events),
    )
    return said.format(count=number(len(earlier.events)), backup=backup.name)


def _told(aside: str, saved: int, more: int, backup: Path | None) -> str:
    parts = [_("The file of your answers was damaged and was set aside as {file}.").format(file=aside)]
    read = ngettext(
        "{count} answer, visit or note was read from it.", "{count} answers, visits and notes were read from it.", saved
    )
    parts.append(read.format(count=number(saved)) if saved else _("Nothing in it could be read."))
    if backup is not None:
        back = ngettext(
            "{count} more answer, visit or note came back from {backup}.",
            "{count} more answers, visits and notes came back from {backup}.",
            more,
        )
        parts.append(back.format(count=number(more), backup=backup.name))
    return " ".join(parts)


def _held(path: Path) -> sqlite3.Connection | None:
    """A connection that keeps others from writing into the damaged file while it is read, where that can be had."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS / 5, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error:
        connection.close()
        return None
    return connection


def _build(path: Path, steps: Sequence[str], found: Sequence[Saved]) -> int:
    """Make a store of what was found, the oldest first; how many events it holds.

    Of events with the same id the first stays, of anything else the last.
    """
    from tui_course.progress.sqlite.beside import insert_beside

    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection, steps)
        connection.execute("BEGIN IMMEDIATE")
        insert(connection, [event for saved in found for event in saved.events])
        for saved in reversed(found):
            insert_beside(connection, saved.beside)
        connection.execute("COMMIT")
        return sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COLUMNS)  # noqa: S608 - our own names


def _set_aside(path: Path, now: float) -> Path:
    """Rename the damaged file and what belongs to it; raises OSError."""
    aside = path.with_name(f"{path.name}{_ASIDE}{stamp(now)}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}{_ASIDE}{stamp(now)}-{number}")
    for companion in _COMPANIONS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + companion).rename(aside.with_name(aside.name + companion))
    path.rename(aside)
    return aside


def _remove(path: Path) -> None:
    for companion in ("", "-journal", *_COMPANIONS):
        path.with_name(path.name + companion).unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Make renames in a folder last; raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

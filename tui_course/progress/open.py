"""The store that the settings name, or memory where it cannot be used."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import SettingsError, StoreError
from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.visible import visible
from tui_course.progress.layered import LayeredStore
from tui_course.progress.memory import MemoryStore
from tui_course.progress.sqlite import FILE

if TYPE_CHECKING:
    from tui_course.progress.postgres.store import PostgresStore
    from tui_course.progress.sqlite.store import SqliteStore
    from tui_course.progress.store import Store
    from tui_course.progress.workshops import WorkshopStore

IN_MEMORY: Final = frozenset(("memory", "off"))

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_POSTGRES: Final = frozenset(("postgres", "postgresql"))
_TAKES: Final = "it takes a file, postgresql://USER@HOST/DATABASE, memory or off"
_READ_ONLY: Final = later(
    "Your progress was written by a newer tui-course: it is shown, but what you do now is not kept. Please update tui-course."
)


def open_store(address: str, folder: Path | None, *, waits: bool = False) -> Store:
    """The store at `address`: a file, `postgresql://USER@HOST/DATABASE`, `memory` or `off`; empty for a file in `folder`.

    Where that cannot be used, a store in memory whose notice says why; where it is of a newer version, one that shows it and
    keeps what is new in memory. With `waits` a server that is away now is waited for: its store fails until it is back.
    Raises SettingsError for an address that is none of these.
    """
    if address in IN_MEMORY:
        return MemoryStore()
    try:
        return _opened(address, folder)
    except StoreError as error:
        if waits and (hoped := _hoped_for(address)) is not None:
            return hoped
        return MemoryStore(_("Your answers are not kept: {reason}.").format(reason=visible(str(error))))


def open_workshops(address: str, folder: Path | None, beside: Store | None = None) -> WorkshopStore:
    """The workshops in the store at `address`, which is as in `open_store`.

    `beside` is a store that was opened with the same address in this process: they share its connections, which the
    last of them closes. Raises SettingsError for an address that is none, and StoreError where no workshop can be kept there.
    """
    from tui_course.progress.memory_workshops import MemoryWorkshops

    if address in IN_MEMORY:
        return MemoryWorkshops(beside if isinstance(beside, MemoryStore) else MemoryStore())
    scheme = _SCHEME.match(address)
    if scheme is not None and scheme[1] in _POSTGRES:
        return _postgres_workshops(address, beside)
    if scheme is not None:
        raise SettingsError(f"store is {scheme[0]}…; {_TAKES}")
    return _sqlite_workshops(_path(address, folder), beside)


def _postgres_workshops(address: str, beside: Store | None) -> WorkshopStore:
    from tui_course.progress.postgres.connection import PostgresConnection
    from tui_course.progress.postgres.store import PostgresStore
    from tui_course.progress.postgres.tables import PostgresTables
    from tui_course.progress.tabled.workshops import TabledWorkshops

    connection = beside.connection.share() if isinstance(beside, PostgresStore) else PostgresConnection(address)
    if connection.newer:
        connection.close()
        raise connection.too_new()
    return TabledWorkshops(PostgresTables(connection))


def _sqlite_workshops(path: Path, beside: Store | None) -> WorkshopStore:
    from tui_course.progress.sqlite.file import SqliteFile
    from tui_course.progress.sqlite.store import SqliteStore
    from tui_course.progress.sqlite.tables import SqliteTables
    from tui_course.progress.tabled.workshops import TabledWorkshops

    file = beside.file.share() if isinstance(beside, SqliteStore) and beside.path == path else SqliteFile(path)
    if file.newer:
        file.close()
        raise file.too_new()
    return TabledWorkshops(SqliteTables(file))


def file_of(address: str, folder: Path | None) -> Path | None:
    """The file of the store at `address`, which is as in `open_store`; None where it is in a server or in memory.

    Raises SettingsError for an address that is none, and StoreError where there is no place for a file.
    """
    scheme = _SCHEME.match(address)
    if address in IN_MEMORY or (scheme is not None and scheme[1] in _POSTGRES):
        return None
    if scheme is not None:
        raise SettingsError(f"store is {scheme[0]}…; {_TAKES}")
    return _path(address, folder)


def load_store(address: str) -> None:
    """Load what `open_store` runs for an address: two threads that load modules at once mostly wait for each other."""
    if address not in IN_MEMORY and _SCHEME.match(address) is None:
        import tui_course.progress.sqlite.store  # noqa: F401 - loaded is all that it shall be


def _opened(address: str, folder: Path | None) -> Store:
    scheme = _SCHEME.match(address)
    if scheme is not None and scheme[1] in _POSTGRES:
        from tui_course.progress.postgres.store import PostgresStore

        return _readable(PostgresStore(address))
    if scheme is not None:
        raise SettingsError(f"store is {scheme[0]}…; {_TAKES}")
    from tui_course.progress.sqlite.store import SqliteStore

    return _readable(SqliteStore(_path(address, folder)))


def _hoped_for(address: str) -> Store | None:
    """The store at a server that is away now; None where there is none that could come back."""
    scheme = _SCHEME.match(address)
    if scheme is None or scheme[1] not in _POSTGRES:
        return None
    from tui_course.progress.postgres.store import PostgresStore

    try:
        return PostgresStore(address, later=True)
    except StoreError:
        # What speaks to it is not installed.
        return None


def _path(address: str, folder: Path | None) -> Path:
    """The file of a store; raises SettingsError and StoreError."""
    if "\0" in address:
        raise SettingsError("store holds a character that no file's name can have")
    if address:
        path = Path(os.path.expanduser(address))  # noqa: PTH111 - Path's own fails where there is no home
    elif folder is not None:
        path = folder / FILE
    else:
        raise StoreError("there is no folder for them")
    if path.parts[0].startswith("~"):
        raise StoreError("there is no home folder to keep them in")
    return path


def _readable(store: SqliteStore | PostgresStore) -> Store:
    """The store, below memory where a newer version made it; raises StoreError where it cannot even be read."""
    if not store.newer:
        return store
    try:
        store.attempts("")
        store.visits("")
        store.annotations("")
    except StoreError:
        store.close()
        raise StoreError("they were written by a newer tui-course in a way that this one cannot read") from None
    return LayeredStore(store, _(_READ_ONLY))

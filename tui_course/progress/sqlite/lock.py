"""One process at a time opens, migrates or repairs a store; writing is SQLite's own affair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.errors import StoreError
from tui_course.own_files import locked

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

_SECONDS: Final = 10.0


def exclusive(path: Path) -> AbstractContextManager[None]:
    """Hold the lock of the store at `path`, which ends with the process at the latest.

    Raises OSError where the folder takes no lock, and StoreError where another process holds it for ten seconds.
    """
    return locked(
        path.with_name(f"{path.name}.lock"), _SECONDS, StoreError(f"{path} is being opened or repaired by another process")
    )

"""One process at a time opens, migrates or repairs a store; writing is SQLite's own affair."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from tui_course.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SECONDS: Final = 10.0
_PAUSE: Final = 0.005


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock of the store at `path`, which ends with the process at the latest.

    Raises OSError where the folder takes no lock, and StoreError where another process holds it for ten seconds.
    """
    handle = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + _SECONDS
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise StoreError(f"{path} is being opened or repaired by another process") from error
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)

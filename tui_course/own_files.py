"""Files of our own, which several programs may write at once: replaced as a whole, and changed by one at a time."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAUSE: Final = 0.005


@contextmanager
def replaced(path: Path, prefix: str = ".") -> Iterator[Path]:
    """An empty file beside `path`, its owner's alone, that takes its place at the end; nobody reads half of it.

    Its name begins with `prefix`. Where anything is raised it goes, and `path` stays as it was; raises OSError itself.
    """
    import tempfile

    handle, name = tempfile.mkstemp(prefix=prefix, dir=path.parent)
    os.close(handle)
    half = Path(name)
    try:
        yield half
        half.replace(path)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


@contextmanager
def locked(path: Path, seconds: float, busy: Exception) -> Iterator[None]:
    """Hold the lock that the file at `path` is; it ends with the process at the latest.

    Raises `busy` where another process holds it for so many seconds, and OSError where the folder takes no lock.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise busy from error
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)

"""Files of our own, which several programs may write at once: read and replaced as a whole, and changed by one at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, TextIO

_PAUSE: Final = 0.005
_LIVING: Final = ("/dev/", "/proc/")


def content(path: Path, most_bytes: int) -> bytes:
    """The bytes of a regular file of at most so many; raises OSError, also where it is anything else, or larger.

    A pipe that stands where the file should be has nobody at its other end, and is not waited for.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", os.fspath(path))
        if status.st_size > most_bytes:
            raise OSError(errno.EFBIG, f"it is larger than {most_bytes:,} bytes", os.fspath(path))
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(most_bytes)
    finally:
        os.close(handle)


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
def output(path: Path, *, private: bool = False) -> Iterator[TextIO]:
    """A text for the file that a learner names; it is there as a whole at the end, or what was there before stays.

    What is no regular file takes the text as it comes: a pipe, a terminal, `/dev/stdout`. A symbolic link stays, and the file
    that it leads to is written. A file keeps its permissions; a `private` one is its owner's alone. Raises OSError, and
    ValueError for a name that no file can have.
    """
    target = Path(os.path.realpath(path))
    before = _status(target)
    if _is_taken_as_it_comes(path, before):
        with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - as the others
            yield file
        return
    with replaced(target) as half:
        with open(half, "w", encoding="utf-8") as file:  # noqa: PTH123 - likewise
            yield file
            _settle(file)
        if not private:
            half.chmod(stat.S_IMODE(before.st_mode) if before is not None else 0o666 & ~_mask())


def create(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file that is not there yet, whole or not at all; raises OSError, and FileExistsError where something is there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            _settle(file)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def _is_taken_as_it_comes(path: Path, status: os.stat_result | None) -> bool:
    """Whether a name is that of something else than a file, or of what this process has open already."""
    living = os.path.abspath(path).startswith(_LIVING)  # noqa: PTH100 - links in it stay as they are
    return living or (status is not None and not stat.S_ISREG(status.st_mode))


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _settle(file: IO[str] | IO[bytes]) -> None:
    """Have what was written on the disk."""
    file.flush()
    os.fsync(file.fileno())


def _mask() -> int:
    """Which permissions new files do not get."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


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

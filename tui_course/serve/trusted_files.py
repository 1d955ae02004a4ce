"""Files that say whom to trust: regular ones, read once, together with who else may read or change them."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read_trusted(path: Path, most_bytes: int) -> tuple[bytes, int]:
    """The content of a regular file and its permissions, which are those of what was read; links are followed.

    Raises OSError where there is none, where it is anything else, and where it is larger than `most_bytes`.
    """
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError as error:
        raise OSError(errno.EINVAL, "this is no path", str(path)) from error
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no file", str(path))
        if status.st_size > most_bytes:
            raise OSError(errno.EFBIG, f"it is larger than {most_bytes:,} bytes", str(path))
        with os.fdopen(os.dup(file), "rb") as stream:
            return stream.read(most_bytes), stat.S_IMODE(status.st_mode)
    finally:
        os.close(file)

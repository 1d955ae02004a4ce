"""Drawn pictures kept on disk, so that a page seen before shows its pictures at once."""

from __future__ import annotations

import os
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.digests import blake2b
from tui_course.own_files import content, replaced
from tui_course.pictures.drawn import decoded
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.pictures.drawn import Drawn

_FORMAT: Final = b"tui-course drawing 1\n"
_DIGEST: Final = 16
_MOST_FILE: Final = 4_194_304
MOST_BYTES: Final = 33_554_432
_LOOK_AFTER: Final = 64


@dataclass(slots=True)
class DrawnStore:
    """Drawings in the files of a folder, at most `most` bytes of them: what was not looked at for longest is forgotten.

    A file that is damaged, or cannot be read or written, is none: nothing is raised. Threads may use it at the same time.
    """

    folder: Path
    most: int = MOST_BYTES
    _written: int = field(default=_LOOK_AFTER - 1)

    def find(self, key: str) -> Drawn | None:
        """What is kept under a key."""
        path = self._path(key)
        try:
            data = content(path, _MOST_FILE)
            os.utime(path)
        except (OSError, ValueError):
            return None
        head = len(_FORMAT) + _DIGEST
        if data[: len(_FORMAT)] != _FORMAT or data[len(_FORMAT) : head] != _digest(data[head:]):
            return None
        try:
            return decoded(data[head:])
        except ValueError:
            return None

    def keep(self, key: str, drawn: Drawn) -> None:
        """Keep a drawing under a key."""
        data = drawn.encoded()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with replaced(self._path(key)) as half:
                half.write_bytes(_FORMAT + _digest(data) + data)
        except OSError:
            return
        self._written += 1
        if self._written >= _LOOK_AFTER:
            self._written = 0
            self._forget()

    def _path(self, key: str) -> Path:
        return self.folder / blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def _forget(self) -> None:
        """Remove what was not looked at for longest, until the rest is as little as it may be."""
        files: list[tuple[float, int, str]] = []
        try:
            for entry in os.scandir(self.folder):
                status = entry.stat(follow_symlinks=False)
                files.append((status.st_mtime, status.st_size, entry.path))
            total = sum(size for _, size, _ in files)
            for _, size, path in sorted(files):
                if total <= self.most:
                    return
                Path(path).unlink(missing_ok=True)
                total -= size
        except OSError:
            return


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()

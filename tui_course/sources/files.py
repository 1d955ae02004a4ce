"""The files of a course, and nothing outside it."""

from __future__ import annotations

import os
import stat
from dataclasses import field
from pathlib import Path
from typing import Final

from tui_course.errors import FileRefused
from tui_course.model.visible import visible
from tui_course.values import dataclass

MAX_PAGE: Final = 1_048_576
MAX_FILE: Final = 16_777_216


_FOLDER: Final = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_FILE: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)


class Refused(Exception):
    """The file is not read; the message says why."""


def open_below(root: str, real: str) -> int:
    """Open what stands at `real`, a path below the folder `root`, for reading; gives its descriptor, and waits for nobody.

    No symbolic link below the root is followed, so that one which took the place of a folder a moment ago leads nowhere.
    Raises OSError, and ValueError for what is no path.
    """
    parts = [part for part in real[len(root.rstrip(os.sep)) :].split(os.sep) if part]  # noqa: PTH206 - a Path a file costs
    if not parts or os.open not in os.supports_dir_fd:
        return os.open(real, _FILE | _NO_LINK)
    folder = os.open(root, _FOLDER)
    try:
        for part in parts[:-1]:
            below = os.open(part, _FOLDER | _NO_LINK, dir_fd=folder)
            os.close(folder)
            folder = below
        return os.open(parts[-1], _FILE | _NO_LINK, dir_fd=folder)
    finally:
        os.close(folder)


@dataclass(frozen=True, slots=True)
class CourseFiles:
    """Reads regular files below `root`, after symbolic links are resolved, each sized before it is read.

    Paths are relative to `root` with forward slashes.
    """

    root: Path
    _listings: dict[str, dict[str, list[str]]] = field(default_factory=dict, repr=False)

    @classmethod
    def at(cls, root: Path) -> CourseFiles:
        """The files below a folder, itself resolved."""
        return cls(Path(os.path.realpath(root)))

    def resolve(self, path: str) -> Path:
        """Where a path leads; raises Refused where that is outside the course."""
        return Path(self._real(path))

    def _real(self, path: str) -> str:
        """Where a path leads, every symbolic link on the way resolved; the root has none."""
        if "\0" in path:
            raise Refused("the name holds a zero byte")
        root = str(self.root)
        real = root.rstrip(os.sep)
        for part in path.split("/"):
            if part == ".." or (part and os.path.islink(f"{real}{os.sep}{part}")):  # noqa: PTH114 - a Path a part costs
                break
            real = real if part in {"", "."} else f"{real}{os.sep}{part}"
        else:
            return real or root
        try:
            real = os.path.realpath(self.root / path.lstrip("/"))
        except (OSError, ValueError) as error:
            raise Refused("the name is none that a disk can hold") from error
        if real != root and not real.startswith(root.rstrip(os.sep) + os.sep):
            raise Refused("the path leads out of the course")
        return real

    def locate(self, path: str) -> str:
        """Where a regular file of the course stands on disk; raises FileRefused."""
        try:
            real = self._real(path)
        except Refused as refused:
            raise FileRefused(f"{visible(path)}: {refused}") from refused
        if not os.path.isfile(real):  # noqa: PTH113 - likewise
            raise FileRefused(f"{visible(path)} is no file of the course")
        return real

    def read(self, path: str, limit: int = MAX_FILE) -> bytes:
        """The bytes of a regular file of at most `limit` bytes; raises Refused."""
        data, size = self.head(path, limit)
        if size > limit:
            raise Refused(f"{size} bytes are more than the {limit} that are read")
        return data

    def head(self, path: str, limit: int) -> tuple[bytes, int]:
        """The first `limit` bytes of a regular file, and its size in bytes; raises Refused."""
        real = self._real(path)
        try:
            handle = open_below(str(self.root), real)
        except OSError as error:
            raise Refused(error.strerror or "it cannot be opened") from error
        except ValueError as error:
            raise Refused("the name is none that a disk can hold") from error
        # A folder can be opened but not become a file object, so its descriptor is closed by hand.
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            os.close(handle)
            raise Refused("it is no regular file")
        try:
            with os.fdopen(handle, "rb") as file:
                return file.read(limit), status.st_size
        except OSError as error:
            raise Refused(error.strerror or "it cannot be read") from error

    def is_file(self, path: str) -> bool:
        """Whether a regular file of the course stands at `path`, spelled exactly so."""
        try:
            return os.path.isfile(self._real(path)) and self.spelled(path) == path.lstrip("/")  # noqa: PTH113 - likewise
        except (Refused, OSError, ValueError):
            return False

    def is_dir(self, path: str) -> bool:
        """Whether a folder of the course stands at `path`."""
        try:
            return self.resolve(path).is_dir()
        except (Refused, OSError, ValueError):
            return False

    def spelled(self, path: str) -> str:
        """The path as the disk spells it, matched without regard to case where it must be; empty where there is nothing."""
        parts: list[str] = []
        for part in path.split("/"):
            if part in {"", "."}:
                continue
            if part == "..":
                if not parts:
                    return ""
                parts.pop()
                continue
            names = self._names("/".join(parts))
            found = names.get(part.casefold(), [])
            if not found:
                return ""
            parts.append(part if part in found else found[0])
        return "/".join(parts)

    def names(self, folder: str) -> tuple[str, ...]:
        """What stands in a folder, in order of name."""
        return tuple(sorted(name for group in self._names(folder).values() for name in group))

    def _names(self, folder: str) -> dict[str, list[str]]:
        if (known := self._listings.get(folder)) is not None:
            return known
        names: dict[str, list[str]] = {}
        try:
            for entry in sorted(os.scandir(self._real(folder)), key=lambda entry: entry.name):
                names.setdefault(entry.name.casefold(), []).append(entry.name)
        except (Refused, OSError):
            pass
        self._listings[folder] = names
        return names

    def walk(self, folder: str = "", *, skip: frozenset[str] = frozenset()) -> list[str]:
        """Every file below a folder, sorted as Ruby sorts: folders named in `skip` and what begins with a dot are left out.

        Folders reached by a symbolic link are not entered, so that a loop ends.
        """
        out: list[str] = []
        stack = [folder.strip("/")]
        while stack:
            current = stack.pop()
            try:
                entries = sorted(os.scandir(self._real(current)), key=lambda entry: entry.name)
            except (Refused, OSError):
                continue
            for entry in entries:
                path = f"{current}/{entry.name}" if current else entry.name
                if entry.name.startswith(".") or entry.name in skip:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    stack.append(path)
                elif self._is_file(entry):
                    out.append(path)
        return sorted(out)

    @staticmethod
    def _is_file(entry: os.DirEntry[str]) -> bool:
        try:
            return entry.is_file()
        except OSError:
            return False

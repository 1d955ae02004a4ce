"""The file that lists the courses of the library, shared by all programs that run."""

from __future__ import annotations

import contextlib
import errno
import json
import os
from typing import TYPE_CHECKING, Any, Final

from tui_course.errors import LibraryError
from tui_course.library.entry import CourseEntry, entry_data, read_entry
from tui_course.own_files import content, locked, replaced
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

FILE: Final = "library.json"
MAX_BYTES: Final = 1 << 25
MAX_ENTRIES: Final = 1_000
_FORMAT: Final = 1
_SECONDS: Final = 5.0
_MOST_ASIDE: Final = 99


@dataclass(frozen=True, slots=True)
class Contents:
    """What the file says: its entries, in a sentence what could not be understood, and whether a newer program wrote it."""

    entries: tuple[CourseEntry, ...] = ()
    damage: str = ""
    newer: bool = False


class Registry:
    """The file `library.json` of a folder.

    Reading takes no lock, for the file is replaced as a whole. Whoever changes it holds a lock, reads it anew and replaces it,
    so that nothing another program wrote meanwhile is lost. What cannot be understood is kept beside it first.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / FILE

    def read(self) -> Contents:
        """What the file says; nothing where there is none. Raises LibraryError where it cannot be read."""
        try:
            data = content(self.file, MAX_BYTES)
        except FileNotFoundError:
            return Contents()
        except OSError as error:
            if error.errno == errno.EFBIG:
                return Contents(damage=f"{self.file} is larger than {MAX_BYTES} bytes and was not read")
            raise LibraryError(f"the list of courses in {self.file} cannot be read: {error.strerror or error}") from error
        return _understood(data, self.file)

    def change(self, make: Callable[[tuple[CourseEntry, ...]], Iterable[CourseEntry]]) -> tuple[CourseEntry, ...]:
        """Replace the entries by what `make` makes of them as they are now; the new ones.

        Raises LibraryError, and the file stays as it was.
        """
        busy = LibraryError(f"another program has been writing {self.file} for {_SECONDS:g} seconds")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with locked(self.folder / f"{FILE}.lock", _SECONDS, busy):
                before = self.read()
                if before.newer:
                    raise LibraryError(before.damage)
                after = tuple(make(before.entries))[:MAX_ENTRIES]
                if before.damage:
                    self._keep_aside()
                if after != before.entries or before.damage:
                    self._write(after)
                return after
        except OSError as error:
            raise LibraryError(f"the list of courses in {self.file} cannot be changed: {error.strerror or error}") from error

    def _keep_aside(self) -> None:
        """Copy the file as it is; raises OSError."""
        data = self.file.read_bytes()
        for number in range(1, _MOST_ASIDE + 1):
            aside = self.folder / f"library.damaged-{number}.json"
            with contextlib.suppress(FileExistsError), aside.open("xb") as file:
                file.write(data)
                return
        raise OSError(f"{_MOST_ASIDE} damaged lists are kept there already")

    def _write(self, entries: Sequence[CourseEntry]) -> None:
        with replaced(self.file, ".library-") as half, half.open("wb") as file:
            file.write(_bytes(entries))
            file.flush()
            os.fsync(file.fileno())


def _bytes(entries: Sequence[CourseEntry]) -> bytes:
    data = {"format": _FORMAT, "courses": [entry_data(entry) for entry in entries]}
    try:
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    except UnicodeEncodeError:  # the path of a file whose name is no UTF-8
        return (json.dumps(data, indent=1) + "\n").encode()


def _understood(data: bytes, file: Path) -> Contents:
    try:
        value: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Contents(damage=f"{file} is damaged and a new list begins; the old one is kept beside it ({error})")
    if not isinstance(value, dict) or not isinstance(value.get("courses"), list):
        return Contents(damage=f"{file} is no list of courses and a new one begins; the old one is kept beside it")
    form = value.get("format")
    newer = isinstance(form, int) and form > _FORMAT
    found: dict[str, CourseEntry] = {}
    missed = 0
    for one in value["courses"]:
        entry = read_entry(one)
        if entry is None:
            missed += 1
        else:
            found.setdefault(entry.path, entry)
    entries = tuple(found.values())[:MAX_ENTRIES]
    if newer:
        return Contents(entries, f"{file} was written by a newer tui-course, so nothing is added to it", newer=True)
    words = "a course" if missed == 1 else f"{missed} courses"
    return Contents(entries, f"{words} in {file} cannot be understood; the file is kept beside the new one" if missed else "")

"""The figures of a workshop as CSV, in a new file of whoever started the program."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final

from tui_course.own_files import create

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PLAIN: Final = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_NAME: Final = 40
_MOST_FILES: Final = 1_000


def file_name(workshop: str, kind: str, at: float) -> str:
    """The name of a file without its ending: workshop, what is in it, and the day; `at` in seconds since 1970."""
    name = _PLAIN.sub("-", workshop).strip("-.")[:_MOST_NAME] or "workshop"
    return f"{name}-{kind}-{time.strftime('%Y-%m-%d', time.localtime(at))}"


def csv_text(rows: Iterable[str]) -> str:
    """Rows as one text, with the line ends of CSV."""
    return "".join(f"{row}\r\n" for row in rows)


def write_new(folder: Path, name: str, text: str) -> Path:
    """Write a text to a new file in a folder, its owner's alone, and give its path; raises OSError.

    Nothing is replaced: where the name is taken a number follows it.
    """
    for number in range(1, _MOST_FILES):
        path = folder / (f"{name}.csv" if number == 1 else f"{name}-{number}.csv")
        try:
            # For a spreadsheet that would take it for another encoding, the mark of UTF-8 comes first.
            create(path, text.encode("utf-8-sig"), private=True)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"there are {_MOST_FILES - 1} files called {name} already")

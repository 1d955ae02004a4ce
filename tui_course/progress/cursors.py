"""Cursors over events that are numbered as they are recorded: which numbering, and the last number of each table."""

from __future__ import annotations

from typing import Final, NamedTuple

_DIGITS: Final = 18


class Cursor(NamedTuple):
    """The last attempt and the last visit that were read, in a numbering that ends where events are taken away."""

    numbering: int
    attempt: int
    visit: int

    def __str__(self) -> str:
        """As `read_cursor` reads it."""
        return f"{self.numbering}:{self.attempt}:{self.visit}"


def read_cursor(cursor: str, numbering: int) -> tuple[Cursor, bool]:
    """Where to go on from in a numbering, and whether everything before `cursor` is void: it is of another one."""
    parts = cursor.split(":")
    if all(part.isdecimal() and len(part) <= _DIGITS for part in parts) and len(parts) == len(Cursor._fields):
        found = Cursor(*(int(part) for part in parts))
        if found.numbering == numbering:
            return found, False
    return Cursor(numbering, 0, 0), bool(cursor)

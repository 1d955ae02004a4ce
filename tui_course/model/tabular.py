"""Figures as other programs read them: rows of CSV, and times in UTC."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_LATEST: Final = 32_503_680_000.0  # the year 3000: every later time is a mistake of some clock
_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")

Cell = str | float | bool | None


def row_text(cells: Iterable[Cell]) -> str:
    """A row of CSV (RFC 4180) without its line end; a text that a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    csv.writer(out).writerow([_cell(cell) for cell in cells])
    return out.getvalue().removesuffix("\r\n")


def _cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return f"'{value}" if value.lstrip(" ")[:1] in _FORMULA else value
        case _:
            return str(value)


def moment(at: float | None) -> str | None:
    """A time in seconds since 1970 as ISO 8601 in UTC; None of None."""
    if at is None:
        return None
    return datetime.fromtimestamp(min(max(at, 0.0), _LATEST), UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

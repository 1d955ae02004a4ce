"""How many blank cells stand at least between two things that are beside each other."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import TYPE_CHECKING, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(IntEnum):
    """What stands in a row (or column) of a plan."""

    BOX = auto()
    FRAME = auto()
    LINE = auto()
    STUB = auto()
    """The end of a line at a border: its head, or a straight cell."""
    LABEL = auto()


Table = dict[tuple[Kind, Kind], int]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Blank cells by axis (columns, rows) and by kinds; `stubs` are the cells of a line's end without and with a head.

    `nested` is between a frame and what is inside it.
    """

    between: tuple[Mapping[tuple[Kind, Kind], int], Mapping[tuple[Kind, Kind], int]]
    nested: tuple[int, int]
    stubs: tuple[tuple[int, int], tuple[int, int]]


def _both_ways(rows: Mapping[str, int]) -> Table:
    found: Table = {}
    for names, gap in rows.items():
        one, other = (Kind[name] for name in names.split())
        found[one, other] = found[other, one] = gap
    return found


_COLUMNS: Final = {
    "BOX BOX": 2,
    "BOX FRAME": 2,
    "BOX LINE": 1,
    "BOX STUB": 0,
    "BOX LABEL": 1,
    "FRAME FRAME": 2,
    "FRAME LINE": 1,
    "FRAME STUB": 0,
    "FRAME LABEL": 1,
    "LINE LINE": 1,
    "LINE STUB": 0,
    "LINE LABEL": 1,
    "STUB STUB": 0,
    "STUB LABEL": 1,
    "LABEL LABEL": 2,
}
_ROWS: Final = {
    **dict.fromkeys(_COLUMNS, 0),
    "BOX BOX": 1,
    "BOX FRAME": 1,
    "FRAME FRAME": 1,
}
_TIGHT_COLUMNS: Final = {**_COLUMNS, "BOX FRAME": 1, "FRAME FRAME": 1, "FRAME LINE": 0}
_TIGHT_ROWS: Final = {**dict.fromkeys(_COLUMNS, 0), "BOX BOX": 1}

ROOMY: Final = Gaps((_both_ways(_COLUMNS), _both_ways(_ROWS)), nested=(1, 0), stubs=((1, 2), (0, 2)))
TIGHT: Final = Gaps((_both_ways(_TIGHT_COLUMNS), _both_ways(_TIGHT_ROWS)), nested=(1, 0), stubs=((1, 1), (0, 1)))

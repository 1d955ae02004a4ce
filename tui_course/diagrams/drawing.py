"""A drawing: cells with what they show and to whom they belong, so that a theme or a focus only restyles them."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.diagrams.place import Rect


class Role(StrEnum):
    """What a cell is part of."""

    BLANK = "blank"
    BORDER = "border"
    TEXT = "text"
    FRAME = "frame"
    TITLE = "title"
    LINE = "line"
    HEAD = "head"
    LABEL = "label"
    LEGEND = "legend"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `glyph` is empty in the second cell of a wide character.

    `item` is the id of the node or group that the cell belongs to, `edges` are the numbers of the diagram's edges that do:
    several where they share a line, or cross.
    """

    glyph: str
    role: Role = Role.BLANK
    item: str = ""
    edges: tuple[int, ...] = ()


BLANK: Final = Cell(" ")


@dataclass(frozen=True, slots=True)
class Drawing:
    """`width` by `height` cells in `rows`.

    `boxes` and `frames` have the rectangles of nodes and groups by id, in cells. `collapsed` are the groups that are drawn as
    a box; `transposed` says that it leads across instead of down or the other way round; `legend` has the numbered labels
    that found no room at their line, as they stand below. `overflow` says that it is larger than was asked for. `refused`
    says why nothing was drawn, in words for the user, or is empty.
    """

    width: int
    height: int
    rows: tuple[tuple[Cell, ...], ...]
    boxes: Mapping[str, Rect] = field(default_factory=dict)
    frames: Mapping[str, Rect] = field(default_factory=dict)
    collapsed: frozenset[str] = frozenset()
    transposed: bool = False
    legend: tuple[str, ...] = ()
    overflow: bool = False
    refused: str = ""

    def lines(self) -> list[str]:
        """The rows as plain text without blanks at their ends."""
        return ["".join(cell.glyph for cell in row).rstrip() for row in self.rows]

"""A laid out diagram that can still be moved: rectangles, the lines between them, and labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_course.diagrams.items import Graph, Link
    from tui_course.diagrams.place import Rect

Point = tuple[int, int]


class Seat(Enum):
    """Where a label is: in a gap of a level line, over or under one, or beside an upright one."""

    ON = auto()
    OVER = auto()
    BESIDE = auto()


@dataclass(slots=True)
class Label:
    """Words at a line; `left` and `top` in cells, `width` and `height` without the blanks around. `number` is the legend's."""

    lines: tuple[str, ...]
    seat: Seat
    left: int
    top: int
    width: int
    height: int
    run: tuple[Point, Point]
    number: int = 0

    @property
    def right(self) -> int:
        """The last column."""
        return self.left + self.width - 1

    @property
    def bottom(self) -> int:
        """The last row."""
        return self.top + self.height - 1


@dataclass(slots=True)
class Route:
    """The line of a link from its source's border to its target's: its ends and corners in cells; those of a `net` may join."""

    link: Link
    net: int
    points: list[Point]
    label: Label | None = None


@dataclass(slots=True)
class Plan:
    """All that is to be painted. `legend` has the labels that found no room, by number; `lost` the links that found no way."""

    graph: Graph
    rects: list[Rect]
    routes: list[Route]
    width: int
    height: int
    legend: list[tuple[int, Link]] = field(default_factory=list)
    lost: list[Link] = field(default_factory=list)
    work: int = 0
    cost: float = 0.0

"""Items in a tree and links between them, all by number: a diagram as layout sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.diagrams.text import cells
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.model.diagram import Direction, Head, Shape, Stroke

NOWHERE: Final = -1
"""The number of what is around all."""


@dataclass(frozen=True, slots=True)
class Item:
    """A node or a group. `width` and `height` are in cells, of a node with its border, of a group those its title needs.

    `parent` is the number of the group around it, or NOWHERE. `chain` has the groups around it, innermost first.
    """

    id: str
    parent: int
    chain: tuple[int, ...]
    shape: Shape | None
    lines: tuple[str, ...]
    width: int
    height: int
    direction: Direction
    number: int = 0
    """Of the title in the legend, where it is too long for the frame; then `lines` has only room for the number."""

    @property
    def is_group(self) -> bool:
        """Whether it is a frame around others."""
        return self.shape is None


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between items; `edge` is its number in the diagram. `gates` are the groups whose frame its line must cross."""

    edge: int
    source: int
    target: int
    lines: tuple[str, ...]
    stroke: Stroke
    start: Head
    end: Head
    length: int
    gates: frozenset[int]

    @property
    def label_width(self) -> int:
        """In cells; 0 without a label."""
        return max(map(cells, self.lines), default=0)


@dataclass(frozen=True, slots=True)
class Graph:
    """All items, outer before inner, and links; `children` by item, those of the whole under NOWHERE.

    `titles` are those of groups that go to the legend, numbered from 1.
    """

    direction: Direction
    items: tuple[Item, ...]
    links: tuple[Link, ...]
    children: Mapping[int, tuple[int, ...]]
    titles: tuple[str, ...] = ()

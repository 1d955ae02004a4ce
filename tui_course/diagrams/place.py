"""Where boxes and frames stand before lines are drawn: containers laid out from the innermost outwards, roomily."""

from __future__ import annotations

import itertools
from math import sqrt
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.items import NOWHERE
from tui_course.diagrams.layers import Arc, Part, Spaces, layered
from tui_course.model.diagram import Direction
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_course.diagrams.items import Graph, Link

_ASPECT = 2.6
_WIDEST_SHELF = 96
_LEAST_SHELF = 48
_EDGE_OF_SHEET = 4
_MOST_MARGIN = 5

_ACROSS: Final = Spaces(across=2, line=1, channel=5, lane=1, most_lanes=6)
_DOWN: Final = Spaces(across=4, line=2, channel=3, lane=1, most_lanes=6)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of cells, its last column and row included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In cells."""
        return self.right - self.left + 1

    @property
    def height(self) -> int:
        """In cells."""
        return self.bottom - self.top + 1


@dataclass(frozen=True, slots=True)
class Placement:
    """The rectangle of every item, by number, the size of the sheet in cells, and how many more lanes there are."""

    rects: tuple[Rect, ...]
    width: int
    height: int
    spread: int = 0


def place(graph: Graph, spread: int = 0) -> Placement:
    """Lay out all items; `spread` is how many more lanes there are between them."""
    placer = _Placer(graph, spread, {})
    found = placer.placement()
    if len(graph.children) > 1:
        centres = {number: ((r.left + r.right) / 2, (r.top + r.bottom) / 2) for number, r in enumerate(found.rects)}
        found = _Placer(graph, spread, centres).placement()
    return found


class _Placer:
    def __init__(self, graph: Graph, spread: int, centres: Mapping[int, tuple[float, float]]) -> None:
        self.graph = graph
        self.spread = spread
        self.centres = centres
        self.sizes: dict[int, tuple[int, int]] = {}
        self.offsets: dict[int, tuple[int, int]] = {}
        self.inside: dict[int, list[tuple[int, int, Link]]] = {parent: [] for parent in graph.children}
        self.through: dict[int, int] = {}
        self.outside: dict[int, list[tuple[int, int]]] = {parent: [] for parent in graph.children}
        for link in graph.links:
            self._sort_in(link)

    def _sort_in(self, link: Link) -> None:
        """Find the container in which a link runs between two children, and those that it leaves."""
        sources = (link.source, *self.graph.items[link.source].chain, NOWHERE)
        targets = (link.target, *self.graph.items[link.target].chain, NOWHERE)
        if link.target in sources or link.source in targets:
            self._widen(link)
            return
        while len(sources) > 1 and len(targets) > 1 and sources[-2:] == targets[-2:]:
            sources, targets = sources[:-1], targets[:-1]
        self.inside[sources[-1]].append((sources[-2], targets[-2], link))
        for chain, other in ((sources, link.target), (targets, link.source)):
            for child, parent in itertools.pairwise(chain):
                self.outside[parent].append((child, other))

    def _widen(self, link: Link) -> None:
        """Count a link between a group and its inside as one that needs room at the group's margins."""
        chains = [(link.source, *self.graph.items[link.source].chain), (link.target, *self.graph.items[link.target].chain)]
        outer, inner = sorted(chains, key=len)
        for group in inner[1 : len(inner) - len(outer) + 1]:
            self.through[group] = self.through.get(group, 0) + 1

    def placement(self) -> Placement:
        for number in range(len(self.graph.items) - 1, -1, -1):
            item = self.graph.items[number]
            self.sizes[number] = self._group(number) if item.is_group else (item.width, item.height)
        width, height = self._contents(NOWHERE, self.graph.direction)
        corners: list[tuple[int, int]] = []
        rects: list[Rect] = []
        for number, item in enumerate(self.graph.items):
            x, y = corners[item.parent] if item.parent >= 0 else (_EDGE_OF_SHEET, _EDGE_OF_SHEET)
            x, y = x + self.offsets[number][0], y + self.offsets[number][1]
            corners.append((x, y))
            rects.append(Rect(x, y, x + self.sizes[number][0] - 1, y + self.sizes[number][1] - 1))
        return Placement(tuple(rects), width + 2 * _EDGE_OF_SHEET, height + 2 * _EDGE_OF_SHEET, self.spread)

    def _group(self, number: int) -> tuple[int, int]:
        """Lay out the inside of a group; return its size with the frame."""
        item = self.graph.items[number]
        width, height = self._contents(number, item.direction)
        lines = min(_MOST_MARGIN, len(self.outside[number]) + 2 * self.through.get(number, 0)) + self.spread
        beside, over = 3 + lines, 2 + (lines + 1) // 2
        whole = max(width + 2 * beside, item.width + (item.width if self.outside[number] else 0))
        for child in self.graph.children[number]:
            x, y = self.offsets[child]
            self.offsets[child] = (x + (whole - width) // 2, y + over)
        return whole, height + 2 * over

    def _contents(self, container: int, direction: Direction) -> tuple[int, int]:
        """Lay out the children of a container from (0, 0); return how large they are together."""
        across = direction in (Direction.RIGHT, Direction.LEFT)
        parts = [self._part(container, members, across=across) for members in self._parts(container)]
        corners, length, breadth = _shelves([part for _, part in parts], across=across)
        for (members, part), (along, beside) in zip(parts, corners, strict=True):
            for index, child in enumerate(members):
                main, cross = along + part.along[index], beside + part.across[index]
                if direction in (Direction.LEFT, Direction.UP):
                    main = length - main - self.sizes[child][0 if across else 1]
                self.offsets[child] = (main, cross) if across else (cross, main)
        return (length, breadth) if across else (breadth, length)

    def _parts(self, container: int) -> list[list[int]]:
        """The children in connected parts; those that are linked to outside make one part."""
        children = self.graph.children[container]
        joined = {child: child for child in children}

        def root(child: int) -> int:
            while joined[child] != child:
                joined[child] = joined[joined[child]]
                child = joined[child]
            return child

        outer = [child for child, _ in self.outside[container]]
        pairs = [(tail, head) for tail, head, _ in self.inside[container]]
        for tail, head in [*pairs, *itertools.pairwise(outer)]:
            joined[root(head)] = root(tail)
        parts: dict[int, list[int]] = {}
        for child in children:
            parts.setdefault(root(child), []).append(child)
        return list(parts.values())

    def _part(self, container: int, members: list[int], *, across: bool) -> tuple[list[int], Part]:
        index = {child: number for number, child in enumerate(members)}
        sizes = [self.sizes[child] if across else self.sizes[child][::-1] for child in members]
        arcs = []
        for tail, head, link in self.inside[container]:
            if tail in index and head in index:
                along, aside = self._label_room(link, across=across)
                arcs.append(Arc(index[tail], index[head], link.length, (along, aside)))
        pulls: list[float | None] = [None] * len(members)
        gathered: dict[int, list[float]] = {}
        for child, other in self.outside[container]:
            if child in index and other in self.centres:
                gathered.setdefault(index[child], []).append(self.centres[other][1 if across else 0])
        for vertex, found in gathered.items():
            pulls[vertex] = sum(found) / len(found)
        spaces = _ACROSS if across else _DOWN
        more = self.spread
        spaces = Spaces(
            spaces.across + more * (1 if across else 2),
            spaces.line + more,
            spaces.channel + more * (2 if across else 1),
            spaces.lane,
            spaces.most_lanes + 2 * more,
        )
        extra = [(1 if across else 2) if self.graph.items[child].is_group else 0 for child in members]
        return members, layered(sizes, arcs, pulls, spaces, extra)

    @staticmethod
    def _label_room(link: Link, *, across: bool) -> tuple[int, int]:
        if not link.lines:
            return 0, 0
        return (link.label_width + 3, 0) if across else (len(link.lines), link.label_width)


def _shelves(parts: Sequence[Part], *, across: bool) -> tuple[list[tuple[int, int]], int, int]:
    """Where each part begins along and across, side by side in shelves of about the shape of a screen; the size of all."""
    if across:
        gap_along, gap_across = 4, 2
        area = sum((part.length + gap_along) * (part.breadth + gap_across) for part in parts)
        limit = max(sqrt(area / _ASPECT), _LEAST_SHELF / _ASPECT)
    else:
        gap_along, gap_across = 2, 4
        area = sum((part.length + gap_along) * (part.breadth + gap_across) for part in parts)
        limit = min(_WIDEST_SHELF, max(sqrt(area * _ASPECT), _LEAST_SHELF))
    limit = max([limit, *(part.breadth for part in parts)])
    corners: list[tuple[int, int]] = []
    along = across_at = thickness = length = breadth = 0
    for part in parts:
        if across_at and across_at + part.breadth > limit:
            along, across_at, thickness = along + thickness + gap_along, 0, 0
        corners.append((along, across_at))
        breadth = max(breadth, across_at + part.breadth)
        across_at += part.breadth + gap_across
        thickness = max(thickness, part.length)
        length = max(length, along + part.length)
    return corners, length, breadth

"""Where lines may leave and enter boxes and frames, and what each place costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.diagrams.items import NOWHERE
from tui_course.diagrams.lattice import DOWN, LEFT, RIGHT, UP
from tui_course.diagrams.search import Port
from tui_course.model.diagram import Direction, Shape

if TYPE_CHECKING:
    from tui_course.diagrams.items import Graph, Link
    from tui_course.diagrams.lattice import Lattice
    from tui_course.diagrams.place import Rect

_WAYS: Final = {Direction.RIGHT: RIGHT, Direction.DOWN: DOWN, Direction.LEFT: LEFT, Direction.UP: UP}
_ASIDE = 5.0
_AGAINST = 9.0
_BACK_ASIDE = 1.5
_BACK_AGAINST = 3.0
_OFF_CENTRE = (0.9, 0.25)
"""For each row and each column."""


class Ports:
    """The ports of all items on a lattice."""

    def __init__(self, graph: Graph, rects: tuple[Rect, ...], lattice: Lattice) -> None:
        self.graph = graph
        self.rects = rects
        self.lattice = lattice

    def of(self, link: Link, *, at_source: bool) -> list[Port]:
        """The ports for one end of a link, best sides first."""
        item = link.source if at_source else link.target
        other = link.target if at_source else link.source
        rect = self.rects[item]
        inward = self.graph.items[item].is_group and item in self.graph.items[other].chain
        straight = (link.start if at_source else link.end) != "none"
        found: list[Port] = []
        costs = self._sides(link, at_source=at_source)
        loop = (RIGHT, LEFT) if at_source else (DOWN, UP)
        for side in sorted(loop if link.source == link.target else range(4), key=costs.__getitem__):
            way = side ^ 2 if inward else side
            for node, off in self._along(item, rect, side):
                if self.lattice.barred[node]:
                    continue
                gap = self._gap(node, way)
                found.append(Port(node, way, costs[side] + off, straight and gap == 1))
        return found

    def _gap(self, node: int, way: int) -> int:
        lattice = self.lattice
        near = node + lattice.steps[way]
        return abs(lattice.x[near] - lattice.x[node]) + abs(lattice.y[near] - lattice.y[node])

    def _along(self, item: int, rect: Rect, side: int) -> list[tuple[int, float]]:
        """The nodes of one side without its corners, each with what being off the middle costs."""
        inset_x = 0 if rect.width < 3 or self.graph.items[item].shape is Shape.BAR else 1  # noqa: PLR2004  border, inside, border
        inset_y = 0 if rect.height < 3 else 1  # noqa: PLR2004  likewise
        if side in (RIGHT, LEFT):
            x = rect.right if side == RIGHT else rect.left
            nodes = self.lattice.nodes(x, rect.top + inset_y, x, rect.bottom - inset_y)
            middle = (rect.top + rect.bottom) / 2
            return [(node, _OFF_CENTRE[0] * abs(self.lattice.y[node] - middle)) for node in nodes]
        y = rect.bottom if side == DOWN else rect.top
        nodes = self.lattice.nodes(rect.left + inset_x, y, rect.right - inset_x, y)
        middle = (rect.left + rect.right) / 2
        return [(node, _OFF_CENTRE[1] * abs(self.lattice.x[node] - middle)) for node in nodes]

    def _sides(self, link: Link, *, at_source: bool) -> list[float]:
        """What leaving by each side costs: little along the flow, much against it; where the link runs back, little aside."""
        flow = _WAYS[self._direction(link)]
        one, other = self.rects[link.source], self.rects[link.target]
        if link.source == link.target:
            return [0.0, 0.0, _ASIDE, _ASIDE]
        ahead = {
            RIGHT: other.left > one.right,
            LEFT: other.right < one.left,
            DOWN: other.top > one.bottom,
            UP: other.bottom < one.top,
        }
        best = flow if at_source else flow ^ 2
        inside = link.source in self.graph.items[link.target].chain or link.target in self.graph.items[link.source].chain
        if ahead[flow] or inside:
            costs = [_ASIDE] * 4
            costs[best], costs[best ^ 2] = 0.0, _AGAINST
        else:
            costs = [_BACK_ASIDE] * 4
            costs[best] = costs[best ^ 2] = _BACK_AGAINST
        return costs

    def _direction(self, link: Link) -> Direction:
        """The direction of the innermost container around both ends."""
        items = self.graph.items
        around = {*items[link.target].chain, link.target}
        shared = next((group for group in (link.source, *items[link.source].chain) if group in around), NOWHERE)
        if shared >= 0 and not items[shared].is_group:
            shared = items[shared].parent
        return items[shared].direction if shared >= 0 else self.graph.direction

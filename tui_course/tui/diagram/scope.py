"""The part of a diagram that is drawn: all of it, or a group with what it is connected to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.diagram import Diagram, Direction
    from tui_course.tui.diagram.nesting import Nesting


@dataclass(frozen=True, slots=True)
class Scope:
    """`diagram` is what to draw, `edges` are the numbers that its edges have in the whole, by their own.

    Of what is zoomed into, `group` is the id, empty for the whole, `inside` are its nodes and groups at any depth, and `folded`
    the groups beside it, which are drawn as boxes.
    """

    diagram: Diagram
    edges: tuple[int, ...]
    group: str = ""
    inside: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()


def scope_of(nesting: Nesting, group: str = "") -> Scope:
    """A group with its neighbours, or the whole where `group` is none of the diagram's.

    A neighbour in a group that does not hold this one is shown as the outermost such group; edges between neighbours are left
    out, and so are those to a group around this one.
    """
    diagram = nesting.diagram
    if group not in nesting.groups:
        return Scope(diagram, tuple(range(len(diagram.edges))))
    inside = nesting.inside(group) | {group}
    shown = set(inside)
    neighbours: set[str] = set()
    numbers = []
    for number, edge in enumerate(diagram.edges):
        ends = (edge.source, edge.target)
        beside = [_beside(nesting, end, group) for end in ends if end not in inside]
        if len(beside) == len(ends) or "" in beside:
            continue
        numbers.append(number)
        neighbours.update(beside)
    for neighbour in neighbours:
        shown |= nesting.inside(neighbour) | {neighbour}
    part = replace(
        diagram,
        direction=_direction(nesting, group),
        nodes=tuple(node for node in diagram.nodes if node.id in shown),
        edges=tuple(diagram.edges[number] for number in numbers),
        groups=tuple(one for one in diagram.groups if one.id in shown),
    )
    return Scope(part, tuple(numbers), group, inside - {group}, frozenset(neighbours & nesting.groups.keys()))


def _beside(nesting: Nesting, item: str, group: str) -> str:
    """What stands for an item outside a group: the outermost group around the item that is not around the group as well."""
    around = nesting.around(group)
    return next((one for one in (*nesting.around(item), item) if one not in around), "")


def _direction(nesting: Nesting, group: str) -> Direction:
    """The direction that holds around a group."""
    for one in reversed(nesting.around(group)):
        direction = nesting.groups[one].direction
        if direction is not None:
            return direction
    return nesting.diagram.direction

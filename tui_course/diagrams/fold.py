"""Groups folded into boxes: a diagram with fewer nodes, and which edges of the whole each of its edges stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.model.diagram import Diagram, Edge, Head, Node, Shape
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from tui_course.model.diagram import Group

_SIGN = "⊞"
_PLAIN_SIGN = "[+]"


@dataclass(frozen=True, slots=True)
class Folded:
    """`diagram` with boxes for the groups of `collapsed`, `edges` by its edges' numbers: those of the whole."""

    diagram: Diagram
    edges: tuple[tuple[int, ...], ...]
    collapsed: frozenset[str]


def fold(diagram: Diagram, collapsed: AbstractSet[str], *, plain: bool = False) -> Folded:
    """Fold groups, by id; the edges that then have the same ends and look become one, with all labels."""
    groups = {group.id: group for group in diagram.groups}
    outer = _holders(diagram, collapsed & groups.keys())
    if not outer:
        return Folded(diagram, tuple((number,) for number in range(len(diagram.edges))), frozenset())
    boxes = {name: Node(name, _title(groups, name, plain=plain), Shape.RECTANGLE) for name in dict.fromkeys(outer.values())}
    nodes = []
    for node in diagram.nodes:
        box = boxes.get(outer.get(node.id, ""))
        if box is None:
            nodes.append(node)
        elif box not in nodes:
            nodes.append(box)
    nodes.extend(box for box in boxes.values() if box not in nodes)
    kept = tuple(group for group in diagram.groups if group.id not in outer)
    edges, numbers = _edges(diagram, outer)
    smaller = replace(diagram, nodes=tuple(nodes), edges=tuple(edges), groups=kept)
    return Folded(smaller, tuple(map(tuple, numbers)), frozenset(boxes))


def _holders(diagram: Diagram, collapsed: AbstractSet[str]) -> dict[str, str]:
    """The folded group, outermost, that each node or group is in, or is."""
    parents: dict[str, str] = {}
    for group in diagram.groups:
        for member in group.members:
            parents.setdefault(member, group.id)
    found: dict[str, str] = {}
    for one in [*(group.id for group in diagram.groups), *(node.id for node in diagram.nodes)]:
        seen: set[str] = set()
        up: str | None = one
        while up is not None and up not in seen:
            seen.add(up)
            if up in collapsed:
                found[one] = up
            up = parents.get(up)
    return found


def _title(groups: dict[str, Group], name: str, *, plain: bool) -> str:
    count, waiting, seen = 0, [name], {name}
    while waiting:
        for member in groups[waiting.pop()].members:
            if member in seen:
                continue
            seen.add(member)
            if member in groups:
                waiting.append(member)
            else:
                count += 1
    title = " ".join(groups[name].text.split()) or name
    return f"{_PLAIN_SIGN if plain else _SIGN} {title} ({count})"


def _edges(diagram: Diagram, outer: dict[str, str]) -> tuple[list[Edge], list[list[int]]]:
    edges: list[Edge] = []
    numbers: list[list[int]] = []
    places: dict[tuple[object, ...], int] = {}
    for number, edge in enumerate(diagram.edges):
        source, target = outer.get(edge.source, edge.source), outer.get(edge.target, edge.target)
        if source == target and edge.source != edge.target and source in outer.values():
            continue
        folded = source != edge.source or target != edge.target or source in outer or target in outer
        key = (source, target, edge.stroke, edge.start, edge.end)
        back = (target, source, edge.stroke, edge.start, edge.end)
        if folded and key in places:
            place = places[key]
        elif folded and back in places and edge.start is Head.NONE:
            place = places[back]
            edges[place] = replace(edges[place], start=edge.end)
        else:
            place = len(edges)
            places[key] = place
            edges.append(replace(edge, source=source, target=target, text=""))
            numbers.append([])
        numbers[place].append(number)
        known = edges[place].text
        if edge.text and edge.text not in known.split(" / "):
            edges[place] = replace(edges[place], text=f"{known} / {edge.text}" if known else edge.text)
    return edges, numbers

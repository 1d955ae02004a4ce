"""A diagram as layout sees it: items in a tree, links between them, all by number."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.items import NOWHERE, Graph, Item, Link
from tui_course.diagrams.legend import mark
from tui_course.diagrams.nets import nets_of
from tui_course.diagrams.text import broken, cells
from tui_course.model.diagram import Direction, Group, Node, Shape
from tui_course.model.visible import visible
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.diagram import Diagram, Edge

_SHARE_OF_SIDES = 0.6
"""How much of a box's sides is used before it grows."""
_SMALL = (Shape.DOT, Shape.BAR, Shape.TEXT)
_LABEL_WIDTH = 24
_LONGEST_TITLE = 60
_LONGEST_WORD = 40
_TURNED: Final = {
    Direction.DOWN: Direction.RIGHT,
    Direction.UP: Direction.LEFT,
    Direction.RIGHT: Direction.DOWN,
    Direction.LEFT: Direction.UP,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a diagram is to be laid out: `wrap` is the width of text in cells, `turned` lays the whole across.

    `alternate` turns the outermost groups that have no direction of their own against the whole.
    """

    wrap: int = 24
    turned: bool = False
    alternate: bool = False


def graph_of(diagram: Diagram, reading: Reading) -> Graph:
    """`diagram` as numbers. An end that names nothing becomes a node; of two things with one id the first counts."""
    return _Builder(diagram, reading).graph()


class _Builder:
    def __init__(self, diagram: Diagram, reading: Reading) -> None:
        self.diagram = diagram
        self.reading = reading
        self.direction = _TURNED[diagram.direction] if reading.turned else diagram.direction
        self.numbers: dict[str, int] = {}
        self.items: list[Item] = []
        self.children: dict[int, list[int]] = {NOWHERE: []}
        self.titles: list[str] = []

    def graph(self) -> Graph:
        nodes: dict[str, Node] = {}
        groups: dict[str, Group] = {}
        for group in self.diagram.groups:
            groups.setdefault(group.id, group)
        for node in self.diagram.nodes:
            if node.id not in groups:
                nodes.setdefault(node.id, node)
        for edge in self.diagram.edges:
            for end in (edge.source, edge.target):
                if end not in groups:
                    nodes.setdefault(end, Node(end, end))
        self._place_all(nodes, groups)
        links = tuple(self._link(number, edge) for number, edge in enumerate(self.diagram.edges))
        children = {parent: tuple(found) for parent, found in self.children.items()}
        graph = Graph(self.direction, tuple(self.items), links, children, tuple(self.titles))
        return replace(graph, items=_grown(graph))

    def _place_all(self, nodes: dict[str, Node], groups: dict[str, Group]) -> None:
        """Number everything, a group where the first of its nodes stands."""
        parents: dict[str, str] = {}
        for group in groups.values():
            for member in group.members:
                if member != group.id and not _is_around(member, group.id, parents):
                    parents.setdefault(member, group.id)
        first: dict[str, None] = {}
        for one in [*nodes, *groups]:
            top = one
            while top in parents:
                top = parents[top]
            first.setdefault(top)
        stack: list[tuple[str, int]] = [(one, NOWHERE) for one in reversed(first)]
        while stack:
            one, parent = stack.pop()
            if one in self.numbers:
                continue
            number = self._add(nodes.get(one) or groups[one], parent)
            if one in groups:
                members = dict.fromkeys(m for m in groups[one].members if parents.get(m) == one and (m in nodes or m in groups))
                stack.extend((member, number) for member in reversed(members))

    def _add(self, one: Node | Group, parent: int) -> int:
        number = len(self.items)
        self.numbers[one.id] = number
        self.children[parent].append(number)
        above = self.items[parent] if parent >= 0 else None
        chain = (parent, *above.chain) if above else ()
        text = visible(one.text).replace("\t", " ")
        if isinstance(one, Node):
            lines = broken(text, self.reading.wrap, min(_LONGEST_WORD, 2 * self.reading.wrap))
            width, height = _box(lines, one.shape)
            item = Item(one.id, parent, chain, one.shape, lines, width, height, self.direction)
        else:
            title = " ".join(text.split())
            if cells(title) > _LONGEST_TITLE:
                self.titles.append(title)
                title, index = mark(len(self.titles), plain=True), len(self.titles)
            else:
                index = 0
            direction = self._direction(one, above)
            item = Item(one.id, parent, chain, None, (title,) if title else (), cells(title) + 6, 2, direction, index)
            self.children[number] = []
        self.items.append(item)
        return number

    def _direction(self, group: Group, above: Item | None) -> Direction:
        if group.direction is not None:
            return _TURNED[group.direction] if self.reading.turned and not self.reading.alternate else group.direction
        if above is None and self.reading.alternate:
            return _TURNED[self.direction]
        return above.direction if above else self.direction

    def _link(self, number: int, edge: Edge) -> Link:
        source, target = self.numbers[edge.source], self.numbers[edge.target]
        text = visible(edge.text).replace("\t", " ").strip()
        lines = broken(text, min(_LABEL_WIDTH, self.reading.wrap + 2), _LONGEST_WORD) if text else ()
        around_source = set(self.items[source].chain)
        around_target = set(self.items[target].chain)
        if source in around_target:
            around_source.add(source)
        elif target in around_source:
            around_target.add(target)
        gates = frozenset(around_source ^ around_target)
        return Link(number, source, target, lines, edge.stroke, edge.start, edge.end, max(1, min(edge.length, 9)), gates)


def _grown(graph: Graph) -> tuple[Item, ...]:
    """The items, boxes so large that all their lines find a place on their sides."""
    lines: Counter[int] = Counter()
    for net in nets_of(graph):
        lines[net.root] += 1
        lines.update(net.leaf(link) for link in net.links)
    loops = Counter(link.source for link in graph.links if link.source == link.target)
    grown = list(graph.items)
    for number, count in lines.items():
        item = grown[number]
        if item.is_group or item.shape in _SMALL:
            continue
        if loops[number] > 1:
            item = grown[number] = replace(item, height=item.height + loops[number], width=item.width + 2 * loops[number])
        lacking = ceil(count - _SHARE_OF_SIDES * 2 * ((item.width - 2) // 2 + item.height - 2))
        if lacking > 0 and item.direction in (Direction.RIGHT, Direction.LEFT):
            grown[number] = replace(item, height=item.height + lacking)
        elif lacking > 0:
            grown[number] = replace(item, width=item.width + 2 * lacking)
    return tuple(grown)


def _is_around(inner: str, outer: str, parents: dict[str, str]) -> bool:
    """Whether `inner` already stands around `outer`, so that it cannot also be its member."""
    up: str | None = outer
    while up is not None:
        if up == inner:
            return True
        up = parents.get(up)
    return False


def _box(lines: tuple[str, ...], shape: Shape) -> tuple[int, int]:
    """The width and height of a node in cells, with its border."""
    widest = max(map(cells, lines), default=0)
    match shape:
        case Shape.DOT:
            return 1, 1
        case Shape.BAR:
            return 5, 1
        case Shape.TEXT:
            return max(1, widest), max(1, len(lines))
        case _:
            return max(3, widest) + 4, len(lines) + 2

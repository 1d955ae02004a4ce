"""Which group each node and each group of a diagram is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.diagram import Diagram, Edge, Group, Node


class Nesting:
    """The nodes and groups of a diagram by id, what is inside what, and the edges at each."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.nodes: dict[str, Node] = {node.id: node for node in diagram.nodes}
        self.groups: dict[str, Group] = {group.id: group for group in diagram.groups}
        self._parents: dict[str, str] = {}
        for group in diagram.groups:
            for member in group.members:
                self._parents.setdefault(member, group.id)
        self._edges: dict[str, list[Edge]] = {}
        for edge in diagram.edges:
            for end in {edge.source, edge.target}:
                self._edges.setdefault(end, []).append(edge)

    def edges_at(self, item: str) -> Sequence[Edge]:
        """The edges that begin or end at an item itself."""
        return self._edges.get(item, ())

    def around(self, item: str) -> tuple[str, ...]:
        """The groups that an item is in, the outermost first."""
        found: list[str] = []
        up = self._parents.get(item)
        while up is not None and up not in found and up != item:
            found.append(up)
            up = self._parents.get(up)
        return tuple(reversed(found))

    def inside(self, group: str) -> frozenset[str]:
        """All nodes and groups in a group, at any depth; not the group itself."""
        found: set[str] = set()
        waiting = [group]
        while waiting:
            one = self.groups.get(waiting.pop())
            new = set(one.members) - found - {group} if one is not None else set()
            found |= new
            waiting.extend(new)
        return frozenset(found)

    def words(self, item: str) -> str:
        """The text of a node or group in one line, without control characters; its id where it has none."""
        one = self.nodes.get(item) or self.groups.get(item)
        return " ".join(visible(one.text).split()) if one is not None and one.text.strip() else visible(item)

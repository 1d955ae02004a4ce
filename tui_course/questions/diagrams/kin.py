"""What of a diagram is connected with what, groups included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.questions.diagrams.words import outer_groups

if TYPE_CHECKING:
    from tui_course.model.diagram import Diagram


class Kin:
    """Nodes and groups of a diagram with what stands around them and what they are connected with, by ids."""

    def __init__(self, diagram: Diagram) -> None:
        self._outer = outer_groups(diagram)
        self._edges = [(edge.source, edge.target) for edge in diagram.edges]
        self._around: dict[str, frozenset[str]] = {}
        self._ends: dict[str, frozenset[str]] = {}

    def around(self, part: str) -> frozenset[str]:
        """A part and all groups that it stands in."""
        if part not in self._around:
            found = {part: None}
            here = part
            while (here := self._outer.get(here, "")) and here not in found:
                found[here] = None
            self._around[part] = frozenset(found)
        return self._around[part]

    def related(self, one: str, other: str) -> bool:
        """Whether two parts are the same, or one stands in the other."""
        return one in self.around(other) or other in self.around(one)

    def joined(self, one: str, other: str) -> bool:
        """Whether an edge leads between two parts, what stands in them or what they stand in, or they are related.

        An edge to a group may be meant for what stands in it, so that nobody can say that it does not lead there.
        """
        return self.related(one, other) or any(self.related(end, other) for end in self._ends_of(one))

    def _ends_of(self, part: str) -> frozenset[str]:
        """The other ends of the edges of a part, of what stands in it and of what it stands in."""
        if part not in self._ends:
            found = set()
            for source, target in self._edges:
                if self.related(source, part):
                    found.add(target)
                if self.related(target, part):
                    found.add(source)
            self._ends[part] = frozenset(found)
        return self._ends[part]

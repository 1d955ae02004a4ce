"""A diagram that grows as its text is read: nodes and groups by their ids, however often they are mentioned."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from tui_course.markup.mermaid.nesting import Nested, nest
from tui_course.markup.mermaid.report import DEEPEST, MOST_EDGES, MOST_NODES, shortened
from tui_course.model.diagram import Destination, Diagram, Direction, Edge, Group, Head, Node, Shape, Step, Stroke
from tui_course.model.problem import Severity
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection

    from tui_course.markup.mermaid.report import Report


@dataclass(slots=True)
class _Looks:
    """What a node or a group may be given before or after it is there."""

    link: Destination | None = None
    tooltip: str = ""
    colour: str = ""
    classes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Node:
    text: str
    shape: Shape
    line: int
    labelled: bool = False


@dataclass(slots=True)
class _Group:
    id: str
    text: str
    line: int
    direction: Direction | None = None
    # In the order in which they were mentioned; a dict finds them at once.
    members: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """What an edge looks like, whatever it joins."""

    text: str = ""
    stroke: Stroke = Stroke.SOLID
    start: Head = Head.NONE
    end: Head = Head.ARROW
    length: int = 1
    id: str = ""


class Builder:
    """Takes what a reader finds, in the author's order, and makes a diagram of it.

    What is mentioned in several groups stands in the first that ends, or with `last_counts` where it was mentioned last.
    """

    __slots__ = (
        "_beyond",
        "_classes",
        "_edges",
        "_groups",
        "_last_counts",
        "_looks",
        "_nodes",
        "_open",
        "_owners",
        "_report",
        "_strays",
        "edge_ids",
    )

    def __init__(self, report: Report, *, last_counts: bool = False) -> None:
        self._report = report
        self._last_counts = last_counts
        self._nodes: dict[str, _Node] = {}
        self._edges: list[Edge] = []
        self._groups: dict[str, _Group] = {}
        self._open: list[_Group] = []
        # How many groups are open that are too deep.
        self._beyond = 0
        self._owners: dict[str, str] = {}
        self._looks: dict[str, _Looks] = {}
        self._classes: dict[str, str] = {}
        # Where nodes were styled that nothing else has mentioned.
        self._strays: dict[str, int] = {}
        self.edge_ids: dict[str | tuple[str, str], tuple[str, str]] = {}

    def knows(self, name: str) -> bool:
        """Whether a node or a group of that id has been mentioned."""
        return name in self._nodes or name in self._groups

    def node(self, name: str, line: int, text: str | None = None, shape: Shape | None = None) -> bool:
        """Mention a node, or a group by its id; whether there was room for it. The last text and shape count."""
        known = self._nodes.get(name)
        if known is None:
            if len(self._nodes) >= MOST_NODES:
                self._report.limit(f"the diagram has more than {MOST_NODES} nodes; the others are left out", line)
                return False
            known = self._nodes[name] = _Node(name, Shape.RECTANGLE, line)
        if text is not None:
            if known.labelled and known.text != text:
                message = f"{shortened(name)} has another text in line {self._report.in_file(known.line)}; the last counts"
                self._report.add("diagram-duplicate", Severity.NOTE, message, line)
            known.text, known.labelled, known.line = text, True, line
        if shape is not None:
            known.shape = shape
        self._strays.pop(name, None)
        self._put_inside(name)
        return True

    def _put_inside(self, name: str) -> None:
        """Make what is mentioned here a member of the group that is open."""
        if self._open:
            self._open[-1].members.setdefault(name)
            if self._last_counts and all(name != group.id for group in self._open):
                self._owners[name] = self._open[-1].id

    def stray(self, name: str, line: int) -> None:
        """Make a node that only has a style so far: it stands in no group."""
        if len(self._nodes) < MOST_NODES:
            self._nodes[name] = _Node(name, Shape.RECTANGLE, line)
            self._strays[name] = line

    def retitle(self, name: str, text: str) -> None:
        """Give a node and a group of that id, where they are, another text."""
        if name in self._nodes:
            self._nodes[name].text, self._nodes[name].labelled = text, True
        if name in self._groups:
            self._groups[name].text = text

    def edge(self, source: str, target: str, link: Link, line: int) -> None:
        """Join two nodes or groups that were mentioned; where one had no room the edge is left out with it."""
        if not (self.knows(source) and self.knows(target)):
            return
        if len(self._edges) >= MOST_EDGES:
            self._report.limit(f"the diagram has more than {MOST_EDGES} edges; the others are left out", line)
            return
        self._edges.append(
            Edge(source, target, link.text, link.stroke, link.start, link.end, link.length, id=link.id, line=line)
        )
        # Mermaid's own name for an edge without one.
        self.edge_ids.setdefault(link.id or f"L_{source}_{target}_0", (source, target))

    def open_group(self, name: str, text: str, line: int) -> None:
        """Begin a group; what is mentioned before it ends is inside. One that began before goes on."""
        if len(self._open) >= DEEPEST:
            self._report.limit(
                f"groups are nested deeper than {DEEPEST}; what is inside the others is in the last of these", line
            )
            self._beyond += 1
            return
        self._put_inside(name)
        group = self._groups.get(name)
        if group is None:
            group = _Group(name, text, line)
            if self._has_room(line):
                self._groups[name] = group
        else:
            first = self._report.in_file(group.line)
            message = f"the group {shortened(name)} begins in line {first} as well; both are one"
            self._report.add("diagram-duplicate", Severity.WARNING, message, line)
        self._open.append(group)

    def close_group(self) -> bool:
        """End the group that was begun last; False where none is open."""
        if self._beyond:
            self._beyond -= 1
            return True
        if not self._open:
            return False
        group = self._open.pop()
        around = [group.id, *(outer.id for outer in reversed(self._open))]
        for member in group.members:
            if member not in around:
                self._owners.setdefault(member, group.id)
            elif member == around[-1]:
                # It stands in no group, and no later one can have it.
                self._owners.setdefault(member, "")
        return True

    def split_group(self, name: str, line: int, besides: Collection[str]) -> bool:
        """Put what is in the open group so far into a group of its own, `name`, without a title; False without room.

        What `besides` has stays beside that.
        """
        if self._beyond or not self._has_room(line):
            return False
        outer = self._open[-1]
        inner = self._groups[name] = _Group(name, "", line)
        inner.members = {member: None for member in outer.members if member not in besides}
        outer.members = dict.fromkeys((*besides, name))
        self._owners.update((member, name) for member in inner.members if self._owners.get(member) == outer.id)
        self._open.append(inner)
        return self.close_group()

    def _has_room(self, line: int) -> bool:
        if len(self._groups) < MOST_NODES:
            return True
        self._report.limit(f"the diagram has more than {MOST_NODES} groups; the others are left out", line)
        return False

    @property
    def inside(self) -> str:
        """The id of the group that is open, empty outside of all."""
        return self._open[-1].id if self._open else ""

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._open)

    def turn(self, direction: Direction) -> None:
        """Give the open group a direction."""
        self._open[-1].direction = direction

    def paint(self, name: str, colour: str) -> None:
        """Fill a node or a group."""
        self._look(name).colour = colour

    def define(self, style: str, colour: str) -> None:
        """Say with what a class fills its members; `default` are all nodes without another."""
        self._classes[style] = colour

    def classify(self, name: str, style: str) -> None:
        """Make a node or a group a member of a class, defined before or later."""
        self._look(name).classes.append(style)

    def lead(self, name: str, href: str, tooltip: str) -> None:
        """Give a node or a group a link, a tooltip, or both."""
        look = self._look(name)
        look.link = Destination(href) if href else look.link
        look.tooltip = tooltip or look.tooltip

    def _look(self, name: str) -> _Looks:
        return self._looks.setdefault(name, _Looks())

    def build(self, direction: Direction, steps: tuple[Step, ...], title: str, description: str) -> Diagram:
        """The diagram; groups that are still open end here."""
        self._beyond = 0
        while self._open:
            if self._groups.get(self.inside) is self._open[-1]:
                message = f"no end for the group {shortened(self.inside)}"
                self._report.add("diagram-unclosed", Severity.WARNING, message, self._open[-1].line)
            self.close_group()
        for name, line in self._strays.items():
            if name not in self._groups:
                message = f"{shortened(name)} has a style and nothing else, which makes a node of it"
                self._report.add("diagram-unknown", Severity.NOTE, message, line)
        nested = nest({name: tuple(group.members) for name, group in self._groups.items()}, self._owners)
        for name in nested.freed:
            message = f"the group {shortened(name)} cannot stand inside itself, or so deep; it is drawn outside"
            self._report.add("diagram-nesting", Severity.WARNING, message, self._groups[name].line)
        nodes = tuple(self._node(name, node) for name, node in self._nodes.items() if name not in self._groups)
        kept = {node.id for node in nodes} | self._groups.keys()
        groups = tuple(self._group(self._groups[name], nested, kept) for name in nested.order)
        return Diagram(direction, nodes, tuple(self._edges), groups, steps, title, description)

    def _node(self, name: str, node: _Node) -> Node:
        look = self._looks.get(name) or _Looks()
        colour = self._colour(look) or self._classes.get("default", "")
        return Node(name, node.text, node.shape, look.link, look.tooltip, colour, self._report.in_file(node.line))

    def _group(self, group: _Group, nested: Nested, kept: set[str]) -> Group:
        look = self._looks.get(group.id) or _Looks()
        members = tuple(member for member in nested.members[group.id] if member in kept)
        line = self._report.in_file(group.line)
        return Group(group.id, group.text, members, group.direction, look.link, look.tooltip, self._colour(look), line)

    def _colour(self, look: _Looks) -> str:
        return look.colour or next(filter(None, (self._classes.get(name, "") for name in reversed(look.classes))), "")

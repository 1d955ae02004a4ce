"""A diagram as its author wrote it: nodes, edges, groups, and the steps of a workflow through them."""

from __future__ import annotations

from enum import StrEnum

from tui_course.values import dataclass


class Direction(StrEnum):
    """Where the edges of a flowchart lead."""

    DOWN = "TB"
    UP = "BT"
    RIGHT = "LR"
    LEFT = "RL"


class Shape(StrEnum):
    """What a node looks like; what a terminal cannot tell apart is the same shape here."""

    RECTANGLE = "rectangle"
    ROUNDED = "rounded"
    STADIUM = "stadium"
    SUBROUTINE = "subroutine"
    CYLINDER = "cylinder"
    CIRCLE = "circle"
    DOUBLE_CIRCLE = "double-circle"
    DIAMOND = "diamond"
    HEXAGON = "hexagon"
    LEAN_RIGHT = "lean-right"
    LEAN_LEFT = "lean-left"
    TRAPEZOID = "trapezoid"
    INVERSE_TRAPEZOID = "inverse-trapezoid"
    FLAG = "flag"
    TEXT = "text"
    """Words without a border."""
    DOT = "dot"
    """A small mark without words, such as the start of a state diagram."""
    BAR = "bar"
    """A thick line, such as the fork of a state diagram."""


class Stroke(StrEnum):
    """How the line of an edge is drawn; an invisible one only takes part in the layout."""

    SOLID = "solid"
    DOTTED = "dotted"
    THICK = "thick"
    INVISIBLE = "invisible"


class Head(StrEnum):
    """What stands at an end of an edge."""

    NONE = "none"
    ARROW = "arrow"
    CIRCLE = "circle"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a node's link leads: `href` as written; `page` and `anchor` as in `model.inline.Link` if in the course."""

    href: str
    page: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A node; `text` has a line feed where its author breaks the line. `colour` is a hint such as `#f90`, or empty."""

    id: str
    text: str
    shape: Shape = Shape.RECTANGLE
    link: Destination | None = None
    tooltip: str = ""
    colour: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between nodes or groups, by their ids; it spans at least `length` ranks."""

    source: str
    target: str
    text: str = ""
    stroke: Stroke = Stroke.SOLID
    start: Head = Head.NONE
    end: Head = Head.ARROW
    length: int = 1
    id: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes and groups in a frame; `members` are their ids in the author's order. Without a direction it has the outer one."""

    id: str
    text: str
    members: tuple[str, ...] = ()
    direction: Direction | None = None
    link: Destination | None = None
    tooltip: str = ""
    colour: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a workflow: the edges and nodes that take part in it, by source and target, and by id; what happens."""

    title: str
    edges: tuple[tuple[str, str], ...] = ()
    nodes: tuple[str, ...] = ()
    text: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Diagram:
    """A flowchart, or a state diagram told as one. `groups` are all of them, outer before inner; no member stands in two.

    `title` and `description` are the author's words for those who do not see it.
    """

    direction: Direction = Direction.DOWN
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    groups: tuple[Group, ...] = ()
    steps: tuple[Step, ...] = ()
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something that sends and receives messages."""

    id: str
    text: str
    actor: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """A message from one participant to another, or to itself; numbered where the author wants it."""

    source: str
    target: str
    text: str = ""
    stroke: Stroke = Stroke.SOLID
    end: Head = Head.ARROW
    start: Head = Head.NONE
    number: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """A note beside or over participants; `side` is `left`, `right` or `over`."""

    participants: tuple[str, ...]
    text: str
    side: str = "over"
    line: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of a sequence in a frame, such as a loop or an alternative: `kind`, and its branches, each with its condition."""

    kind: str
    branches: tuple[tuple[str, tuple[Event, ...]], ...]
    line: int = 0


Event = Message | Remark | Frame


@dataclass(frozen=True, slots=True)
class Box:
    """Participants who stand side by side in a frame, by their ids."""

    text: str
    participants: tuple[str, ...] = ()
    colour: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence diagram: participants from left to right, events from top to bottom."""

    participants: tuple[Participant, ...] = ()
    events: tuple[Event, ...] = ()
    title: str = ""
    description: str = ""
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A diagram of a kind that is not drawn: its kind, and its parts as lines, each with its depth from 0."""

    kind: str
    lines: tuple[tuple[int, str], ...] = ()
    title: str = ""
    description: str = ""

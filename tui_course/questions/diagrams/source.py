"""A diagram written in Mermaid, for one that is not as its author wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, assert_never

from tui_course.model.diagram import Head, Shape, Stroke
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_course.model.diagram import Diagram, Edge, Group, Node

# Opening and closing brackets; a dot and a bar have no text.
_BRACKETS: Final[Mapping[Shape, tuple[str, str]]] = {
    Shape.RECTANGLE: ("[", "]"),
    Shape.ROUNDED: ("(", ")"),
    Shape.STADIUM: ("([", "])"),
    Shape.SUBROUTINE: ("[[", "]]"),
    Shape.CYLINDER: ("[(", ")]"),
    Shape.CIRCLE: ("((", "))"),
    Shape.DOUBLE_CIRCLE: ("(((", ")))"),
    Shape.DIAMOND: ("{", "}"),
    Shape.HEXAGON: ("{{", "}}"),
    Shape.LEAN_RIGHT: ("[/", "/]"),
    Shape.LEAN_LEFT: ("[\\", "\\]"),
    Shape.TRAPEZOID: ("[/", "\\]"),
    Shape.INVERSE_TRAPEZOID: ("[\\", "/]"),
    Shape.FLAG: (">", "]"),
}
_NAMED: Final[Mapping[Shape, str]] = {Shape.TEXT: "text", Shape.DOT: "f-circ", Shape.BAR: "fork"}
_HEADS: Final = {Head.NONE: ("", ""), Head.ARROW: ("<", ">"), Head.CIRCLE: ("o", "o"), Head.CROSS: ("x", "x")}
_SPECIAL: Final = re.compile(r"[^\w ,.:()/-]")


def mermaid_of(diagram: Diagram) -> str:
    """A diagram as Mermaid's flowchart: what is drawn of it, without links, colours and steps.

    Ids are numbers, since those of the author may say what the texts do not.
    """
    parts: tuple[Node | Group, ...] = (*diagram.nodes, *diagram.groups)
    ids = {part.id: f"n{number}" for number, part in enumerate(parts, 1)}
    groups = {group.id: group for group in diagram.groups}
    nodes = {node.id: node for node in diagram.nodes}
    inner = {member for group in diagram.groups for member in group.members}
    lines = [f"flowchart {diagram.direction}"]
    for group in diagram.groups:
        if group.id not in inner:
            lines += _group(group, groups, nodes, ids)
    lines += [f"    {_node(node, ids)}" for node in diagram.nodes if node.id not in inner]
    lines += [f"    {ids[edge.source]} {_link(edge)} {ids[edge.target]}" for edge in diagram.edges]
    return "\n".join(lines)


def _group(group: Group, groups: Mapping[str, Group], nodes: Mapping[str, Node], ids: Mapping[str, str]) -> Iterator[str]:
    """The lines of a group; those in it are nested to any depth, so that this keeps its own stack."""
    stack: list[Iterator[str]] = []
    yield from _opening(group, ids, 1)
    stack.append(iter(group.members))
    while stack:
        member = next(stack[-1], None)
        indent = "    " * len(stack)
        if member is None:
            stack.pop()
            yield f"{indent}end"
        elif member in groups:
            yield from _opening(groups[member], ids, len(stack) + 1)
            stack.append(iter(groups[member].members))
        elif member in nodes:
            yield f"{indent}    {_node(nodes[member], ids)}"


def _opening(group: Group, ids: Mapping[str, str], depth: int) -> Iterator[str]:
    yield f'{"    " * depth}subgraph {ids[group.id]} ["{_quoted(group.text)}"]'
    if group.direction is not None:
        yield f"{'    ' * depth}    direction {group.direction}"


def _node(node: Node, ids: Mapping[str, str]) -> str:
    name = ids[node.id]
    if node.shape in _BRACKETS:
        opening, closing = _BRACKETS[node.shape]
        return f'{name}{opening}"{_quoted(node.text)}"{closing}'
    label = f', label: "{_quoted(node.text)}"' if node.shape is Shape.TEXT else ""
    return f"{name}@{{ shape: {_NAMED[node.shape]}{label} }}"


def _link(edge: Edge) -> str:
    start, end = _HEADS[edge.start][0], _HEADS[edge.end][1]
    match edge.stroke:
        case Stroke.INVISIBLE:
            return "~~~" + "~" * (edge.length - 1)
        case Stroke.DOTTED:
            whole = f"{start}-{'.' * edge.length}-{end}"
        case Stroke.SOLID | Stroke.THICK:
            sign = "-" if edge.stroke is Stroke.SOLID else "="
            # A line without a head is one sign longer, so that it is a line at all.
            whole = f"{start}{sign * (edge.length + 1)}{end or sign}"
        case _:
            assert_never(edge.stroke)
    return f'{whole}|"{_quoted(edge.text)}"|' if edge.text else whole


def _quoted(text: str) -> str:
    """A text as it stands between quotation marks: signs that could mean something are numbers, a line ends at a tag."""
    return "<br>".join(_SPECIAL.sub(lambda sign: f"#{ord(sign[0])};", line) for line in visible(text).split("\n"))

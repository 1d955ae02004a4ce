"""A diagram in words: what its parts are called, and how one of them is connected with the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui_course.model.diagram import Diagram, Edge, Group, Head, Node, Stroke
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping


def on_one_line(text: str) -> str:
    """The text of a node or an edge without its line breaks."""
    return " ".join(visible(text).split())


def outer_groups(diagram: Diagram) -> dict[str, str]:
    """The group around each node and group that stands in one, by ids."""
    return {member: group.id for group in diagram.groups for member in group.members}


def names_of(diagram: Diagram) -> dict[str, str]:
    """What nodes and groups are called, by their ids: their texts; where two read the same, with the group around them.

    What has no text, or still reads like another, has no name.
    """
    parts: tuple[Node | Group, ...] = (*diagram.nodes, *diagram.groups)
    texts = {part.id: on_one_line(part.text) for part in parts}
    outer = outer_groups(diagram)
    often = Counter(text.casefold() for text in texts.values())
    names = {}
    for one, text in texts.items():
        around = texts.get(outer.get(one, ""), "")
        names[one] = f"{text} ({around})" if often[text.casefold()] > 1 and around else text
    often = Counter(name.casefold() for name in names.values())
    return {one: name for one, name in names.items() if texts[one] and often[name.casefold()] == 1}


def drawn_edges(diagram: Diagram) -> tuple[Edge, ...]:
    """The edges that can be seen and lead from one part to another."""
    return tuple(edge for edge in diagram.edges if edge.stroke is not Stroke.INVISIBLE and edge.source != edge.target)


def arrow(edge: Edge) -> str:
    """The sign between the ends of an edge in a sentence."""
    match (edge.start is not Head.NONE, edge.end is not Head.NONE):
        case (True, True):
            return "↔"
        case (True, False):
            return "←"
        case (False, True):
            return "→"
        case _:
            return "–"


def placed(diagram: Diagram, node: str, names: Mapping[str, str], without: str = "") -> str:
    """How a node is connected: one of its edges as a clause, else the group around it; nothing is said of `without`."""
    for edge in drawn_edges(diagram):
        if node not in {edge.source, edge.target} or without in {edge.source, edge.target}:
            continue
        other = names.get(edge.target if edge.source == node else edge.source)
        if other:
            return _clause(edge, node, other)
    around = names.get(outer_groups(diagram).get(node, ""))
    return f"it belongs to {around}" if around else ""


def _clause(edge: Edge, node: str, other: str) -> str:
    sign = arrow(edge)
    text = f" “{on_one_line(edge.text)}”" if edge.text.strip() else ""
    if sign in {"↔", "–"}:
        return f"a line{text} joins it with {other}"
    leaves = (edge.source == node) == (sign == "→")
    return f"an arrow{text} leads from it to {other}" if leaves else f"an arrow{text} leads to it from {other}"


def sentence(words: str) -> str:
    """A clause as a sentence."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""

"""A diagram in words, for those who do not see it: groups and nodes in reading order, each with what leads in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.diagrams.graph import Reading, graph_of
from tui_course.diagrams.items import NOWHERE
from tui_course.diagrams.ranks import backward, ranks
from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.diagram import Head, Stroke
from tui_course.model.visible import visible
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_course.diagrams.items import Graph, Link
    from tui_course.model.diagram import Diagram


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line of an outline: its depth from 0, its words, and the id of the node or group it speaks of, or an empty one."""

    depth: int
    text: str
    item: str = ""


def outline(diagram: Diagram) -> list[OutlineLine]:
    """The lines of `diagram`: its title and description, then each node or group where the edges lead to it.

    Below each stand its edges, outgoing first, with their labels. Invisible edges are left out.
    """
    graph = graph_of(diagram, Reading())
    names = _names(diagram, graph)
    lines = [OutlineLine(0, line) for line in _head(diagram)]
    ends: dict[int, list[tuple[bool, Link]]] = {}
    for link in graph.links:
        if link.stroke is not Stroke.INVISIBLE:
            ends.setdefault(link.source, []).append((False, link))
            if link.target != link.source:
                ends.setdefault(link.target, []).append((True, link))
    inside = _children_in_order(graph)
    stack = [(child, 0) for child in reversed(inside.get(NOWHERE, []))]
    while stack:
        number, depth = stack.pop()
        item = graph.items[number]
        count = len(graph.children.get(number, ()))
        group = ngettext("{name} (group of {count})", "{name} (group of {count})", count)
        name = group.format(name=names[number], count=count) if item.is_group else names[number]
        lines.append(OutlineLine(depth, name, item.id))
        for incoming, link in sorted(ends.get(number, ()), key=lambda end: end[0]):
            lines.append(OutlineLine(depth + 1, _edge(link, names, incoming=incoming), item.id))
        stack.extend((child, depth + 1) for child in reversed(inside.get(number, [])))
    return lines


def _head(diagram: Diagram) -> list[str]:
    return [" ".join(visible(text).split()) for text in (diagram.title, diagram.description) if text.strip()]


def _names(diagram: Diagram, graph: Graph) -> list[str]:
    """What each item is called: its text in one line, or its id."""
    texts = {node.id: node.text for node in diagram.nodes} | {group.id: group.text for group in diagram.groups}
    return [" ".join(visible(texts.get(item.id, "")).split()) or visible(item.id) for item in graph.items]


def _edge(link: Link, names: list[str], *, incoming: bool) -> str:
    label = f" ({' '.join(link.lines)})" if link.lines else ""
    if link.source == link.target:
        return _("to itself") + label
    other = names[link.source if incoming else link.target] + label
    if link.start is not Head.NONE:
        return _("to and from {other}").format(other=other)
    if link.end is Head.NONE:
        return _("joined with {other}").format(other=other)
    return (_("from {other}") if incoming else _("to {other}")).format(other=other)


def _children_in_order(graph: Graph) -> dict[int, list[int]]:
    """The children of each container by rank, and as declared within one."""
    index = {child: position for children in graph.children.values() for position, child in enumerate(children)}
    arcs: dict[int, list[tuple[int, int]]] = {}
    for link in graph.links:
        heads = dict(_steps_up(graph, link.target))
        for container, tail in _steps_up(graph, link.source):
            if container in heads and heads[container] != tail:
                arcs.setdefault(container, []).append((index[tail], index[heads[container]]))
    return {container: _by_rank(children, arcs.get(container, []), index) for container, children in graph.children.items()}


def _steps_up(graph: Graph, number: int) -> Iterator[tuple[int, int]]:
    """The item and the groups around it, innermost first, each with what it stands in."""
    for one in (number, *graph.items[number].chain):
        yield graph.items[one].parent, one


def _by_rank(children: Iterable[int], arcs: list[tuple[int, int]], index: dict[int, int]) -> list[int]:
    children = list(children)
    back = backward(len(children), [(tail, head, 1) for tail, head in arcs])
    rank = ranks(len(children), [(head, tail, 1) if n in back else (tail, head, 1) for n, (tail, head) in enumerate(arcs)])
    return sorted(children, key=lambda child: (rank[index[child]], index[child]))

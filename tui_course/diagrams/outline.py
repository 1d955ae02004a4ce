"""A diagram in words, line by line in reading order, for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from tui_course.diagrams.sequence.outline import sequence_lines
from tui_course.model.diagram import Diagram, Edge, Group, Head, Node, Outline, Sequence, Step, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INDENT: Final = "  "
_NOTED: Final = (Stroke.DOTTED, Stroke.THICK)


def outline(diagram: Diagram | Sequence | Outline) -> list[str]:
    """All that a diagram says: title and description, then its parts, those inside others indented by two blanks each.

    A flowchart has its nodes and groups in the author's order, each with what leads into it and out of it; then its steps. A
    sequence has its events as numbered sentences. No line holds a line feed.
    """
    lines = [" ".join(words.split()) for words in (diagram.title, *diagram.description.split("\n")) if words.strip()]
    match diagram:
        case Diagram():
            lines.extend(_Teller(diagram).lines())
        case Sequence():
            lines.extend(sequence_lines(diagram))
        case Outline():
            lines.extend(INDENT * depth + " ".join(text.split()) for depth, text in diagram.lines)
        case _:
            assert_never(diagram)
    return lines


class _Teller:
    """Tells a flowchart; nodes of one name are told apart by their ids."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self._names = _names(diagram)
        self._edges: dict[str, list[Edge]] = {}
        for edge in diagram.edges:
            if edge.stroke is not Stroke.INVISIBLE:
                for end in dict.fromkeys((edge.source, edge.target)):
                    self._edges.setdefault(end, []).append(edge)

    def lines(self) -> Iterator[str]:
        items: dict[str, Node | Group] = {one.id: one for one in (*self._diagram.groups, *self._diagram.nodes)}
        inside = {member for group in self._diagram.groups for member in group.members}
        outside = [one for one in items.values() if one.id not in inside]
        # Groups and nodes as they stand in the text.
        stack = [(one, 0) for one in sorted(outside, key=lambda one: -one.line)]
        while stack:
            item, depth = stack.pop()
            yield from (INDENT * depth + line for line in self._item(item))
            if isinstance(item, Group):
                stack.extend((items[member], depth + 1) for member in reversed(item.members) if member in items)
        for number, step in enumerate(self._diagram.steps, 1):
            yield from self._step(number, step)

    def _item(self, item: Node | Group) -> Iterator[str]:
        name = self._names[item.id]
        yield f"{name}, a group" if isinstance(item, Group) else name
        if item.tooltip.strip():
            yield f"{INDENT}{' '.join(item.tooltip.split())}"
        if item.link:
            yield f"{INDENT}leads to {item.link.href}"
        for edge in self._edges.get(item.id, ()):
            yield INDENT + self._edge(edge, item.id)

    def _edge(self, edge: Edge, here: str) -> str:
        """An edge as it is seen from one of its ends."""
        about = [" ".join(edge.text.split())] if edge.text.strip() else []
        about += [edge.stroke.value] if edge.stroke in _NOTED else []
        words = f" ({', '.join(about)})" if about else ""
        if edge.source == edge.target:
            return f"to itself{words}"
        other = self._names.get(edge.target if here == edge.source else edge.source, "")
        leads_on, leads_back = edge.end is not Head.NONE, edge.start is not Head.NONE
        if leads_on == leads_back:
            return f"{'in from and out to' if leads_on else 'joined with'} {other}{words}"
        out = leads_on == (here == edge.source)
        return f"{'out to' if out else 'in from'} {other}{words}"

    def _step(self, number: int, step: Step) -> Iterator[str]:
        title = " ".join(step.title.split())
        yield f"Step {number}: {title}" if title and title != str(number) else f"Step {number}"
        for source, target in step.edges:
            yield f"{INDENT}{self._names.get(source, source)} to {self._names.get(target, target)}"
        for name in step.nodes:
            yield f"{INDENT}{self._names.get(name, name)}"
        for line in step.text.split("\n"):
            if line.strip():
                yield f"{INDENT}{' '.join(line.split())}"


def _names(diagram: Diagram) -> Mapping[str, str]:
    """What each node and group is called: its words, with its id where others have the same, or its id alone."""
    words = {one.id: " ".join(one.text.split()) for one in (*diagram.groups, *diagram.nodes)}
    seen: dict[str, int] = {}
    for text in words.values():
        seen[text] = seen.get(text, 0) + 1
    return {name: (f"{text} [{name}]" if seen[text] > 1 else text) if text else name for name, text in words.items()}

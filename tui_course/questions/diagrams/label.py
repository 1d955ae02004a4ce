"""Which node is it: a diagram in which one node's text is hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.model.diagram import Shape
from tui_course.questions import fill
from tui_course.questions.diagrams.asked import DISTRACTORS, FEWEST_DISTRACTORS, Asked, Asking, chosen_from
from tui_course.questions.diagrams.excerpt import excerpt
from tui_course.questions.diagrams.words import drawn_edges, names_of, on_one_line, outer_groups, placed, sentence
from tui_course.questions.fields import ANSWER, NODE
from tui_course.questions.written import Reading

if TYPE_CHECKING:
    from tui_course.model.diagram import Diagram, Node
    from tui_course.questions.written import Passage

HIDDEN: Final = "?"
BLANK: Final = "…"
_TYPE: Final = "What stands in place of the question mark?"
_CHOOSE: Final = f"{_TYPE} The others to choose from are drawn as dots."
_ANSWERS: Final = ("chosen", "typed")
_SILENT: Final = frozenset({Shape.DOT, Shape.BAR})
_ENOUGH_EDGES: Final = 2


def ask(asking: Asking) -> Asked | str:
    """Ask for the text of a node, or say why that cannot be done.

    It is the node that the author names, else one with several edges, by which it can be known. The others that are offered
    are those most alike: in the same group, of the same shape.
    """
    diagram = asking.diagram
    nodes = [node for node in diagram.nodes if node.shape not in _SILENT and on_one_line(node.text) not in {"", HIDDEN, BLANK}]
    wanted = asking.passage.setting(NODE)
    node = _named(nodes, wanted) if wanted else _likeliest(asking, nodes)
    if node is None:
        return f"the diagram has no node {wanted[:40]!r} with a text" if wanted else "the diagram has no node with a text"
    others = _others(asking, nodes, node)
    if len(others) < FEWEST_DISTRACTORS:
        return "the diagram has fewer than three nodes with texts of their own"
    text = on_one_line(node.text)
    if _is_typed(asking.passage):
        return Asked((node.id, text), _TYPE, "fill-single", _typed(asking, text), _without(diagram, node, []))
    others = others[:DISTRACTORS]
    reading = _chosen(asking, node, others)
    return Asked((node.id, text), _CHOOSE, "multiple-choice", reading, _without(diagram, node, others))


def _is_typed(passage: Passage) -> bool:
    given = passage.setting(ANSWER).casefold()
    if given and given not in _ANSWERS:
        message = (
            f"the answer to a question about a diagram is {' or '.join(_ANSWERS)}, not {given[:20]!r}; it is chosen from a list"
        )
        passage.warn("quiz-attribute", message)
    return bool(passage.answers) or given == "typed"


def _named(nodes: list[Node], wanted: str) -> Node | None:
    by_text = (node for node in nodes if on_one_line(node.text).casefold() == wanted.casefold())
    return next((node for node in nodes if node.id == wanted), None) or next(by_text, None)


def _likeliest(asking: Asking, nodes: list[Node]) -> Node | None:
    ends = Counter(end for edge in drawn_edges(asking.diagram) for end in (edge.source, edge.target))
    return min(nodes, key=lambda node: (-min(ends[node.id], _ENOUGH_EDGES), asking.chance("node", node.id)), default=None)


def _others(asking: Asking, nodes: list[Node], hidden: Node) -> list[Node]:
    """Nodes with other texts, each text once, the most alike first."""
    outer = outer_groups(asking.diagram)

    def unlike(node: Node) -> tuple[bool, bool, str]:
        is_elsewhere = outer.get(node.id) != outer.get(hidden.id)
        return is_elsewhere, node.shape is not hidden.shape, asking.chance("node", node.id)

    found = {on_one_line(hidden.text).casefold(): hidden}
    for node in sorted(nodes, key=unlike):
        found.setdefault(on_one_line(node.text).casefold(), node)
    return list(found.values())[1:]


def _chosen(asking: Asking, hidden: Node, others: list[Node]) -> Reading:
    names = names_of(asking.diagram)
    right = on_one_line(hidden.text), f"Right. {sentence(placed(asking.diagram, hidden.id, names))}".strip()
    wrong = []
    for node in others:
        text = on_one_line(node.text)
        where = placed(asking.diagram, node.id, names, hidden.id)
        wrong.append((text, f"{text} stands elsewhere: {where}." if where else f"{text} stands elsewhere in the diagram."))
    return Reading(chosen_from(asking, right, wrong))


def _typed(asking: Asking, text: str) -> Reading:
    """The node's text, and what else the author's answer comments accept."""
    accepted = " | ".join((text.replace("|", "\\|"), *asking.passage.answers))
    return fill.from_page(replace(asking.passage, answers=(accepted,)))


def _without(diagram: Diagram, hidden: Node, others: list[Node]) -> Diagram:
    """The diagram without anything that says what the hidden node is.

    That the others can be read elsewhere would say it as well: their texts are hidden too, but for those that stand there just
    like the hidden node, from which nothing else tells it.
    """
    unread = {node.id for node in others} | {hidden.id}
    own = _standing(diagram, hidden, unread)
    texts = {node.id: BLANK for node in others if _standing(diagram, node, unread) != own} | {hidden.id: HIDDEN}
    nodes = (replace(node, text=texts[node.id], link=None, tooltip="") if node.id in texts else node for node in diagram.nodes)
    return excerpt(replace(diagram, nodes=tuple(nodes), steps=(), description=""), hidden.id)


def _standing(diagram: Diagram, node: Node, unread: set[str]) -> tuple[Shape, str, list[tuple[str, ...]]]:
    """What can be seen of a node without its text: its shape, its group, and its edges with the ends that can be read."""
    seen: list[tuple[str, ...]] = []
    for edge in drawn_edges(diagram):
        if edge.source == node.id:
            seen.append(("to", "" if edge.target in unread else edge.target, edge.text, edge.stroke, edge.start, edge.end))
        if edge.target == node.id:
            seen.append(("from", "" if edge.source in unread else edge.source, edge.text, edge.stroke, edge.start, edge.end))
    return node.shape, outer_groups(diagram).get(node.id, ""), sorted(seen)

"""Which connection is missing: a diagram from which one edge is left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from dataclasses import replace
from itertools import product, zip_longest
from typing import TYPE_CHECKING, Final

from tui_course.model.diagram import Head
from tui_course.questions.diagrams.asked import DISTRACTORS, FEWEST_DISTRACTORS, Asked, Asking, chosen_from
from tui_course.questions.diagrams.excerpt import excerpt
from tui_course.questions.diagrams.kin import Kin
from tui_course.questions.diagrams.words import arrow, drawn_edges, names_of, on_one_line
from tui_course.questions.fields import EDGE
from tui_course.questions.written import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tui_course.model.diagram import Diagram, Edge

Pair = tuple[str, str]

_WORDS: Final = "Which connection is missing in this diagram?"
_BETWEEN: Final = re.compile(r"[ \t]*(?:<?[-=]+>|<?→|↔|>)[ \t]*")
# So that a diagram of hundreds of nodes costs no more than one of this many.
_MOST_ENDS: Final = 40
_LONGEST_WAY: Final = 3


def ask(asking: Asking) -> Asked | str:
    """Ask for a connection, or say why that cannot be done.

    It is the edge that the author names, else one that leaves no node alone. The others that are offered are no edges of the
    diagram, in neither direction, not even of the groups around their ends.
    """
    diagram = asking.diagram
    names = names_of(diagram)
    kin = Kin(diagram)
    edges = [edge for edge in drawn_edges(diagram) if edge.source in names and edge.target in names]
    edges = [edge for edge in edges if not kin.related(edge.source, edge.target)]
    wanted = asking.passage.setting(EDGE)
    edge = _named(edges, names, wanted) if wanted else _likeliest(asking, edges)
    if edge is None:
        missing = f"the diagram has no edge {wanted[:60]!r} between parts with different texts" if wanted else ""
        return missing or "the diagram has no edge between parts with different texts"
    groups = {group.id for group in diagram.groups}
    is_of_groups = bool(groups & {edge.source, edge.target})
    wrong = _others(asking, edge, [one for one in names if is_of_groups or one not in groups], kin)
    if len(wrong) < FEWEST_DISTRACTORS:
        return "nearly everything in the diagram is connected: there are no two connections that it does not have"
    shown = _without(diagram, edge)
    told = [(_told((source, target), edge, names), _comment((source, target), shown, names)) for source, target in wrong]
    right = _told((edge.source, edge.target), edge, names)
    text = f": “{on_one_line(edge.text)}”" if edge.text.strip() else ""
    reading = Reading(chosen_from(asking, (right, f"Right{text}."), told))
    shown = excerpt(shown, edge.source, edge.target)
    return Asked((edge.source, edge.target, right), _WORDS, "multiple-choice", reading, shown)


def _named(edges: list[Edge], names: Mapping[str, str], wanted: str) -> Edge | None:
    ends = tuple(end.strip().casefold() for end in _BETWEEN.split(wanted))
    for edge in edges:
        called = names[edge.source].casefold(), names[edge.target].casefold()
        if (edge.id and edge.id == wanted) or ends in {(edge.source.casefold(), edge.target.casefold()), called}:
            return edge
    return None


def _without(diagram: Diagram, edge: Edge) -> Diagram:
    """The diagram without the edge, those beside it, and those that lead back where the sentence names no direction."""
    gone = {(edge.source, edge.target)}
    if arrow(edge) in {"↔", "–"}:
        gone.add((edge.target, edge.source))
    kept = tuple(one for one in diagram.edges if (one.source, one.target) not in gone)
    return replace(diagram, edges=kept, steps=(), description="")


def _likeliest(asking: Asking, edges: list[Edge]) -> Edge | None:
    """An edge between two that nothing else connects, and of which each has another edge: no lonely node tells."""
    pairs = Counter(frozenset((edge.source, edge.target)) for edge in edges)
    ends = Counter(end for edge in drawn_edges(asking.diagram) for end in (edge.source, edge.target))

    def unfit(edge: Edge) -> tuple[bool, bool, str]:
        is_doubled = pairs[frozenset((edge.source, edge.target))] > 1
        is_lonely = min(ends[edge.source], ends[edge.target]) < 2  # noqa: PLR2004 - this edge and another
        return is_doubled, is_lonely, asking.chance("edge", edge.source, edge.target)

    return min(edges, key=unfit, default=None)


def _others(asking: Asking, edge: Edge, ends: Iterable[str], kin: Kin) -> list[Pair]:
    """Connections that the diagram does not have, each with an end of the edge or between such.

    Best are two ends C and D for which A → C, D → B and D → C are none, where A → B is the edge: then every end stands in two
    sentences, and counting them does not tell which is right.
    """
    ranked = sorted((one for one in ends if one not in {edge.source, edge.target}), key=lambda one: asking.chance("end", one))
    targets = [one for one in ranked if not kin.joined(edge.source, one)][:_MOST_ENDS]
    sources = [one for one in ranked if not kin.joined(edge.target, one)][:_MOST_ENDS]
    for source, target in product(sources, targets):
        if source != target and not kin.joined(source, target):
            return [(edge.source, target), (source, edge.target), (source, target)]
    pairs = zip_longest(((edge.source, one) for one in targets), ((one, edge.target) for one in sources))
    return [pair for both in pairs for pair in both if pair][:DISTRACTORS]


def _told(pair: Pair, edge: Edge, names: Mapping[str, str]) -> str:
    """A connection as a sentence, with the arrow of the edge that is asked for: no sign tells which is right."""
    return f"{names[pair[0]]} {arrow(edge)} {names[pair[1]]}"


def _comment(pair: Pair, shown: Diagram, names: Mapping[str, str]) -> str:
    """What is said to whoever chooses a connection that the diagram does not have: the way there, where one is shown."""
    source, target = (names[end] for end in pair)
    between = [names[end] for end in _way(pair, shown, names)]
    if between:
        way = " and ".join(filter(None, (", ".join(between[:-1]), between[-1])))
        return f"{source} and {target} are not connected directly: the way leads through {way}."
    return f"{source} and {target} are not connected directly, in the whole diagram either."


def _way(pair: Pair, shown: Diagram, names: Mapping[str, str]) -> list[str]:
    """What stands between two ends on a shortest way along the arrows; nothing where there is none or it is long."""
    following = defaultdict(list)
    for edge in drawn_edges(shown):
        if edge.end is not Head.NONE or edge.start is Head.NONE:
            following[edge.source].append(edge.target)
        if edge.start is not Head.NONE or edge.end is Head.NONE:
            following[edge.target].append(edge.source)
    before = {pair[0]: ""}
    waiting = deque([pair[0]])
    while waiting and pair[1] not in before:
        here = waiting.popleft()
        for end in following[here]:
            if end not in before and end in names:
                before[end] = here
                waiting.append(end)
    way = []
    here = before.get(pair[1], "")
    while here and here != pair[0]:
        way.append(here)
        here = before[here]
    return way[::-1] if len(way) <= _LONGEST_WAY else []

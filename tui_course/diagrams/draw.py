"""A diagram drawn within a width and a height: the first of ever tighter layouts that fits, else the best of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.compact import compact
from tui_course.diagrams.drawing import Drawing
from tui_course.diagrams.fold import fold
from tui_course.diagrams.gaps import ROOMY, TIGHT
from tui_course.diagrams.graph import Reading, graph_of
from tui_course.diagrams.legend import legend_lines
from tui_course.diagrams.paint import paint
from tui_course.diagrams.place import place
from tui_course.diagrams.route import route
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.diagrams.items import Graph
    from tui_course.diagrams.plan import Plan
    from tui_course.model.diagram import Diagram

MOST_NODES: Final = 500
MOST_EDGES: Final = 600
_BUDGET = 45_000
_SPREADS = (1, 3)
_READINGS: Final = (
    Reading(16),
    Reading(12),
    Reading(9),
    Reading(24, turned=True),
    Reading(16, turned=True),
    Reading(12, turned=True),
    Reading(9, turned=True),
    Reading(16, alternate=True),
    Reading(12, alternate=True),
    Reading(16, turned=True, alternate=True),
    Reading(12, turned=True, alternate=True),
)
_HEAVY = 400
_TOO_HEAVY = 8_000
_CHEAP = 8_000
_MOST_TRIES = 4
_HOPELESS = 1.5
_TALL = 40
"""Rows that a drawing should rather not exceed, where only a width is given and it must change anyway."""
_WIDE_COUNTS = 4
"""How much more a column too many counts than a row: pages scroll down."""


@dataclass(frozen=True, slots=True)
class _Limits:
    """Columns and rows; None for as many as there are."""

    width: int | None
    height: int | None

    def excess(self, plan: Plan) -> tuple[int, int]:
        """How many columns and rows a plan has too many."""
        legend = len(legend_lines(plan, self.width or 0))
        return self.excess_of(plan.width, plan.height + (legend + 1 if legend else 0))

    def excess_of(self, width: int, height: int) -> tuple[int, int]:
        """How many columns and rows are too many."""
        wide = max(0, width - self.width) if self.width is not None else 0
        return wide, max(0, height - self.height) if self.height is not None else 0


def draw(
    diagram: Diagram,
    *,
    width: int | None = None,
    height: int | None = None,
    ascii: bool = False,  # noqa: A002  the name of the option
    collapsed: frozenset[str] = frozenset(),
    may_fold: bool = True,
) -> Drawing:
    """Draw a diagram, with the groups in `collapsed` as boxes, if possible within `width` columns and `height` rows.

    Without limits in its natural size. Else narrower text, the other direction and tighter spaces are tried; where it is
    still too wide, groups are folded if they may be. `ascii` uses ASCII for all but the author's words. What is too large to
    be drawn comes back without cells, and `refused` says why. Raises nothing.
    """
    try:
        return _drawn(diagram, _Limits(width, height), collapsed, plain=ascii, may_fold=may_fold)
    except Exception as error:  # noqa: BLE001  the boundary: a fault of ours costs one drawing, and says that it is ours
        return Drawing(0, 0, (), refused=f"drawing it failed ({type(error).__name__}: {error}); please report it")


def _drawn(diagram: Diagram, limits: _Limits, collapsed: frozenset[str], *, plain: bool, may_fold: bool) -> Drawing:
    folded = fold(diagram, collapsed, plain=plain)
    reason = _too_large(folded.diagram)
    if reason:
        return Drawing(0, 0, (), refused=reason)
    plan, reading = _fitted(folded.diagram, limits)
    if limits.excess(plan)[0] and may_fold and not plan.lost:
        for groups in _foldings(diagram, collapsed):
            smaller = fold(diagram, groups, plain=plain)
            other, other_reading = _fitted(smaller.diagram, limits)
            if not limits.excess(other)[0]:
                plan, reading, folded = other, other_reading, smaller
                break
    if plan.lost:
        return Drawing(
            0, 0, (), refused=f"{len(plan.lost)} of {len(diagram.edges)} edges find no way: too many to be told apart"
        )
    drawing = paint(plan, folded.edges, plain=plain, width=limits.width or 0)
    return replace(drawing, collapsed=folded.collapsed, transposed=reading.turned, overflow=any(limits.excess(plan)))


def _too_large(diagram: Diagram) -> str:
    if len(diagram.nodes) + len(diagram.groups) > MOST_NODES:
        return f"{len(diagram.nodes)} nodes are too many to be drawn: at most {MOST_NODES} are"
    if len(diagram.edges) > MOST_EDGES:
        return f"{len(diagram.edges)} edges are too many to be drawn: at most {MOST_EDGES} are"
    if _weight(graph_of(diagram, Reading())) > _TOO_HEAVY:
        return f"{len(diagram.groups)} groups within each other are too many to be drawn"
    return ""


def _foldings(diagram: Diagram, collapsed: frozenset[str]) -> Iterator[frozenset[str]]:
    """Ever more groups to be folded: the innermost, then the outermost."""
    parents = {member: group.id for group in diagram.groups for member in group.members}
    around = set(parents.values()) & {parents.get(group.id, "") for group in diagram.groups}
    inner = collapsed | {group.id for group in diagram.groups if group.id not in around}
    outer = collapsed | {group.id for group in diagram.groups if group.id not in parents}
    found = [one for one in (inner, outer) if one != collapsed]
    yield from dict.fromkeys(found)


def _fitted(diagram: Diagram, limits: _Limits) -> tuple[Plan, Reading]:
    """The first layout within the limits, else the one that exceeds them least."""
    reading = Reading()
    plan = _planned(diagram, reading)
    if not any(limits.excess(plan)) or plan.lost:
        return plan, reading
    if plan.work > _BUDGET or _weight(plan.graph) > _HEAVY:
        compact(plan, TIGHT)
        return plan, reading
    if limits.height is None:
        limits = _Limits(limits.width, _TALL)
    roomy = place(plan.graph)
    shrunk = plan.width / roomy.width, plan.height / roomy.height
    compact(plan, TIGHT)
    best, key = (plan, reading), _key(plan, limits)
    work = plan.work
    for tries, (estimate, other) in enumerate(_readings(diagram, plan.graph, limits, shrunk)):
        costly = work > _CHEAP and (tries >= _MOST_TRIES or estimate > _HOPELESS * key[1])
        if not key[1] or work > _BUDGET or costly:
            break
        tried = _planned(diagram, other)
        work += tried.work
        if any(limits.excess(tried)):
            compact(tried, TIGHT)
        if _key(tried, limits) < key:
            best, key = (tried, other), _key(tried, limits)
    return best


def _weight(graph: Graph) -> int:
    """How much it is to lay a graph out once more, in things and depths."""
    return len(graph.links) + sum(1 + len(item.chain) for item in graph.items)


def _readings(diagram: Diagram, natural: Graph, limits: _Limits, shrunk: tuple[float, float]) -> list[tuple[int, Reading]]:
    """Other ways to lay a diagram out: those that will fit, as far as can be told before lines are drawn; most natural first.

    With each comes by how much it will exceed the limits. `natural` is the graph that was tried first. `shrunk` is what is left
    of the width and height of a placement when it is drawn together.
    """
    tried = []
    seen = [natural]
    for index, reading in enumerate(_READINGS):
        if reading.alternate and all(group.direction is not None for group in diagram.groups):
            continue
        graph = graph_of(diagram, reading)
        if graph in seen:
            continue  # its words are too short to be broken otherwise
        seen.append(graph)
        roomy = place(graph)
        wide, high = limits.excess_of(int(shrunk[0] * roomy.width), int(shrunk[1] * roomy.height))
        tried.append((_WIDE_COUNTS * wide + high, index, reading))
    return [(estimate, reading) for estimate, _, reading in sorted(tried, key=lambda one: one[:2])]


def _key(plan: Plan, limits: _Limits) -> tuple[int, int, int, float]:
    wide, high = limits.excess(plan)
    return len(plan.lost), _WIDE_COUNTS * wide + high, len(plan.legend), plan.cost


def _planned(diagram: Diagram, reading: Reading) -> Plan:
    """Lay out with as much room between boxes as lines and labels need."""
    graph = graph_of(diagram, reading)
    best = route(graph, place(graph))
    for spread in _SPREADS:
        if (not best.lost and not best.legend) or best.work > _BUDGET:
            break
        plan = route(graph, place(graph, spread))
        plan.work += best.work
        if (len(plan.lost), len(plan.legend)) < (len(best.lost), len(best.legend)):
            best = plan
        else:
            best.work = plan.work
    compact(best, ROOMY)
    return best

"""A diagram drawn within a width and a height: the first of ever tighter layouts that fits, else the best of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.diagrams.compact import compact
from tui_course.diagrams.graph import Reading, graph_of
from tui_course.diagrams.paint import paint
from tui_course.diagrams.place import place
from tui_course.diagrams.route import route

if TYPE_CHECKING:
    from tui_course.diagrams.drawing import Drawing
    from tui_course.diagrams.plan import Plan
    from tui_course.model.diagram import Diagram


def draw(
    diagram: Diagram,
    *,
    width: int | None = None,
    height: int | None = None,
    ascii: bool = False,  # noqa: A002  the option's name
    collapsed: frozenset[str] = frozenset(),
) -> Drawing:
    """Draw."""
    return paint(planned(diagram, Reading()), plain=ascii)


def planned(diagram: Diagram, reading: Reading) -> Plan:
    """Lay out."""
    graph = graph_of(diagram, reading)
    plan = route(graph, place(graph))
    compact(plan)
    return plan

"""How near things in the same row of a plan may come to each other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.gaps import Kind
from tui_course.diagrams.paint import crossings_of
from tui_course.diagrams.text import cells

if TYPE_CHECKING:
    from tui_course.diagrams.elements import Element, Elements, Place

_MOST_ARMS: Final = 3


def separate(elements: Elements) -> None:
    """Add to `apart` what keeps things in a row from each other, and to `jogs` the lines of a row that could be one."""
    least: dict[tuple[int, int], int] = {}
    joined = _joined(elements)
    for number, row in elements.rows.items():
        row.sort(key=lambda element: (element.start, element.end))
        for one, other in itertools.pairwise(row):
            if one.last[0] == other.first[0]:
                continue
            wanted = min(_gap(elements, one, other) + 1, other.start - one.end)
            if (number, one.last[0], other.first[0]) in joined:
                wanted = 0
                elements.jogs.append((one.last, other.first))
            distance = wanted + one.last[1] - other.first[1]
            key = (one.last[0], other.first[0])
            least[key] = max(least.get(key, -1_000_000), distance)
    elements.apart.extend((one, other, distance) for (one, other), distance in least.items())
    if elements.axis == 0:
        _keep_titles(elements)


def _joined(elements: Elements) -> set[tuple[int, int, int]]:
    """The pairs of lines across the axis that a run in a row joins, and that may become one: row, both variables in order.

    Not where four arms would meet: that would read as a crossing.
    """
    axis = elements.axis
    runs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    pairs: list[tuple[int, int, tuple[int, int], tuple[int, int]]] = []
    for route, places in zip(elements.plan.routes, elements.points, strict=True):
        for index, (one, other) in enumerate(zip(route.points, route.points[1:], strict=False)):
            if one[axis] == other[axis]:
                continue
            low, high = sorted((one[axis], other[axis]))
            runs.setdefault((route.net, one[1 - axis]), []).append((low, high))
            if 0 < index < len(places) - 2:
                first, second = sorted(((one[axis], places[index][0]), (other[axis], places[index + 1][0])))
                pairs.append((route.net, one[1 - axis], first, second))
    found = set()
    for net, row, (low, left), (high, right) in set(pairs):
        beside = runs[net, row]
        arms = any(start < low for start, _ in beside) + any(end > high for _, end in beside)
        upright = [elements.spans[variable] for variable in (left, right)]
        arms += any(start < row for start, _ in upright) + any(end > row for _, end in upright)
        if arms <= _MOST_ARMS:
            found.add((row, left, right))
    return found


def _gap(elements: Elements, one: Element, other: Element) -> int:
    if one.kind in (Kind.BOX, Kind.FRAME) and other.kind in (Kind.BOX, Kind.FRAME):
        items = elements.plan.graph.items
        if one.owner == other.owner or one.owner in items[other.owner].chain or other.owner in items[one.owner].chain:
            return elements.gaps.nested[elements.axis]
    if one.kind is Kind.LINE and other.kind is Kind.LINE and one.owner == other.owner:
        return 0
    return elements.gaps.between[elements.axis][one.kind, other.kind]


def _keep_titles(elements: Elements) -> None:
    """Where lines cross the top of a frame, keep room for its title between two of them."""
    for number, item in enumerate(elements.plan.graph.items):
        if not item.is_group or not item.lines:
            continue
        rect = elements.plan.rects[number]
        taken = sorted(crossings_of(elements.plan, rect, rect.top))
        if not taken:
            continue
        stops = [rect.left, *taken, rect.right]
        size = max(map(cells, item.lines)) + 2
        spans = [span for span in itertools.pairwise(stops) if span[1] - span[0] > size]
        if spans:
            before, after = (_crossing(elements, stop, number) for stop in spans[0])
            elements.apart.append((before[0], after[0], size + 1 + before[1] - after[1]))


def _crossing(elements: Elements, at: int, number: int) -> Place:
    row = elements.plan.rects[number].top
    for element in elements.rows.get(row, ()):
        if element.start == at and element.kind in (Kind.LINE, Kind.FRAME):
            return element.first
    return elements.ends[number][at == elements.plan.rects[number].right]

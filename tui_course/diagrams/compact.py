"""A roomy plan drawn together: along each axis everything moves as near as order and least gaps allow, then to its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.diagrams.constraints import System
from tui_course.diagrams.elements import Elements
from tui_course.diagrams.gaps import ROOMY, Gaps
from tui_course.diagrams.place import Rect
from tui_course.diagrams.route import corners
from tui_course.diagrams.separation import separate

if TYPE_CHECKING:
    from tui_course.diagrams.plan import Label, Plan

_SWEEPS = 4


def compact(plan: Plan, gaps: Gaps = ROOMY) -> None:
    """Move what is in `plan` together, rows first; order, alignment and crossings stay as they are."""
    for axis in (1, 0, 1, 0):
        _compact(plan, axis, gaps)


def _compact(plan: Plan, axis: int, gaps: Gaps) -> None:
    elements = Elements(plan, axis, gaps)
    separate(elements)
    system = System(elements)
    low = system.lowest()
    size = max((low[v] + reach for v, reach in enumerate(elements.reach)), default=0)
    high = system.highest(size)
    at = [(first + last) // 2 for first, last in zip(low, high, strict=True)]
    system.relax(at, _SWEEPS)
    if system.align(at, elements.jogs) | system.align(at, elements.middles):
        system.relax(at, _SWEEPS)
    _move(plan, axis, elements, at, size + 1)


def _move(plan: Plan, axis: int, elements: Elements, at: list[int], size: int) -> None:
    """Write positions back."""
    for number, rect in enumerate(plan.rects):
        first, last = elements.item_ends(number)
        begin, end = at[first[0]] + first[1], at[last[0]] + last[1]
        plan.rects[number] = Rect(begin, rect.top, end, rect.bottom) if axis == 0 else Rect(rect.left, begin, rect.right, end)
    for index, route in enumerate(plan.routes):
        moved = []
        for point, (variable, offset) in zip(route.points, elements.points[index], strict=True):
            value = at[variable] + offset
            moved.append((value, point[1]) if axis == 0 else (point[0], value))
        if route.label:
            variable, offset = elements.labels[index]
            _move_label(route.label, axis, at[variable] + offset)
            ends = elements.runs[index]
            first, last = (moved[ends[0]], moved[ends[1]])
            route.label.run = (min(first, last), max(first, last))
        route.points = corners(list(dict.fromkeys(moved)))
    if axis == 0:
        plan.width = size
    else:
        plan.height = size


def _move_label(label: Label, axis: int, value: int) -> None:
    if axis == 0:
        label.left = value
    else:
        label.top = value

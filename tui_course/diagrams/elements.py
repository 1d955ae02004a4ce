"""A plan along one axis: what can move as a variable, and in each row of the other axis what stands beside what."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tui_course.diagrams.gaps import Gaps, Kind
from tui_course.diagrams.plan import Seat
from tui_course.diagrams.text import cells
from tui_course.model.diagram import Head
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.diagrams.plan import Plan, Point, Route

_ALONG = 1
_CENTRE = 3
_STRAIGHT = 2

Place = tuple[int, int]
"""A variable and what is added to its position."""


@dataclass(frozen=True, slots=True)
class Element:
    """Something in a row from `start` to `end`, in cells; `owner` is an item or, for lines and labels, a net."""

    start: int
    end: int
    first: Place
    last: Place
    kind: Kind
    owner: int


class Elements:
    """The variables of a plan along `axis` (0 across, 1 down), what keeps them in order, and what draws them together.

    `at` has the positions now, `reach` how far beyond its position each variable's things go, `tied` pairs of places that are
    the same. `apart` has (one, other, least distance), `pulled` pairs of places that would be near each other, and how much
    they would. `jogs` are pairs of lines across the axis that could be one, `middles` of lines and the middles of the boxes at
    whose side they end alone.
    """

    def __init__(self, plan: Plan, axis: int, gaps: Gaps) -> None:
        self.plan = plan
        self.axis = axis
        self.gaps = gaps
        self.at: list[int] = []
        self.reach: list[int] = []
        self.tied: list[tuple[Place, Place]] = []
        self.apart: list[tuple[int, int, int]] = []
        self.pulled: list[tuple[Place, Place, int]] = []
        self.jogs: list[tuple[Place, Place]] = []
        self.middles: list[tuple[Place, Place]] = []
        self._sides: dict[tuple[int, bool], dict[Place, Place]] = {}
        self.frames: list[tuple[int, int]] = []
        self.rows: dict[int, list[Element]] = {}
        self.ends: list[tuple[Place, Place]] = []
        self.points: list[list[Place]] = []
        self.labels: dict[int, Place] = {}
        self.runs: dict[int, tuple[int, int]] = {}
        self.spans: dict[int, tuple[int, int]] = {}
        self._uprights: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        self._add_items()
        self._add_uprights()
        for route in plan.routes:
            self._add_route(route)
        for index, route in enumerate(plan.routes):
            if route.label:
                self._add_label(index, route)
        self.middles.extend(next(iter(side.items())) for side in self._sides.values() if len(side) == 1)

    def item_ends(self, number: int) -> tuple[Place, Place]:
        """Where an item begins and ends."""
        return self.ends[number]

    def _variable(self, at: int, reach: int = 0) -> int:
        self.at.append(at)
        self.reach.append(reach)
        return len(self.at) - 1

    def _stand(self, element: Element, rows: range) -> None:
        for row in rows:
            self.rows.setdefault(row, []).append(element)

    def _add_items(self) -> None:
        for number, (item, rect) in enumerate(zip(self.plan.graph.items, self.plan.rects, strict=True)):
            start, end = (rect.left, rect.right) if self.axis == 0 else (rect.top, rect.bottom)
            low, high = (rect.top, rect.bottom) if self.axis == 0 else (rect.left, rect.right)
            rows = range(low, high + 1)
            if not item.is_group:
                variable = self._variable(start, end - start)
                first, last = (variable, 0), (variable, end - start)
                self._stand(Element(start, end, first, last, Kind.BOX, number), rows)
            else:
                first, last = (self._variable(start), 0), (self._variable(end), 0)
                self.frames.append((first[0], last[0]))
                self._stand(Element(start, start, first, first, Kind.FRAME, number), rows)
                self._stand(Element(end, end, last, last, Kind.FRAME, number), rows)
                least = self._least_frame(number)
                self.apart.append((first[0], last[0], least))
            self.ends.append((first, last))

    def _least_frame(self, number: int) -> int:
        item = self.plan.graph.items[number]
        if self.axis == 1:
            return 1
        return max(map(cells, item.lines), default=0) + 5 if item.lines else 2

    # Lines

    def _add_uprights(self) -> None:
        """One variable for each line across the axis; those of one net that touch are one."""
        pieces: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for route in self.plan.routes:
            for one, other in zip(route.points, route.points[1:], strict=False):
                if one[self.axis] == other[self.axis]:
                    low, high = sorted((one[1 - self.axis], other[1 - self.axis]))
                    pieces.setdefault((route.net, one[self.axis]), []).append((low, high))
        for key, found in pieces.items():
            merged: list[list[int]] = []
            for low, high in sorted(found):
                if merged and low <= merged[-1][1]:
                    merged[-1][1] = max(merged[-1][1], high)
                else:
                    merged.append([low, high])
            for low, high in merged:
                variable = self._variable(key[1])
                self.spans[variable] = low, high
                self._uprights.setdefault(key, []).append((low, high, variable))
                rows = self._rows_of(key[1], low, high)
                self._stand(Element(key[1], key[1], (variable, 0), (variable, 0), Kind.LINE, -1 - key[0]), rows)

    def _rows_of(self, at: int, low: int, high: int) -> range:
        """The rows of a line without those of the boxes it ends at."""
        if self._in_box(at, low):
            low += 1
        if self._in_box(at, high):
            high -= 1
        return range(low, high + 1)

    def _in_box(self, at: int, row: int) -> bool:
        return any(e.kind is Kind.BOX and e.start <= at <= e.end for e in self.rows.get(row, ()))

    def _upright(self, net: int, point: Point) -> int:
        for low, high, variable in self._uprights.get((net, point[self.axis]), ()):
            if low <= point[1 - self.axis] <= high:
                return variable
        return -1

    def _add_route(self, route: Route) -> None:
        places: list[Place] = []
        points = route.points
        for number, point in enumerate(points):
            neighbours = points[max(0, number - 1) : number + 2]
            upright = any(other != point and other[self.axis] == point[self.axis] for other in neighbours)
            variable = self._upright(route.net, point) if upright else -1
            if variable >= 0:
                places.append((variable, 0))
            else:
                item = route.link.source if number == 0 else route.link.target
                places.append(self._border(item, point))
        self.points.append(places)
        for item, number, near in ((route.link.source, 0, 1), (route.link.target, len(points) - 1, len(points) - 2)):
            head = route.link.start if number == 0 else route.link.end
            if points[number][self.axis] == points[near][self.axis]:
                self._slide(item, places[number], after=points[near] > points[number])
            else:
                self._add_stub(item, points[number], points[near], head, -1 - route.net)
        if len(points) == _STRAIGHT and points[0][self.axis] != points[1][self.axis]:
            low, high = sorted(zip(points, places, strict=True), key=lambda end: end[0][self.axis])
            least = 2 + (route.link.start is not Head.NONE and route.link.end is not Head.NONE)
            least = min(least, high[0][self.axis] - low[0][self.axis])
            self.apart.append((low[1][0], high[1][0], least + low[1][1] - high[1][1]))
        for one, other, place, following in zip(points, points[1:], places, places[1:], strict=False):
            if one[self.axis] != other[self.axis]:
                self.pulled.append((place, following, _ALONG))

    def _slide(self, item: int, place: Place, *, after: bool) -> None:
        """Keep the end of a line on the side of its item, best in the middle."""
        first, last = self.ends[item]
        size = self.at[last[0]] + last[1] - self.at[first[0]] - first[1]
        inset = 1 if size > 1 else 0
        self.apart.append((first[0], place[0], first[1] + inset - place[1]))
        self.apart.append((place[0], last[0], place[1] + inset - last[1]))
        if not self.plan.graph.items[item].is_group:
            middle = (first[0], first[1] + size // 2)
            self.pulled.append((place, middle, _CENTRE))
            self._sides.setdefault((item, after), {})[place] = middle

    def _border(self, item: int, point: Point) -> Place:
        """A place on an item's border, as that of its nearer end."""
        first, last = self.ends[item]
        value = point[self.axis]
        begin, end = self.at[first[0]] + first[1], self.at[last[0]] + last[1]
        if abs(value - begin) <= abs(value - end):
            return first[0], first[1] + value - begin
        return last[0], last[1] + value - end

    def _add_stub(self, item: int, border: Point, near: Point, head: Head, owner: int) -> None:
        run = abs(border[self.axis] - near[self.axis])
        size = min(self.gaps.stubs[self.axis][head is not Head.NONE], run - 1)
        if size <= 0:
            return
        variable, offset = self._border(item, border)
        value = border[self.axis]
        step = 1 if near[self.axis] > value else -1
        start, end = sorted((value + step, value + step * size))
        first, last = (variable, offset + start - value), (variable, offset + end - value)
        row = border[1 - self.axis]
        self._stand(Element(start, end, first, last, Kind.STUB, owner), range(row, row + 1))

    # Labels

    def _add_label(self, index: int, route: Route) -> None:
        label = route.label
        if label is None:
            return
        start, end = (label.left, label.right) if self.axis == 0 else (label.top, label.bottom)
        low, high = (label.top, label.bottom) if self.axis == 0 else (label.left, label.right)
        variable = self._variable(start, end - start)
        self.labels[index] = (variable, 0)
        one, other = self._run(route)
        self.runs[index] = (one, other)
        places = self.points[index]
        across = label.run[0][self.axis] == label.run[1][self.axis]
        if across:
            self.tied.append(((variable, 0), (places[one][0], places[one][1] + start - route.points[one][self.axis])))
            if self.axis == 1 and label.seat is Seat.ON:
                return
        else:
            self._hold(label.seat, variable, end - start, places[one], places[other])
        margin = 1 if label.seat is Seat.ON and self.axis == 0 else 0
        first, last = (variable, -margin), (variable, end - start + margin)
        element = Element(start - margin, end + margin, first, last, Kind.LABEL, -1 - route.net)
        aside = self.axis  # nothing slides into the blank beside it
        self._stand(element, range(low - aside, high + 1 + aside))

    def _run(self, route: Route) -> tuple[int, int]:
        """The numbers of the two points between which a label's run is."""
        label = route.label
        points = route.points
        best, found = -1, (0, 1)
        for number, (one, other) in enumerate(itertools.pairwise(points)):
            if label is None:
                break
            for axis in (0, 1):
                if one[axis] == other[axis] == label.run[0][axis] == label.run[1][axis]:
                    low, high = sorted((one[1 - axis], other[1 - axis]))
                    shared = min(high, label.run[1][1 - axis]) - max(low, label.run[0][1 - axis])
                    if shared > best:
                        best, found = shared, (number, number + 1)
        return found

    def _hold(self, seat: Seat, variable: int, size: int, one: Place, other: Place) -> None:
        """Keep a label between the ends of its run."""
        low, high = sorted((one, other), key=lambda place: self.at[place[0]] + place[1])
        more = 2 if seat is Seat.ON else 1
        begin = self.at[variable] - self.at[low[0]] - low[1]
        finish = self.at[high[0]] + high[1] - self.at[variable] - size
        self.apart.append((low[0], variable, min(more, begin) + low[1]))
        self.apart.append((variable, high[0], size + min(more, finish) - high[1]))
        self.pulled.append(((variable, size // 2), one, 1))
        self.pulled.append(((variable, size // 2), other, 1))

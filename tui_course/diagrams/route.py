"""Lines between boxes: each net routed in turn, then those that cross others once more."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tui_course.diagrams.labels import barred, seat
from tui_course.diagrams.lattice import EVERY_WAY, ROW, Lattice
from tui_course.diagrams.legend import mark
from tui_course.diagrams.nets import Net, nets_of
from tui_course.diagrams.plan import Label, Plan, Point, Route
from tui_course.diagrams.ports import Ports
from tui_course.diagrams.search import Aim, Port, search
from tui_course.diagrams.text import cells
from tui_course.diagrams.titles import Title

if TYPE_CHECKING:
    from tui_course.diagrams.items import Graph, Link
    from tui_course.diagrams.place import Placement, Rect

_JOINT = 1.0
_LABELLED_FIRST = 6.0
_LOOP_FIRST = -100.0
"""A loop has the least choice of sides."""
_MOST_ARMS = 3
_UNSEATED = 25.0
_LOST = 1000.0
_ROUNDS = 2
_BUDGET = 60_000
_HARD = 3


def route(graph: Graph, placement: Placement, budget: int = _BUDGET) -> Plan:
    """Draw the lines of all visible links and seat their labels; a label without room is a number at its line and a legend.

    Beyond `budget` nodes looked at nothing is improved any more, and beyond three times that nothing drawn.
    """
    router = _Router(graph, placement, budget)
    router.route_all()
    for _ in range(_ROUNDS):
        if not router.improve():
            break
    return router.plan()


class _Drawn:
    """A net on the lattice: the nodes of each link's own part, and the way from each node towards the root."""

    def __init__(self) -> None:
        self.own: list[tuple[Link, list[int]]] = []
        self.towards: dict[int, int] = {}
        self.closed: set[int] = set()
        self.sealed: list[int] = []
        self.labels: dict[int, Label] = {}
        self.cost = 0.0
        self.lost: list[Link] = []


class _Router:
    def __init__(self, graph: Graph, placement: Placement, budget: int) -> None:
        self.graph = graph
        self.budget = budget
        self.rects = placement.rects
        self.lattice = Lattice(graph, placement)
        self.titles = [
            Title(self.lattice, item, rect) for item, rect in zip(graph.items, placement.rects, strict=True) if item.is_group
        ]
        self.ports = Ports(graph, placement.rects, self.lattice)
        self.nets = nets_of(graph)
        self.drawn: dict[int, _Drawn] = {}
        self.work = 0

    def route_all(self) -> None:
        """Route all nets, short ones first."""
        for net in sorted(range(len(self.nets)), key=self._urgency):
            self.drawn[net] = self._route_net(net)

    def improve(self) -> bool:
        """Route anew, alone, each net that crosses others or is incomplete; return whether anything became better."""
        better = False
        for net in sorted(self.drawn, key=lambda net: -self.drawn[net].cost):
            old = self.drawn[net]
            if self.work > self.budget:
                return False
            if not (old.lost or self._has_crossings(old) or self._lacks_label(net, old)):
                continue
            before = self._whole_cost(net, old)
            self._erase(old)
            new = self._route_net(net)
            if self._whole_cost(net, new) < before - 1e-6:
                better = True
                self.drawn[net] = new
            else:
                self._erase(new)
                self._redraw(net, old)
        return better

    def _has_crossings(self, drawn: _Drawn) -> bool:
        busy = self.lattice.busy
        return any(busy[node] == 4 and node not in drawn.closed for _, nodes in drawn.own for node in nodes[1:-1])  # noqa: PLR2004

    def _lacks_label(self, net: int, drawn: _Drawn) -> bool:
        return len(drawn.labels) < sum(1 for link in self.nets[net].links if link.lines)

    def _whole_cost(self, net: int, drawn: _Drawn) -> float:
        wanting = sum(1 for link in self.nets[net].links if link.lines) - len(drawn.labels)
        return drawn.cost + _UNSEATED * wanting + _LOST * len(drawn.lost)

    def _urgency(self, net: int) -> float:
        return min(self._distance(link) for link in self.nets[net].links)

    def _distance(self, link: Link) -> float:
        if link.source == link.target:
            return _LOOP_FIRST
        one, other = self.rects[link.source], self.rects[link.target]
        across = abs(one.left + one.right - other.left - other.right) / 2
        down = abs(one.top + one.bottom - other.top - other.bottom) / 2
        return across + ROW * down - (_LABELLED_FIRST if link.lines else 0.0)

    # One net

    def _route_net(self, number: int) -> _Drawn:
        net = self.nets[number]
        drawn = _Drawn()
        for link in sorted(net.links, key=self._distance):
            if not self._route_link(number, net, link, drawn):
                drawn.lost.append(link)
        return drawn

    def _route_link(self, number: int, net: Net, link: Link, drawn: _Drawn) -> bool:
        if self.work > _HARD * self.budget:
            return False
        starts = self.ports.of(link, at_source=not net.outward)
        goals: dict[int, list[Port]] = {}
        for port in self.ports.of(link, at_source=net.outward):
            goals.setdefault(port.node + self.lattice.steps[port.way], []).append(port)
        joints = self._joints(drawn)
        bounds = self._bounds(self.rects[net.root], joints)
        for strict in (True, False):
            aim = Aim(number, goals, joints, bounds, link.gates, strict=strict)
            found = search(self.lattice, starts, aim)
            self.work += found.work
            if found.nodes or self.work > _HARD * self.budget:
                break
        if not found.nodes:
            return False
        drawn.cost += found.cost
        self._commit(number, net, link, drawn, found.nodes)
        return True

    def _joints(self, drawn: _Drawn) -> dict[int, float]:
        """Where another line may join the tree: not in a head, a frame or a label, nor where three arms meet."""
        lattice = self.lattice
        found: dict[int, float] = {}
        for _, nodes in drawn.own:
            for node in nodes[1:-1]:
                free = lattice.busy[node] < _MOST_ARMS and lattice.passage[node] == EVERY_WAY and not lattice.barred[node]
                if free and node not in drawn.closed:
                    found[node] = _JOINT
        return found

    def _bounds(self, root: Rect, joints: dict[int, float]) -> tuple[int, int, int, int]:
        left, top, right, bottom = root.left, root.top, root.right, root.bottom
        for node in joints:
            x, y = self.lattice.x[node], self.lattice.y[node]
            left, right, top, bottom = min(left, x), max(right, x), min(top, y), max(bottom, y)
        return left, top, right, bottom

    def _commit(self, number: int, net: Net, link: Link, drawn: _Drawn, nodes: list[int]) -> None:
        self.lattice.draw(number, nodes)
        self._keep_titles()
        drawn.own.append((link, nodes))
        for node, following in itertools.pairwise(nodes):
            drawn.towards[node] = following
        heads = (link.start, link.end) if not net.outward else (link.end, link.start)
        root_port = nodes[-1] not in drawn.towards
        for head, (border, near), there in ((heads[0], nodes[:2], True), (heads[1], nodes[:-3:-1], root_port)):
            if there and head != "none" and self._touching(border, near):
                drawn.sealed.append(near)
                self.lattice.barred[near] += 1
        if link.lines:
            self._seat(link, drawn, nodes, joined=not root_port, shared=len(net.links) > 1)

    def _touching(self, border: int, near: int) -> bool:
        lattice = self.lattice
        return abs(lattice.x[border] - lattice.x[near]) + abs(lattice.y[border] - lattice.y[near]) == 1

    def _seat(self, link: Link, drawn: _Drawn, nodes: list[int], *, joined: bool, shared: bool) -> None:
        """Seat the label on the link's own part; nobody joins between it and the leaf."""
        points = self._corners(nodes)
        label = seat(self.lattice, link.lines, link.label_width, points, (True, not joined), shared=shared)
        if label is None:
            return
        drawn.labels[link.edge] = label
        self.lattice.bar(barred(label), 1)
        (x0, y0), (x1, y1) = label.run
        passed = False
        for node in reversed(nodes):
            x, y = self.lattice.x[node], self.lattice.y[node]
            passed = passed or (x0 <= x <= x1 and y0 <= y <= y1)
            if passed:
                drawn.closed.add(node)

    def _corners(self, nodes: list[int]) -> list[Point]:
        points = [(self.lattice.x[node], self.lattice.y[node]) for node in nodes]
        return corners(points)

    def _erase(self, drawn: _Drawn) -> None:
        for _, nodes in drawn.own:
            self.lattice.erase(nodes)
        for node in drawn.sealed:
            self.lattice.barred[node] -= 1
        for label in drawn.labels.values():
            self.lattice.bar(barred(label), -1)
        self._keep_titles()

    def _keep_titles(self) -> None:
        for title in self.titles:
            title.keep()

    def _redraw(self, number: int, drawn: _Drawn) -> None:
        for _, nodes in drawn.own:
            self.lattice.draw(number, nodes)
        for node in drawn.sealed:
            self.lattice.barred[node] += 1
        for label in drawn.labels.values():
            self.lattice.bar(barred(label), 1)
        self._keep_titles()

    # All nets

    def plan(self) -> Plan:
        """What was routed, as lines from source to target."""
        plan = Plan(self.graph, list(self.rects), [], self.lattice.width, self.lattice.height, work=self.work)
        self._number(plan)
        for number, drawn in self.drawn.items():
            outward = self.nets[number].outward
            plan.cost += self._whole_cost(number, drawn)
            plan.lost.extend(drawn.lost)
            for link, nodes in drawn.own:
                whole = list(nodes)
                while whole[-1] in drawn.towards:
                    whole.append(drawn.towards[whole[-1]])
                points = self._corners(whole)
                plan.routes.append(Route(link, number, points[::-1] if outward else points, drawn.labels.get(link.edge)))
        return plan

    def _number(self, plan: Plan) -> None:
        """Seat a number for each label that found no room."""
        wanting = []
        for number, drawn in self.drawn.items():
            wanting += [
                (link.edge, number, link, nodes) for link, nodes in drawn.own if link.lines and link.edge not in drawn.labels
            ]
        for index, (_, number, link, nodes) in enumerate(sorted(wanting, key=lambda one: one[0]), 1 + len(self.graph.titles)):
            drawn = self.drawn[number]
            words = (mark(index, plain=True),)
            label = seat(self.lattice, words, cells(words[0]), self._corners(nodes), (True, True))
            if label is not None:
                label.number = index
                drawn.labels[link.edge] = label
                self.lattice.bar(barred(label), 1)
            plan.legend.append((index, link))


def corners(points: list[Point]) -> list[Point]:
    """The ends of a line, and the points where it bends."""
    kept = points[:1]
    for before, point, after in zip(points, points[1:], points[2:], strict=False):
        if (before[0] == point[0]) != (point[0] == after[0]):
            kept.append(point)
    return [*kept, points[-1]]

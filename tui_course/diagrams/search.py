"""The cheapest line between two places on a lattice: A* over nodes and directions."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.lattice import DOWN, EVERY_WAY, FREE, HORIZONTAL, LEFT, RIGHT, ROW, UP, VERTICAL
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui_course.diagrams.lattice import Lattice

BEND: Final = 5.5
CROSSING: Final = 14.0
_FOREIGN_FRAME = 60.0
_FAR: Final = 1e9
_HASTE = 1.25
"""How much the rest of a way counts against what it costs at least: above 1 fewer nodes are looked at, for nearly the best."""


@dataclass(frozen=True, slots=True)
class Port:
    """Where a line may leave an item: the `node` on its border, which `way`, at what `cost`.

    A `straight` one has its head in the first node, where the line may not bend.
    """

    node: int
    way: int
    cost: float
    straight: bool


@dataclass(frozen=True, slots=True)
class Aim:
    """What a line is to reach: `ports` by the node before them, or a node of its net's tree that is in `joints`.

    `bounds` (left, top, right, bottom, in cells) enclose all of them. `gates` are the groups whose frames may be crossed;
    `strict` forbids the others, else they only cost much.
    """

    net: int
    ports: Mapping[int, Sequence[Port]]
    joints: Mapping[int, float]
    bounds: tuple[int, int, int, int]
    gates: AbstractSet[int]
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A line from a port to a port or a joint, by its nodes, none if there is no way; `work` is how many were looked at."""

    nodes: list[int]
    cost: float
    work: int


def search(lattice: Lattice, starts: Sequence[Port], aim: Aim) -> Found:
    """The cheapest line from one of `starts`; lines cross at right angles, and meet only in joints of one net."""
    return _Search(lattice, starts, aim).run()


class _Search:
    """One search. A state is a node and the way by which it was entered: the node times 4 and the way.

    `best` is what each state costs at least as far as is known, `came` the state before it, or less than 0 the start. Where a
    line ends has a number below 0 in `best` and `heap`, and in `ends` the state before and the last node. In `forced` states
    the line may not bend. What the lattice has is at hand by its own names: this is the hottest loop of all.
    """

    __slots__ = (
        *("across", "aim", "barred", "barred_below", "barred_right", "best", "busy", "came", "ends", "extra", "falls"),
        *("forced", "frame", "heap", "high", "lattice", "lines", "passage", "reserved", "starts", "steps", "wide", "x", "y"),
    )

    def __init__(self, lattice: Lattice, starts: Sequence[Port], aim: Aim) -> None:
        self.lattice, self.starts, self.aim = lattice, starts, aim
        self.across, self.steps, self.x, self.y = lattice.across, lattice.steps, lattice.x, lattice.y
        self.lines, self.falls, self.busy = lattice.lines, lattice.falls, lattice.busy
        self.passage, self.frame, self.extra = lattice.passage, lattice.frame, lattice.extra
        self.barred, self.barred_right, self.barred_below = lattice.barred, lattice.barred_right, lattice.barred_below
        self.wide, self.high = lattice.wide, lattice.high
        self.best: dict[int, float] = {}
        self.came: dict[int, int] = {}
        self.ends: dict[int, tuple[int, int]] = {}
        self.heap: list[tuple[float, float, int]] = []
        self.forced: set[int] = set()
        self.reserved = {port.node + self.steps[port.way] for port in starts if port.straight}

    def run(self) -> Found:
        """Look at the most promising state until a line ends."""
        self._leave()
        heap, best, passage, busy, forced, ports = self.heap, self.best, self.passage, self.busy, self.forced, self.aim.ports
        enter = self._enter
        done: set[int] = set()
        while heap:
            total, _, state = heappop(heap)
            if state < 0:
                return Found(_walk(state, self.ends, self.came, self.starts), total, len(done))
            if state in done:
                continue
            done.add(state)
            node, way = state >> 2, state & 3
            cost = best[state]
            bends = passage[node] == EVERY_WAY and not busy[node] and state not in forced
            if node in ports:
                self._arrive(state, bends=bends)
            enter(node, way, cost, state)
            if bends:
                enter(node, (way + 1) & 3, cost + BEND, state)
                enter(node, (way + 3) & 3, cost + BEND, state)
        return Found([], 0.0, len(done))

    def _leave(self) -> None:
        """Enter the first nodes."""
        for number, port in enumerate(self.starts):
            first = port.node + self.steps[port.way]
            if port.straight and (first in self.aim.joints or self.busy[first]):
                continue
            state = first * 4 + port.way
            before = self.best.get(state, _FAR)
            self._enter(port.node, port.way, port.cost, -number - 1)
            if self.best.get(state, _FAR) < before:
                if port.straight:
                    self.forced.add(state)
                else:
                    self.forced.discard(state)

    def _enter(self, node: int, way: int, cost: float, origin: int) -> None:
        """Look at the node one step this way; `origin` is the state, or less than 0 the start, that the line comes from."""
        following = node + self.steps[way]
        segment = node if way < LEFT else following
        level = not way & 1
        if level:
            if self.lines[segment] != FREE or self.barred_right[segment]:
                return
            cost += self.wide[segment]
        else:
            if self.falls[segment] != FREE or self.barred_below[segment]:
                return
            cost += self.high[segment]
        if self.barred[following] or (following in self.reserved and origin >= 0):
            return
        aim, best = self.aim, self.best
        if following in aim.joints:
            self._end(-following - 1, cost + aim.joints[following], origin, following)
            return
        if not self.passage[following] & (HORIZONTAL if level else VERTICAL):
            return
        frame = self.frame[following]
        if frame != FREE and frame not in aim.gates:
            if aim.strict:
                return
            cost += _FOREIGN_FRAME
        if self.busy[following]:
            if frame != FREE or not self._may_cross(following, level=level):
                return
            cost += CROSSING
        cost += self.extra[following]
        state = following * 4 + way
        if cost < best.get(state, _FAR):
            best[state] = cost
            self.came[state] = origin
            heappush(self.heap, (cost + _HASTE * self._rest(following, way), -cost, state))

    def _may_cross(self, node: int, *, level: bool) -> bool:
        """Whether a line of another net goes straight through a node, at right angles to this one, and nothing else does."""
        beside = (self.lines[node], self.lines[node - 1])
        over = (self.falls[node], self.falls[node - self.across])
        along, through = (beside, over) if level else (over, beside)
        return along[0] == FREE and along[1] == FREE and through[0] == through[1] != self.aim.net

    def _rest(self, node: int, way: int) -> float:
        """What the rest of a line that entered a node by this way costs at least."""
        left, top, right, bottom = self.aim.bounds
        x, y = self.x[node], self.y[node]
        dx = left - x if x < left else right - x if x > right else 0
        dy = top - y if y < top else bottom - y if y > bottom else 0
        rest = (dx if dx > 0 else -dx) + ROW * (dy if dy > 0 else -dy)
        ahead = (RIGHT if dx > 0 else LEFT) if dx else (DOWN if dy > 0 else UP)
        if (dx and dy) or ((dx or dy) and way != ahead):
            rest += BEND
        return rest

    def _arrive(self, state: int, *, bends: bool) -> None:
        """Go on from a state into the ports beside it; `bends` says whether the line may turn there."""
        node, way = state >> 2, state & 3
        for port in self.aim.ports[node]:
            inward = port.way ^ 2
            if port.straight and (state in self.forced or self.busy[node]):
                continue  # a cell holds one head, and nothing crosses it
            turned = inward != way and (not bends or port.straight or inward == way ^ 2)
            if turned or self.lattice.net_at(node, inward) != FREE:
                continue
            last = abs(self.x[node] - self.x[port.node]) + ROW * abs(self.y[node] - self.y[port.node])
            bend = 0 if inward == way else BEND
            self._end(-port.node - 1, self.best[state] + port.cost + bend + last, state, port.node)

    def _end(self, key: int, cost: float, origin: int, node: int) -> None:
        """Let the line end in a node, if no cheaper one does."""
        if cost < self.best.get(key, _FAR):
            self.best[key] = cost
            self.ends[key] = (origin, node)
            heappush(self.heap, (cost, -cost, key))


def _walk(end: int, ends: Mapping[int, tuple[int, int]], came: Mapping[int, int], starts: Sequence[Port]) -> list[int]:
    state, last = ends[end]
    nodes = [last]
    while state >= 0:
        nodes.append(state >> 2)
        state = came[state]
    nodes.append(starts[-state - 1].node)
    return _without_loops(nodes[::-1])


def _without_loops(nodes: list[int]) -> list[int]:
    """A line that does not cross itself: what lies between two visits of one node is left out."""
    if len(set(nodes)) == len(nodes):
        return nodes
    kept: list[int] = []
    for node in nodes:
        if node in kept:
            del kept[kept.index(node) :]
        kept.append(node)
    return kept

"""The cheapest line between two places on a lattice: A* over nodes and directions."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.lattice import EVERY_WAY, FREE, ROW
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui_course.diagrams.lattice import Lattice

BEND: Final = 5.5
CROSSING: Final = 14.0
_FOREIGN_FRAME = 60.0
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


def search(lattice: Lattice, starts: Sequence[Port], aim: Aim) -> Found:  # noqa: C901, PLR0915  one hot loop
    """The cheapest line from one of `starts`; lines cross at right angles, and meet only in joints of one net."""
    steps, xs, ys = lattice.steps, lattice.x, lattice.y
    lines, falls, busy, across = lattice.lines, lattice.falls, lattice.busy, lattice.across
    passage, frames, barred, extra = lattice.passage, lattice.frame, lattice.barred, lattice.extra
    barred_right, barred_below = lattice.barred_right, lattice.barred_below
    left, top, right, bottom = aim.bounds
    net, gates, joints, ports, strict = aim.net, aim.gates, aim.joints, aim.ports, aim.strict
    wide, high = lattice.wide, lattice.high
    best: dict[int, float] = {}
    came: dict[int, int] = {}
    done: set[int] = set()
    ends: dict[int, tuple[int, int]] = {}
    heap: list[tuple[float, float, int]] = []
    forced: set[int] = set()
    reserved = {port.node + steps[port.way] for port in starts if port.straight}
    sources: dict[int, int] = {}
    work = 0

    def enter(node: int, way: int, cost: float, origin: int) -> None:  # noqa: C901, PLR0912, PLR0915  likewise
        """Look at the node one step this way; `origin` is the state, or less than 0 the start, that the line comes from."""
        if way == 0:
            if lines[node] != FREE or barred_right[node]:
                return
            following = node + 1
            cost += wide[node]
        elif way == 1:
            if falls[node] != FREE or barred_below[node]:
                return
            following = node + across
            cost += high[node]
        elif way == 2:  # noqa: PLR2004  left
            following = node - 1
            if lines[following] != FREE or barred_right[following]:
                return
            cost += wide[following]
        else:
            following = node - across
            if falls[following] != FREE or barred_below[following]:
                return
            cost += high[following]
        if barred[following] or (following in reserved and origin >= 0):
            return
        if following in joints:
            total = cost + joints[following]
            if total < best.get(-following - 1, 1e9):
                best[-following - 1] = total
                ends[-following - 1] = (origin, following)
                heappush(heap, (total, -total, -following - 1))
            return
        level = not way & 1
        if not passage[following] & (1 if level else 2):
            return
        frame = frames[following]
        if frame != FREE and frame not in gates:
            if strict:
                return
            cost += _FOREIGN_FRAME
        if busy[following]:
            beside = (lines[following], lines[following - 1])
            over = (falls[following], falls[following - across])
            along, through = (beside, over) if level else (over, beside)
            if along[0] != FREE or along[1] != FREE or through[0] != through[1] or through[0] == net or frame != FREE:
                return
            cost += CROSSING
        cost += extra[following]
        state = following * 4 + way
        if cost >= best.get(state, 1e9):
            return
        best[state] = cost
        came[state] = origin
        x, y = xs[following], ys[following]
        dx = left - x if x < left else right - x if x > right else 0
        dy = top - y if y < top else bottom - y if y > bottom else 0
        rest = (dx if dx > 0 else -dx) + ROW * (dy if dy > 0 else -dy)
        if dx:
            if dy or (way != 0 if dx > 0 else way != 2):  # noqa: PLR2004  left
                rest += BEND
        elif dy and (way != 1 if dy > 0 else way != 3):  # noqa: PLR2004  up
            rest += BEND
        heappush(heap, (cost + _HASTE * rest, -cost, state))

    for number, port in enumerate(starts):
        first = port.node + steps[port.way]
        if port.straight and (first in joints or busy[first]):
            continue
        before = best.get((port.node + steps[port.way]) * 4 + port.way, 1e9)
        enter(port.node, port.way, port.cost, -number - 1)
        state = (port.node + steps[port.way]) * 4 + port.way
        if best.get(state, 1e9) < before:
            sources[state] = port.node
            if port.straight:
                forced.add(state)
            else:
                forced.discard(state)

    while heap:
        total, _, state = heappop(heap)
        if state < 0:
            return Found(_walk(state, ends, came, starts), total, work)
        if state in done:
            continue
        done.add(state)
        work += 1
        node, way = state >> 2, state & 3
        cost = best[state]
        bends = passage[node] == EVERY_WAY and not busy[node] and state not in forced
        for port in ports.get(node, ()):
            inward = port.way ^ 2
            if port.straight and (state in forced or busy[node]):
                continue  # a cell holds one head, and nothing crosses it
            if lattice.net_at(node, inward) != FREE or (inward != way and (not bends or port.straight or inward == way ^ 2)):
                continue
            end = (
                cost
                + port.cost
                + (0 if inward == way else BEND)
                + abs(xs[node] - xs[port.node])
                + ROW * abs(ys[node] - ys[port.node])
            )
            key = -port.node - 1
            if end < best.get(key, 1e9):
                best[key] = end
                ends[key] = (state, port.node)
                heappush(heap, (end, -end, key))
        enter(node, way, cost, state)
        if bends:
            enter(node, (way + 1) & 3, cost + BEND, state)
            enter(node, (way + 3) & 3, cost + BEND, state)
    return Found([], 0.0, work)


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

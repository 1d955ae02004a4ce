"""A connected part of a container in ranks: where each item stands along and across the way the edges lead."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tui_course.diagrams.order import Ordering
from tui_course.diagrams.ranks import backward, ranks
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_SWEEPS = 14
_BOTH_SIDES_FROM = 6


@dataclass(frozen=True, slots=True)
class Arc:
    """A link between two vertices of a part, by their numbers; `label` is its label's size along and across in cells."""

    tail: int
    head: int
    length: int
    label: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spaces:
    """Cells between items: `across` between two of them, `line` beside a line, along a rank `channel`, `lane` for each line."""

    across: int
    line: int
    channel: int
    lane: int
    most_lanes: int


@dataclass(frozen=True, slots=True)
class Part:
    """Where the vertices of a part begin, along and across, in cells, and how large the whole is."""

    along: tuple[int, ...]
    across: tuple[int, ...]
    length: int
    breadth: int


@dataclass(slots=True)
class Layered:
    """A proper layering: `count` vertices, of which those from `real` on are points on long edges."""

    real: int
    rank: list[int]
    above: list[list[int]]
    below: list[list[int]]
    lengths: list[int]
    before: list[float]
    after: list[float]
    channels: list[int]
    layers: list[list[int]]


def layered(
    sizes: Sequence[tuple[int, int]], arcs: Sequence[Arc], pulls: Sequence[float | None], spaces: Spaces, extra: Sequence[int]
) -> Part:
    """Lay out vertices of the given lengths and breadths; `extra` is the room that each needs on both sides for other lines."""
    layering = _layering(sizes, arcs, spaces, extra)
    layering.layers = Ordering(
        layering.layers, layering.above, layering.below, [*pulls, *[None] * (len(layering.above) - len(pulls))]
    ).best()
    centres = _centres(layering, spaces)
    return _positions(layering, sizes, centres)


def _layering(sizes: Sequence[tuple[int, int]], arcs: Sequence[Arc], spaces: Spaces, extra: Sequence[int]) -> Layered:
    count = len(sizes)
    reversed_arcs = backward(count, [(arc.tail, arc.head, arc.length) for arc in arcs])
    spans: dict[tuple[int, int], int] = {}
    labels: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for number, arc in enumerate(arcs):
        pair = (arc.head, arc.tail) if number in reversed_arcs else (arc.tail, arc.head)
        spans[pair] = max(spans.get(pair, 1), arc.length)
        labels.setdefault(pair, []).append(arc.label)
    rank = ranks(count, [(tail, head, least) for (tail, head), least in spans.items()])
    layering = Layered(
        real=count,
        rank=list(rank),
        above=[[] for _ in range(count)],
        below=[[] for _ in range(count)],
        lengths=[length for length, _ in sizes],
        before=[breadth / 2 + more for (_, breadth), more in zip(sizes, extra, strict=True)],
        after=[breadth / 2 + more for (_, breadth), more in zip(sizes, extra, strict=True)],
        channels=[],
        layers=[[] for _ in range(max(rank, default=0) + 1)],
    )
    for vertex in range(count):
        layering.layers[rank[vertex]].append(vertex)
    room = [[0, 0] for _ in layering.layers]
    for (tail, head), found in labels.items():
        chain = _chain(layering, tail, head)
        if any(across for _, across in found):
            _make_room(layering, chain, found)
        channel = room[layering.rank[chain[-2]]]
        channel[0] = max(channel[0], *(along for along, _ in found))
    for upper in layering.layers:
        lines = len({(vertex, other) for vertex in upper for other in layering.below[vertex]})
        layering.channels.append(spaces.channel + spaces.lane * min(lines, spaces.most_lanes))
    layering.channels = [channel + more for channel, (more, _) in zip(layering.channels, room, strict=True)]
    return layering


def _chain(layering: Layered, tail: int, head: int) -> list[int]:
    """The vertices of an arc, with a new point in each rank between its ends."""
    chain = [tail]
    for rank in range(layering.rank[tail] + 1, layering.rank[head]):
        point = len(layering.above)
        layering.rank.append(rank)
        layering.above.append([])
        layering.below.append([])
        layering.lengths.append(1)
        layering.before.append(0.5)
        layering.after.append(0.5)
        layering.layers[rank].append(point)
        chain.append(point)
    chain.append(head)
    for upper, lower in itertools.pairwise(chain):
        layering.below[upper].append(lower)
        layering.above[lower].append(upper)
    return chain


def _make_room(layering: Layered, chain: list[int], labels: list[tuple[int, int]]) -> None:
    """Widen what a labelled line ends at or passes, so that the label finds room beside the line."""
    needed = sum(across + 2 for _, across in labels)
    if len(chain) > 2:  # noqa: PLR2004  a point between the ends
        carrier = chain[-2]
    elif len(layering.above[chain[-1]]) <= len(layering.below[chain[0]]):
        carrier = chain[-1]
    else:
        carrier = chain[0]
    layering.after[carrier] = max(layering.after[carrier], needed)


def _centres(layering: Layered, spaces: Spaces) -> list[float]:
    """The centre of each vertex across: near those of its neighbours, in order, none overlapping."""
    centres = [0.0] * len(layering.above)
    gaps = [[_gap(layering, left, right, spaces) for left, right in itertools.pairwise(layer)] for layer in layering.layers]
    for layer, between in zip(layering.layers, gaps, strict=True):
        at = 0.0
        for index, vertex in enumerate(layer):
            centres[vertex] = at
            at += between[index] if index < len(between) else 0.0
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        order = range(len(layering.layers)) if down else range(len(layering.layers) - 1, -1, -1)
        for rank in order:
            layer = layering.layers[rank]
            wanted, weights = [], []
            for vertex in layer:
                near = layering.above[vertex] if down else layering.below[vertex]
                if sweep >= _BOTH_SIDES_FROM:
                    near = near + (layering.below[vertex] if down else layering.above[vertex])
                at, weight = _wanted(layering, vertex, near, centres)
                wanted.append(at)
                weights.append(weight)
            for vertex, at in zip(layer, isotonic(wanted, weights, gaps[rank]), strict=True):
                centres[vertex] = at
    return centres


def _wanted(layering: Layered, vertex: int, near: list[int], centres: list[float]) -> tuple[float, float]:
    """Where a vertex would stand best, and how much that matters; long lines count most, so that they are straight."""
    if not near:
        return centres[vertex], 0.1
    total = weights = 0.0
    for other in near:
        points = (vertex >= layering.real) + (other >= layering.real)
        weight = (1.0, 3.0, 8.0)[points]
        total += weight * centres[other]
        weights += weight
    return total / weights, weights


def _gap(layering: Layered, left: int, right: int, spaces: Spaces) -> float:
    points = (left >= layering.real) + (right >= layering.real)
    return layering.after[left] + layering.before[right] + (spaces.across if not points else spaces.line)


def isotonic(wanted: Sequence[float], weights: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The positions nearest to `wanted` by weighted squares, each at least a gap after the one before: isotonic regression by
    pooling adjacent violators (Barlow et al. 1972).
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    blocks: list[tuple[float, float, int]] = []
    for at, weight, offset in zip(wanted, weights, offsets, strict=False):
        total, mass, count = (at - offset) * weight, weight, 1
        while blocks and blocks[-1][0] * mass > total * blocks[-1][1]:
            before = blocks.pop()
            total, mass, count = total + before[0], mass + before[1], count + before[2]
        blocks.append((total, mass, count))
    pooled = [total / mass for total, mass, count in blocks for _ in range(count)]
    return [at + offset for at, offset in zip(pooled, offsets, strict=False)]


def _positions(layering: Layered, sizes: Sequence[tuple[int, int]], centres: list[float]) -> Part:
    """Whole cells of floating centres; what begins at or before its neighbour's end moves on."""
    leftmost = min((centres[v] - layering.before[v] for v in range(len(centres))), default=0.0)
    along, across = [0] * layering.real, [0] * layering.real
    at = breadth = 0
    for rank, layer in enumerate(layering.layers):
        thickness = max((layering.lengths[v] for v in layer), default=0)
        free = 0
        for vertex in layer:
            if vertex >= layering.real:
                free = max(free, round(centres[vertex] - leftmost) + 1)
                continue
            size = sizes[vertex][1]
            begin = max(free, int(centres[vertex] - leftmost - size / 2 + 0.5))
            along[vertex] = at + (thickness - layering.lengths[vertex]) // 2
            across[vertex] = begin
            free = begin + size + 1
            breadth = max(breadth, begin + size)
        breadth = max(breadth, *(int(centres[v] - leftmost + layering.after[v] + 0.5) for v in layer), 0) if layer else breadth
        at += thickness + (layering.channels[rank] if rank < len(layering.layers) - 1 else 0)
    return Part(tuple(along), tuple(across), at, breadth)

"""Which rank each vertex of a directed graph has: cycles broken, then the longest path, then pulled together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Arc = tuple[int, int, int]
"""From, to, and the least difference of their ranks."""


def backward(count: int, arcs: Sequence[Arc]) -> set[int]:
    """The numbers of the arcs that close a cycle when the graph is walked depth first, sources first, in the given order."""
    leaving: list[list[int]] = [[] for _ in range(count)]
    entered = [0] * count
    for number, (tail, head, _) in enumerate(arcs):
        leaving[tail].append(number)
        entered[head] += 1
    state = [0] * count
    found: set[int] = set()
    for root in [v for v in range(count) if not entered[v]] + list(range(count)):
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(leaving[root]))]
        while stack:
            vertex, rest = stack[-1]
            for number in rest:
                head = arcs[number][1]
                if state[head] == 1:
                    found.add(number)
                elif not state[head]:
                    state[head] = 1
                    stack.append((head, iter(leaving[head])))
                    break
            else:
                state[vertex] = 2
                stack.pop()
    return found


def ranks(count: int, arcs: Sequence[Arc]) -> list[int]:
    """The rank of each vertex, from 0, so that no arc of this acyclic graph is shorter than it may be.

    By longest path; then each vertex goes where its arcs are shortest in sum, as far as its neighbours let it.
    """
    above: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    below: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for tail, head, least in arcs:
        below[tail].append((head, least))
        above[head].append((tail, least))
    order = _topological(above, below)
    rank = [0] * count
    for vertex in order:
        rank[vertex] = max((rank[tail] + least for tail, least in above[vertex]), default=0)
    for _ in range(2):
        for vertex in reversed(order):
            if below[vertex] and len(below[vertex]) > len(above[vertex]):
                rank[vertex] = min(rank[head] - least for head, least in below[vertex])
        for vertex in order:
            if above[vertex] and len(above[vertex]) > len(below[vertex]):
                rank[vertex] = max(rank[tail] + least for tail, least in above[vertex])
    lowest = min(rank, default=0)
    return [one - lowest for one in rank]


def _topological(above: list[list[tuple[int, int]]], below: list[list[tuple[int, int]]]) -> list[int]:
    waiting = [len(tails) for tails in above]
    order = [vertex for vertex, tails in enumerate(above) if not tails]
    for vertex in order:
        for head, _ in below[vertex]:
            waiting[head] -= 1
            if not waiting[head]:
                order.append(head)
    return order

"""Least distances between variables: the lowest and highest positions that keep them, and the best in between."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.diagrams.elements import Elements, Place


class System:
    """The variables of a plan along one axis; those that are tied move as one."""

    def __init__(self, elements: Elements) -> None:
        self.elements = elements
        count = len(elements.at)
        self.group = list(range(count))
        self.offset = [0] * count
        self.size = 0
        self._join(elements.tied)

    def _join(self, tied: Sequence[tuple[Place, Place]]) -> None:
        """Tie places together, and gather what keeps the groups apart."""
        elements, count = self.elements, len(self.elements.at)
        for tie in tied:
            self._tie(*tie)
        for variable in range(count):
            self._root(variable)
        self.after: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        self.before: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        least: dict[tuple[int, int], int] = {}
        for one, other, distance in elements.apart:
            first, second = self.group[one], self.group[other]
            if first != second:
                between = distance + self.offset[one] - self.offset[other]
                least[first, second] = max(least.get((first, second), between), between)
        for (first, second), between in least.items():
            self.after[first].append((second, between))
            self.before[second].append((first, between))
        self.members: dict[int, list[int]] = {}
        for variable in range(count):
            self.members.setdefault(self.group[variable], []).append(variable)
        reach = elements.reach
        self.extent = {
            root: (min(self.offset[v] for v in members), max(self.offset[v] + reach[v] for v in members))
            for root, members in self.members.items()
        }

    def _root(self, variable: int) -> int:
        """The representative of a variable's group; `offset` becomes what is added to its position."""
        path = []
        while self.group[variable] != variable:
            path.append(variable)
            variable = self.group[variable]
        total = 0
        for one in reversed(path):
            total += self.offset[one]
            self.offset[one] = total
            self.group[one] = variable
        return variable

    def _tie(self, one: Place, other: Place) -> None:
        """Make two places the same for good."""
        first, second = self._root(one[0]), self._root(other[0])
        if first != second:
            before = self.offset[one[0]] + one[1] - self.offset[other[0]] - other[1]
            self.group[second] = first
            self.offset[second] = before

    def _spread(self, found: dict[int, int]) -> list[int]:
        return [found[self.group[variable]] + self.offset[variable] for variable in range(len(self.group))]

    def lowest(self) -> list[int]:
        """The least positions, none below 0."""
        found = {root: -first for root, (first, _) in self.extent.items()}
        order = sorted(found, key=lambda root: self.elements.at[root])
        waiting, queued = deque(order), set(order)
        budget = 60 * len(order) + 1000
        while waiting and budget:
            budget -= 1
            root = waiting.popleft()
            queued.discard(root)
            for other, between in self.after[root]:
                if found[root] + between > found[other]:
                    found[other] = found[root] + between
                    if other not in queued:
                        queued.add(other)
                        waiting.append(other)
        return self._spread(found) if budget else list(self.elements.at)

    def highest(self, size: int) -> list[int]:
        """The greatest positions at which nothing reaches beyond `size`."""
        self.size = size
        found = {root: size - last for root, (_, last) in self.extent.items()}
        order = sorted(found, key=lambda root: -self.elements.at[root])
        waiting, queued = deque(order), set(order)
        budget = 60 * len(order) + 1000
        while waiting and budget:
            budget -= 1
            root = waiting.popleft()
            queued.discard(root)
            for other, between in self.before[root]:
                if found[root] - between < found[other]:
                    found[other] = found[root] - between
                    if other not in queued:
                        queued.add(other)
                        waiting.append(other)
        return self._spread(found) if budget else list(self.elements.at)

    def align(self, at: list[int], pairs: Sequence[tuple[Place, Place]]) -> bool:
        """Tie the two places of each pair together where their neighbours let them meet; return whether any did."""
        found = False
        for one, other in sorted(
            set(pairs), key=lambda pair: (abs(at[pair[1][0]] + pair[1][1] - at[pair[0][0]] - pair[0][1]), pair)
        ):
            first, second = self.group[one[0]], self.group[other[0]]
            if first == second:
                continue
            before = at.copy()
            for divisor in (2, 1):
                self._shift(first, self._apart(at, one, other) // divisor, at)
                self._shift(second, -self._apart(at, one, other), at)
            if self._apart(at, one, other):
                at[:] = before
            else:
                self._merge(first, second, at[second] - at[first])
                found = True
        return found

    def _merge(self, first: int, second: int, offset: int) -> None:
        """Make a group part of another, so much after it."""
        for variable in self.members[second]:
            self.group[variable] = first
            self.offset[variable] += offset
        self.members[first] += self.members.pop(second)
        low, high = self.extent.pop(second)
        self.extent[first] = min(self.extent[first][0], low + offset), max(self.extent[first][1], high + offset)
        for here, there, sign in ((self.after, self.before, 1), (self.before, self.after, -1)):
            moved = [(other, between + sign * offset) for other, between in here[second] if other != first]
            here[first] = [entry for entry in here[first] if entry[0] != second] + moved
            for other, between in moved:
                there[other] = [entry for entry in there[other] if entry[0] != second]
                there[other].append((first, between))

    @staticmethod
    def _apart(at: list[int], one: Place, other: Place) -> int:
        return at[other[0]] + other[1] - at[one[0]] - one[1]

    def relax(self, at: list[int], sweeps: int) -> None:
        """Move each group of tied variables to the mean of what pulls it, as far as its neighbours let it; frames close in."""
        pulls: dict[int, list[tuple[int, int, int, int]]] = {}
        for (one, first), (other, second), weight in self.elements.pulled:
            if self.group[one] != self.group[other]:
                pulls.setdefault(self.group[one], []).append((one, other, second - first, weight))
                pulls.setdefault(self.group[other], []).append((other, one, first - second, weight))
        closing = (
            [self.group[first] for first, _ in self.elements.frames],
            [self.group[last] for _, last in self.elements.frames],
        )
        roots = sorted(pulls, key=lambda root: at[root])
        for sweep in range(sweeps):
            for root in roots if sweep % 2 == 0 else reversed(roots):
                total = sum(weight * (at[other] + more - at[one]) for one, other, more, weight in pulls[root])
                self._shift(root, round(total / sum(weight for *_, weight in pulls[root])), at)
            for root in reversed(closing[0]):
                self._shift(root, 1_000_000, at)
            for root in reversed(closing[1]):
                self._shift(root, -1_000_000, at)

    def _shift(self, root: int, by: int, at: list[int]) -> None:
        """Move a group by so much, or as far as its neighbours and the sheet let it."""
        here = at[root]
        first, last = self.extent[root]
        by = max(-here - first, min(by, self.size - here - last))
        if by > 0:
            by = min([by, *(at[other] - between - here for other, between in self.after[root])])
            by = max(0, by)
        elif by < 0:
            by = max([by, *(at[other] + between - here for other, between in self.before[root])])
            by = min(0, by)
        if by:
            for variable in self.members[root]:
                at[variable] += by

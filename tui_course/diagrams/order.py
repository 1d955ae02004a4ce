"""In which order the vertices of each rank stand: few crossings, by barycentres and by swapping neighbours."""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SWEEPS = 8
_SWAPPED_UP_TO = 60


class Ordering:
    """The ranks of a proper layering: `above` and `below` have each vertex's neighbours in the ranks beside its own.

    `pulls` say where what a vertex is linked to outside stands, across the ranks; None where there is nothing.
    """

    def __init__(
        self,
        layers: Sequence[Sequence[int]],
        above: Sequence[Sequence[int]],
        below: Sequence[Sequence[int]],
        pulls: Sequence[float | None],
    ) -> None:
        self.layers = [list(layer) for layer in layers]
        self.above = above
        self.below = below
        self.pulls = pulls
        self.place = [0] * len(above)
        for layer in self.layers:
            self._number(layer)

    def best(self) -> list[list[int]]:
        """The layers in the best order found, from the given one and from that of the pulls."""
        kept = [list(layer) for layer in self.layers]
        fewest = self._improve(kept, self.crossings())
        if fewest and any(pull is not None for pull in self.pulls):
            for layer in self.layers:
                pulled = iter(sorted((v for v in layer if self.pulls[v] is not None), key=lambda v: self.pulls[v] or 0.0))
                layer[:] = [vertex if self.pulls[vertex] is None else next(pulled) for vertex in layer]
                self._number(layer)
            self._improve(kept, fewest)
        return kept

    def _improve(self, kept: list[list[int]], fewest: int) -> int:
        """Sweep down and up from where the layers stand; put what is better than `fewest` into `kept`."""
        for sweep in range(_SWEEPS):
            now = self.crossings()
            if now < fewest:
                fewest = now
                kept[:] = [list(layer) for layer in self.layers]
            if not fewest:
                break
            self._sweep(down=sweep % 2 == 0)
            self._swap()
        now = self.crossings()
        if now < fewest:
            fewest = now
            kept[:] = [list(layer) for layer in self.layers]
        return fewest

    def _number(self, layer: list[int]) -> None:
        for index, vertex in enumerate(layer):
            self.place[vertex] = index

    def _sweep(self, *, down: bool) -> None:
        layers = self.layers if down else self.layers[::-1]
        near = self.above if down else self.below
        for layer in layers[1:]:
            last = 0.0
            keys: dict[int, float] = {}
            for vertex in layer:
                if near[vertex]:
                    last = sum(self.place[other] for other in near[vertex]) / len(near[vertex])
                keys[vertex] = last
            layer.sort(key=keys.__getitem__)
            self._number(layer)

    def crossings(self) -> int:
        """How many pairs of arcs cross, and how many pairs of pulled vertices stand the wrong way round."""
        total = 0
        for layer in self.layers:
            seen: list[int] = []
            for vertex in layer:
                ends = sorted(self.place[other] for other in self.below[vertex])
                total += sum(len(seen) - bisect_right(seen, end) for end in ends)
                for end in ends:
                    insort(seen, end)
            pulls = [pull for vertex in layer if (pull := self.pulls[vertex]) is not None]
            total += sum(left > right for index, left in enumerate(pulls) for right in pulls[index + 1 :])
        return total

    def _swap(self) -> None:
        """Swap neighbours as long as that saves crossings."""
        for _ in range(4):
            better = False
            for layer in self.layers:
                if len(layer) > _SWAPPED_UP_TO:
                    continue
                for index in range(len(layer) - 1):
                    left, right = layer[index], layer[index + 1]
                    if self._between(left, right) > self._between(right, left):
                        layer[index], layer[index + 1] = right, left
                        self.place[left], self.place[right] = index + 1, index
                        better = True
            if not better:
                return

    def _between(self, left: int, right: int) -> int:
        """The crossings of the arcs of two neighbours if they stand in this order."""
        total = 0
        for near in (self.above, self.below):
            for one in near[left]:
                for other in near[right]:
                    total += self.place[one] > self.place[other]
        first, second = self.pulls[left], self.pulls[right]
        if first is not None and second is not None:
            total += first > second
        return total

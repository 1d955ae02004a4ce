"""Room for the title of a group at the top of its frame, kept while lines are drawn across it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tui_course.diagrams.lattice import FREE
from tui_course.diagrams.text import cells

if TYPE_CHECKING:
    from tui_course.diagrams.items import Item
    from tui_course.diagrams.lattice import Lattice
    from tui_course.diagrams.place import Rect


class Title:
    """The top of a frame on a lattice, where lines may cross as long as the title has room between two of them."""

    def __init__(self, lattice: Lattice, item: Item, rect: Rect) -> None:
        self.lattice = lattice
        self.size = max(map(cells, item.lines), default=-2) + 2
        self.ends = rect.left, rect.right
        self.nodes = list(lattice.nodes(rect.left + 1, rect.top, rect.right - 1, rect.top)) if self.size else []
        self.barred: list[int] = []
        self.crossed: list[int] | None = None
        self.keep()

    def keep(self) -> None:
        """Forbid lines where the title would have no room any more, and nowhere else."""
        lattice = self.lattice
        crossed = [node for node in self.nodes if self._is_crossed(node)]
        if crossed == self.crossed or not self.nodes:
            return
        self.crossed = crossed
        for node in self.barred:
            lattice.barred[node] -= 1
        stops = [self.ends[0], *(lattice.x[node] for node in crossed), self.ends[1]]
        roomy = [span for span in itertools.pairwise(stops) if span[1] - span[0] > self.size]
        self.barred = []
        if len(roomy) == 1:
            left, right = roomy[0]
            self.barred = [
                node
                for node in self.nodes
                if left < lattice.x[node] < right and max(lattice.x[node] - left, right - lattice.x[node]) <= self.size
            ]
        for node in self.barred:
            lattice.barred[node] += 1

    def _is_crossed(self, node: int) -> bool:
        return self.lattice.falls[node] != FREE or self.lattice.falls[node - self.lattice.across] != FREE

"""How far somebody is in each module, as cells beside each other: full ones for what is done, so that it needs no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.typeset.bar import bar
from tui_course.typeset.line import Role, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.tui.theme import Look

_MOST_CELLS: Final = 4
_GROUP: Final = 5
# One cell a module: nothing, begun, half, nearly, all.
_SHADES: Final = ("·░▒▓█", ".-+*#")


class Heat(NamedTuple):
    """How modules stand beside each other: `cells` each with `gap` between, more of it after every fifth where it is 0.

    `first` is the first one shown, from 0, of `modules` in all; `shown` of them fit.
    """

    cells: int
    gap: int
    first: int
    shown: int
    modules: int

    @property
    def grouped(self) -> bool:
        """Whether a cell is left free after every fifth module."""
        return self.gap == 0

    @property
    def width(self) -> int:
        """Cells of all that are shown."""
        spaces = (self.shown - 1) // _GROUP if self.grouped else (self.shown - 1) * self.gap
        return self.shown * self.cells + spaces if self.shown else 0

    @property
    def most_first(self) -> int:
        """The last module that can be the first one shown."""
        return self.modules - self.shown


def heat_for(count: int, room: int, first: int = 0) -> Heat:
    """The widest cells for which `count` modules fit into `room` cells; where none do, as many modules as fit, from `first`."""
    for cells in range(_MOST_CELLS, 0, -1):
        if count * (cells + 1) - 1 <= room:
            return Heat(cells, 1, 0, count, count)
    room = max(0, room)
    shown = min(count, room - room // (_GROUP + 1))
    return Heat(1, 0, max(0, min(first, count - shown)), shown, count)


def heat_runs(shares: Sequence[float], heat: Heat, look: Look) -> list[Run]:
    """The modules of a learner by the shares, 0 to 1, that are done of them; neighbours of one look are one run."""
    signs = look.mark(*_SHADES)
    runs: list[Run] = []
    # A board draws thousands of modules a second: nothing is made for one that goes on as the one before it.
    text, role = "", Role.TEXT
    for number, share in enumerate(shares[heat.first : heat.first + heat.shown]):
        if number and (gap := _gap(heat, number)):
            # Blanks have no colour of their own.
            text += " " * gap
        for cells, wanted in _shade(share, signs) if heat.cells == 1 else _bar(share, heat.cells, look):
            if wanted is not role:
                if text:
                    runs.append(Run(text, role))
                text, role = "", wanted
            text += cells
    return [*runs, Run(text, role)] if text else runs


def heat_heading(heat: Heat, labels: Sequence[str] = ()) -> list[Run]:
    """What the modules are called, else their numbers, each above the first of its cells as far as there is room."""
    text = ""
    column = 0
    for number in range(heat.shown):
        if number:
            column += heat.cells + _gap(heat, number)
        place = heat.first + number
        label = labels[place] if place < len(labels) else str(place + 1)
        # In a row of single cells the first of each group speaks for it.
        wanted = not heat.grouped or number % _GROUP == 0
        if wanted and (not text or column > len(text)) and column + len(label) <= heat.width:
            text = text.ljust(column) + label
    return [Run(text.ljust(heat.width), Role.DIM)]


def _gap(heat: Heat, number: int) -> int:
    """Cells before the module `number` of those shown."""
    return int(number % _GROUP == 0) if heat.grouped else heat.gap


def _shade(share: float, signs: str) -> tuple[tuple[str, Role]]:
    if share >= 1.0:
        return ((signs[4], Role.TIP),)
    if share <= 0.0:
        return ((signs[0], Role.DIM),)
    return ((signs[1 + min(2, int(share * 3))], Role.NOTE),)


def _bar(share: float, cells: int, look: Look) -> tuple[tuple[str, Role], ...]:
    drawn = bar(share, cells, ascii=look.ascii)
    done = drawn.rstrip(" .")
    rest = look.mark("·", ".") * (cells - len(done))
    role = Role.TIP if share >= 1.0 else Role.NOTE
    return tuple((text, wanted) for text, wanted in ((done, role), (rest, Role.DIM)) if text)

"""A picture drawn for so many columns and rows, as bytes that can be kept, and as cells without any library."""

from __future__ import annotations

import json
from typing import Final, NamedTuple

from tui_course.values import dataclass

Colour = tuple[int, int, int]

HALF_BLOCK: Final = "▀"
RAMP: Final = " .:-=+*#%@"
"""From no ink to the most."""

MOST_INK: Final = len(RAMP) - 1
_COLOURS: Final = 3
_MOST_SIDE: Final = 4096


class Cell(NamedTuple):
    """A character, its colour and that of its ground, each red, green and blue from 0 to 255; None is the screen's own."""

    glyph: str
    fore: Colour | None = None
    back: Colour | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture in `across` times `down` dots, two of them a cell, one above the other.

    `dots` are three bytes each (red, green, blue), row by row. `ink` is a byte a cell: how bright it is, from 0 to MOST_INK;
    `paper` says that most of the picture is bright as paper is, so that ink stands for what is dark, whatever the screen.
    `notes` are sentences about what is not shown.
    """

    across: int
    down: int
    dots: bytes
    ink: bytes
    paper: bool = False
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of cells."""
        return (self.down + 1) // 2

    @property
    def weight(self) -> int:
        """Bytes, about."""
        return len(self.dots) + len(self.ink)

    def blocks(self, row: int) -> list[Cell]:
        """A row of cells in colour: the upper dot of a cell is its block, the lower one its ground."""
        upper = self._colours(2 * row)
        lower = self._colours(2 * row + 1) if 2 * row + 1 < self.down else [None] * self.across
        return [Cell(HALF_BLOCK, above, below) for above, below in zip(upper, lower, strict=True)]

    def _colours(self, line: int) -> list[Colour]:
        start = line * self.across * _COLOURS
        data = self.dots[start : start + self.across * _COLOURS]
        return list(zip(data[::3], data[1::3], data[2::3], strict=True))

    def inked(self, row: int, *, ink_is_bright: bool) -> str:
        """A row without colour: a character for each cell, with more ink where the picture is brighter, or darker."""
        line = self.ink[row * self.across : (row + 1) * self.across]
        bright = ink_is_bright and not self.paper
        return "".join(RAMP[tone if bright else MOST_INK - tone] for tone in line)

    def encoded(self) -> bytes:
        """All of it as bytes: a line of JSON, the dots, the ink."""
        about = {"across": self.across, "down": self.down, "paper": self.paper, "notes": self.notes}
        return json.dumps(about).encode() + b"\n" + self.dots + self.ink


def decoded(data: bytes) -> Drawn:
    """What `encoded` made; raises ValueError where that is not so."""
    from tui_course.model.visible import visible

    about, _, rest = data.partition(b"\n")
    said = json.loads(about)
    if not isinstance(said, dict):
        raise ValueError("it is no drawing")  # noqa: TRY004 - what is wrong is the value of the bytes
    across, down, paper, notes = (said.get(name) for name in ("across", "down", "paper", "notes"))
    if not (isinstance(across, int) and isinstance(down, int) and 0 < across <= _MOST_SIDE and 0 < down <= _MOST_SIDE):
        raise ValueError("it has no size")
    if not (isinstance(paper, bool) and isinstance(notes, list)):
        raise ValueError("it does not say what it is")  # noqa: TRY004 - likewise
    dots, ink = rest[: across * down * _COLOURS], rest[across * down * _COLOURS :]
    drawn = Drawn(across, down, dots, ink, paper, tuple(visible(str(note)) for note in notes))
    if len(dots) != across * down * _COLOURS or len(ink) != across * drawn.rows or max(ink) > MOST_INK:
        raise ValueError("its dots are not those that it says")
    return drawn

"""How narrow words are set, and what is too narrow to be read."""

from __future__ import annotations

from typing import Final

from tui_course.diagrams.text import broken, cells
from tui_course.values import dataclass

_MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Room:
    """The cells of a line in the name of a participant, and in other words; words up to `longest` cells stay whole.

    With `numbered`, labels without room at their line are to be numbers of a legend.
    """

    name: int
    words: int
    longest: int
    numbered: bool = False

    def names(self, text: str) -> tuple[str, ...]:
        """The lines of a name."""
        return broken(text, self.name, self.longest)

    def lines(self, text: str) -> tuple[str, ...]:
        """The lines of a label, a note or a title."""
        return broken(text, self.words, self.longest)


def width_of(lines: tuple[str, ...]) -> int:
    """The cells of the longest line."""
    return max(map(cells, lines), default=0)


def is_readable(text: str, width: int) -> bool:
    """Whether `text` keeps its words whole and has few lines in `width` cells."""
    if cells(text) > _MOST_LINES * width:
        return False
    longest = max((cells(word) for word in text.split() if cells(word) == len(word)), default=0)
    return longest <= width and len(broken(text, width, width)) <= _MOST_LINES

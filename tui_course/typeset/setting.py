"""How a page is set: its width, its drawing characters, and what is open."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.asked import Asked
    from tui_course.model.question import Question

LEAST_WIDTH = 10
TEXT_WIDTH = 76
"""The most cells of a column of text: longer lines are hard to read."""


@lru_cache(maxsize=16384)
def _other_cells(text: str) -> int:
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def text_cells(text: str) -> int:
    """The width of `text` in terminal cells; it must hold no control characters."""
    return len(text) if text.isascii() else _other_cells(text)


@dataclass(frozen=True, slots=True)
class Setting:
    """What typeset needs to know of the place where the text will stand.

    `width` is in cells; less than 10 counts as 10. `ascii` draws bars, bullets and rules in ASCII; the author's text stays.
    `cells` measures a string in cells; an ASCII string has as many cells as characters. `open_reveals` are the numbers of the
    reveals that are open, counted from 0 in page order with nested ones; None leaves them as their author wrote them.
    `reveal_all` opens all. `show_addresses` writes the address of an external link after it. `monochrome` writes what only a
    colour would tell: code in backticks, keys in brackets. `density` is `compact`, `normal` or `airy`: see `spacing`.
    `plain_code` leaves code without colours, in the same lines; `numbered_code` puts a number before each of its lines.
    `asked` tells where the learner stands with a question; without it questions are only to be read. `in_focus` is the id of
    the question that keys go to, `typing` says that letters go into its blanks. `voting` says that an answer is a vote,
    which is not judged.
    `picture_rows` are the most rows that a picture takes in the page, 0 for pictures as words alone; `no_pictures`, where it is
    not empty, is said of each that could be shown elsewhere.
    """

    width: int
    ascii: bool = False
    cells: Callable[[str], int] = text_cells
    open_reveals: frozenset[int] | None = None
    reveal_all: bool = False
    show_addresses: bool = False
    monochrome: bool = False
    density: str = "normal"
    plain_code: bool = False
    numbered_code: bool = False
    asked: Callable[[Question], Asked] | None = None
    in_focus: str = ""
    typing: bool = False
    voting: bool = False
    picture_rows: int = 0
    no_pictures: str = ""

    @property
    def measure(self) -> int:
        """The width of the text in cells, at least 10."""
        return max(LEAST_WIDTH, self.width)

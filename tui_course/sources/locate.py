"""The line of a source where something stands, as it is written or as it is read."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from typing import TYPE_CHECKING, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAST_WORD: Final = 3
_LEAST_LETTERS: Final = 8
# What stands for a character of the source that is not shown as it is.
_STANDING_IN: Final = re.compile("[\ufffd\u2400-\u2421]+")


def _shorter(subject: str) -> tuple[str, ...]:
    """What may stand in the source instead of an address that a template put together: without ending, or its end; and
    of one with a character that is shown as another, the longest part without any.
    """
    tail = subject.rsplit("/", 1)[-1]
    parts = (subject.rsplit(".", 1)[0], tail, tail.rsplit(".", 1)[0], max(_STANDING_IN.split(subject), key=len))
    return tuple(dict.fromkeys(part for part in parts if part != subject and len(part) > 3))  # noqa: PLR2004 - less stands anywhere


@dataclass(slots=True)
class Locator:
    """Finds subjects in a text, each search beginning after the last place of the same subject.

    Templates move text, so a place after expansion is no place in the file; the words themselves are.
    """

    text: str
    _next: dict[str, int] = field(default_factory=dict)

    def line(self, subject: str) -> int:
        """The line of the next place where `subject` stands, from 1; else of its last place, else 0."""
        if not subject:
            return 0
        return next((line for part in (subject, *_shorter(subject)) if (line := self._line(part))), 0)

    def _line(self, subject: str) -> int:
        place = self.text.find(subject, self._next.get(subject, 0))
        if place < 0:
            place = self.text.rfind(subject)
        if place < 0:
            return 0
        self._next[subject] = place + len(subject)
        return self.text.count("\n", 0, place) + 1


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _pieces(letters: str) -> Iterator[str]:
    """A text, then its halves, then their halves, as long as they are likely to stand in one place only."""
    level = [letters]
    while level:
        yield from level
        halves = (half for one in level for half in (one[: len(one) // 2], one[len(one) // 2 :]))
        level = [half for half in halves if len(half) >= _LEAST_LETTERS]


class Reading:
    """Finds in a source what a reader sees of it: words without the marks, addresses and entities between them."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        parts: list[str] = []
        size = 0
        for line in text.split("\n"):
            self._starts.append(size)
            parts.append(_letters(line))
            size += len(parts[-1])
        self._text = "".join(parts)

    def line(self, rows: Sequence[str], near: float) -> int:
        """The line, from 1, where the first of `rows` stands that stands anywhere; 0 where none does.

        Of several places it is the nearest to `near`, which says how far down the rows begin, from 0 to 1.
        """
        expected = near * len(self._text)
        for row in rows:
            for piece in _pieces(_letters(row)):
                found = min(self._places(piece), key=lambda place: abs(place - expected), default=None)
                if found is not None:
                    return bisect_right(self._starts, found)
        return 0

    def _places(self, piece: str) -> Iterator[int]:
        place = self._text.find(piece) if len(piece) >= _LEAST_WORD else -1
        while place >= 0:
            yield place
            place = self._text.find(piece, place + 1)

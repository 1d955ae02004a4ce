"""Search in a page: words are found across the ends of lines."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from tui_course.search.folding import fold
from tui_course.search.query import folded_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.search.query import Term
    from tui_course.typeset.line import Line

# What stands before the text of a line in quotes, call-outs, code and lists.
_PREFIX = " \u2502\u258c\u2503\u2551\u258f\u258e|>"
_MOST_MATCHES = 10_000


class Piece(NamedTuple):
    """Characters of one line, from `start` to before `stop`."""

    line: int
    start: int
    stop: int


class PageIndex:
    """The text of a page as one string, and where each of its characters stands."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._starts: list[int] = []
        self._columns: list[int] = []
        parts: list[str] = []
        length = 0
        for line in lines:
            text = line.text
            column = len(text) - len(text.lstrip(_PREFIX))
            words = _alike(text[column:].rstrip())
            self._starts.append(length)
            self._columns.append(column)
            parts.append(words)
            length += len(words) + 1
        self._text = " ".join(parts)

    def find(self, query: str) -> list[tuple[Piece, ...]]:
        """Every match in reading order, whatever its case and accents; one broken over lines has a piece in each."""
        wanted = _alike(" ".join(query.split()))
        found: list[tuple[Piece, ...]] = []
        at = self._text.find(wanted) if wanted else -1
        while at >= 0 and len(found) < _MOST_MATCHES:
            found.append(self._pieces(at, at + len(wanted)))
            at = self._text.find(wanted, at + len(wanted))
        return found

    def find_terms(self, terms: Sequence[Term]) -> list[tuple[Piece, ...]]:
        """Where any of the terms stands that a search in the course has found, likewise."""
        return [self._pieces(start, stop) for start, stop in folded_spans(self._text, terms)[:_MOST_MATCHES]]

    def _pieces(self, start: int, stop: int) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        line = bisect_right(self._starts, start) - 1
        while line < len(self._starts) and self._starts[line] < stop:
            end = self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self._text)
            shift = self._columns[line] - self._starts[line]
            first, last = max(start, self._starts[line]), min(stop, end)
            if first < last:
                pieces.append(Piece(line, first + shift, last + shift))
            line += 1
        return tuple(pieces)


def _alike(text: str) -> str:
    """Without case and accents, character for character, so that places stay what they are."""
    if text.isascii():
        return text.lower()
    return "".join(like if len(like := fold(character)) == 1 else character for character in text)

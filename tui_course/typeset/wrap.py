"""Where lines break: greedy filling, measured in cells."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_AFTER = "/-_.?&=,:;"  # an address that must be cut is cut after one of these
_BREAKS_AFTER = "\u2014\u200b"
_NOT_FIRST = frozenset("、。，．・：；！？）］｝」』】〉》〕ー゛゜々…‥ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:!?)]}%”’")
_NOT_LAST = frozenset("（［｛「『【〈《〔([{“‘")
_ZWJ = "\u200d"
_JOINING = frozenset(("Mn", "Me", "Mc", "Cf"))
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_REGIONAL = range(0x1F1E6, 0x1F200)
_JAMO_VOWELS = range(0x1160, 0x1200)
_HANGUL = range(0xAC00, 0xD7B0)


def breaks(text: str, width: int, cells: Callable[[str], int]) -> list[tuple[int, int]]:
    """Return start and end of each line of `text` filled greedily to at most `width` cells.

    `text` has single spaces, and a line feed where a line must end. Spaces at a break belong to no line; nothing else is
    left out. Words wider than a line are cut between characters as readers know them (grapheme clusters, nearly as in UAX
    29), and text without spaces breaks between wide characters, with the usual exceptions for brackets and stops. An empty
    text has no lines.
    """
    if not text:
        return []
    filler = _Filler(text, width, cells)
    start = 0
    while start <= len(text):
        stop = text.find("\n", start)
        if stop < 0:
            stop = len(text)
        left, right = start, stop
        while left < right and text[left] == " ":
            left += 1
        while left < right and text[right - 1] == " ":
            right -= 1
        filler.fill(left, right)
        start = stop + 1
    return filler.found


def _is_narrow(text: str, cells: Callable[[str], int]) -> bool:
    """Whether every character has one cell, and lines break at spaces alone."""
    return all(
        character < "\x7f" or (character not in _BREAKS_AFTER and cells(character) == 1 and not _joins(character))
        for character in set(text)
    )


def _cut(text: str, start: int, stop: int) -> int:
    """Where to cut a word that goes on beyond `stop`: after punctuation in the last third, else at `stop`."""
    least = stop - (stop - start) // 3
    best = max(text.rfind(mark, least, stop) for mark in _AFTER)
    return best + 1 if best >= 0 else stop


class _Filler:
    """Fills lines with the words of one text."""

    def __init__(self, text: str, width: int, cells: Callable[[str], int]) -> None:
        self.found: list[tuple[int, int]] = []
        self._text = text
        self._width = width
        self._cells = cells
        self._narrow = text.isascii() or _is_narrow(text, cells)
        self._start = self._end = self._used = 0  # of the line that is being filled

    def fill(self, start: int, stop: int) -> None:
        """Fill lines with the text from `start` to `stop`, in which no line must end."""
        if self._narrow:
            self._fill_narrow(start, stop)
        else:
            self._fill_measured(start, stop)

    def _fill_narrow(self, start: int, stop: int) -> None:
        text, width, found = self._text, self._width, self.found
        while stop - start > width:
            space = text.rfind(" ", start, start + width + 1)
            if space > start:
                found.append((start, space))
                start = space + 1
            else:
                cut = _cut(text, start, start + width)
                found.append((start, cut))
                start = cut
        found.append((start, stop))

    def _fill_measured(self, start: int, stop: int) -> None:
        self._start = self._end = position = start
        self._used = 0
        for word in self._text[start:stop].split(" "):
            size = len(word) if word.isascii() else self._cells(word)
            space = self._end > self._start
            if self._used + space + size <= self._width:
                self._used += space + size
                self._end = position + len(word)
            else:
                pieces = [(word, size)] if word.isascii() else _pieces(word, self._cells)
                self._add(pieces, position, space=space)
            position += len(word) + 1
        self.found.append((self._start, self._end))

    def _add(self, pieces: list[tuple[str, int]], offset: int, *, space: bool) -> None:
        """Add the pieces of a word that does not fit into the line."""
        for piece, size in pieces:
            if self._end > self._start and self._used + space + size > self._width:
                self.found.append((self._start, self._end))
                self._start = self._end = offset
                self._used, space = 0, False
            if size > self._width:
                for part in chop(piece, self._width, self._cells):
                    self.found.append((offset, offset + len(part)))
                    offset += len(part)
                self._start, self._end = self.found.pop()
                self._used = self._cells(self._text[self._start : self._end])
            else:
                self._used += space + size
                offset += len(piece)
                self._end = offset
            space = False


def chop(word: str, width: int, cells: Callable[[str], int]) -> list[str]:
    """Cut a word into parts of at most `width` cells; a cluster wider than that stands alone."""
    if word.isascii():
        parts, start = [], 0
        while len(word) - start > width:
            cut = _cut(word, start, start + width)
            parts.append(word[start:cut])
            start = cut
        return [*parts, word[start:]]
    parts, part, used = [], "", 0
    for cluster in clusters(word, cells):
        size = cells(cluster)
        if part and used + size > width:
            parts.append(part)
            part, used = "", 0
        part += cluster
        used += size
    return [*parts, part]


def _pieces(word: str, cells: Callable[[str], int]) -> list[tuple[str, int]]:
    """The parts of a word between which a line may break, each with its width."""
    parts: list[str] = []
    before = ""
    for cluster in clusters(word, cells):
        if parts and not _breaks_between(before, cluster):
            parts[-1] += cluster
        else:
            parts.append(cluster)
        before = cluster
    return [(part, cells(part)) for part in parts]


def _breaks_between(before: str, after: str) -> bool:
    if after[0] in _NOT_FIRST or before[0] in _NOT_LAST:
        return False
    return before[-1] in _BREAKS_AFTER or _is_wide(before[0]) or _is_wide(after[0])


def _is_wide(character: str) -> bool:
    return character > "\u10ff" and unicodedata.east_asian_width(character) in "WF" and ord(character) not in _HANGUL


def _joins(character: str) -> bool:
    return unicodedata.category(character) in _JOINING or ord(character) in _SKIN_TONES or ord(character) in _JAMO_VOWELS


def clusters(text: str, cells: Callable[[str], int]) -> list[str]:
    """Split `text` into characters as readers know them: a base with all that joins it (nearly UAX 29).

    What has no cell of its own joins as well: Python's Unicode tables may be older than those that measure.
    """
    found: list[str] = []
    flag = False  # the last cluster is one regional indicator and waits for its second
    for character in text:
        regional = ord(character) in _REGIONAL
        if found and (
            (character > "\u02ff" and (_joins(character) or not cells(character)))
            or found[-1][-1] == _ZWJ
            or (regional and flag)
        ):
            found[-1] += character
            flag = False
        else:
            found.append(character)
            flag = regional
    return found

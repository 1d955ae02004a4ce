"""Words measured in terminal cells and broken into lines."""

from __future__ import annotations

from functools import lru_cache

_CUT_AFTER = "/-_.:,;)]}&=+"
_LEAST = 6
_JOINER = "\u200d"


@lru_cache(maxsize=8192)
def _other_cells(text: str) -> int:
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def cells(text: str) -> int:
    """The width of `text` in terminal cells; it must hold no control characters."""
    return len(text) if text.isascii() else _other_cells(text)


def clusters(text: str) -> list[tuple[str, int]]:
    """`text` as a terminal shows it: each character with what combines with it, and its width of 1 or 2 cells."""
    if text.isascii():
        return [(character, 1) for character in text]
    found: list[str] = []
    for character in text:
        joins = found and (cells(character) == 0 or found[-1].endswith(_JOINER))
        if joins:
            found[-1] += character
        else:
            found.append(character)
    return [(one, min(2, cells(one))) for one in found if cells(one) > 0]


def broken(text: str, width: int, longest: int) -> tuple[str, ...]:
    """`text` in lines of about `width` cells and of nearly one length; words up to `longest` cells stay whole.

    Line feeds end lines. Nothing is left out but the blanks at breaks.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        words = _words(paragraph, max(width, longest))
        filled = _filled(words, width)
        narrower = max(map(cells, filled), default=0) - 1
        while len(filled) > 1 and narrower >= _LEAST:
            again = _filled(words, narrower)
            if len(again) > len(filled) or max(map(cells, again)) > narrower:
                break
            filled = again
            narrower -= 1
        lines.extend(filled)
    return tuple(lines) or ("",)


def _words(paragraph: str, longest: int) -> list[tuple[str, bool]]:
    """The pieces that stay whole, each with whether a blank stands before it."""
    pieces: list[tuple[str, bool]] = []
    for word in paragraph.split():
        if cells(word) <= longest and len(word) == cells(word):
            pieces.append((word, True))
        else:
            pieces.extend((piece, index == 0) for index, piece in enumerate(_pieces(word, longest)))
    return pieces


def _pieces(word: str, longest: int) -> list[str]:
    """A word between whose wide characters a line may break, and that is cut where it is longer than a line."""
    pieces: list[str] = []
    current, width, wide = "", 0, False
    for cluster, size in clusters(word):
        is_wide = size > 1
        if current and (is_wide or wide or width + size > longest):
            cut = max(current.rfind(mark) for mark in _CUT_AFTER) + 1 if width + size > longest and not wide else 0
            kept = current[:cut] if cut > len(current) // 2 else current
            pieces.append(kept)
            current = current[len(kept) :]
            width = cells(current)
        current += cluster
        width += size
        wide = is_wide
    return [*pieces, current] if current else pieces


def _filled(words: list[tuple[str, bool]], width: int) -> list[str]:
    lines: list[str] = []
    current, used = "", 0
    for word, spaced in words:
        size = cells(word)
        gap = 1 if spaced else 0
        if current and used + gap + size > width:
            lines.append(current)
            current, used = word, size
        else:
            current += (" " if gap and current else "") + word
            used += size + (gap if used else 0)
    return [*lines, current] if current or not lines else lines

"""Text in so many cells, with an ellipsis for what is left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# A title may be of any length: it is not measured once for each character that is left out.


def shortened(text: str, width: int, ellipsis: str, cells: Callable[[str], int]) -> str:
    """`text` in at most `width` cells, without its end where that is too long; `cells` measures a string."""
    if cells(text) <= width:
        return text
    if width <= cells(ellipsis):
        return ellipsis[: max(0, width)]
    room = width - cells(ellipsis)
    stop = bisect_right(range(len(text) + 1), room, key=lambda stop: cells(text[:stop])) - 1
    return text[:stop].rstrip() + ellipsis


def shortened_left(text: str, width: int, ellipsis: str, cells: Callable[[str], int]) -> str:
    """`text` in at most `width` cells, without its beginning where that is too long; nothing where no character fits."""
    if cells(text) <= width:
        return text
    room = width - cells(ellipsis)
    start = bisect_left(range(len(text) + 1), -room, key=lambda start: -cells(text[start:]))
    return ellipsis + text[start:] if start < len(text) else ""

"""Which box an arrow key leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from tui_course.diagrams.place import Rect

_ROW = 2
"""A row is about as high as two columns are wide."""
_ASIDE = 3
_ASKEW = 0.1
_CONNECTED = 0.4


def nearest(boxes: Mapping[str, Rect], here: str, way: tuple[int, int], connected: Container[str] = ()) -> str:
    """The box that is nearest to `here` in a direction; empty where there is none.

    `way` is -1, 0 or 1 to the right and down. Only what is wholly beyond that side of the box counts, what lies straight ahead
    as nearer than what lies aside, and what is `connected` as much nearer. Of two boxes that do not overlap each is beyond some
    side of the other. At the same distance the first in the mapping is taken.
    """
    start = boxes.get(here)
    if start is None:
        return ""
    best, least = "", float("inf")
    for box, rect in boxes.items():
        ahead, aside, askew = _distances(start, rect, way)
        if box == here or ahead <= 0:
            continue
        distance = (ahead + _ASIDE * aside) * (_CONNECTED if box in connected else 1) + _ASKEW * askew
        if distance < least:
            best, least = box, distance
    return best


def _distances(start: Rect, rect: Rect, way: tuple[int, int]) -> tuple[int, int, float]:
    """The gaps ahead and aside between two rectangles, and how far their middles are aside; in columns."""
    right, down = way
    columns = rect.left - start.right if right + down > 0 else start.left - rect.right
    rows = _ROW * (rect.top - start.bottom if right + down > 0 else start.top - rect.bottom)
    beside = max(0, rect.left - start.right, start.left - rect.right)
    above = _ROW * max(0, rect.top - start.bottom, start.top - rect.bottom)
    if right:
        return columns, above, _ROW * abs(rect.top + rect.bottom - start.top - start.bottom) / 2
    return rows, beside, abs(rect.left + rect.right - start.left - start.right) / 2

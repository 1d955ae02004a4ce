"""Where the label of a line finds room: in a gap of it, or beside it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tui_course.diagrams.plan import Label, Point, Seat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.diagrams.lattice import Lattice

_OFF_MIDDLE = 0.05
_BESIDE = 0.6
_LEFT = 0.15
_OVER = 1.2
_UNDER = 0.2
_CROWDED = 4.0
_NOT_FIRST = 2.0
_HEAD = 2
"""Cells at the end of a line that a label leaves free: the head, and a straight one."""


def seat(
    lattice: Lattice,
    lines: tuple[str, ...],
    width: int,
    points: Sequence[Point],
    ends: tuple[bool, bool],
    *,
    shared: bool = False,
) -> Label | None:
    """The best place for a label of `width` cells at the line through `points`, or None.

    `ends` say whether the line's first and last points are at a border, so that room is left for a head. At a `shared` line
    the best place is near the first point, so that others can still join.
    """
    best: tuple[float, int, int] | None = None
    label: Label | None = None
    for cost, found in _candidates(lattice, lines, width, points, ends):
        later = _NOT_FIRST if shared and found.run != run_of(points[0], points[1]) else 0.0
        key = (cost + later, found.left, found.top)
        if best is None or key < best:
            best, label = key, found
    return label


def barred(label: Label) -> tuple[int, int, int, int]:
    """The cells that a label keeps free of lines (left, top, right, bottom)."""
    return label.left - 1, label.top, label.right + 1, label.bottom


def run_of(one: Point, other: Point) -> tuple[Point, Point]:
    """A straight piece of a line, from left to right or from top to bottom."""
    return min(one, other), max(one, other)


def _candidates(
    lattice: Lattice, lines: tuple[str, ...], width: int, points: Sequence[Point], ends: tuple[bool, bool]
) -> Iterator[tuple[float, Label]]:
    total = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in itertools.pairwise(points))
    walked = 0
    last = len(points) - 2
    for index, (one, other) in enumerate(itertools.pairwise(points)):
        length = abs(one[0] - other[0]) + abs(one[1] - other[1])
        spare = (_HEAD if index == 0 and ends[0] else 1, _HEAD if index == last and ends[1] else 1)
        away = _OFF_MIDDLE * abs(walked + length / 2 - total / 2)
        if one[1] == other[1]:
            spare = spare if one[0] < other[0] else spare[::-1]
            run = run_of(one, other)
            found = _level(lattice, lines, width, run, spare)
        else:
            spare = spare if one[1] < other[1] else spare[::-1]
            run = run_of(one, other)
            found = _upright(lattice, lines, width, run, spare)
        for cost, label in found:
            yield cost + away, label
        walked += length


def _level(
    lattice: Lattice, lines: tuple[str, ...], width: int, run: tuple[Point, Point], spare: tuple[int, int]
) -> Iterator[tuple[float, Label]]:
    (left, y), (right, _) = run
    height = len(lines)
    first, last = left + spare[0] + 2, right - spare[1] - width - 1
    if height == 1 and first <= last:
        middle = (first + last) // 2
        for offset in range(last - first + 1):
            at = middle + (offset + 1) // 2 * (1 if offset % 2 else -1)
            if first <= at <= last and not _crossed(lattice, at - 1, at + width, y):
                yield _OFF_MIDDLE * abs(at - middle), Label(lines, Seat.ON, at, y, width, height, run)
                break
    for top, cost in ((y - height, _OVER), (y + 1, _OVER + _UNDER)):
        for at in range(left + 1, max(left + 1, right - width) + 1):
            if at + width - 1 <= right and lattice.is_blank(at - 1, top, at + width, top + height - 1):
                yield cost, Label(lines, Seat.OVER, at, top, width, height, run)
                break


def _crossed(lattice: Lattice, left: int, right: int, y: int) -> bool:
    """Whether anything but one line stands in these cells."""
    row = lattice.ink[y * lattice.width + left : y * lattice.width + right + 1]
    nodes = lattice.nodes(left, y, right, y)
    return max(row) > 2 or any(lattice.busy[node] > 2 or lattice.barred[node] for node in nodes)  # noqa: PLR2004  in and out


def _upright(
    lattice: Lattice, lines: tuple[str, ...], width: int, run: tuple[Point, Point], spare: tuple[int, int]
) -> Iterator[tuple[float, Label]]:
    (x, top), (_, bottom) = run
    height = len(lines)
    first, last = top + spare[0] - 1, bottom - spare[1] + 1 - height + 1
    if first > last:
        return
    middle = (first + last) // 2
    for left, blank, cost in ((x + 2, x + 1, _BESIDE), (x - 1 - width, x - 1, _BESIDE + _LEFT)):
        far = left + width if left > x else left - 1
        for offset in range(last - first + 1):
            at = middle + (offset + 1) // 2 * (1 if offset % 2 else -1)
            if not first <= at <= last:
                continue
            if lattice.is_blank(min(left, blank), at, max(left + width - 1, blank), at + height - 1):
                free = lattice.is_blank(far, at, far, at + height - 1)
                crowd = 0.0 if free else _CROWDED
                yield cost + crowd + _OFF_MIDDLE * abs(at - middle), Label(lines, Seat.BESIDE, left, at, width, height, run)
                break

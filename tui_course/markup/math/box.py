"""Rectangles of text with a baseline, which are set beside and over each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# More cells than the largest screens show many times over; what would need more is written in a line.
_MOST_CELLS: Final = 200_000


class TooLarge(Exception):
    """A drawing would have more cells than anybody can look at."""


@dataclass(frozen=True, slots=True)
class Box:
    """Lines that are all `width` cells wide; the line at `baseline` meets the baseline of its neighbours."""

    lines: tuple[str, ...]
    width: int
    baseline: int = 0

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self.lines)


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(0, int(wcswidth(text)))


def text_box(text: str) -> Box:
    """One line of text."""
    return Box((text,), cells(text))


def blank(width: int, height: int = 1, baseline: int = 0) -> Box:
    """Nothing, so large."""
    return Box((" " * width,) * height, width, baseline)


def aligned(text: str, width: int, room: int, how: str) -> str:
    """`text`, which is `width` cells wide, in `room` cells: l, c or r."""
    left = {"l": 0, "r": room - width}.get(how, (room - width) // 2)
    return " " * left + text + " " * (room - width - left)


def widened(box: Box, room: int, how: str = "c") -> Box:
    """`box` in a box of `room` cells."""
    if box.width >= room:
        return box
    return Box(tuple(aligned(line, box.width, room, how) for line in box.lines), room, box.baseline)


def beside(boxes: Iterable[Box]) -> Box:
    """Boxes from left to right, their baselines on one line."""
    found = [box for box in boxes if box.width]
    if not found:
        return text_box("")
    if len(found) == 1:
        return found[0]
    above = max(box.baseline for box in found)
    height = above + max(box.height - box.baseline for box in found)
    width = sum(box.width for box in found)
    _check(width, height)
    lines = [[] for _ in range(height)]  # type: list[list[str]]
    for box in found:
        top = above - box.baseline
        empty = " " * box.width
        for row, line in enumerate(lines):
            line.append(box.lines[row - top] if top <= row < top + box.height else empty)
    return Box(tuple("".join(line) for line in lines), width, above)


def stacked(boxes: Sequence[Box], base: int, how: str = "c") -> Box:
    """Boxes from top to bottom; the baseline is that of `boxes[base]`."""
    width = max(box.width for box in boxes)
    _check(width, sum(box.height for box in boxes))
    lines = tuple(line for box in boxes for line in widened(box, width, how).lines)
    return Box(lines, width, sum(box.height for box in boxes[:base]) + boxes[base].baseline)


def _check(width: int, height: int) -> None:
    if width * height > _MOST_CELLS:
        raise TooLarge

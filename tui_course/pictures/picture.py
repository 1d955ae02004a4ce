"""A picture as it has been read: its pixels, and what was left out of it."""

from __future__ import annotations

from typing import Final

from tui_course.values import dataclass

ENDINGS: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
"""What the names of pictures end with."""


class Unreadable(Exception):
    """The picture cannot be shown; the message says why, and has no control characters."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of a picture, from the top left, row by row, three bytes each: red, green, blue.

    `size` is the picture's own width and height in pixels; `grid` are the columns and rows of `pixels`, which may be fewer (a
    large photograph) or more (a small drawing). `notes` are sentences about what is not shown.
    """

    size: tuple[int, int]
    grid: tuple[int, int]
    pixels: bytes
    notes: tuple[str, ...] = ()

"""Which part of a picture is looked at, how closely, and where it stands on the screen."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final, NamedTuple

from tui_course.values import dataclass

STEP: Final = math.sqrt(2)
"""How much one step of zooming enlarges."""

_CLOSEST: Final = 16.0


@dataclass(frozen=True, slots=True)
class View:
    """How a picture is looked at.

    `scale` is dots a pixel of the picture, where a dot is half a cell, the upper or the lower one, and so about as high as
    wide; None is as large as all of the picture fits. `x` and `y` are the middle of what is seen, from 0 (left, top) to 1.
    """

    scale: float | None = None
    x: float = 0.5
    y: float = 0.5


FIT: Final = View()
NATURAL: Final = View(1.0)


class Window(NamedTuple):
    """What is seen of a picture: `box` is left, top, right and bottom in its pixels, `dots` how many of them across and down.

    The dots stand `left` cells and `top` rows from the corner of the room; `width` and `height` are cells and rows. `scale` is
    as in `View`.
    """

    box: tuple[float, float, float, float]
    dots: tuple[int, int]
    left: int
    top: int
    scale: float

    @property
    def width(self) -> int:
        """Cells from left to right."""
        return self.dots[0]

    @property
    def height(self) -> int:
        """Rows from top to bottom."""
        return (self.dots[1] + 1) // 2


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of `size` pixels in a room of some columns and rows, each at least 1."""

    size: tuple[int, int]
    columns: int
    rows: int

    @property
    def fit(self) -> float:
        """The scale at which all of the picture is seen, as large as it can be."""
        return min(self.columns / self.size[0], 2 * self.rows / self.size[1])

    def window(self, view: View) -> Window:
        """What is seen: at most the room, never beyond the picture's edge, in the middle where there is room to spare."""
        scale = self.fit if view.scale is None else view.scale
        left, right, across = _part(self.size[0], scale, view.x, self.columns)
        top, bottom, down = _part(self.size[1], scale, view.y, 2 * self.rows)
        height = (down + 1) // 2
        return Window(
            (left, top, right, bottom), (across, down), (self.columns - across) // 2, (self.rows - height) // 2, scale
        )

    def zoomed(self, view: View, steps: int) -> View:
        """The view some steps closer, or farther where negative, around the same middle.

        It stops on the way at the whole picture and at its natural size, goes no farther than the smaller of them, and no
        closer than 16 dots a pixel.
        """
        fit = self.fit
        now = fit if view.scale is None else view.scale
        then = min(max(now * STEP**steps, min(fit, 1.0)), max(fit, _CLOSEST))
        for stop in (fit, 1.0):
            if (now < stop < then) or (then < stop < now):
                then = stop
        return replace(self._held(view), scale=None if math.isclose(then, fit) else then)

    def moved(self, view: View, across: int, down: int) -> View:
        """The view so many dots to the right and down, as far as the picture's edges; the same view where it stands there."""
        scale = self.fit if view.scale is None else view.scale
        held = self._held(view)
        x = _shifted(held.x, across, self.size[0] * scale, self.columns)
        y = _shifted(held.y, down, self.size[1] * scale, 2 * self.rows)
        return replace(held, x=x, y=y)

    def _held(self, view: View) -> View:
        """The view with its middle where it is seen, edges taken into account."""
        left, top, right, bottom = self.window(view).box
        return replace(view, x=(left + right) / 2 / self.size[0], y=(top + bottom) / 2 / self.size[1])


def _part(pixels: int, scale: float, middle: float, room: int) -> tuple[float, float, int]:
    """From where to where a side is seen, in pixels, and in how many dots."""
    whole = max(1, round(pixels * scale))
    dots = min(whole, room)
    start = min(max(middle * whole - dots / 2, 0.0), float(whole - dots))
    return start / whole * pixels, (start + dots) / whole * pixels, dots


def _shifted(middle: float, by: int, whole: float, room: int) -> float:
    """The middle of a side moved by so many dots; a side that is seen whole stays."""
    if whole <= room or not by:
        return middle
    edge = room / 2 / whole
    return min(max(middle + by / whole, edge), 1 - edge)

"""Delimiters as tall as what they hold."""

from __future__ import annotations

from typing import Final

from tui_course.markup.math.box import Box, beside, text_box

# Top, middle, bottom, and what fills the rest.
_PIECES: Final = {
    "(": "⎛⎜⎝⎜",
    ")": "⎞⎟⎠⎟",
    "[": "⎡⎢⎣⎢",
    "]": "⎤⎥⎦⎥",
    "{": "⎧⎨⎩⎪",
    "}": "⎫⎬⎭⎪",
    "|": "││││",
    "‖": "║║║║",
    "⌈": "⎡⎢⎢⎢",
    "⌉": "⎤⎥⎥⎥",
    "⌊": "⎢⎢⎣⎢",
    "⌋": "⎥⎥⎦⎥",
    "∫": "⌠⎮⌡⎮",
}
_SLANTED: Final = {"⟨": ("╱", "⟨", "╲"), "⟩": ("╲", "⟩", "╱")}
_MIDDLED: Final = "{}"
_LEAST_MIDDLED: Final = 3


def fence(sign: str, height: int, baseline: int) -> Box:
    """The delimiter `sign`, `height` lines tall; one that does not grow stands on the baseline."""
    if height == 1 or not sign:
        return text_box(sign)
    if sign in _SLANTED:
        first, middle, last = _SLANTED[sign]
        half, odd = divmod(height, 2)
        return Box((first,) * half + (middle,) * odd + (last,) * half, 1, baseline)
    if sign not in _PIECES:
        return text_box(sign)
    top, middle, bottom, fill = tuple(_PIECES[sign])
    lines = [top, *fill * (height - 2), bottom]
    if sign in _MIDDLED and height >= _LEAST_MIDDLED:
        lines[min(max(baseline, 1), height - 2)] = middle
    return Box(tuple(lines), 1, baseline)


def fenced(left: str, body: Box, right: str) -> Box:
    """`body` between delimiters; a brace makes room for its middle."""
    if body.height == _LEAST_MIDDLED - 1 and (left in _MIDDLED or right in _MIDDLED) and left + right:
        lines = (body.lines[0], " " * body.width, body.lines[1])
        body = Box(lines, body.width, 1)
    return beside((fence(left, body.height, body.baseline), body, fence(right, body.height, body.baseline)))

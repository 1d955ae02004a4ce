"""The characters that boxes, frames and lines are drawn with, in Unicode and in ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.model.diagram import Head, Shape, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_course.diagrams.place import Rect

Box = tuple[str, str, str, str, str, str, str, str]
"""Top left, top, top right, left, right, bottom left, bottom, bottom right."""

FRAME: Final[Box] = ("╭", "┄", "╮", "┆", "┆", "╰", "┄", "╯")
BOXES: Final[Mapping[Shape, Box]] = {
    Shape.RECTANGLE: ("┌", "─", "┐", "│", "│", "└", "─", "┘"),
    Shape.ROUNDED: ("╭", "─", "╮", "│", "│", "╰", "─", "╯"),
    Shape.STADIUM: ("╭", "─", "╮", "│", "│", "╰", "─", "╯"),
    Shape.SUBROUTINE: ("╓", "─", "╖", "║", "║", "╙", "─", "╜"),
    Shape.CYLINDER: ("╭", "═", "╮", "│", "│", "╰", "═", "╯"),
    Shape.CIRCLE: ("╭", "─", "╮", "│", "│", "╰", "─", "╯"),
    Shape.DOUBLE_CIRCLE: ("╔", "═", "╗", "║", "║", "╚", "═", "╝"),
    Shape.DIAMOND: ("╱", "─", "╲", "│", "│", "╲", "─", "╱"),
    Shape.HEXAGON: ("╱", "═", "╲", "│", "│", "╲", "═", "╱"),
    Shape.LEAN_RIGHT: ("╱", "─", "╱", "│", "│", "╱", "─", "╱"),
    Shape.LEAN_LEFT: ("╲", "─", "╲", "│", "│", "╲", "─", "╲"),
    Shape.TRAPEZOID: ("╱", "─", "╲", "│", "│", "└", "─", "┘"),
    Shape.INVERSE_TRAPEZOID: ("┌", "─", "┐", "│", "│", "╲", "─", "╱"),
    Shape.FLAG: ("╲", "─", "┐", "│", "│", "╱", "─", "┘"),
}

UP, RIGHT, DOWN, LEFT = 1, 2, 4, 8


def _by_arms(upright: str, level: str, corners: str, joints: str) -> Mapping[int, str]:
    """Corners: down-right, down-left, up-right, up-left. Joints: right, left, down, up, crossing."""
    return {
        0: " ",
        UP: upright,
        DOWN: upright,
        UP | DOWN: upright,
        LEFT: level,
        RIGHT: level,
        LEFT | RIGHT: level,
        RIGHT | DOWN: corners[0],
        LEFT | DOWN: corners[1],
        RIGHT | UP: corners[2],
        LEFT | UP: corners[3],
        UP | DOWN | RIGHT: joints[0],
        UP | DOWN | LEFT: joints[1],
        LEFT | RIGHT | DOWN: joints[2],
        LEFT | RIGHT | UP: joints[3],
        15: joints[4],
    }


LINES: Final[Mapping[Stroke, Mapping[int, str]]] = {
    Stroke.SOLID: _by_arms("│", "─", "╭╮╰╯", "├┤┬┴┼"),
    Stroke.DOTTED: _by_arms("┊", "┈", "╭╮╰╯", "├┤┬┴┼"),
    Stroke.THICK: _by_arms("┃", "━", "┏┓┗┛", "┣┫┳┻╋"),
}
CROSSINGS: Final[Mapping[tuple[bool, bool], str]] = {
    (False, False): "┼",
    (True, False): "┿",
    (False, True): "╂",
    (True, True): "╋",
}
"""By whether the level line and the upright one are thick."""

STUBS: Final[Mapping[str, Mapping[int, str]]] = {
    "│": {RIGHT: "├", LEFT: "┤"},
    "║": {RIGHT: "╟", LEFT: "╢"},
    "─": {DOWN: "┬", UP: "┴"},
    "═": {DOWN: "╤", UP: "╧"},
    "┆": {RIGHT: "├", LEFT: "┤"},
    "┄": {DOWN: "┬", UP: "┴"},
}
"""A border where a line without a head begins, by the border's glyph and the way of the line."""

HEADS: Final[Mapping[Head, Mapping[int, str]]] = {
    Head.NONE: {},
    Head.ARROW: {RIGHT: "▶", LEFT: "◀", DOWN: "▼", UP: "▲"},
    Head.CIRCLE: dict.fromkeys((RIGHT, LEFT, DOWN, UP), "○"),
    Head.CROSS: dict.fromkeys((RIGHT, LEFT, DOWN, UP), "×"),
}

DOT: Final = "●"
BAR: Final = "━"

_PLAIN: Final = (
    ("─┬┴═╤╧", "-"),
    ("│├┤", "|"),
    ("║╟╢", "#"),
    ("┌┐└┘┼┿╂╋╔╗╚╝╓╖╙╜", "+"),
    ("┏┓┗┛┣┫┳┻", "+"),
    ("╭╮", "."),
    ("╰╯", "'"),
    ("┄", "."),
    ("┆", ":"),
    ("┈", "~"),
    ("┊", "!"),
    ("━", "="),
    ("┃", "H"),
    ("╱", "/"),
    ("╲", "\\"),
    ("▶", ">"),
    ("◀", "<"),
    ("▼", "v"),
    ("▲", "^"),
    ("○", "o"),
    ("×", "x"),
    ("●", "@"),
)
PLAIN: Final[Mapping[str, str]] = {glyph: plain for glyphs, plain in _PLAIN for glyph in glyphs}
"""What stands for a glyph of a box or frame in ASCII."""

PLAIN_SIDES: Final = frozenset("-|#.:")
PLAIN_STUB: Final = "+"
"""In ASCII, the sides at which a line without a head begins, and what stands there."""

PLAIN_LINES: Final[Mapping[str, str]] = {**PLAIN, **dict.fromkeys("╭╮╰╯├┤┬┴", "+"), "┼": "|", "┿": "|", "╂": "H", "╋": "H"}
"""Likewise of a line: a corner or a joint is a plus, and where lines cross the upright one goes on."""


def border_of(rect: Rect, box: Box) -> Iterator[tuple[int, int, str]]:
    """Column, row and glyph of each cell of a border: the sides, then the corners."""
    for x in range(rect.left + 1, rect.right):
        yield x, rect.top, box[1]
        yield x, rect.bottom, box[6]
    for y in range(rect.top + 1, rect.bottom):
        yield rect.left, y, box[3]
        yield rect.right, y, box[4]
    yield rect.left, rect.top, box[0]
    yield rect.right, rect.top, box[2]
    yield rect.left, rect.bottom, box[5]
    yield rect.right, rect.bottom, box[7]

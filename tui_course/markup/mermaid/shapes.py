"""How Mermaid writes the shape of a node: by brackets around its text, or by name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

from tui_course.model.diagram import Shape

_PLAIN: Final = r'[^\[\](){}|"]*+'
# Slashes are text where no bracket follows.
_SLASHES: Final = r'(?:[^\[\](){}|"\\/]|[\\/](?!\]))*+'
_FLAG: Final = r'(?:[^\[\](){}|"<>\n]|<[^<>\n]*>)*+'
_MINUS: Final = r'(?:[^\[\](){}|"-]|-(?!\)))*+'

# What opens, what closes, what stands between without quotes, and the shape: the longer brackets first.
_BRACKETS: Final = (
    ("(((", ")))", _PLAIN, Shape.DOUBLE_CIRCLE),
    ("((", "))", _PLAIN, Shape.CIRCLE),
    ("([", "])", _PLAIN, Shape.STADIUM),
    ("(-", "-)", _MINUS, Shape.STADIUM),
    ("(", ")", _PLAIN, Shape.ROUNDED),
    ("[[", "]]", _PLAIN, Shape.SUBROUTINE),
    ("[(", ")]", _PLAIN, Shape.CYLINDER),
    ("[/", "/]", _SLASHES, Shape.LEAN_RIGHT),
    ("[/", "\\]", _SLASHES, Shape.TRAPEZOID),
    ("[\\", "\\]", _SLASHES, Shape.LEAN_LEFT),
    ("[\\", "/]", _SLASHES, Shape.INVERSE_TRAPEZOID),
    ("[|", "]", _PLAIN, Shape.RECTANGLE),
    ("[", "]", _PLAIN, Shape.RECTANGLE),
    ("{{", "}}", _PLAIN, Shape.HEXAGON),
    ("{", "}", _PLAIN, Shape.DIAMOND),
    (">", "]", _FLAG, Shape.FLAG),
)


class Bracket:
    """One way to write a shape: `opens` and `closes` stand around the text, which `text` matches with what closes."""

    __slots__ = ("closes", "opens", "shape", "text")

    def __init__(self, opens: str, closes: str, plain: str, shape: Shape) -> None:
        self.opens = opens
        self.closes = closes
        self.shape = shape
        # Such as the borders of `[|borders:lt|text]`.
        properties = rf"(?:{_PLAIN}\|)?" if opens == "[|" else ""
        self.text = re.compile(
            rf'{re.escape(opens)}{properties}(?:\s*(?P<quoted>"[^"]*")\s*|(?P<plain>{plain})){re.escape(closes)}'
        )


BRACKETS: Final = tuple(Bracket(*row) for row in _BRACKETS)


@cache
def _named() -> dict[str, Shape]:
    import tomllib

    table: dict[str, list[str]] = tomllib.loads((files(__package__) / "shapes.toml").read_text(encoding="utf-8"))
    return {name: Shape(shape) for shape, names in table.items() for name in names}


def shape_named(name: str) -> Shape | None:
    """The shape that is drawn for one of Mermaid's names, None where it has no such name."""
    return _named().get(name)

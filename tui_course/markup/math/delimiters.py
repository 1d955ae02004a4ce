"""Delimiters, and the commands that make them grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.markup.math.symbols import COMMANDS, sign
from tui_course.markup.math.tree import Array, Fence, Fraction, Malformed, Role, Row, Style, Symbol

if TYPE_CHECKING:
    from tui_course.markup.math.reader import Reader
    from tui_course.markup.math.tree import Node

_PAIRS: Final = {"choose": ("(", ")"), "brace": ("{", "}"), "brack": ("[", "]")}
_STRETCHED: Final = {r"\vert": "|", r"\Vert": "‖", r"\|": "‖", "<": "⟨", ">": "⟩", ".": "", "/": "/", r"\backslash": "\\"}
FENCED: Final = {
    "abs": ("|", "|"),
    "norm": ("‖", "‖"),
    "ceil": ("⌈", "⌉"),
    "floor": ("⌊", "⌋"),
    "bra": ("⟨", "|"),
    "ket": ("|", "⟩"),
    "braket": ("⟨", "⟩"),
    "Bra": ("⟨", "|"),
    "Ket": ("|", "⟩"),
    "set": ("{", "}"),
    "Set": ("{", "}"),
}
BIG_NAMES: Final = tuple(size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))


def infix(name: str, top: Row, bottom: Row) -> Row:
    r"""What `{top \over bottom}` and its kin stand for."""
    if name == "atop":
        return Row((Array(((top,), (bottom,)), Style.STACKED),))
    fraction = Fraction(top, bottom, bar=name == "over")
    if name == "over":
        return Row((fraction,))
    left, right = _PAIRS[name]
    return Row((Fence(left, (Row((fraction,)),), (), right),))


def delimiter(reader: Reader) -> str:
    """The sign after a command that makes delimiters grow; empty for none."""
    reader.skip_blanks()
    name = reader.next_name()
    item = reader.take()
    if not name:
        # Only a group can stand here: some write a brace for an escaped one.
        raise Malformed
    if name in _STRETCHED:
        return _STRETCHED[name]
    symbol = COMMANDS.get(name[1:]) if name[0] == "\\" else None
    if symbol is not None:
        return symbol.text
    if isinstance(item, str) and not item.isalnum():
        return item
    raise Malformed


def left_right(reader: Reader, _: str) -> Node:
    r"""What stands between `\left` and `\right`; `\middle` divides it."""
    left = delimiter(reader)
    parts: list[Row] = []
    middles: list[str] = []
    reader.depth += 1
    inner, stop = _until_right(reader)
    while stop == r"\middle":
        middles.append(delimiter(reader))
        parts.append(inner)
        inner, stop = _until_right(reader)
    reader.depth -= 1
    parts.append(inner)
    return Fence(left, tuple(parts), tuple(middles), delimiter(reader))


def _until_right(reader: Reader) -> tuple[Row, str]:
    if reader.depth > 40:  # noqa: PLR2004 - as deep as groups may be
        raise Malformed
    row, stop = reader.row(frozenset((r"\right", r"\middle")))
    if not stop:
        raise Malformed
    return row, stop


def binomial(reader: Reader, _: str) -> Node:
    """A binomial coefficient."""
    return Fence("(", (Row((Fraction(reader.argument(), reader.argument(), bar=False),)),), (), ")")


def big(reader: Reader, name: str) -> Node:
    """A delimiter of a size that the author chose, which is no size in a terminal; l, r and m say what it does."""
    text = delimiter(reader)
    side = name[-1]
    role = {"l": Role.OPEN, "r": Role.CLOSE, "m": Role.RELATION}.get(side)
    return Symbol(text, role or sign(text).role)


def fenced(reader: Reader, name: str) -> Node:
    """The argument between the delimiters that the command stands for."""
    left, right = FENCED[name]
    return Fence(left, (reader.argument(),), (), right)

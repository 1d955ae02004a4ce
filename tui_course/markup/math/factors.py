"""Which rows hold together where a line writes them beside a slash or under a mark."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from tui_course.markup.math.spacing import DIFFERENTIALS, FACTOR_STARTS, Placed, has_limits, place
from tui_course.markup.math.tree import Accent, Array, Fence, Role, Root, Row, Script, Symbol, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.markup.math.tree import Node

# Signs that bind as strongly as a fraction's bar: no brackets around what they join above it.
_PRODUCTS: Final = frozenset("·×*⊗∘")
_FOLLOWERS: Final = FACTOR_STARTS | {Role.OPEN, Role.BIG, Role.FUNCTION}
_SUMS: Final = frozenset(
    (Role.BINARY, Role.RELATION, Role.PUNCTUATION, Role.PREFIX, Role.BIG, Role.FUNCTION, Role.FRACTION),
)
_CALLABLE: Final = frozenset((Role.LETTER, Role.NAME, Role.SCRIPTED, Role.FUNCTION))
_PAIR: Final = 2


def needs_brackets(placed: Sequence[Placed], index: int) -> bool:
    """Whether the fraction at `index`, written with a slash, would read as part of its neighbours."""
    part = placed[index]
    if part.right is not Role.FRACTION:
        return False
    if index + 1 < len(placed):
        after = placed[index + 1]
        if after.left is Role.POSTFIX or _is_slash(after.node):
            return True
        if after.left in _FOLLOWERS and after.gap <= 1 and not isinstance(after.node, Words):
            return True
    if not index:
        return False
    before = placed[index - 1]
    return (
        (before.right is Role.FUNCTION and not has_limits(before.node))
        or _is_slash(before.node)
        or (isinstance(before.node, Symbol) and before.node.text in DIFFERENTIALS)
    )


def is_product(row: Row, *, first: bool = True) -> bool:
    """Whether `row` may stand before a slash as it is; a leading sign may only where the fraction is `first`."""
    placed = place(row)
    if is_factor(row):
        return True
    if not placed:
        return False
    for index, part in enumerate(placed):
        node = part.node
        if part.left is Role.PREFIX and index == 0 and first:
            continue
        if isinstance(node, Symbol) and part.left is Role.BINARY and node.text in _PRODUCTS:
            continue
        if part.left in _SUMS:
            return False
        if _is_slash(node) or part.gap > 1 or (isinstance(node, Words) and " " in node.text.strip()):
            return False
        if isinstance(node, Row) and not is_product(node):
            return False
    return True


def is_factor(row: Row) -> bool:
    """Whether `row` holds together after a slash: one sign, a call such as f(x), something in brackets, dx."""
    placed = [part for part in place(row) if part.left is not Role.EMPTY]
    while len(placed) > 1 and placed[-1].left is Role.POSTFIX:
        placed = placed[:-1]
    if len(placed) == _PAIR and isinstance(sign := placed[0].node, Symbol) and sign.text in DIFFERENTIALS:
        placed = placed[1:]
    if not placed:
        return False
    node = placed[0].node
    if len(placed) == 1:
        if isinstance(node, Row):
            return is_factor(node)
        if isinstance(node, Words):
            return " " not in node.text.strip()
        return isinstance(node, Symbol | Script | Accent | Fence | Root) or (
            isinstance(node, Array) and bool(node.left and node.right)
        )
    if placed[0].left is not Role.OPEN and placed[0].right not in _CALLABLE:
        return False
    rest = placed if placed[0].left is Role.OPEN else placed[1:]
    if len(rest) == 1:
        return isinstance(rest[0].node, Fence) and bool(rest[0].node.left and rest[0].node.right)
    return _is_bracketed(rest)


def _is_bracketed(placed: Sequence[Placed]) -> bool:
    """Whether one pair of brackets holds everything."""
    depth = 0
    for index, part in enumerate(placed):
        if isinstance(part.node, Fence | Array):
            continue
        depth += (part.left is Role.OPEN) - (part.right is Role.CLOSE)
        if depth == 0:
            return index == len(placed) - 1 and index > 0
    return False


def _is_slash(node: Node) -> bool:
    return isinstance(node, Symbol) and node.text in ("/", "÷")


def is_single(row: Row) -> bool:
    """Whether `row` is one sign, perhaps under marks."""
    if len(row.nodes) != 1:
        return False
    node = row.nodes[0]
    if isinstance(node, Accent):
        return is_single(node.body)
    return is_single(node) if isinstance(node, Row) else isinstance(node, Symbol) and is_one_sign(node.text)


def is_one_sign(text: str) -> bool:
    """Whether `text` is one character, perhaps with marks."""
    return len([character for character in text if not unicodedata.combining(character)]) == 1


def bracketed(row: Row, text: str) -> str:
    """`text`, which is `row` written out, in brackets unless it is one sign or has some."""
    return text if not text or is_factor(row) else f"({text})"

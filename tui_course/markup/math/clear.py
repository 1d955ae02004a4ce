"""Whether a formula reads well in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.math.factors import is_factor, is_product, is_single, needs_brackets
from tui_course.markup.math.letters import LINES
from tui_course.markup.math.spacing import has_limits, place, vulgar
from tui_course.markup.math.tree import (
    Accent,
    Array,
    Arrow,
    Boxed,
    Brace,
    Fence,
    Fraction,
    Node,
    Root,
    Row,
    Script,
    Stack,
    Style,
    Symbol,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_clear(row: Row) -> bool:
    """Whether nothing in `row` gains by a drawing: no fraction of more than two signs, no limits, no rows."""
    return all(_clear_node(node) for node in row.nodes) and not _ambiguous(row)


def is_flat(row: Row) -> bool:
    """Whether `row` reads well as a script in one line, where short fractions do too."""
    return all(_flat_node(node) for node in row.nodes) and not _ambiguous(row)


def _ambiguous(row: Row) -> bool:
    placed = place(row)
    return any(isinstance(part.node, Fraction) and needs_brackets(placed, index) for index, part in enumerate(placed))


def _clear_node(node: Node) -> bool:
    if isinstance(node, Fraction):
        return vulgar(node) is not None or (node.small and _flat_node(node)) or _is_short(node)
    if isinstance(node, Script):
        if has_limits(node) and (node.below or node.above):
            return False
        return _clear_node(node.base) and all(is_flat(row) for row in (node.below, node.above) if row)
    if isinstance(node, Array | Stack | Brace | Arrow | Boxed):
        return isinstance(node, Array) and _is_line(node) and all(is_clear(cell) for cell in node.rows[0])
    if isinstance(node, Accent) and is_wide(node):
        return False
    return all(is_clear(row) for row in _rows(node))


def _flat_node(node: Node) -> bool:
    if isinstance(node, Fraction):
        return node.bar and is_product(node.top) and is_factor(node.bottom) and is_flat(node.top) and is_flat(node.bottom)
    if isinstance(node, Script):
        return _flat_node(node.base) and all(is_flat(row) for row in (node.below, node.above) if row)
    if isinstance(node, Array):
        return (node.style is Style.STACKED or _is_line(node)) and all(is_flat(cell) for cells in node.rows for cell in cells)
    if isinstance(node, Stack | Brace | Arrow | Boxed):
        return False
    if isinstance(node, Accent) and is_wide(node):
        return False
    return all(is_flat(row) for row in _rows(node))


def _is_line(node: Array) -> bool:
    """Whether an array has one row, which then needs no drawing, and no rules."""
    return len(node.rows) == 1 and not node.rules and "|" not in node.columns


def _is_short(node: Fraction) -> bool:
    """Whether one sign is divided by another: a/b, xₜ/2."""
    return node.bar and all(
        len(row.nodes) == 1
        and isinstance(sign := row.nodes[0], Symbol | Script)
        and (isinstance(sign, Symbol) or isinstance(sign.base, Symbol))
        and is_flat(row)
        for row in (node.top, node.bottom)
    )


def is_wide(node: Accent) -> bool:
    """Whether a mark stands over more than a line can show."""
    body = node.body
    while len(body.nodes) == 1 and isinstance(script := body.nodes[0], Script):
        body = Row((script.base,))
    return node.name not in LINES and bool(body.nodes) and not is_single(body)


def _rows(node: Node) -> Iterator[Row]:
    match node:
        case Row():
            yield node
        case Root():
            yield node.body
            yield node.index
        case Accent():
            yield node.body
        case Fence():
            yield from node.parts
        case _:
            return

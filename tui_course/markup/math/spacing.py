"""The room between neighbours in a formula, by TeX's classes, in whole cells.

TeX sets a product's factors without room; here a factor that ends in small characters, a bracket or a fraction is set off from
the next one, because a terminal has no italics and no thin spaces to tell them apart.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tui_course.markup.math.letters import VULGAR
from tui_course.markup.math.symbols import INTEGRALS
from tui_course.markup.math.tree import (
    Accent,
    Array,
    Arrow,
    Boxed,
    Brace,
    Fence,
    Fraction,
    Node,
    Role,
    Root,
    Row,
    Script,
    Space,
    Stack,
    Symbol,
    Words,
)
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

# Letters that differentiate what follows them: they stay with it.
DIFFERENTIALS: Final = frozenset("d∂∇Δδ")

# Roles with which a factor of a product can begin.
FACTOR_STARTS: Final = frozenset(
    (Role.LETTER, Role.DIGIT, Role.NAME, Role.ROOT, Role.FRACTION, Role.VULGAR, Role.SCRIPTED),
)
_ENDS: Final = FACTOR_STARTS | {Role.CLOSE, Role.POSTFIX}
_NO_OPERAND: Final = frozenset(
    (None, Role.BINARY, Role.PREFIX, Role.RELATION, Role.OPEN, Role.PUNCTUATION, Role.BIG, Role.FUNCTION)
)
_SPACED: Final = frozenset((Role.BINARY, Role.RELATION))
_TIGHT_LEFT: Final = frozenset((Role.OPEN, Role.PREFIX))
_TIGHT_RIGHT: Final = frozenset((Role.CLOSE, Role.POSTFIX, Role.PUNCTUATION))


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of a row, the cells before it, and its role at either end in this place."""

    node: Node
    gap: int
    left: Role
    right: Role


def place(row: Row, *, compact: bool = False) -> tuple[Placed, ...]:
    """The parts of `row` with the room between them; a `compact` row, as scripts are, has none around its signs."""
    nodes, wanted = _without_spaces(row.nodes)
    roles = _resolved(nodes)
    differential = _differentials(nodes, roles)
    placed: list[Placed] = []
    for index, (node, (left, right)) in enumerate(zip(nodes, roles, strict=True)):
        gap = 0
        if placed:
            before = placed[-1]
            gap = _gap(before.right, left, compact=compact)
            if isinstance(before.node, Script) and left is Role.OPEN and has_limits(before.node):
                gap = 1
            if _touch(before.node, left) or _are_written_together(before, Placed(node, 0, left, right)):
                gap = 0
            if index in differential:
                gap = 1
        asked = wanted[index]
        if asked < 0:
            gap = 0
        elif not (compact and asked == 1):
            gap = max(gap, asked)
        placed.append(Placed(node, gap, left, right))
    return tuple(placed)


def _without_spaces(nodes: Sequence[Node]) -> tuple[list[Node], list[int]]:
    kept: list[Node] = []
    wanted: list[int] = []
    asked = 0
    for node in nodes:
        if isinstance(node, Space):
            asked = -1 if node.cells < 0 and not asked else asked + node.cells
            continue
        kept.append(node)
        wanted.append(asked)
        asked = 0
    return kept, wanted


def _resolved(nodes: Sequence[Node]) -> list[tuple[Role, Role]]:
    """The roles at both ends of every part, signs without a left or right operand and bars decided by their neighbours."""
    roles: list[tuple[Role, Role]] = []
    open_bars: list[str] = []
    before: Role | None = None
    for index, node in enumerate(nodes):
        left, right = left_role(node), right_role(node)
        if left is Role.BAR:
            text = sign.text if (sign := _core(node)) else ""
            if before in _NO_OPERAND or (before is Role.CLOSE and not open_bars and _is_bar(nodes[index - 1])):
                left = right = Role.OPEN
                open_bars.append(text)
            elif text in open_bars:
                open_bars.remove(text)
                left = right = Role.CLOSE
            else:
                left = right = Role.MARK
        elif left is Role.BINARY:
            after = left_role(nodes[index + 1]) if index + 1 < len(nodes) else None
            if before in _NO_OPERAND or after is None or after in (Role.RELATION, Role.CLOSE, Role.PUNCTUATION):
                left = right = Role.PREFIX
        roles.append((left, right))
        before = right
    return roles


def _is_bar(node: Node) -> bool:
    return left_role(node) is Role.BAR


def _differentials(nodes: Sequence[Node], roles: Sequence[tuple[Role, Role]]) -> set[int]:
    """Where `dx` begins after an integral sign and a factor."""
    found: set[int] = set()
    integral = False
    for index, (node, after) in enumerate(pairwise(nodes)):
        integral = integral or bool((sign := _core(node)) and sign.text[:1] in INTEGRALS)
        is_d = isinstance(node, Symbol) and node.text == "d"
        if integral and is_d and left_role(after) is Role.LETTER and index and roles[index - 1][1] in _ENDS:
            found.add(index)
    return found


def _core(node: Node) -> Symbol | None:
    while isinstance(node, Script):
        node = node.base
    return node if isinstance(node, Symbol) else None


def _touch(node: Node, after: Role) -> bool:
    """Whether a scripted factor needs no room after it: d²x, 3x²y, 25°C."""
    if not isinstance(node, Script) or after is not Role.LETTER or node.below is not None or node.primes or node.above is None:
        return False
    if right_role(node.base) not in (Role.LETTER, Role.DIGIT):
        return False
    signs = [part.text if isinstance(part, Symbol) else "" for part in node.above.nodes]
    return all(sign.isdecimal() or sign in ("°", "∘") for sign in signs) or (
        isinstance(node.base, Symbol) and node.base.text in DIFFERENTIALS and all(sign.isalnum() for sign in signs)
    )


def _are_written_together(left: Placed, right: Placed) -> bool:
    """Whether text stands right against a letter, a number or more text, as in nth: then its author wanted no blank."""
    texts = isinstance(left.node, Words), isinstance(right.node, Words)
    plain = left.right in (Role.LETTER, Role.DIGIT), right.left in (Role.LETTER, Role.DIGIT)
    return any(texts) and all(text or letter for text, letter in zip(texts, plain, strict=True))


def _gap(left: Role, right: Role, *, compact: bool) -> int:
    if left in _TIGHT_LEFT or right in _TIGHT_RIGHT:
        return 0
    if left in _SPACED or right in _SPACED or left is Role.PUNCTUATION:
        return 0 if compact else 1
    if left is Role.EMPTY or right is Role.EMPTY:
        return 0
    if Role.DOTS in (left, right):
        return 0 if compact else 1
    if left is Role.BIG or (left is Role.ROOT and right is Role.OPEN):
        return 1
    if left is Role.FUNCTION:
        return int(right not in (Role.OPEN, Role.MARK))
    if right in (Role.BIG, Role.FUNCTION):
        return int(left in _ENDS)
    return int(_factors_apart(left, right))


def _factors_apart(left: Role, right: Role) -> bool:
    if right not in FACTOR_STARTS:
        return False
    if left in (Role.CLOSE, Role.POSTFIX, Role.SCRIPTED, Role.ROOT, Role.FRACTION):
        return True
    if left in (Role.LETTER, Role.DIGIT, Role.VULGAR):
        return right in (Role.FRACTION, Role.NAME) or (left is Role.VULGAR and right is Role.DIGIT)
    return left is Role.NAME


def left_role(node: Node) -> Role:
    """How `node` meets what stands to its left."""
    return _role(node, 0)


def right_role(node: Node) -> Role:
    """How `node` meets what stands to its right."""
    return _role(node, -1)


def has_limits(node: Node) -> bool:
    """Whether `node` is an operator whose scripts stand above and below it in a drawing."""
    sign = _core(node)
    return sign is not None and sign.limits


def vulgar(fraction: Fraction) -> str | None:
    """The one character for a fraction of small numbers."""
    texts = [
        row.nodes[0].text if len(row.nodes) == 1 and isinstance(row.nodes[0], Symbol) else ""
        for row in (fraction.top, fraction.bottom)
    ]
    return VULGAR.get((texts[0], texts[1])) if fraction.bar else None


def _role(node: Node, side: int) -> Role:  # noqa: C901, PLR0911 - one line for each kind of node
    match node:
        case Symbol():
            return node.role
        case Words():
            return (
                Role.NAME
                if node.text and node.text[side].isalnum()
                else Role.EMPTY
                if not node.text.strip()
                else _edge(node.text[side])
            )
        case Row():
            return _row_role(node, side)
        case Fraction():
            return Role.VULGAR if vulgar(node) else Role.FRACTION
        case Root():
            return Role.NAME if side == 0 and node.index.nodes else Role.ROOT
        case Script():
            return _script_role(node, side)
        case Fence():
            if node.left if side == 0 else node.right:
                return Role.OPEN if side == 0 else Role.CLOSE
            return _row_role(node.parts[side], side)
        case Array():
            if node.left if side == 0 else node.right:
                return Role.OPEN if side == 0 else Role.CLOSE
            return Role.NAME
        case Accent():
            return _row_role(node.body, side)
        case Stack():
            role = _row_role(node.base, side, whole=True)
            return Role.SCRIPTED if role is Role.LETTER and side else role
        case Brace():
            return Role.OPEN if side == 0 else Role.CLOSE
        case Arrow():
            return Role.RELATION
        case Boxed():
            return Role.NAME
        case Space():
            return Role.EMPTY


def _edge(character: str) -> Role:
    if character in ",;":
        return Role.PUNCTUATION
    return Role.EMPTY if character.isspace() else Role.MARK


def _row_role(row: Row, side: int, *, whole: bool = False) -> Role:
    """The role at the edge of a group; a lone sign in braces is ordinary unless the `whole` keeps its role."""
    nodes = [node for node in row.nodes if not isinstance(node, Space)]
    if not nodes:
        return Role.EMPTY
    role = _role(nodes[side], side)
    ordinary = role in (Role.BINARY, Role.RELATION, Role.PUNCTUATION, Role.BAR) and not whole
    return Role.MARK if ordinary and len(nodes) == 1 else Role.PREFIX if ordinary and side == 0 else role


def _script_role(script: Script, side: int) -> Role:
    role = _role(script.base, side)
    if role in (Role.LETTER, Role.DIGIT, Role.NAME, Role.VULGAR, Role.FRACTION, Role.EMPTY, Role.MARK, Role.DOTS, Role.PREFIX):
        if side == 0 or role is Role.EMPTY:
            return role
        return Role.MARK if _is_degree(script) and role is not Role.LETTER else Role.SCRIPTED
    return role


def _is_degree(script: Script) -> bool:
    above = script.above.nodes if script.above else ()
    return script.below is None and len(above) == 1 and isinstance(above[0], Symbol) and above[0].text in ("°", "∘")

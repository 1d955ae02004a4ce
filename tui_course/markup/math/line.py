"""A formula on one line."""

from __future__ import annotations

import unicodedata
from typing import Final

from tui_course.markup.math.factors import bracketed, is_factor, is_one_sign, is_product, is_single, needs_brackets
from tui_course.markup.math.letters import ACCENTS, HIGH, LINES, LOWERED, RAISED, small
from tui_course.markup.math.spacing import left_role, place, vulgar
from tui_course.markup.math.tree import (
    EMPTY,
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
    Style,
    Symbol,
    Words,
)

_PRIMES: Final = {1: "′", 2: "″", 3: "‴", 4: "⁗"}
_ROOTS: Final = {"": "√", "3": "∛", "4": "∜"}
_CIRCLES: Final = {"∘": "°", "⋆": "*"}
_ACCENT_NAMES: Final = {"overrightarrow": "vec", "mathring": "ring"}


def line(row: Row, *, compact: bool = False) -> str:
    """`row` in one line; `compact` without room around signs, as in scripts."""
    placed = place(row, compact=compact)
    out: list[str] = []
    for index, part in enumerate(placed):
        node = part.node
        bracketed_fraction = isinstance(node, Fraction) and needs_brackets(placed, index)
        called = bracketed_fraction and index > 0 and placed[index - 1].right is Role.FUNCTION
        out.append("" if called else " " * part.gap)
        if isinstance(node, Fraction) and bracketed_fraction:
            out.append(f"({fraction(node, compact=compact)})")
        else:
            first = index == 0 or placed[index - 1].right in (Role.RELATION, Role.OPEN, Role.PUNCTUATION, Role.EMPTY)
            out.append(part_text(node, compact=compact, first=first))
    return "".join(out)


def part_text(node: Node, *, compact: bool = False, first: bool = True) -> str:
    """One part of a row; `first` says that no sign stands before it."""
    match node:
        case Symbol() | Words():
            return node.text
        case Space():
            return " " * max(node.cells, 0)
        case Row():
            return line(node, compact=compact)
        case Fraction():
            return fraction(node, compact=compact, first=first)
        case Root():
            return _root(node, compact=compact)
        case Script():
            return _base(node.base, compact=compact) + scripts(node)
        case Accent():
            return accented(node, compact=compact)
        case Fence():
            return _fence(node, compact=compact)
        case Array():
            return _array(node, compact=compact)
        case Stack():
            return _base(node.base, compact=compact) + hung(node.under, node.over)
        case Brace():
            body = line(node.body, compact=compact)
            return (
                body
                if node.label is None
                else f"{bracketed(node.body, body)}{'^' if node.over else '_'}({line(node.label, compact=True)})"
            )
        case Arrow():
            return _arrow(node)
        case Boxed():
            return line(node.body, compact=compact)


# Fractions


def fraction(node: Fraction, *, compact: bool = False, first: bool = True) -> str:
    """A fraction with a slash, in brackets where it would not be clear what is divided by what."""
    if not node.bar:
        return f"{line(node.top, compact=compact)} choose {line(node.bottom, compact=compact)}"
    if (single := vulgar(node)) is not None:
        return single
    top, bottom = line(node.top, compact=compact), line(node.bottom, compact=compact)
    top = top if is_product(node.top, first=first) else _in_brackets(top)
    return f"{top}/{bottom if is_factor(node.bottom) else _in_brackets(bottom)}"


def _in_brackets(text: str) -> str:
    return f"({text})"


# Scripts


def scripts(node: Script) -> str:
    """What hangs on a base: lowered, primes, raised."""
    return hung(node.below, None) + primes(node.primes) + hung(None, node.above)


def primes(count: int) -> str:
    """`count` primes in as few characters as there are."""
    return _PRIMES[4] * (count // 4) + _PRIMES.get(count % 4, "")


def hung(below: Row | None, above: Row | None) -> str:
    """Scripts in small characters, or after _ and ^ where one has no small form."""
    low = "" if below is None else _small(line(below, compact=True), LOWERED, "_")
    return low + ("" if above is None else _small(line(above, compact=True), RAISED, "^"))


def _small(text: str, table: dict[str, str], mark: str) -> str:
    text = text.strip()
    if not text:
        return ""
    if mark == "^":
        text = _CIRCLES.get(text, text)
        if all(character in HIGH for character in text):
            return text
    found = small(table, text)
    if found is not None:
        return found
    return mark + text if is_one_sign(text) or _encloses(text) else f"{mark}({text})"


def _encloses(text: str) -> bool:
    """Whether `text` is one bracket from its first to its last character."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return index == len(text) - 1 and index > 0
    return False


def _base(node: Node, *, compact: bool) -> str:
    if isinstance(node, Row):
        text = line(node, compact=compact)
        return text if len(node.nodes) == 1 and isinstance(node.nodes[0], Symbol) else bracketed(node, text)
    if isinstance(node, Fraction) and vulgar(node) is None:
        return _in_brackets(fraction(node, compact=compact))
    return part_text(node, compact=compact)


# Everything else


def _root(node: Root, *, compact: bool) -> str:
    index = line(node.index, compact=True)
    sign = _ROOTS.get(index) or (small(RAISED, index) or f"({index})") + "√"
    body = line(node.body, compact=compact)
    parts = place(node.body)
    bare = len(parts) == 1 and isinstance(parts[0].node, Symbol)
    return sign + (body if bare or _encloses(body) else _in_brackets(body))


def accented(node: Accent, *, compact: bool) -> str:
    """A mark over one letter, a line along several, else the name of the mark as a function."""
    body = line(node.body, compact=compact).strip()
    if not body:
        return body
    name = node.name
    mark = ACCENTS.get(name)
    if mark and is_single(node.body):
        return unicodedata.normalize("NFC", body + mark)
    if name in LINES:
        return "".join(character + LINES[name] * (not unicodedata.combining(character)) for character in body)
    if len(node.body.nodes) == 1 and isinstance(inner := node.body.nodes[0], Script):
        return accented(Accent(Row((inner.base,)), name), compact=compact) + scripts(inner)
    return f"{_ACCENT_NAMES.get(name, name.removeprefix('wide'))}({body})"


def _fence(node: Fence, *, compact: bool) -> str:
    room = "" if compact else " "
    text = line(node.parts[0], compact=compact)
    for middle, part in zip(node.middles, node.parts[1:], strict=True):
        text += f"{room}{middle}{room}{line(part, compact=compact)}"
    lone = len(node.parts[0].nodes) == 1 and isinstance(node.parts[0].nodes[0], Array)
    # Cases written by hand have no right brace, which a line needs.
    return node.left + text.strip() + (node.right or ("}" if lone and node.left == "{" else ""))


def _array(node: Array, *, compact: bool) -> str:
    if node.style is Style.ALIGNED:
        return _joined([aligned_row(cells) for cells in node.rows], compact=compact)
    rows = [", ".join(filter(None, _cells(cells, compact=compact))) for cells in node.rows]
    if node.style is Style.STACKED:
        return ", ".join(row for row in rows if row)
    if node.style is Style.GATHERED:
        return _joined([Row(tuple(part for cell in cells for part in cell.nodes)) for cells in node.rows], compact=compact)
    if node.style is Style.CASES:
        return f"{node.left or '{'}{'; '.join(row.rstrip(',;') for row in rows)}{node.right or '}'}"
    return f"{node.left}{'; '.join(rows)}{node.right}"


def _cells(cells: tuple[Row, ...], *, compact: bool) -> list[str]:
    """The text of cells; the comma that ends one is the separator's."""
    texts = [line(cell, compact=compact).strip() for cell in cells]
    return [text.removesuffix(",") if index < len(texts) - 1 else text for index, text in enumerate(texts)]


def aligned_row(cells: tuple[Row, ...]) -> Row:
    """The cells of an aligned line as one row, in which a sign at a border keeps both its sides."""
    nodes: list[Node] = []
    for index, cell in enumerate(cells):
        if index:
            nodes.append(Space(3) if index % 2 == 0 and nodes else EMPTY)
        nodes += cell.nodes
    return Row(tuple(nodes))


def _joined(rows: list[Row], *, compact: bool) -> str:
    text = ""
    for row in rows:
        piece = line(row, compact=compact).strip()
        if not piece:
            continue
        nodes = [node for node in row.nodes if node != EMPTY and not isinstance(node, Space)]
        continues = bool(nodes) and left_role(nodes[0]) in (Role.RELATION, Role.BINARY)
        text += ("" if not text else " " if continues or text[-1] in ",;." else "; ") + piece
    return text


def _arrow(node: Arrow) -> str:
    over, under = line(node.over, compact=True), line(node.under, compact=True)
    label = ", ".join(text for text in (over, under) if text)
    head, tail = node.head[0], node.head[-1]
    return f"{head}{label}{tail}" if label else node.head

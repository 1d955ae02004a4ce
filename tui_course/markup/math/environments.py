"""LaTeX's environments of formulas: matrices, cases, aligned lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from tui_course.markup.math.tree import EMPTY, Array, Node, Role, Row, Style, Symbol

if TYPE_CHECKING:
    from tui_course.markup.math.reader import Reader

_LINE_ENDS: Final = frozenset((r"\\", r"\cr", r"\newline", r"\tabularnewline"))
_CELL_ENDS: Final = _LINE_ENDS | {"&"}
_RULES: Final = frozenset((r"\hline", r"\hdashline", r"\toprule", r"\midrule", r"\bottomrule"))

# What brackets at the head or at the end of a line may hold; anything else in them is part of the formula.
_COLUMNS: Final = re.compile(r"[lcr|]+")
_PLACE: Final = re.compile(r"[tbc]")
_DISTANCE: Final = re.compile(r"\s*[-+]?[0-9.]*\s*(?:pt|pc|in|bp|cm|mm|dd|cc|sp|ex|em|mu|\\)\s*")

_FENCES: Final = {
    "matrix": ("", ""),
    "smallmatrix": ("", ""),
    "pmatrix": ("(", ")"),
    "psmallmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "bsmallmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
}
_CASES: Final = {"cases": ("{", ""), "dcases": ("{", ""), "rcases": ("", "}"), "drcases": ("", "}")}
_GRIDS: Final = frozenset(("array", "darray", "tabular", "subarray"))
_ALIGNED: Final = frozenset("align aligned split alignat alignedat flalign eqnarray xalignat xxalignat IEEEeqnarray".split())
_COUNTED: Final = frozenset("alignat alignedat xalignat xxalignat".split())
_GATHERED: Final = frozenset("gather gathered multline multlined equation displaymath math subequations dmath".split())


def environment(reader: Reader, node: Any) -> Node:  # noqa: ANN401 - the parser has no types
    """What an environment stands for; one that nobody knows is shown with its name."""
    name = node.environmentname.strip()
    plain = name.rstrip("*")
    inner = reader.inner(node.nodelist)
    if plain in _FENCES or plain in _CASES:
        columns = _columns(inner.optional(_COLUMNS) or [])
        style = Style.CASES if plain in _CASES else Style.MATRIX
        left, right = {**_FENCES, **_CASES}[plain]
        found, rules = _table(inner)
        return Array(found, style, columns or ("l" if style is Style.CASES else "c"), left, right, rules)
    if plain in _GRIDS:
        inner.optional(_PLACE)
        columns = _columns(inner.raw())
        found, rules = _table(inner)
        return Array(found, Style.MATRIX, columns or "c", rules=rules)
    if plain in _ALIGNED:
        inner.optional(_PLACE)
        if plain in _COUNTED or plain == "IEEEeqnarray":
            inner.raw()
        found, _ = _table(inner)
        return _line(found, Style.ALIGNED)
    if plain in _GATHERED:
        return _line(_table(inner)[0], Style.GATHERED)
    found, rules = _table(inner)
    body = Array(found, Style.GATHERED, "l", rules=rules)
    return Row((Symbol(f"\\begin{{{name}}}", Role.NAME), body, Symbol(f"\\end{{{name}}}", Role.NAME)))


def rows(reader: Reader, *, cells: bool = True) -> tuple[tuple[Row, ...], ...]:
    """Read the rest in rows, and where `cells` is set, in cells; an empty last row is none."""
    return _table(reader, cells=cells)[0]


def _table(reader: Reader, *, cells: bool = True) -> tuple[tuple[tuple[Row, ...], ...], frozenset[int]]:
    found: list[tuple[Row, ...]] = []
    current: list[Row] = []
    rules: set[int] = set()
    stop = "\\"
    while stop:
        if not current:
            _rules(reader, rules, len(found))
        row, stop = reader.row(_CELL_ENDS if cells else _LINE_ENDS)
        current.append(row)
        if stop != "&":
            found.append(tuple(current))
            current = []
        if stop in _LINE_ENDS:
            if reader.next_name() == "*":
                reader.take()
            _length(reader)
    if len(found) > 1 and not any(cell.nodes for cell in found[-1]):
        found.pop()
    return tuple(found), frozenset(rules)


def _length(reader: Reader) -> None:
    """Go past the distance to the next line, which stands right behind the end of this one."""
    if reader.next_name() == "[":
        reader.optional(_DISTANCE)


def _rules(reader: Reader, rules: set[int], row: int) -> None:
    reader.skip_blanks()
    while (name := reader.next_name()) in _RULES or name in (r"\cline", r"\cmidrule"):
        reader.take()
        if name not in _RULES:
            reader.raw()
        rules.add(row)
        reader.skip_blanks()


def _columns(source: Any) -> str:  # noqa: ANN401 - tokens or text
    return "".join(character for character in source if isinstance(character, str) and character in "lcr|")


def _line(found: tuple[tuple[Row, ...], ...], style: Style) -> Node:
    """An array, or its only cell."""
    if len(found) == 1:
        nodes = [node for cell in found[0] for node in (*cell.nodes, EMPTY)]
        return Row(tuple(nodes[:-1]))
    return Array(found, style)

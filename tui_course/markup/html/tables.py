"""Tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.html.element import attributes, declarations, is_hidden
from tui_course.markup.html.inlines import trimmed
from tui_course.model.block import Align, Block, Paragraph, Reveal, Table, TableCell, TableRow
from tui_course.model.inline import Text
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from tui_course.markup.html.walker import Walker

_MAX_CELLS = 20_000
_MAX_SPAN = 100
# What keeps an empty cell from collapsing in a browser.
_EMPTY = (Paragraph((Text("\u00a0"),)),)


def table(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A table, or a stray part of one."""
    del attrs
    caption = node.css_first("caption")
    rows: list[TableRow] = []
    head = cells = 0
    for row in _rows(node):
        found = tuple(_cell(walker, cell) for cell in row.iter() if cell.tag in {"td", "th"})
        cells += len(found)
        if cells > _MAX_CELLS:
            walker.around.report("table-size", Severity.WARNING, f"a table of more than {_MAX_CELLS} cells is cut", "<table")
            break
        in_head = row.parent is not None and row.parent.tag == "thead"
        if found and head == len(rows) and (in_head or (not rows and all(cell.header for cell in found))):
            head += 1
        if found:
            rows.append(TableRow(found))
    words = trimmed(walker.inlines.children(caption)) if caption is not None else ()
    return [Table(tuple(rows), head, words)] if rows else []


def _rows(node: LexborNode) -> list[LexborNode]:
    """The rows of this table, not those of a table inside it."""
    if node.tag == "tr":
        return [node]
    rows = []
    for child in node.iter():
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            rows.extend(row for row in child.iter() if row.tag == "tr")
    return rows


def _cell(walker: Walker, node: LexborNode) -> TableCell:
    attrs = attributes(node)
    blocks = tuple(walker.blocks(node, 3))
    if blocks == _EMPTY:
        blocks = ()
    if is_hidden(attrs) and blocks:
        blocks = (Reveal((), blocks, hidden=True),)
    align = declarations(attrs.get("style", "")).get("text-align") or attrs.get("align", "").lower()
    return TableCell(
        blocks,
        header=node.tag == "th",
        align=Align(align) if align in {"left", "center", "right"} else None,
        colspan=_span(attrs.get("colspan", "")),
        rowspan=_span(attrs.get("rowspan", "")),
    )


def _span(text: str) -> int:
    return min(max(int(text), 1), _MAX_SPAN) if text.isascii() and text.isdigit() and len(text) < 5 else 1  # noqa: PLR2004 - four digits

"""Tables whose rows may have more cells than their head: the parser would drop those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import rules_block
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from tui_course.markup.gfm.context import Context
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
    """A table; cells beyond the last column are kept in their rows, and reported."""
    first = len(state.tokens)
    if not rules_block.table(state, start, end, silent):
        return False
    if silent:
        return True
    out: list[Token] = []
    line = width = cells = 0
    for token in state.tokens[first:]:
        if token.type == "tr_open":
            line, cells = (token.map or [start])[0], 0
        elif token.type in {"th_close", "td_close"}:
            cells += 1
        elif token.type == "tr_close":
            width = width or cells
            extra = _cells(state, line)[width:]
            if extra:
                message = f"a row of {width + len(extra)} cells in a table of {width} columns"
                Context.of(state.env).report("table-cells", Severity.WARNING, message, line)
            for content in extra:
                out += _cell(content, line, token.level + 1)
        out.append(token)
    state.tokens[first:] = out
    return True


def _cells(state: StateBlock, line: int) -> list[str]:
    cells = [
        cell.strip() for cell in escapedSplit(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip())
    ]
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(content: str, line: int, level: int) -> list[Token]:
    return [
        Token("td_open", "td", 1, block=True, level=level),
        Token("inline", "", 0, block=True, content=content, children=[], map=[line, line + 1], level=level + 1),
        Token("td_close", "td", -1, block=True, level=level),
    ]

"""Tables."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.block.state import Block
from tui_course.markup.kramdown.block.table_cells import spans_rows, split_cells
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_LINE: Final = re.compile(r"(?:\||.*?[^\\\n]\|).*?\n")
_START: Final = re.compile(r" {0,3}(?=[^ \t\r\n\f\v])(?:\||.*?[^\\\n]\|).*?\n")
_LEADING_PIPE: Final = re.compile(r"[ \t\r\f\v]*\|")
_SEPARATOR: Final = re.compile(r"([+|: \t-]*)\n")
_FOOTER_SEPARATOR: Final = re.compile(r"([+|: \t=]*)\n")
_ALIGNMENT: Final = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?")
_ROW_OPEN: Final = Token("tr_open", "tr", 1, block=True)
_ROW_CLOSE: Final = Token("tr_close", "tr", -1, block=True)
_CELL_OPEN: Final = {tag: Token("cell_open", tag, 1, block=True) for tag in ("th", "td")}
_CELL_CLOSE: Final = {tag: Token("cell_close", tag, -1, block=True) for tag in ("th", "td")}
_EMPTY: Final = Token("html_raw", "", 0, content="\u00a0")
_ALIGNMENTS: Final = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}
# A table of more cells is not filled up with empty ones.
_MOST_CELLS: Final = 20_000


@dataclass(slots=True)
class _Table:
    """A table as it grows: its sections with their rows, the alignment of its columns, and whether its foot has begun."""

    sections: list[tuple[str, list[list[str]]]] = field(default_factory=list)
    alignment: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    foot: bool = False

    def close_section(self, tag: str, *, force: bool = False) -> None:
        """Put the rows so far into a section; behind a foot's line a body's rows go on unless forced."""
        if not self.foot or tag != "tbody" or force:
            self.sections.append((tag, self.rows))
            self.rows = []


def table(state: BlockState) -> bool:
    """Lines with pipes that are not in code, between boundaries."""
    src, start = state.src, state.pos
    if _START.match(src, start) is None or not state.after_boundary():
        return False
    attributes, state.pending = state.pending, None
    line = state.line()
    end, made, row_lines = _read(state, start)
    state.pos = end
    if not state.before_boundary() or not spans_rows(src[start : end - 1]):
        state.pos = start
        return False
    if made.rows:
        made.close_section("tfoot" if made.foot else "tbody")
    if not any(tag == "tbody" for tag, _ in made.sections):
        state.pos = start
        return False
    block = Block("table", Token("table_open", "table", 1, block=True))
    block.take(attributes)
    state.children.append(block)
    if block.token is not None:
        state.tokens.append(block.token)
    _add_sections(state, made, [line + number for number in row_lines])
    state.tokens.append(Token("table_close", "table", -1, block=True))
    return True


def _read(state: BlockState, pos: int) -> tuple[int, _Table, list[int]]:
    """Where the table's lines end, what they say, and the line of each row counted from the table's first."""
    src, made = state.src, _Table()
    first = _LINE.match(src, pos)
    leading_pipe = _LEADING_PIPE.match(src, pos) is not None and first is not None
    number, row_lines = 0, []
    separator = _separator(_SEPARATOR, src, pos, "-")
    if separator:
        pos, number = separator.end(), 1
    while pos < len(src) and _LINE.match(src, pos) and not state.quiz_line(pos):
        end = state.line_end(pos)
        if separator := _separator(_SEPARATOR, src, pos, "-"):
            if made.rows and not made.alignment and not made.foot:
                made.close_section("thead")
                made.alignment = [_ALIGNMENTS[pair] for pair in _ALIGNMENT.findall(separator.group(1))]
            elif made.rows:
                made.close_section("tbody")
        elif _separator(_FOOTER_SEPARATOR, src, pos, "="):
            if made.rows:
                made.close_section("tbody", force=True)
            made.foot = True
        else:
            made.rows.append(split_cells(src[pos : end - 1].rstrip(" \t"), leading_pipe=leading_pipe))
            row_lines.append(number)
        pos, number = end, number + 1
    return pos, made, row_lines


def _separator(pattern: re.Pattern[str], src: str, pos: int, mark: str) -> re.Match[str] | None:
    match = pattern.match(src, pos)
    return match if match and mark in match.group(1) else None


def _add_sections(state: BlockState, made: _Table, lines: list[int]) -> None:
    columns = max(len(row) for _, rows in made.sections for row in rows)
    padded = columns if columns * len(lines) <= _MOST_CELLS else 0
    alignment = made.alignment[:columns] + [""] * (columns - len(made.alignment))
    numbers = iter(lines)
    for tag, rows in made.sections:
        state.tokens.append(Token(f"{tag}_open", tag, 1, block=True))
        for row in rows:
            _add_row(state, [*row, *[""] * (padded - len(row))], alignment, "th" if tag == "thead" else "td", next(numbers))
        state.tokens.append(Token(f"{tag}_close", tag, -1, block=True))


def _add_row(state: BlockState, cells: list[str], alignment: list[str], tag: str, line: int) -> None:
    tokens = state.tokens
    tokens.append(_ROW_OPEN)
    for cell, align in zip(cells, alignment, strict=False):
        tokens.append(Token("cell_open", tag, 1, {"style": f"text-align: {align}"}, block=True) if align else _CELL_OPEN[tag])
        if text := cell.strip(" \t\r\n\f\v\0"):
            state.add_text(text, line)
        else:
            tokens.append(_EMPTY)
        tokens.append(_CELL_CLOSE[tag])
    tokens.append(_ROW_CLOSE)

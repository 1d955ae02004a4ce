"""A table's cells on the grid of its rows and columns, spans resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.block import Table, TableCell

_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell, where it begins, and how many columns and rows it covers."""

    cell: TableCell
    row: int
    column: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`at[row][column]` is the index in `cells` of what covers that place, or -1; `cells` are in reading order."""

    cells: tuple[Placed, ...]
    at: tuple[tuple[int, ...], ...]
    width: int


def grid(table: Table) -> Grid:
    """Place the cells as HTML does; spans end with the table, and no cell covers another."""
    rows = len(table.rows)
    cells: list[Placed] = []
    at: list[list[int]] = [[] for _ in table.rows]
    for row, source in enumerate(table.rows):
        column = 0
        for cell in source.cells:
            while column < len(at[row]) and at[row][column] >= 0:
                column += 1
            across = max(1, min(cell.colspan, _MOST_COLUMNS))
            taken = next(
                (step for step in range(across) if column + step < len(at[row]) and at[row][column + step] >= 0), across
            )
            down = max(1, min(cell.rowspan, rows - row))
            placed = Placed(cell, row, column, taken, down)
            for covered in range(row, row + down):
                line = at[covered]
                line.extend([-1] * (column + taken - len(line)))
                line[column : column + taken] = [len(cells)] * taken
            cells.append(placed)
            column += taken
    width = max(map(len, at), default=0)
    return Grid(tuple(cells), tuple(tuple(line + [-1] * (width - len(line))) for line in at), width)

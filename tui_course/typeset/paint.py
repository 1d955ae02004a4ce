"""Rows and rules of a table whose cells are typeset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.block import Align
from tui_course.typeset.line import Line, Role, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.typeset.context import Context
    from tui_course.typeset.grid import Grid

BETWEEN = 3  # cells from one column to the next, with the line in the middle


class TablePainter:
    """Gives out the lines of a table from top to bottom; `bodies` are those of `cells`, each as wide as its columns."""

    def __init__(self, cells: Grid, widths: Sequence[int], bodies: Sequence[list[Line]], context: Context) -> None:
        self._cells = cells
        self._widths = widths
        self._given = [iter(body) for body in bodies]
        self._measure = context.cells
        self._context = context
        self._vertical = context.drawing.vertical

    def row(self, row: int) -> Line:
        """The next line of a row."""
        runs: list[Run] = []
        anchors: list[str] = []
        divider = Run(f" {self._vertical} ", Role.TABLE)
        groups = self._groups(self._cells.at[row])
        for position, (index, width) in enumerate(groups):
            line = self._next(index)
            spare = max(0, width - self._measure(line.text))
            left = self._left(index, spare) if line.runs else 0
            if left:
                runs.append(Run(" " * left))
            runs.extend(line.runs)
            anchors.extend(line.anchors)
            if position < len(groups) - 1:
                if spare > left:
                    runs.append(Run(" " * (spare - left)))
                runs.append(divider)
        if runs and runs[-1] is divider:
            runs[-1] = Run(divider.text.rstrip(" "), Role.TABLE)
        return Line(tuple(runs), tuple(anchors))

    def rule(self, row: int, character: str) -> Line:
        """The rule below a row; a cell that spans it and the next goes on through it."""
        above, below = self._cells.at[row], self._cells.at[row + 1]
        through = [index if index == below[column] else -1 for column, index in enumerate(above)]
        runs: list[Run] = []
        anchors: list[str] = []
        drawn, spare = "", 0
        for column, width in enumerate(self._widths):
            index = through[column]
            goes_on = column > 0 and index >= 0 and through[column - 1] == index
            if column and not goes_on:
                drawn += " " * spare + self._edge(column, above, below, character)
                spare = 0
            if index < 0:
                drawn += self._context.rule(character, width)
            elif not goes_on:
                runs.append(Run(drawn, Role.TABLE))
                line = self._next(index)
                runs.extend(line.runs)
                anchors.extend(line.anchors)
                drawn, spare = "", self._span(index) - self._measure(line.text)
        runs.append(Run(drawn, Role.TABLE))
        return Line(tuple(run for run in runs if run.text), tuple(anchors))

    def _next(self, index: int) -> Line:
        return next(self._given[index], Line()) if index >= 0 else Line()

    def _left(self, index: int, spare: int) -> int:
        """The spaces before a line, by the cell's alignment."""
        align = self._cells.cells[index].cell.align
        if align is Align.RIGHT:
            return spare
        return spare // 2 if align is Align.CENTER else 0

    def _span(self, index: int) -> int:
        """The width of a cell in screen cells."""
        placed = self._cells.cells[index]
        return sum(self._widths[placed.column : placed.column + placed.columns]) + BETWEEN * (placed.columns - 1)

    def _groups(self, row: Sequence[int]) -> list[tuple[int, int]]:
        """The cells of a row from left to right, -1 where there is none, each with its width."""
        found: list[tuple[int, int]] = []
        for column, index in enumerate(row):
            if index < 0:
                found.append((index, self._widths[column]))
            elif not column or row[column - 1] != index:
                found.append((index, self._span(index)))
        return found

    def _edge(self, column: int, above: Sequence[int], below: Sequence[int], character: str) -> str:
        """What stands between two columns in the rule below a row."""
        both, ends, begins, at_right, at_left = self._context.drawing.joints
        left = above[column - 1] >= 0 and above[column - 1] == below[column - 1]
        right = above[column] >= 0 and above[column] == below[column]
        if left and right:
            return f" {self._vertical} "
        if left:
            return f" {at_right}{character}"
        if right:
            return f"{character}{at_left} "
        over, under = (row[column - 1] != row[column] or row[column] < 0 for row in (above, below))
        joint = (both if under else ends) if over else (begins if under else character)
        return character + joint + character

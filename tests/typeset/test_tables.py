from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.model.block import Paragraph, Table, TableCell, TableRow
from tui_course.model.inline import Text
from tui_course.typeset.blocks import typeset
from tui_course.typeset.grid import grid
from tui_course.typeset.setting import Setting
from tui_course.typeset.share import share

bounded = settings(max_examples=200, deadline=None)
COLUMNS = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 200)), min_size=1, max_size=8)


def cell(text="x", columns=1, rows=1):
    return TableCell((Paragraph((Text(text),)),), colspan=columns, rowspan=rows)


@pytest.mark.parametrize(
    ("least", "natural", "room", "widths"),
    [
        ([3, 3], [5, 6], 20, [5, 6]),
        ([5, 5], [9, 40], 30, [9, 21]),
        ([5, 5], [40, 40], 30, [15, 15]),
        ([5, 5, 5], [40, 6, 80], 46, [14, 6, 26]),
        ([20, 20], [30, 30], 30, None),
    ],
)
def test_share(least, natural, room, widths):
    assert share(least, natural, room) == widths


@bounded
@given(COLUMNS, st.integers(1, 150))
def test_share_gives_each_its_least_and_no_more_than_there_is(columns, room):
    least = [fewest for fewest, _ in columns]
    natural = [fewest + more for fewest, more in columns]
    widths = share(least, natural, room)
    if widths is None:
        assert sum(least) > room
        return
    assert sum(widths) == min(room, sum(natural))
    assert all(fewest <= width <= most for fewest, width, most in zip(least, widths, natural, strict=True))


@bounded
@given(st.lists(st.lists(st.tuples(st.integers(-1, 400), st.integers(-1, 400)), max_size=4), max_size=5))
def test_no_cell_covers_another(spans):
    rows = [[cell(columns=across, rows=down) for across, down in row] for row in spans]
    placed = grid(Table(tuple(TableRow(tuple(row)) for row in rows)))
    assert [one.cell for one in placed.cells] == [one for row in rows for one in row]
    covered = [
        (row, column)
        for one in placed.cells
        for row in range(one.row, one.row + one.rows)
        for column in range(one.column, one.column + one.columns)
    ]
    assert len(covered) == len(set(covered))
    for index, one in enumerate(placed.cells):
        assert placed.at[one.row][one.column] == index
    assert all(len(line) == placed.width for line in placed.at)


def test_a_table_too_wide_and_without_labels_keeps_its_rows():
    row = TableRow(tuple(cell("something") for _ in range(12)))
    lines = typeset(Table((row, row)), Setting(40))
    assert len(lines) == 2
    assert all(line.wide for line in lines)


def test_a_narrow_table_becomes_records():
    names = TableRow((cell("Name"), cell("Remark")))
    rows = (TableRow((cell("Ada"), cell("programmer"))), TableRow((cell("Grace"), cell("admiral"))))
    lines = typeset(Table((names, *rows), head=1), Setting(10))
    text = [line.text for line in lines]
    assert text[:2] == ["Name", "  Ada"]
    assert text.count("Remark") == 2
    assert not any(line.wide for line in lines)

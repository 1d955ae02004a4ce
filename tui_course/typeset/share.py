"""How the columns of a table share the width."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def share(least: Sequence[int], natural: Sequence[int], room: int) -> list[int] | None:
    """Return the width of each column in `room` cells, or None where even the least widths do not fit.

    `least` is the width of a column's longest word, `natural` the width of its longest line. Columns that need no more than
    an equal part get what they need; the others share the rest in proportion to what they lack, as in automatic table layout
    of CSS 2.1 (17.5.2.2).
    """
    if sum(natural) <= room:
        return list(natural)
    if sum(least) > room:
        return None
    widths = list(least)
    open_columns = set(range(len(widths)))
    while open_columns:
        left = room - sum(widths[column] for column in range(len(widths)) if column not in open_columns)
        part = left // len(open_columns)
        content = {
            column
            for column in open_columns
            if natural[column] <= part
            and left - natural[column] >= sum(least[other] for other in open_columns if other != column)
        }
        if not content:
            break
        chosen = min(content, key=lambda column: natural[column])
        widths[chosen] = natural[chosen]
        open_columns.remove(chosen)
    _share_rest(widths, natural, sorted(open_columns), room - sum(widths))
    return widths


def _share_rest(widths: list[int], natural: Sequence[int], columns: list[int], spare: int) -> None:
    lacking = {column: natural[column] - widths[column] for column in columns}
    total = sum(lacking.values())
    if not total or spare <= 0:
        return
    for column in columns:
        widths[column] += spare * lacking[column] // total
    rest = spare - sum(spare * lacking[column] // total for column in columns)
    for column in sorted(columns, key=lambda column: widths[column] - natural[column])[:rest]:
        widths[column] += 1

"""Figures of rows from samples of runs, and the table that they stand in."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rows import Row
    from running import Result, Samples

HEADS = ("figure", "must reach", "ours", "beside it, in the same run", "ratio", "what bounds it", "")
OK, SHORT, NOTHING = "ok", "SHORT", "not measured"


class Figure(NamedTuple):
    """A row with its figures, one of each run; without any, `trouble` says why."""

    row: Row
    ours: tuple[float, ...] = ()
    beside: tuple[float, ...] = ()
    ratios: tuple[float, ...] = ()
    trouble: str = ""

    @property
    def held(self) -> bool | None:
        """Whether it is as was promised; None where nothing was, or nothing is known."""
        found = self.ratios if self.row.of_ratio else self.ours
        if not found or self.row.at_most is self.row.at_least is None:
            return None
        middle = max(found) if self.row.statistic == "max" and self.row.at_most == 0 else statistics.median(found)
        most, least = self.row.at_most, self.row.at_least
        return (most is None or middle <= most) and (least is None or middle >= least)

    @property
    def verdict(self) -> str:
        """A word for the last column."""
        if not self.ours or (self.row.of_ratio and not self.ratios):
            return f"{NOTHING}: {self.trouble}"
        words = {True: OK, False: SHORT, None: ""}[self.held]
        return f"{words} (then {self.trouble})" if self.trouble else words


def statistic(name: str, values: Sequence[float]) -> float:
    """The median, a percentile by the nearest rank, or the greatest."""
    if name == "p50":
        return statistics.median(values)
    ordered = sorted(values)
    return ordered[-1] if name == "max" else ordered[min(len(ordered) - 1, int(len(ordered) * int(name[1:]) / 100))]


def figure(row: Row, result: Result) -> Figure:
    """A row's figures in the runs of its measurement."""
    runs = [one for one in result.runs if one.get(row.sample)]
    ours = tuple(statistic(row.statistic, one[row.sample]) for one in runs)
    beside, ratios = _beside(row, runs)
    trouble = result.trouble
    if not trouble and (not ours or (row.of_ratio and not ratios)):
        trouble = "there is nothing to compare with" if ours else "nothing was counted"
    return Figure(row, ours, beside, ratios, trouble)


def _beside(row: Row, runs: list[Samples]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    if row.beside is None:
        return (), ()
    by = row.beside.statistic or row.statistic
    pairs = [
        (statistic(row.statistic, one[row.sample]), statistic(by, one[row.beside.sample]))
        for one in runs
        if one.get(row.beside.sample)
    ]
    ratios = (
        (theirs / ours if ours else 0.0) if row.beside.inverse else (ours / theirs if theirs else 0.0) for ours, theirs in pairs
    )
    return tuple(theirs for _, theirs in pairs), tuple(ratios)


def number(value: float) -> str:
    """A figure with as many digits as mean something."""
    if value == int(value) and abs(value) < 1e6:
        return f"{int(value):,}"
    digits = next((places for bound, places in ((0.1, 4), (10, 2), (100, 1)) if abs(value) < bound), 0)
    if 0.9 < abs(value) < 1:
        digits = 4
    return f"{value:,.{digits}f}"


def spread(values: Sequence[float], unit: str) -> str:
    """The median of some runs, and the least and the greatest where there are several."""
    if not values:
        return ""
    middle = f"{number(statistics.median(values))} {unit}".strip()
    low, high = number(min(values)), number(max(values))
    return middle if len(values) == 1 or low == high else f"{middle} ({low} to {high})"


def bound(row: Row) -> str:
    """What a row must reach."""
    unit = "times" if row.of_ratio else row.unit
    most = f"at most {number(row.at_most)} {unit}" if row.at_most is not None else ""
    least = f"at least {number(row.at_least)} {unit}" if row.at_least is not None else ""
    return " and ".join(one.strip() for one in (most, least) if one)


def cells(found: Figure) -> tuple[str, ...]:
    """A line of the table."""
    row = found.row
    shown = "" if row.statistic == "p50" else ", worst" if row.statistic == "max" and row.unit else f", {row.statistic}"
    shown = "" if not row.unit else shown
    other = f"{row.beside.name} {spread(found.beside, row.unit)}" if row.beside and found.beside else ""
    return (
        row.figure + shown,
        bound(row),
        spread(found.ours, row.unit),
        other,
        spread(found.ratios, ""),
        row.floor,
        found.verdict,
    )


def table(figures: Sequence[Figure]) -> str:
    """The whole table, in the notation of Markdown, with columns that stand below each other."""
    lines = [HEADS, *map(cells, figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]

    def said(line: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"

    ruler = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([said(lines[0]), ruler, *map(said, lines[1:])])

"""Where a spot of a page is after its author has changed the page, both being at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from tui_course.model.block import Ask, DiagramBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.block import Block
    from tui_course.study.places import Spot

_MOST_COMPARED: Final = 120
"""Blocks between which an order in common is looked for: it takes the square of them."""

_T = TypeVar("_T")


def moved(spot: Spot, before: Sequence[Block], after: Sequence[Block]) -> Spot:
    """The spot of `before` in `after`: in the same block, else in what stands where it was.

    In a block that was changed, the letters above the spot count, no longer its lines.
    """
    if not after or spot.block >= len(before):
        return replace(spot, block=max(0, min(spot.block, len(after) - 1)))
    block, same = place_of(spot.block, list(map(_anywhere, before)), list(map(_anywhere, after)))
    return replace(spot, block=block) if same else replace(spot, block=block, width=0)


def _anywhere(block: Block) -> object:
    """What tells a block from others, without the lines of the file where its parts stand: what is written above moves them."""
    if isinstance(block, DiagramBlock):
        return (block.id, block.source)
    if not isinstance(block, Ask):
        return block
    return replace(block, questions=tuple(replace(question, file="", line=0) for question in block.questions))


def place_of(number: int, before: Sequence[_T], after: Sequence[_T]) -> tuple[int, bool]:
    """The number in `after`, which is not empty, of what has `number` in `before`, and whether it is the same still."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    if number < start:
        return number, True
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    if number >= len(before) - end:
        return number + len(after) - len(before), True
    within, same = _within(number - start, before[start : len(before) - end], after[start : len(after) - end])
    return min(start + within, len(after) - 1), same


def _within(number: int, before: Sequence[_T], after: Sequence[_T]) -> tuple[int, bool]:
    """The same for a stretch whose ends differ; beyond `after` where nothing is left there."""
    if len(before) > _MOST_COMPARED or len(after) > _MOST_COMPARED:
        return min(number, len(after)), False
    common = _common(before, after)
    found = [new for old, new in common if old == number]
    if found:
        return found[0], True
    # Between two that are still there; of what was changed there, as far down as it was.
    above = max(((old, new) for old, new in common if old < number), default=(-1, -1))
    below = min(((old, new) for old, new in common if old > number), default=(len(before), len(after)))
    return min(above[1] + number - above[0], max(above[1] + 1, below[1] - 1)), False


def _common(before: Sequence[_T], after: Sequence[_T]) -> list[tuple[int, int]]:
    """The numbers of the longest run, with gaps, that both have."""
    lengths = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    same = [[one == other for other in after] for one in before]
    for old in range(len(before) - 1, -1, -1):
        row, below = lengths[old], lengths[old + 1]
        for new in range(len(after) - 1, -1, -1):
            row[new] = below[new + 1] + 1 if same[old][new] else max(below[new], row[new + 1])
    found = []
    old = new = 0
    while old < len(before) and new < len(after):
        if same[old][new]:
            found.append((old, new))
            old, new = old + 1, new + 1
        elif lengths[old + 1][new] >= lengths[old][new + 1]:
            old += 1
        else:
            new += 1
    return found

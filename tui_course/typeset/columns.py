"""Blocks that stand side by side where there is room, else below each other."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from tui_course.model.block import Columns, Embed, Figure, Media, Paragraph
from tui_course.model.inline import Image
from tui_course.model.walk import all_blocks
from tui_course.typeset.line import Line, Run

if TYPE_CHECKING:
    from tui_course.model.block import Block, Column
    from tui_course.typeset.context import Context

_LEAST_WIDTH = 70
_LEAST_COLUMN = 24
_BETWEEN = 3
_UNEVEN = 3  # columns stand side by side when none is so many times as tall as another


def columns(block: Columns, context: Context, width: int) -> list[Line]:
    """Columns in the order of reading.

    A column with nothing but a picture goes above or below the others: it would cost the text half its width, and in half the
    width of a terminal little of it is left.
    """
    shown = [column for column in block.columns if column.blocks]
    widths = _widths(shown, width)
    if widths is None or any(_is_picture(column.blocks) for column in shown) or _is_nested(shown):
        return _stacked(shown, context, width)
    before = context.place
    texts = [context.blocks(column.blocks, inner) for column, inner in zip(shown, widths, strict=True)]
    tall = [len(lines) for lines in texts if lines]
    fits = all(
        not line.wide and context.cells(line.text) <= inner
        for lines, inner in zip(texts, widths, strict=True)
        for line in lines
    )
    if not fits or len(tall) != len(shown) or max(tall) > _UNEVEN * min(tall):
        context.return_to(before)
        return _stacked(shown, context, width)
    pairs = list(zip(texts, widths, strict=True))
    return beside(pairs[::-1] if block.reverse else pairs, context)


def _stacked(shown: list[Column], context: Context, width: int) -> list[Line]:
    return context.blocks([inner for column in shown for inner in column.blocks], width)


def _widths(shown: list[Column], width: int) -> list[int] | None:
    """The width of each column by its share, or None where they have no room."""
    count = len(shown)
    room = width - _BETWEEN * (count - 1)
    if width < _LEAST_WIDTH or count <= 1 or room < _LEAST_COLUMN * count:
        return None
    given = sum(column.width or 0 for column in shown)
    free = sum(1 for column in shown if not column.width)
    rest = max(0, 100 - given) / free if free else 0
    shares = [column.width or rest for column in shown]
    total = sum(shares) or 1
    spare = room - _LEAST_COLUMN * count
    wanted = [max(0.0, room * share / total - _LEAST_COLUMN) for share in shares]
    scale = spare / sum(wanted) if sum(wanted) else 0
    return [_LEAST_COLUMN + int(want * scale) for want in wanted]


def _is_nested(shown: list[Column]) -> bool:
    """Whether columns stand in columns, which would be typeset again and again to find what fits."""
    return any(isinstance(inner, Columns) for column in shown for inner in all_blocks(column.blocks))


def _is_picture(blocks: tuple[Block, ...]) -> bool:
    """Whether nothing but pictures and players stands here."""
    return all(
        isinstance(block, Figure | Media | Embed)
        or (isinstance(block, Paragraph) and all(isinstance(child, Image) for child in block.children))
        for block in blocks
    )


def beside(pairs: list[tuple[list[Line], int]], context: Context) -> list[Line]:
    """Lines side by side, each with the width that its column takes."""
    found = []
    widths = [inner for _, inner in pairs]
    for row in zip_longest(*(lines for lines, _ in pairs), fillvalue=Line()):
        runs: list[Run] = []
        anchors: list[str] = []
        missing = 0
        for line, inner in zip(row, widths, strict=True):
            if line.runs:
                if missing:
                    runs.append(Run(" " * missing))
                runs.extend(line.runs)
                missing = 0
            missing += inner - context.cells(line.text) + _BETWEEN
            anchors.extend(line.anchors)
        found.append(Line(tuple(runs), tuple(anchors)))
    return found

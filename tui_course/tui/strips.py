"""Typeset lines as Textual's strips."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_course.model.visible import visible
from tui_course.typeset import shorten
from tui_course.typeset.line import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Line

_BREAKS = re.compile(r"[\t\n\r]")


class Highlight(NamedTuple):
    """Characters of a line, from `start` to before `stop`, in another style."""

    start: int
    stop: int
    style: Style


def segments(line: Line, look: Look, highlights: Sequence[Highlight] = ()) -> list[Segment]:
    """The line's runs in the styles of `look`; where highlights overlap the last one wins.

    A whole line of code has the ground of the page, for a tint would end raggedly where its words end.
    """
    # The bar of a block of code is the only rule with text in its line.
    flat = line.wide or any(run.role is Role.RULE for run in line.runs)
    if not highlights:
        return [Segment(run.text, look.style(run.role, run.weight, flat=flat)) for run in line.runs if run.text]
    found: list[Segment] = []
    start = 0
    for run in line.runs:
        stop = start + len(run.text)
        inside = [mark for mark in highlights if mark.start < stop and mark.stop > start]
        cuts = {start, stop, *(max(start, mark.start) for mark in inside), *(min(stop, mark.stop) for mark in inside)}
        base = look.style(run.role, run.weight, flat=flat)
        for begin, end in pairwise(sorted(cuts)):
            style = base
            for mark in inside:
                if mark.start <= begin and end <= mark.stop:
                    style += mark.style
            found.append(Segment(run.text[begin - start : end - start], style))
        start = stop
    return found


def offset_segments(parts: Iterable[Segment], y: int, x: int = 0) -> list[Segment]:
    """The segments with the place of each character in the text, from `x` on, which selecting with the mouse needs."""
    found: list[Segment] = []
    for text, style, _ in parts:
        place = Style.from_meta({"offset": (x, y)})
        found.append(Segment(text, style + place if style else place))
        x += len(text)
    return found


def fitted(parts: Sequence[Segment], width: int, fill: Style) -> Strip:
    """A strip of exactly `width` cells."""
    return Strip(parts).adjust_cell_length(width, fill)


def overlaid(strip: Strip, at: int, part: Segment) -> Strip:
    """The strip with a part written over it from a cell on; what would stand beyond its end is left out."""
    stop = min(at + part.cell_length, strip.cell_length)
    written = Strip([part]).crop(0, max(0, stop - at))
    return Strip([*strip.crop(0, at), *written, *strip.crop(stop, strip.cell_length)])


def harmless(strip: Strip, fill: Style) -> Strip:
    """The strip with no character in it that could steer a terminal: the last guard, which finds nothing where all is well."""
    text = strip.text
    if visible(text) == text and not _BREAKS.search(text):
        return strip
    parts = [Segment(_BREAKS.sub(" ", visible(part)), style) for part, style, _ in strip]
    return fitted(parts, strip.cell_length, fill)


def shortened(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` in at most `width` cells, with an ellipsis where something is left out."""
    return shorten.shortened(text, width, ellipsis, cell_len)


def character_at(text: str, cell: int) -> int:
    """The index of the character that covers a cell; the length of the text beyond its end."""
    if text.isascii():
        return min(max(cell, 0), len(text))
    position = 0
    for index, character in enumerate(text):
        position += cell_len(character)
        if position > cell:
            return index
    return len(text)

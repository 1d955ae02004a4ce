"""The two ways to show a formula, and its source where it is none."""

from __future__ import annotations

import re
from typing import Final

from tui_course.markup.math.box import TooLarge, cells
from tui_course.markup.math.line import line
from tui_course.markup.math.reader import read
from tui_course.markup.math.tree import Malformed

# Control characters and halves of characters, which no terminal may get.
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BREAK: Final = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# A source with more cells than this is not padded to a rectangle but put in one line.
_MOST_PADDED: Final = 2_000_000


def to_text(tex: str) -> str:
    """The formula `tex` in one line of Unicode.

    What is no formula, or too large to be one, comes back as its source in one line. Empty only where `tex` is. Never raises.
    """
    source = _clean(tex)
    try:
        text = line(read(source)).strip()
    except (Malformed, RecursionError):
        text = ""
    return _one_line(text or source)


def to_lines(tex: str) -> tuple[str, ...]:
    """The formula `tex` as lines of equal width: one where one is clear, else a drawing.

    What is no formula comes back as the lines of its source. No lines only where `tex` is empty. Never raises.
    """
    from tui_course.markup.math.drawing import draw  # most pages with formulas have them in lines only

    source = _clean(tex)
    try:
        row = read(source)
        try:
            lines = draw(row).lines
        except TooLarge:
            lines = (line(row),)
    except (Malformed, RecursionError):
        lines = ()
    return _rectangle(lines) or _rectangle(tuple(source.split("\n"))) or ((source.replace("\n", " "),) if source else ())


def _clean(tex: str) -> str:
    return _BREAK.sub("\n", _CONTROL.sub("\ufffd", tex)).replace("\t", " ")


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _rectangle(lines: tuple[str, ...]) -> tuple[str, ...]:
    """`lines` without empty ones at either end and without common indentation, padded to the longest."""
    lines = tuple(text.rstrip() for text in lines)
    used = [index for index, text in enumerate(lines) if text]
    if not used:
        return ()
    lines = lines[used[0] : used[-1] + 1]
    indent = min(len(text) - len(text.lstrip()) for text in lines if text)
    lines = tuple(text[indent:] for text in lines)
    widths = [cells(text) for text in lines]
    widest = max(widths)
    if widest * len(lines) > _MOST_PADDED:
        return (" ".join(text for text in lines if text),)
    return tuple(text + " " * (widest - width) for text, width in zip(lines, widths, strict=True))

"""Pixels as characters: two dots a cell by half blocks, or brightness as ink where there is no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.pictures.drawn import MOST_INK, Cell, Drawn
from tui_course.pictures.view import FIT, Frame

if TYPE_CHECKING:
    from PIL import Image

    from tui_course.pictures.picture import Picture
    from tui_course.pictures.view import Window

_TONE_BITS: Final = 0xFC
_PAPER: Final = 192
_THUMBNAIL: Final = (32, 32)
_IGNORED_PERCENT: Final = 2
_FINER: Final = 3


class _Tones(NamedTuple):
    """The darkest and the brightest tone of a picture that matter, and whether most of it is bright as paper is."""

    low: int
    high: int
    paper: bool


def half_blocks(picture: Picture, window: Window) -> list[list[Cell]]:
    """The rows of a window in colour: the upper dot of a cell is its block, the lower one its ground."""
    drawn = Drawn(*window.dots, _dots(picture, window), b"")
    return [drawn.blocks(row) for row in range(drawn.rows)]


def inked(picture: Picture, window: Window, *, ink_is_bright: bool) -> list[list[Cell]]:
    """The rows of a window without colour: a character for each cell, with more ink where the picture is brighter.

    With less where it is brighter, if ink is dark, or if the picture is one on bright paper, as drawings and screenshots are.
    """
    tones = _tones(picture)
    drawn = Drawn(window.width, 2 * window.height, b"", _ink(picture, window, tones), tones.paper)
    return [[Cell(glyph) for glyph in drawn.inked(row, ink_is_bright=ink_is_bright)] for row in range(drawn.rows)]


def draw(picture: Picture, columns: int, rows: int) -> Drawn:
    """All of a picture, as large as it can be in so many columns and rows."""
    window = Frame(picture.size, columns, rows).window(FIT)
    tones = _tones(picture)
    return Drawn(*window.dots, _dots(picture, window), _ink(picture, window, tones), tones.paper, picture.notes)


def _ink(picture: Picture, window: Window, tones: _Tones) -> bytes:
    """How bright each cell is, a byte each, from 0 to MOST_INK."""
    reach = max(1, tones.high - tones.low)
    steps = [round(min(max(tone - tones.low, 0), reach) / reach * MOST_INK) for tone in range(256)]
    return _sampled(picture, window, (window.width, window.height)).convert("L").point(steps).tobytes()


def _image(picture: Picture) -> Image.Image:
    from PIL import Image

    return Image.frombuffer("RGB", picture.grid, picture.pixels, "raw", "RGB", 0, 1)


def _sampled(picture: Picture, window: Window, dots: tuple[int, int]) -> Image.Image:
    """What is seen in a window, in so many dots."""
    from PIL import ImageFilter
    from PIL.Image import Resampling

    across, down = (kept / own for kept, own in zip(picture.grid, picture.size, strict=True))
    left, top, right, bottom = window.box
    columns, rows = picture.grid
    box = (max(0.0, left * across), max(0.0, top * down), min(columns, right * across), min(rows, bottom * down))
    image = _image(picture)
    finer = (dots[0] * _FINER, dots[1] * _FINER)
    if box[2] - box[0] >= finer[0] and box[3] - box[1] >= finer[1] and _tones(picture).paper:
        # Thin dark lines would pale into the paper: they are made as wide as most of a dot first.
        image = image.resize(finer, Resampling.BOX, box).filter(ImageFilter.MinFilter(_FINER))
        return image.resize(dots, Resampling.BOX)
    return image.resize(dots, Resampling.LANCZOS, box, reducing_gap=3.0)


def _dots(picture: Picture, window: Window) -> bytes:
    """The dots of a window in 64 tones each: nobody sees the difference, and more neighbours are alike."""
    image = _sampled(picture, window, window.dots)
    return image.point([tone & _TONE_BITS | tone >> 6 for tone in range(256)] * 3).tobytes()


def _tones(picture: Picture) -> _Tones:
    thumbnail = _image(picture).resize(_THUMBNAIL, reducing_gap=3.0).convert("L")
    tones = sorted(thumbnail.tobytes())
    cut = len(tones) * _IGNORED_PERCENT // 100
    paper = tones[len(tones) // 2] >= _PAPER
    # In so few pixels the thin lines of a drawing have paled.
    return _Tones(0 if paper else tones[cut], tones[-1 - cut], paper)

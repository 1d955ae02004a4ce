"""Pixels as characters: two dots a cell by half blocks, or brightness as ink where there is no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from tui_course.pictures.picture import Picture
    from tui_course.pictures.view import Window

Colour = tuple[int, int, int]

HALF_BLOCK: Final = "▀"
RAMP: Final = " .:-=+*#%@"
"""From no ink to the most."""

_CELL_DOTS: Final = 2
_TONE_BITS: Final = 0xFC
_PAPER: Final = 192
_THUMBNAIL: Final = (32, 32)
_IGNORED_PERCENT: Final = 2
_FINER: Final = 3


class Cell(NamedTuple):
    """A character, its colour and that of its ground, each red, green and blue from 0 to 255; None is the screen's own."""

    glyph: str
    fore: Colour | None = None
    back: Colour | None = None


class _Tones(NamedTuple):
    """The darkest and the brightest tone of a picture that matter, and whether most of it is bright as paper is."""

    low: int
    high: int
    paper: bool


def half_blocks(picture: Picture, window: Window) -> list[list[Cell]]:
    """The rows of a window in colour: the upper dot of a cell is its block, the lower one its ground."""
    dots = _colours(_sampled(picture, window, window.dots))
    if len(dots) % _CELL_DOTS:
        dots.append([None] * window.width)
    return [
        [Cell(HALF_BLOCK, upper, lower) for upper, lower in zip(*pair, strict=True)]
        for pair in zip(dots[::2], dots[1::2], strict=True)
    ]


def inked(picture: Picture, window: Window, *, ink_is_bright: bool) -> list[list[Cell]]:
    """The rows of a window without colour: a character for each cell, with more ink where the picture is brighter.

    With less where it is brighter, if ink is dark, or if the picture is one on bright paper, as drawings and screenshots are.
    """
    grey = _sampled(picture, window, (window.width, window.height)).convert("L")
    low, high, paper = _tones(picture)
    reach = max(1, high - low)
    steps = len(RAMP) - 1
    glyphs = []
    for tone in range(256):
        bright = min(max(tone - low, 0), reach) / reach
        glyphs.append(RAMP[round((bright if ink_is_bright and not paper else 1 - bright) * steps)])
    data, width = grey.tobytes(), window.width
    return [[Cell(glyphs[tone]) for tone in data[start : start + width]] for start in range(0, len(data), width)]


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


def _colours(image: Image.Image) -> list[Sequence[Colour | None]]:
    """Rows of colours, in 64 tones each: nobody sees the difference, and more neighbours are alike."""
    data = image.point([tone & _TONE_BITS | tone >> 6 for tone in range(256)] * 3).tobytes()
    triples = list(zip(data[::3], data[1::3], data[2::3], strict=True))
    return [triples[start : start + image.width] for start in range(0, len(triples), image.width)]


def _tones(picture: Picture) -> _Tones:
    thumbnail = _image(picture).resize(_THUMBNAIL, reducing_gap=3.0).convert("L")
    tones = sorted(thumbnail.tobytes())
    cut = len(tones) * _IGNORED_PERCENT // 100
    paper = tones[len(tones) // 2] >= _PAPER
    # In so few pixels the thin lines of a drawing have paled.
    return _Tones(0 if paper else tones[cut], tones[-1 - cut], paper)

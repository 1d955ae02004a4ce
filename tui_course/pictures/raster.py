"""PNG, JPEG, GIF and WebP to pixels, by Pillow; runs in the process of `worker`."""

from __future__ import annotations

import io
import math
import struct
from typing import TYPE_CHECKING, Final

from tui_course.pictures.picture import Picture, Unreadable

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS: Final = 50_000_000
KEPT_PIXELS: Final = 4_000_000
"""What is kept of a picture: more than a terminal ever shows at once."""

FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP")
_SHORT_TO_BYTE: Final = 1 / 256
_LYING: Final = range(5, 9)
"""The orientations, by EXIF's numbers, in which width and height change places."""


def read_raster(data: bytes, most: int = KEPT_PIXELS) -> Picture:
    """The first frame of a picture, upright, on white, in at most so many pixels.

    Raises Unreadable, and OSError or ValueError for damaged files.
    """
    from PIL import Image, UnidentifiedImageError

    # The size is looked at before anything is decoded; Pillow's own limit would only warn.
    Image.MAX_IMAGE_PIXELS = None
    try:
        image: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        raise Unreadable("it is no PNG, JPEG, GIF, WebP or SVG") from None
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise Unreadable(f"{width} × {height} pixels are more than the {MAX_PIXELS // 1_000_000} million that are read")
    notes = ("this is the first picture of an animation",) if getattr(image, "is_animated", False) else ()
    grid = kept(width, height, most)
    if image.format == "JPEG":
        image.draft(None, grid)
    orientation = _orientation(image)
    turned = _upright(_on_white(_plain(image), grid), orientation)
    size = (height, width) if orientation in _LYING else (width, height)
    return Picture(size, turned.size, turned.tobytes(), notes)


def kept(width: int, height: int, most: int = KEPT_PIXELS) -> tuple[int, int]:
    """The columns and rows that are kept of a picture of so many pixels, at most `most` in all."""
    scale = min(1.0, math.sqrt(most / (width * height)))
    columns, rows = max(1, math.floor(width * scale)), max(1, math.floor(height * scale))
    # Where one side is a pixel, the other bears the whole limit.
    return min(columns, most), min(rows, most)


def _plain(image: Image.Image) -> Image.Image:
    """The picture with eight bits for each of red, green and blue, and for opacity where it has any."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * _SHORT_TO_BYTE).convert("L").convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _on_white(image: Image.Image, grid: tuple[int, int]) -> Image.Image:
    from PIL import Image as Pillow

    if image.size != grid:
        image = image.resize(grid, Pillow.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode == "RGB":
        return image
    # Pages are white: a drawing with black lines on nothing would vanish on a dark terminal.
    ground = Pillow.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _orientation(image: Image.Image) -> int:
    """How the camera was held, by EXIF's numbers; 1 where nothing can be read."""
    from PIL.ExifTags import Base

    try:
        value = image.getexif().get(Base.Orientation, 1)
    except (OSError, ValueError, TypeError, KeyError, SyntaxError, struct.error):
        return 1
    return value if isinstance(value, int) else 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(orientation)
    return image if turn is None else image.transpose(turn)

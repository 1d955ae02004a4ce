"""SVG to pixels, by resvg, with everything taken out that would load a file; runs in the process of `worker`."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

from tui_course.pictures.picture import Picture, Unreadable
from tui_course.pictures.raster import KEPT_PIXELS, read_raster
from tui_course.pictures.size import DPI, SVG, svg_size

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LEAST_SIDE: Final = 1200
"""A small drawing is drawn with so many pixels along its longer side: it can be looked at more closely than it was meant."""

_CARRIED: Final = re.compile(r"data:image/(?:png|jpeg|jpg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
_FONT: Final = "Aileron"
_FONT_FILE: Final = "text.ttf"

_NOT_LOADED: Final = "it names other files, which are not loaded"
_NO_HTML: Final = "words that stand in it as HTML are not drawn"
_NO_TEXT: Final = "its words are left out, for there is no font"


class Cleaned(NamedTuple):
    """An SVG without what would load a file, its size in pixels, its characters beyond ASCII, and what is left out."""

    text: str
    size: tuple[float, float]
    letters: frozenset[str]
    words: bool
    notes: tuple[str, ...]


def read_svg(data: bytes, most: int = KEPT_PIXELS) -> Picture:
    """A drawing on white, in at most so many pixels; raises Unreadable. A font is written into the current folder."""
    found = cleaned(data)
    width, height = found.size
    scale = min(max(1.0, LEAST_SIDE / max(width, height)), math.sqrt(most / (width * height)))
    font = _font() if found.words else ""
    drawn = read_raster(_rendered(found, scale, font))
    missing = (_NO_TEXT,) if found.words and not (font or found.letters) else ()
    size = (max(1, round(width)), max(1, round(height)))
    return Picture(size, drawn.grid, drawn.pixels, (*found.notes, *missing))


def cleaned(data: bytes) -> Cleaned:
    """Take out of an SVG what leads out of it; raises Unreadable where it is none."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - expat bounds entities, loads none, and this process may be killed
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"it is no SVG that can be read: {error}") from error
    if root.tag != f"{{{SVG}}}svg":
        raise Unreadable("it is no PNG, JPEG, GIF, WebP or SVG")
    notes: dict[str, None] = {}
    letters: set[str] = set()
    words = False
    for element in root.iter():
        name = _local(element.tag)
        for attribute in [one for one in element.attrib if _local(one) == "href"]:
            if name != "a" and not _stays_inside(element.attrib[attribute]):
                del element.attrib[attribute]
                notes[_NOT_LOADED] = None
        if name == "foreignObject":
            notes[_NO_HTML] = None
        if name in {"text", "tspan", "textPath"}:
            words = True
            letters.update(character for character in (element.text or "") + (element.tail or "") if not character.isascii())
    try:
        text = ET.tostring(root, encoding="unicode")
    except RecursionError:
        raise Unreadable("its elements are nested too deep") from None
    return Cleaned(text, _size(root), frozenset(letters), words, tuple(notes))


def _local(name: object) -> str:
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _stays_inside(address: str) -> bool:
    return address.startswith("#") or bool(_CARRIED.match(address))


def _size(root: Element) -> tuple[float, float]:
    """Width and height in pixels; raises Unreadable where there are none."""
    width, height = svg_size(root.get)
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise Unreadable("its width or its height is nothing")
    return width, height


def _font() -> str:
    """The path of a font in the current folder: the one that Pillow carries, which is free of rights (Aileron, CC0)."""
    from PIL import ImageFont

    data = getattr(ImageFont.load_default(DPI), "font_bytes", b"")
    if not data:
        return ""
    Path(_FONT_FILE).write_bytes(data)
    return _FONT_FILE


def _rendered(found: Cleaned, scale: float, font: str) -> bytes:
    """The drawing as a PNG; letters that Pillow's font lacks, those beyond ASCII, are taken from the fonts of the machine."""
    try:
        import resvg_py
    except ImportError:
        raise Unreadable("SVG needs the package resvg-py: pip install 'tui-course[pictures]'") from None
    try:
        return resvg_py.svg_to_bytes(
            svg_string=found.text,
            background="#ffffff",
            dpi=DPI,
            zoom=scale,
            skip_system_fonts=not found.letters,
            font_files=[font] if font else None,
            font_family=_FONT,
            serif_family=_FONT,
            sans_serif_family=_FONT,
            cursive_family=_FONT,
            fantasy_family=_FONT,
            monospace_family=_FONT,
        )
    except ValueError as error:
        raise Unreadable(f"it is no SVG that can be drawn: {error}") from error

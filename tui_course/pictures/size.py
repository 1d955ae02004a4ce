"""The size of a picture, read from its first bytes: nothing is decoded, and no library that decodes is loaded."""

from __future__ import annotations

import math
import re
import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

HEAD: Final = 65_536
"""So many bytes tell the size of most pictures."""

MOST_HEAD: Final = 1_048_576
"""What stands before the size of a JPEG, such as a colour profile and a small copy, is seldom longer."""

DPI: Final = 96
SVG: Final = "http://www.w3.org/2000/svg"

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

_FRAME_STARTS: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS: Final = frozenset((0x01, *range(0xD0, 0xD9)))
_DATA_FOLLOWS: Final = frozenset((0xD9, 0xDA))
_FILL: Final = 0xFF
_EXIF: Final = 0xE1
_EXIF_MARK: Final = b"Exif\0\0"
_ORIENTATION: Final = 0x0112
_SHORT: Final = 3
_LYING: Final = range(5, 9)
"""The orientations, by EXIF's numbers, in which width and height change places."""

_UNITS: Final = {"": 1.0, "px": 1.0, "pt": DPI / 72, "pc": DPI / 6, "mm": DPI / 25.4, "cm": DPI / 2.54, "in": DPI}
# No part of it can match what another one matches as well: with a length of many digits one try takes long enough.
_LENGTH: Final = re.compile(r"\s*((?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\s*(?:([a-z]+)\s*)?\Z")
_NUMBER: Final = re.compile(r"-?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?")


def is_xml(beginning: bytes) -> bool:
    """Whether a file that begins so may be a drawing, and is no picture of dots."""
    return beginning.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"<") or beginning[:2] in _UTF_16


def size_of(head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, upright, of the picture that begins with `head`; None where they cannot be told from it.

    PNG, JPEG, GIF, WebP and SVG are known, as `raster` and `svg` read them.
    """
    try:
        found = _svg(head) if is_xml(head) else _raster(head)
    except (struct.error, IndexError):
        return None
    return found if found and min(found) > 0 else None


def _raster(head: bytes) -> tuple[int, int] | None:
    if head.startswith(_PNG):
        return _pair(">II", head, 16) if head[12:16] == b"IHDR" else None
    if head.startswith((b"GIF87a", b"GIF89a")):
        return _pair("<HH", head, 6)
    if head.startswith(_JPEG):
        return _jpeg(head)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _webp(head)
    return None


def _pair(layout: str, head: bytes, at: int) -> tuple[int, int]:
    first, second = struct.unpack_from(layout, head, at)
    return first, second


def _webp(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = _pair("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L" and head[20] == 0x2F:  # noqa: PLR2004 - the format's own mark
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X" and len(head) >= 30:  # noqa: PLR2004 - where its header ends
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    return None


def _jpeg(head: bytes) -> tuple[int, int] | None:
    """Width and height from the first frame, in the order in which the camera was held."""
    lying = False
    for marker, start, stop in _segments(head):
        if marker == _EXIF and head[start : start + 6] == _EXIF_MARK:
            lying = _orientation(head[start + 6 : stop]) in _LYING
        elif marker in _FRAME_STARTS:
            height, width = _pair(">HH", head, start + 1)
            return (height, width) if lying else (width, height)
    return None


def _segments(head: bytes) -> Iterator[tuple[int, int, int]]:
    """Each segment before the data: its marker, and where it begins and ends."""
    at = 2
    while True:
        while head[at] != _FILL:
            at += 1
        while head[at] == _FILL:
            at += 1
        marker = head[at]
        at += 1
        if marker in _DATA_FOLLOWS:
            return
        if marker in _BARE_MARKERS or not marker:
            continue
        (length,) = struct.unpack_from(">H", head, at)
        yield marker, at + 2, at + length
        at += max(2, length)


def _orientation(exif: bytes) -> int:
    """How the camera was held, by EXIF's numbers; 1 where nothing is said."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for entry in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, at + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return int(value) if kind == _SHORT else 1
    except struct.error:
        pass
    return 1


class _Found(Exception):
    """The element at the root begins."""

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        super().__init__(name)
        self.name = name
        self.attributes = attributes


def _svg(head: bytes) -> tuple[int, int] | None:
    """The size that the element at the root gives; the rest of the drawing is not looked at."""
    from pyexpat import ExpatError, ParserCreate

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        raise _Found(name, attributes)

    parser = ParserCreate(namespace_separator="}")
    parser.StartElementHandler = begin
    try:
        parser.Parse(head, False)  # noqa: FBT003 - whether this is the end
    except _Found as root:
        if root.name != f"{SVG}}}svg":
            return None
        width, height = svg_size(root.attributes.get)
        if not (0 < width < math.inf and 0 < height < math.inf):
            return None
        return max(1, round(width)), max(1, round(height))
    except (ExpatError, ValueError, LookupError):
        return None
    return None


def svg_size(attribute: Callable[[str, str], str]) -> tuple[float, float]:
    """Width and height in pixels, as resvg takes them, from a drawing's root, whose attributes (name, else) `attribute` gives.

    They are 100 each where nothing is said, and may be nothing or infinite where nonsense is.
    """
    box = [float(number) for number in _NUMBER.findall(attribute("viewBox", ""))]
    given = (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else (100.0, 100.0)  # noqa: PLR2004 - a box has four
    return _length(attribute("width", ""), given[0]), _length(attribute("height", ""), given[1])


def _length(text: str, otherwise: float) -> float:
    match = _LENGTH.match(text)
    unit = _UNITS.get(match[2] or "") if match is not None else None
    return float(match[1]) * unit if match is not None and unit is not None else otherwise

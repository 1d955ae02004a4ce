"""The process that reads one picture for `load.Loader`, within limits of memory and time."""

from __future__ import annotations

import json
import sys
import warnings
from typing import TYPE_CHECKING, Final

from tui_course import limits
from tui_course.pictures.picture import Picture, Unreadable
from tui_course.pictures.size import is_xml

if TYPE_CHECKING:
    from collections.abc import Iterable

CPU_SECONDS: Final = 4
"""Two and a half times what the largest picture takes that is read."""
_LONGEST_SECONDS: Final = 60.0
_BEGINNING: Final = 1024
_PIXELS_A_CELL: Final = 50


def _limit() -> None:
    """Bound memory and time, where the platform can, and start nothing."""
    limits.bound_memory()
    limits.bound_core()
    limits.bound_processor_time(CPU_SECONDS)
    limits.bound_time(_LONGEST_SECONDS)
    limits.refuse(limits.PROCESSES | limits.NETWORK, "what reads a picture")


def read_picture(data: bytes, most: int = 0) -> Picture:
    """The pixels of a file, whose kind is told by its content, at most `most` where that is not 0; raises Unreadable."""
    try:
        import PIL  # noqa: F401 - whether it is there
    except ImportError:
        raise Unreadable("pictures need the package pillow: pip install 'tui-course[pictures]'") from None
    if not data:
        raise Unreadable("the file is empty")
    try:
        # Pillow warns of what it can do without, such as broken EXIF.
        with warnings.catch_warnings(action="ignore"):
            return _decoded(data, most)
    except MemoryError:
        raise Unreadable("it needs more memory than a picture may take") from None
    except Unreadable:
        raise
    except Exception as error:
        # The boundary: decoders raise whatever the damage makes of their code.
        words = str(error) or type(error).__name__
        raise Unreadable(f"the file is damaged or cut off ({words})") from error


def _decoded(data: bytes, most: int) -> Picture:
    options = {"most": most} if most else {}
    if is_xml(data[:_BEGINNING]):
        from tui_course.pictures.svg import read_svg

        return read_svg(data, **options)
    from tui_course.pictures.raster import read_raster

    return read_raster(data, **options)


def answer(data: bytes, box: tuple[int, int] | None = None) -> Iterable[bytes]:
    """What goes to the other process: `=` and the picture, or `!` and why there is none.

    The picture is a line of JSON about it and its pixels; with a `box` of columns and rows it is what `Drawn.encoded` says.
    """
    try:
        # Some pixels more than dots, for a drawing's thin lines are looked for in them.
        picture = read_picture(data, box[0] * box[1] * _PIXELS_A_CELL if box is not None else 0)
    except Unreadable as reason:
        return (b"!", str(reason).encode("utf-8", "replace"))
    if box is not None:
        from tui_course.pictures.cells import draw

        return (b"=", draw(picture, *box).encoded())
    about = {"size": picture.size, "grid": picture.grid, "notes": picture.notes}
    return (b"=", json.dumps(about).encode() + b"\n", picture.pixels)


def main() -> None:
    """Read a picture from standard input; nothing else reaches standard output.

    Two numbers as arguments are the columns and rows for which it is drawn.
    """
    _limit()
    box = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else None  # noqa: PLR2004 - two arguments
    sys.stdout.buffer.writelines(answer(sys.stdin.buffer.read(), box))


if __name__ == "__main__":
    main()

from __future__ import annotations

import io
import json
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tui_course.pictures.picture import Picture, Unreadable
from tui_course.pictures.raster import KEPT_PIXELS, kept
from tui_course.pictures.worker import answer, read_picture

RED, GREEN, BLUE, WHITE, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)
QUARTERS = (RED, GREEN, BLUE, WHITE)


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def quarters(width=16, height=16):
    """Red and green above blue and white."""
    image = Image.new("RGB", (width, height))
    for number, colour in enumerate(QUARTERS):
        left, top = number % 2 * width // 2, number // 2 * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image


def at(picture, x, y):
    """The colour at fractions of width and height, with what JPEG makes of it rounded away."""
    columns, rows = picture.grid
    start = 3 * (int(y * rows) * columns + int(x * columns))
    return tuple(255 * (value > 128) for value in picture.pixels[start : start + 3])


def corners(picture):
    return tuple(at(picture, x, y) for y in (0.2, 0.8) for x in (0.2, 0.8))


KINDS = {
    "png": encoded(quarters(), "PNG"),
    "jpeg": encoded(quarters(), "JPEG", quality=95),
    "gif": encoded(quarters(), "GIF"),
    "webp": encoded(quarters(), "WEBP", lossless=True),
    "palette": encoded(quarters().convert("P", palette=Image.Palette.ADAPTIVE), "PNG"),
    "cmyk": encoded(quarters().convert("CMYK"), "JPEG", quality=95),
    "interlaced": encoded(quarters(), "PNG", interlace=1),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_colours(kind):
    picture = read_picture(KINDS[kind])
    assert picture.size == picture.grid == (16, 16)
    assert corners(picture) == QUARTERS
    assert not picture.notes


def test_grey_of_sixteen_bits_is_not_all_white():
    image = Image.new("I;16", (2, 1))
    image.putpixel((0, 0), 0x1000)
    image.putpixel((1, 0), 0xF000)
    assert read_picture(encoded(image, "PNG")).pixels == bytes((0x10,) * 3 + (0xF0,) * 3)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_is_white(mode):
    if mode == "P":
        image = Image.new("P", (2, 1), 1)
        image.putpalette([255, 0, 0, 0, 0, 0])
        image.putpixel((0, 0), 0)
        data = encoded(image, "PNG", transparency=0)
    else:
        image = Image.new(mode, (2, 1), 0)
        image.putpixel((1, 0), (*(0,) * (len(mode) - 1), 255))
        data = encoded(image, "PNG")
    assert read_picture(data).pixels == bytes(WHITE + BLACK)


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, (RED, GREEN, BLUE, WHITE)),
        (2, (GREEN, RED, WHITE, BLUE)),
        (3, (WHITE, BLUE, GREEN, RED)),
        (4, (BLUE, WHITE, RED, GREEN)),
        (5, (RED, BLUE, GREEN, WHITE)),
        (6, (BLUE, RED, WHITE, GREEN)),
        (7, (WHITE, GREEN, BLUE, RED)),
        (8, (GREEN, WHITE, RED, BLUE)),
        (77, (RED, GREEN, BLUE, WHITE)),
    ],
)
def test_a_photograph_stands_upright(orientation, expected):
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = read_picture(encoded(quarters(32, 16), "JPEG", quality=95, exif=exif))
    assert corners(picture) == expected
    assert picture.size == picture.grid == ((16, 32) if orientation in range(5, 9) else (32, 16))


def test_damaged_exif_costs_nothing_but_itself():
    exif = b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01"
    assert corners(read_picture(encoded(quarters(), "JPEG", quality=95, exif=exif))) == QUARTERS


def test_of_an_animation_the_first_picture_is_shown():
    data = encoded(quarters(), "GIF", save_all=True, append_images=[Image.new("RGB", (16, 16), BLACK)])
    picture = read_picture(data)
    assert corners(picture) == QUARTERS
    assert picture.notes == ("this is the first picture of an animation",)


def test_one_pixel():
    assert read_picture(encoded(Image.new("RGB", (1, 1), RED), "PNG")) == Picture((1, 1), (1, 1), bytes(RED))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_of_a_large_picture_less_is_kept(kind):
    picture = read_picture(encoded(quarters(3000, 2000), kind))
    assert picture.size == (3000, 2000)
    assert picture.grid[0] * picture.grid[1] <= KEPT_PIXELS
    assert corners(picture) == QUARTERS


def png_header(width, height):
    """A PNG that says how large it is, and has one row's worth of data."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"words", "it is no PNG, JPEG, GIF, WebP or SVG"),
        (b"BM" + bytes(100), "it is no PNG, JPEG, GIF, WebP or SVG"),
        (KINDS["png"][: len(KINDS["png"]) // 2], "the file is damaged or cut off"),
        (KINDS["jpeg"][: len(KINDS["jpeg"]) * 3 // 4], "the file is damaged or cut off"),
        (KINDS["gif"][:40], ""),
        (KINDS["webp"][:40], ""),
        (png_header(30_000, 30_000), "30000 × 30000 pixels are more than the 50 million that are read"),
        (png_header(100, 100), "the file is damaged or cut off"),
        (b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;", "65535 × 65535 pixels are more"),
    ],
)
def test_what_cannot_be_read_says_why(data, reason):
    with pytest.raises(Unreadable, match=f"^{reason}"):
        read_picture(data)


@given(st.sampled_from(sorted(KINDS)), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=4), st.data())
def test_damage_is_shown_or_told(kind, changes, data):
    damaged = bytearray(KINDS[kind])
    for place, value in changes:
        # Sizes are left alone: there are tests for them, and large ones take long.
        if 26 < place < len(damaged):
            damaged[place] = value
    cut = data.draw(st.integers(0, len(damaged)))
    status, *rest = answer(bytes(damaged[: len(damaged) - cut if cut < 40 else None]))
    if status == b"=":
        columns, rows = json.loads(rest[0])["grid"]
        assert len(rest[1]) == 3 * columns * rows
    else:
        assert status == b"!"
        assert rest[0]


@given(st.integers(1, 70_000), st.integers(1, 70_000))
def test_what_is_kept_has_the_proportions_of_the_picture(width, height):
    columns, rows = kept(width, height)
    assert 1 <= columns <= width
    assert 1 <= rows <= height
    assert columns * rows <= KEPT_PIXELS
    assert (columns, rows) == (width, height) or columns * rows > KEPT_PIXELS * 0.9 or min(columns, rows) < 20
    assert abs(columns / width - rows / height) <= 1 / min(width, height)

"""Sizes told from the first bytes are those that the decoders find."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tui_course.pictures.raster import read_raster
from tui_course.pictures.size import HEAD, MOST_HEAD, size_of
from tui_course.pictures.svg import cleaned

SVG = '<svg xmlns="http://www.w3.org/2000/svg"{}/>'


def file(form, size, mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, 1).save(out, form, **options)
    return out.getvalue()


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags


@pytest.mark.parametrize("size", [(1, 1), (7, 3), (640, 480), (300, 2000)])
@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("PNG", {}),
        ("GIF", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": exif(1)}),
    ],
)
def test_pictures_of_dots(form, options, size):
    data = file(form, size, **options)
    assert size_of(data) == size == read_raster(data).size
    assert size_of(data[:-2]) == size


@pytest.mark.parametrize("orientation", range(10))
def test_photographs_stand_upright(orientation):
    data = file("JPEG", (30, 20), exif=exif(orientation))
    assert size_of(data) == read_raster(data).size


def test_the_size_may_stand_behind_much_else():
    profile = bytes(200_000)
    data = file("JPEG", (30, 20), icc_profile=profile)
    assert size_of(data[:HEAD]) is None
    assert size_of(data[:MOST_HEAD]) == (30, 20)


@pytest.mark.parametrize(
    "attributes",
    [
        ' width="40" height="20"',
        ' width="40px" height="2in"',
        ' width="3cm" height="20mm"',
        ' viewBox="0 0 60000 60000"',
        ' viewBox="0,0,30.6,7" width="100%"',
        ' viewBox="0 0 -1 5"',
        ' width="12" viewBox="0 0 3 4"',
        ' width=" 1.5e1 mm " height=".5in"',
        ' width="3em" height="7."',
        "",
    ],
)
@pytest.mark.parametrize("before", ["", "<?xml version='1.0'?>\n<!-- svg -->\n", "\ufeff", '<!DOCTYPE svg SYSTEM "a.dtd">'])
def test_drawings(attributes, before):
    data = (before + SVG.format(attributes)).encode()
    width, height = cleaned(data).size
    assert size_of(data) == (max(1, round(width)), max(1, round(height)))
    assert size_of(data[:-2] + b"><g><pa") == size_of(data)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_drawings_in_other_encodings(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + SVG.format(' width="40" height="20" id="ä"')
    assert size_of(text.encode(encoding)) == (40, 20)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10",
        b"<html><svg width='4' height='4'/></html>",
        b"<svg width='4' height='4'/>",
        SVG.format(' width="0" height="20"').encode(),
        SVG.format(' width="1e999" height="20"').encode(),
        b"\x89PNG\r\n\x1a\n",
        file("PNG", (4, 4)).replace(b"\0\0\0\4\0\0\0\4", bytes(8)),
        b"\xff\xd8\xff" + b"\xff" * 1000,
        b"\xff\xd8\xff\xe1\0\0" * 50,
        b"RIFF\0\0\0\0WEBPVP8 ",
    ],
)
def test_what_has_no_size(data):
    assert size_of(data) is None


@pytest.mark.parametrize(
    "length", ["1" * 60_000 + "!", "." + "1" * 60_000 + "!", "1" + " " * 60_000 + "!", "1" + "a" * 60_000 + "!"]
)
def test_lengths_without_end_are_not_waited_for(length):
    assert size_of(SVG.format(f' width="{length}" height="20"').encode()) == (100, 20)


def test_entities_that_multiply_are_not_waited_for():
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE svg [<!ENTITY a0 "0123456789">{bomb}]>' + SVG.format(' width="&a11;" height="20"')
    assert size_of(data.encode()) is None


BEGINNINGS = [file("PNG", (3, 2)), file("GIF", (3, 2)), file("JPEG", (3, 2), exif=exif(6)), file("WEBP", (3, 2)), b"<svg", b""]


@given(st.sampled_from(BEGINNINGS), st.integers(0, 200), st.binary(max_size=40), st.integers(0, 40))
def test_no_damage_raises(beginning, at, noise, lost):
    found = size_of(beginning[:at] + noise + beginning[at + lost :])
    assert found is None or min(found) > 0

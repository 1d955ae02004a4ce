from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tui_course.pictures.picture import Unreadable
from tui_course.pictures.svg import cleaned

DRAWINGS = sorted((Path(__file__).parent / "drawings").glob("*.svg"))
NAMES = {(255, 0, 0): "red", (0, 0, 255): "blue", (255, 255, 255): "white", (0, 0, 0): "black"}
SVG = "http://www.w3.org/2000/svg"


def told(picture):
    """Size, the colours in the middle of the left and of the right half, and what is left out."""
    columns, rows = picture.grid
    starts = [3 * (rows // 2 * columns + int(columns * place)) for place in (0.25, 0.75)]
    colours = [NAMES[tuple(255 * (value > 128) for value in picture.pixels[start : start + 3])] for start in starts]
    return [f"{picture.size[0]} x {picture.size[1]}", " ".join(colours), *picture.notes]


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_drawing(path, load, tmp_path):
    text = path.read_text(encoding="utf-8")
    for colour in ("red", "blue"):
        # What a drawing names is there, so that loading it would show.
        Image.new("RGB", (9, 9), colour).save(tmp_path / f"{colour}.png")
        text = text.replace(colour.upper(), str(tmp_path / f"{colour}.png"))
    try:
        found = told(load(text.encode()))
    except Unreadable as reason:
        found = [str(reason)]
    assert found == path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def test_what_resvg_would_load_is_what_is_taken_out(tmp_path):
    import resvg_py

    Image.new("RGB", (9, 9), "red").save(tmp_path / "red.png")
    text = f'<svg xmlns="{SVG}" width="9" height="9"><image href="{tmp_path / "red.png"}" width="9" height="9"/></svg>'
    plain = resvg_py.svg_to_bytes(svg_string='<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    assert resvg_py.svg_to_bytes(svg_string=text) != plain
    assert resvg_py.svg_to_bytes(svg_string=cleaned(text.encode()).text) == plain


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_drawings_in_other_encodings(load, encoding):
    text = f'<svg xmlns="{SVG}" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>'
    assert told(load(text.encode(encoding))) == ["9 x 9", "red red"]


def test_entities_that_multiply_are_refused(load):
    names = [f"e{number}" for number in range(30)]
    lines = "".join(f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in pairwise(names))
    text = f'<!DOCTYPE svg [<!ENTITY e0 "words">{lines}]><svg xmlns="{SVG}" width="9" height="9"><text>&e29;</text></svg>'
    with pytest.raises(Unreadable):
        load(text.encode())


def test_elements_nested_too_deep_are_refused(load):
    with pytest.raises(Unreadable, match=r"nested too deep|more memory or time"):
        load((f'<svg xmlns="{SVG}" width="9" height="9">' + "<g>" * 50_000 + "</g>" * 50_000 + "</svg>").encode())


names = st.sampled_from(("image", "use", "a", "g", "pattern", "feImage", "text"))
prefixes = st.sampled_from(("", "x:", "y:"))
addresses = st.one_of(
    st.sampled_from(
        ("#a", "data:image/png;base64,AAAA", "data:text/html,x", "a.png", "/a.png", "file:///a", "DATA:image/gif;a")
    ),
    st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cn"))),
)
elements = st.recursive(
    st.just(""),
    lambda inside: st.builds(
        lambda name, prefix, address, text: f"<{name} {prefix}href={quoteattr(address)}>{text}</{name}>",
        names,
        prefixes,
        addresses,
        inside,
    ),
    max_leaves=6,
)


@given(st.lists(elements).map("".join))
def test_no_address_leads_out(inside):
    text = f'<svg xmlns="{SVG}" xmlns:x="http://www.w3.org/1999/xlink" xmlns:y="urn:y" width="1" height="1">{inside}</svg>'
    found = cleaned(text.encode())
    kept, before = (list(ET.fromstring(one).iter()) for one in (found.text, text))  # noqa: S314 - our own text
    assert len(kept) == len(before)
    for element in kept:
        for name, value in element.attrib.items():
            if name.endswith("href") and element.tag != f"{{{SVG}}}a":
                assert value.startswith("#") or value.lower().startswith("data:image/")


@given(st.text())
def test_any_text_is_a_drawing_or_refused(text):
    with pytest.raises(Unreadable):
        cleaned(f"<svg>{text}".encode())

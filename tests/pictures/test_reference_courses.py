"""The drawings of the reference courses: none is refused or blank, and each has the size that the renderer itself finds."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tui_course.pictures.size import DPI, HEAD, size_of
from tui_course.pictures.svg import read_svg

COURSES = Path(__file__).parents[3] / "shared" / "courses"
# The same drawing stands in several courses.
DRAWINGS = {path.read_bytes(): path for path in sorted(COURSES.rglob("*.svg"))}

pytestmark = pytest.mark.skipif(not DRAWINGS, reason="the reference courses are not beside the repository")


def test_there_are_drawings():
    assert len(DRAWINGS) >= 20


@pytest.mark.parametrize("data", DRAWINGS, ids=lambda data: DRAWINGS[data].stem)
def test_a_drawing_is_drawn_at_its_size(data, tmp_path, monkeypatch):
    import resvg_py

    monkeypatch.chdir(tmp_path)
    picture = read_svg(data)
    assert size_of(data[:HEAD]) == picture.size
    with Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=data.decode(), dpi=DPI, skip_system_fonts=True))) as drawn:
        assert picture.size == pytest.approx(drawn.size, abs=1)
    assert len(set(picture.pixels)) > 2
    assert not picture.notes

"""Drawings as they look: each Mermaid file beside the drawing and the outline expected of it.

A first line such as `%% width 40 height 20 ascii` says how it is drawn. After a change look at each, then write them anew with
GOLDEN_UPDATE=1.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_course.diagrams.draw import draw
from tui_course.diagrams.outline import outline
from tui_course.markup.mermaid import read_mermaid
from tui_course.model.diagram import Diagram

SOURCES = sorted((Path(__file__).parent / "golden").glob("*.mmd"))


def printed(source: Path) -> str:
    text = source.read_text(encoding="utf-8")
    words = text.split("\n", 1)[0].removeprefix("%%").split() if text.startswith("%%") else []
    limits = {name: int(words[words.index(name) + 1]) for name in ("width", "height") if name in words}
    diagram = read_mermaid(text).diagram
    assert isinstance(diagram, Diagram)
    drawing = draw(diagram, **limits, ascii="ascii" in words)
    told = ["  " * line.depth + line.text for line in outline(diagram)]
    return "\n".join([*drawing.lines(), "", *told, ""])


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_it_looks_as_before(source):
    expected = source.with_suffix(".txt")
    if os.environ.get("GOLDEN_UPDATE"):
        expected.write_text(printed(source), encoding="utf-8")
    assert printed(source) == expected.read_text(encoding="utf-8")

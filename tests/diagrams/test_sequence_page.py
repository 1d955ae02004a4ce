"""Sequences as they stand in the text of a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_course.diagrams.sequence import MOST_PARTICIPANTS
from tui_course.markup.mermaid import read_mermaid
from tui_course.model.block import DiagramBlock
from tui_course.typeset.blocks import typeset
from tui_course.typeset.setting import Setting

SEQUENCES = Path(__file__).parent / "sequences"


def lines_of(source, setting):
    block = DiagramBlock("diagram-1", source, read_mermaid(source).diagram)
    return [line.text.rstrip() for line in typeset(block, setting)]


@pytest.mark.parametrize(("width", "name"), [(80, "long-80.txt"), (48, "long-48.txt")])
def test_a_sequence_is_drawn_at_the_width_of_the_text(width, name):
    source = (SEQUENCES / "long.mmd").read_text(encoding="utf-8")
    lines = lines_of(source, Setting(width))
    assert lines[:-1] == (SEQUENCES / name).read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "Sequence diagram"


def test_a_title_is_its_caption():
    lines = lines_of((SEQUENCES / "boxes.mmd").read_text(encoding="utf-8"), Setting(100))
    assert lines[:-1] == (SEQUENCES / "boxes.txt").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "A shop"


def test_in_ascii():
    lines = lines_of((SEQUENCES / "arrows.mmd").read_text(encoding="utf-8"), Setting(80, ascii=True))
    assert lines[:-1] == (SEQUENCES / "arrows-ascii.txt").read_text(encoding="utf-8").splitlines()


def test_what_is_too_large_is_told_and_shown_as_its_source_with_the_reason():
    source = "\n".join(["sequenceDiagram", *(f"participant p{number}" for number in range(MOST_PARTICIPANTS + 1))])
    lines = lines_of(source, Setting(100))
    assert lines[0] == f"{MOST_PARTICIPANTS + 1} participants are too many to be drawn: at most {MOST_PARTICIPANTS} are"
    written = source.split("\n")
    assert lines[-1 - len(written) : -1] == written
    told = " ".join(lines[1 : -1 - len(written)])
    assert told.startswith("Participants: p0, p1, p2,")
    assert f"p{MOST_PARTICIPANTS}" in told

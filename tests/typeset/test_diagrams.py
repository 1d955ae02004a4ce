"""Diagrams in the text."""

from __future__ import annotations

import pytest

from tui_course.markup.mermaid import read_mermaid
from tui_course.model.block import DiagramBlock
from tui_course.typeset.blocks import typeset
from tui_course.typeset.line import Role
from tui_course.typeset.setting import Setting, text_cells

FLOW = """flowchart LR
accTitle: From plan to robot
plan[Plan] -->|build| app[(Bundle)]
subgraph cloud [Cloud]
  app
end
app -.-> robot([Robot])
"""


def block(source):
    return DiagramBlock("d", source, read_mermaid(source).diagram)


def text(lines):
    return "\n".join(line.text.rstrip(" ") for line in lines)


@pytest.mark.parametrize("width", [20, 40, 76])
def test_a_flowchart_is_drawn_within_the_width_with_its_title_below(width):
    lines = typeset(block(FLOW), Setting(width))
    shown = text(lines)
    for words in ("Plan", "Bundle", "Robot", "build", "Cloud"):
        assert words in shown
    assert lines[-1].text == "From plan to robot"
    assert all(line.wide or text_cells(line.text) <= width for line in lines)
    assert lines[0].anchors == ("d",) or any("d" in line.anchors for line in lines)


def test_ascii_draws_in_ascii():
    assert text(typeset(block(FLOW), Setting(76, ascii=True))).isascii()


def test_nodes_lines_and_heads_have_looks_of_their_own():
    roles = {run.role for line in typeset(block(FLOW), Setting(76)) for run in line.runs}
    assert {Role.TEXT, Role.TABLE, Role.DIM, Role.CURSOR, Role.CAPTION} <= roles


def test_the_caption_opens_the_diagram_where_there_is_a_reader():
    lines = typeset(block(FLOW), Setting(76, asked=lambda _: None))
    targets = [run.target for line in lines for run in line.runs if run.target]
    assert {(target.kind, target.href) for target in targets} == {("diagram", "d")}
    assert not any(run.target for line in typeset(block(FLOW), Setting(76)) for run in line.runs)


def test_what_is_too_large_is_told_and_shown_as_its_source():
    source = "flowchart TD\n" + "\n".join(f"n{number % 50}-->n{number % 37}" for number in range(900))
    shown = text(typeset(block(source), Setting(76)))
    assert "900 edges are too many to be drawn" in shown
    assert "  to n1" in shown
    assert "n49-->n" in shown


def test_other_kinds_are_told_as_an_outline():
    lines = typeset(block("mindmap\n  root((Robots))\n    Wheels\n    Legs\n"), Setting(76))
    assert text(lines).split("\n")[:3] == ["Robots", "  Wheels", "  Legs"]
    assert lines[-1].text == "Diagram, as an outline"


def test_a_sequence_is_drawn():
    shown = text(typeset(block("sequenceDiagram\nAda->>Robot: move\nRobot-->>Ada: done\n"), Setting(76)))
    assert "│ Ada │" in shown
    assert "move" in shown
    assert "done" in shown

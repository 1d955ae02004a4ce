from __future__ import annotations

from pathlib import Path

import pytest

from tui_course.markup.mermaid import is_mermaid, read_mermaid
from tui_course.markup.mermaid.shapes import shape_named
from tui_course.model.diagram import Diagram, Direction, Node, Outline, Shape

CASES = sorted((Path(__file__).parent / "cases").glob("*.mmd"))


def test_there_are_cases():
    assert len(CASES) > 30


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case, dump):
    text = case.read_bytes().decode("utf-8")
    assert dump(read_mermaid(text, case.name)) == case.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_lines_count_from_where_the_diagram_begins(case):
    text = case.read_bytes().decode("utf-8")
    here, later = read_mermaid(text, case.name), read_mermaid(text, case.name, 101)
    assert [problem.line + 100 for problem in here.problems] == [problem.line for problem in later.problems]
    if isinstance(here.diagram, Diagram):
        assert [node.line + 100 for node in here.diagram.nodes] == [node.line for node in later.diagram.nodes]
        assert [edge.line + 100 for edge in here.diagram.edges] == [edge.line for edge in later.diagram.edges]


@pytest.mark.parametrize(
    ("header", "direction"),
    [
        ("flowchart", Direction.DOWN),
        ("graph TD", Direction.DOWN),
        ("graph TB;", Direction.DOWN),
        ("flowchart v", Direction.DOWN),
        ("flowchart BT", Direction.UP),
        ("flowchart ^", Direction.UP),
        ("flowchart LR", Direction.RIGHT),
        ("graph >", Direction.RIGHT),
        ("flowchart-elk RL", Direction.LEFT),
        ("graph  <", Direction.LEFT),
    ],
)
def test_direction(header, direction):
    read = read_mermaid(f"\n\n  {header}\nA")
    assert (read.diagram, read.problems) == (Diagram(direction, (Node("A", "A", line=4),)), ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ";", " ; "])
def test_what_ends_a_statement(end):
    read = read_mermaid(end.join(["flowchart LR", "A --> B", "B --> C[x]", "C", ""]))
    assert [(edge.source, edge.target) for edge in read.diagram.edges] == [("A", "B"), ("B", "C")]
    assert read.problems == ()


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("rect", Shape.RECTANGLE),
        ("docs", Shape.RECTANGLE),
        ("delay", Shape.ROUNDED),
        ("pill", Shape.STADIUM),
        ("subproc", Shape.SUBROUTINE),
        ("db", Shape.CYLINDER),
        ("circ", Shape.CIRCLE),
        ("stop", Shape.DOUBLE_CIRCLE),
        ("question", Shape.DIAMOND),
        ("prepare", Shape.HEXAGON),
        ("in-out", Shape.LEAN_RIGHT),
        ("out-in", Shape.LEAN_LEFT),
        ("priority", Shape.TRAPEZOID),
        ("manual", Shape.INVERSE_TRAPEZOID),
        ("paper-tape", Shape.FLAG),
        ("braces", Shape.TEXT),
        ("junction", Shape.DOT),
        ("join", Shape.BAR),
        ("no-such-shape", None),
    ],
)
def test_shape_by_name(name, shape):
    assert shape_named(name) is shape


@pytest.mark.parametrize(
    ("language", "expected"), [("mermaid", True), (" Mermaid", True), ("mmd", True), ("python", False), ("", False)]
)
def test_which_code_is_a_diagram(language, expected):
    assert is_mermaid(language) is expected


@pytest.mark.parametrize("source", ["", " \n ", "%% only a comment", "---\ntitle: x\n---\n"])
def test_nothing_is_a_diagram_without_lines(source):
    read = read_mermaid(source, "a.md", 7)
    assert isinstance(read.diagram, Outline)
    assert read.diagram.lines == ()
    assert [(problem.code, problem.line) for problem in read.problems] == [("diagram-empty", 7)]

from __future__ import annotations

import sys
from itertools import count

import pytest

from tui_course.markup.mermaid import read_mermaid
from tui_course.model.diagram import Diagram, Frame

HEADERS = {
    "flowchart": "flowchart LR\n",
    "states": "stateDiagram-v2\n",
    "sequence": "sequenceDiagram\n",
    "classes": "classDiagram\n",
    "entities": "erDiagram\n",
    "mind map": "mindmap\n",
    "gantt": "gantt\n",
    "no kind": "",
}
HOSTILE = {
    "brackets": "A[",
    "brackets before edges": "A[ --> ",
    "round brackets": "((",
    "braces": "{",
    "closing braces": "}",
    "slashes": "A[/",
    "flags": "A> --> ",
    "quotes": '"',
    "torn strings": 'A["x]\n',
    "torn attributes": 'A@{"}"\n',
    "attributes": "A@{",
    "edges": "-->",
    "chains": "A --> ",
    "begun edges": "A -- x\n",
    "begun dotted edges": "A -. x\n",
    "begun thick edges": "A == x\n",
    "pipes": "A -->|x\n",
    "dots": ".-",
    "ampersands": "A & ",
    "groups": "subgraph x\n",
    "groups in a line": "subgraph a;",
    "group titles": 'subgraph ;"',
    "ends": "end\n",
    "styles": "style a,a,",
    "classes": "class a,b c\n",
    "fills": "style A fill:fill:\n",
    "clicks": 'click A call x("',
    "comments": "%%",
    "directives": "%%{",
    "descriptions": "accDescr {\n",
    "statements in a line": "A ; ",
    "texts of steps": "%% step x: A | y\n%% | z\n",
    "steps": "%% step x: a -->\n",
    "step blanks": "%% step x:                 a\n",
    "blanks": " ",
    "blanks in a statement": "A      ",
    "semicolons": ";",
    "colons": ":",
    "marks": '["`**',
    "tags": "<b ",
    "entities": "#35",
    "icons": "fa:fa-x",
    "open states": "state x {\n--\n",
    "states in a line": "state x { ",
    "notes": "note right of a\n",
    "messages": "a->>b:;",
    "arrows": "->>",
    "crosses": "-x",
    "frames": "loop\n",
    "branches": "alt\nelse\n",
    "boxes": "box\n",
    "aliases": "participant a     ",
    "kinds": "<<x ",
    "generics": "~a",
    "relations": 'A "',
    "cardinalities": "a||--o{ ",
    "periods": "a : ",
    "controls": "\x1b",
}


def steps(text):
    """How many calls it takes to read a text: a measure of work that does not depend on the machine."""
    calls = count()

    def profile(_frame, event, _argument):
        if event in {"call", "c_call"}:
            next(calls)

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        read_mermaid(text)
    finally:
        sys.setprofile(before)
    return next(calls)


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("what", HOSTILE)
def test_work_grows_with_the_text(kind, what):
    once, twice = (steps(HEADERS[kind] + HOSTILE[what] * repeats) for repeats in (150, 300))
    assert twice < 2.4 * once + 1000


def codes(read):
    return {problem.code for problem in read.problems}


def test_nodes_edges_and_groups_are_counted():
    lines = [f"n{number} --> n{number + 1}" for number in range(2500)]
    read = read_mermaid("\n".join(["flowchart", *lines, "subgraph last", "n1", "n2499", "end"]))
    assert len(read.diagram.nodes) == 2000
    assert len(read.diagram.edges) == 1999
    assert read.diagram.groups[0].members == ("n1",)
    assert [(problem.code, problem.line) for problem in read.problems] == [("diagram-limit", 2001)]


def test_edges_are_counted():
    many = " & ".join(f"n{number}" for number in range(150))
    read = read_mermaid(f"flowchart\n{many} --> {many}")
    assert len(read.diagram.edges) == 10_000
    assert codes(read) == {"diagram-limit"}


@pytest.mark.parametrize(("begin", "end"), [("subgraph g{}", "end"), ("state g{} {{", "}")])
def test_groups_deeper_than_100_are_one(begin, end):
    header = "flowchart" if end == "end" else "stateDiagram"
    lines = [begin.format(number) for number in range(150)]
    read = read_mermaid("\n".join([header, *lines, "inside", *[end] * 150, "outside"]))
    assert [group.id for group in read.diagram.groups] == [f"g{number}" for number in range(100)]
    assert read.diagram.groups[-1].members == ("inside",)
    assert "outside" in {node.id for node in read.diagram.nodes}
    assert [(problem.code, problem.line) for problem in read.problems] == [("diagram-limit", 102)]


def test_groups_that_mention_each_other_nest_100_deep_at_most():
    lines = [line for number in range(300) for line in (f"subgraph g{number}", f"x{number} --> g{number + 1}", "end")]
    read = read_mermaid("\n".join(["flowchart", *lines]))
    around = {member: group.id for group in read.diagram.groups for member in group.members}

    def depth(name):
        return 1 + depth(around[name]) if name in around else 0

    assert max(depth(group.id) for group in read.diagram.groups) == 99
    assert len(read.diagram.groups) == 300
    assert codes(read) == {"diagram-nesting"}


def test_frames_deeper_than_100_are_one():
    read = read_mermaid("\n".join(["sequenceDiagram", *["loop x"] * 150, "A->>B: inside", *["end"] * 150, "A->>B: outside"]))
    frame, message = read.diagram.events
    depth = 0
    while isinstance(frame, Frame):
        depth, ((_, (frame,)),) = depth + 1, frame.branches
    assert (depth, frame.text, message.text) == (100, "inside", "outside")
    assert codes(read) == {"diagram-limit"}


LONG = {
    "label": "flowchart\nA[word {}]",
    "label of an edge": "flowchart\nA -->|{}| B",
    "id": "flowchart\n{} --> B",
    "group": "flowchart\nsubgraph {}\nend",
    "state": "stateDiagram\n{} --> A",
    "description": "stateDiagram\nA : {}",
    "participant": "sequenceDiagram\n{}->>B: x",
    "message": "sequenceDiagram\nA->>B: {}",
    "line": "mindmap\n{}",
    "step": "flowchart\n%% step x: A | y\n%% | {}\nA",
    "step's title": "flowchart\n%% step {}: A\nA",
}


@pytest.mark.parametrize("what", LONG)
def test_what_is_too_long_is_cut(what):
    read = read_mermaid(LONG[what].format("word" * 4000))
    assert max(map(len, str(read.diagram).split("'"))) <= 10_000
    assert [problem.code for problem in read.problems] == ["diagram-limit"]


def test_a_label_of_10_000_characters_is_whole():
    read = read_mermaid(f"flowchart\nA[{'x' * 10_000}]")
    assert read.diagram.nodes[0].text == "x" * 10_000
    assert read.problems == ()


def test_very_many_problems_are_counted():
    read = read_mermaid("flowchart\n" + "} no\n" * 1000)
    assert len(read.problems) == 101
    assert "900 more" in read.problems[-1].message


def test_large_diagrams_are_read_whole():
    nodes = [f'n{number}["Node number {number}"]' for number in range(500)]
    edges = [f"n{number % 500} -->|{number}| n{number * 7 % 500}" for number in range(5000)]
    read = read_mermaid("\n".join(["flowchart TD", *nodes, *edges]))
    assert isinstance(read.diagram, Diagram)
    assert (len(read.diagram.nodes), len(read.diagram.edges), read.problems) == (500, 5000, ())

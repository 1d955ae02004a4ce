from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_course.diagrams.telling import tell
from tui_course.markup.mermaid import read_mermaid
from tui_course.model.diagram import Destination, Diagram, Edge, Group, Node, Outline, Sequence, Step, Stroke

TEXTS = st.text(st.characters(categories=("L", "Nd", "P")), min_size=1, max_size=8)


def told(source):
    return tell(read_mermaid(source).diagram)


def test_a_sequence_in_sentences():
    lines = told(
        """\
sequenceDiagram
    title A greeting
    accDescr: Two meet
    actor A as Alice
    participant B as Bob<br/>Smith
    box Friends
    participant C
    end
    A->>B: hello
    A-->>A: waits
    loop every day
        B--xA: hello<br>again
        Note over A,B: both
        alt it rains
        else
            A->C
        end
    end
    A<<->>C: both ways
    Note left of A: gone
"""
    )
    assert lines == [
        "A greeting",
        "Two meet",
        "Participants: Alice (actor), Bob Smith, C",
        "Friends: C",
        "1. Alice to Bob Smith: hello",
        "2. Alice to itself (dotted): waits",
        "loop [every day]",
        "  3. Bob Smith to Alice (dotted, crossed): hello again",
        "  Note over Alice, Bob Smith: both",
        "  alt [it rains]",
        "  else",
        "    4. Alice to C (a line)",
        "  end of alt",
        "end of loop",
        "5. Alice to C (both ways): both ways",
        "Note left of Alice: gone",
    ]


def test_messages_keep_the_numbers_of_their_author():
    assert told("sequenceDiagram\nautonumber 10 10\nA->>B: x\nB->>A: y\n")[1:] == ["10. A to B: x", "20. B to A: y"]


def test_an_outline_keeps_its_depths():
    outline = Outline("pie", ((0, "Costs"), (1, "Work:\n40")), "What it costs", "All\nof it")
    assert tell(outline) == ["What it costs", "All of it", "Costs", "  Work: 40"]


def test_a_flowchart_with_its_links_and_steps():
    diagram = Diagram(
        nodes=(Node("a", "Apple"), Node("b", "Bee", link=Destination("bee.md"), tooltip="It\nhums")),
        edges=(Edge("a", "b", "feeds"),),
        groups=(Group("g", "Garden", ("a", "b"), link=Destination("garden.md")),),
        steps=(Step("Feed", (("a", "b"),), ("g",), "So it goes.\n\nOn and on."), Step("2")),
    )
    lines = tell(diagram)
    assert [line.strip() for line in lines[1:2]] == ["leads to garden.md"]
    bee = next(index for index, line in enumerate(lines) if line.strip() == "Bee")
    assert [line.strip() for line in lines[bee + 1 : bee + 3]] == ["It hums", "leads to bee.md"]
    assert lines[-6:] == ["Step 1: Feed", "  Apple to Bee", "  Garden", "  So it goes.", "  On and on.", "Step 2"]


@given(st.lists(TEXTS, min_size=1, max_size=5), st.lists(TEXTS, max_size=5), st.randoms(use_true_random=False))
def test_no_word_of_a_flowchart_is_lost(names, labels, random):
    nodes = tuple(Node(str(number), text, tooltip=f"tip {number}") for number, text in enumerate(names))
    pick = lambda: random.choice(nodes).id  # noqa: E731  shorter here than a function
    strokes = (Stroke.SOLID, Stroke.DOTTED, Stroke.THICK)
    edges = tuple(Edge(pick(), pick(), text, random.choice(strokes)) for text in labels)
    steps = tuple(Step(text, ((edge.source, edge.target),), (), text) for text, edge in zip(labels, edges, strict=True))
    lines = tell(Diagram(nodes=nodes, edges=edges, groups=(Group("g", "all", ("0",)),), steps=steps))
    assert all("\n" not in line for line in lines)
    for node in nodes:
        assert node.text in [line.strip() for line in lines]
        assert node.tooltip in [line.strip() for line in lines]
    for edge in edges:
        assert sum(line.endswith(f"({edge.text})") for line in lines) >= 1


def test_nothing_is_told_as_nothing():
    assert tell(Sequence()) == []
    assert tell(Diagram()) == []
    assert tell(Outline("")) == []

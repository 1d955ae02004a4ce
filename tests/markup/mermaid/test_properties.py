from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.markup.mermaid import read_mermaid
from tui_course.model.diagram import (
    Destination,
    Diagram,
    Direction,
    Edge,
    Frame,
    Group,
    Head,
    Message,
    Node,
    Participant,
    Remark,
    Sequence,
    Shape,
    Step,
    Stroke,
)
from tui_course.model.visible import visible

HEADERS = """
flowchart LR|graph|stateDiagram-v2|sequenceDiagram|mindmap|pie|gantt|timeline|journey|classDiagram|erDiagram|C4Context
kanban|nonsense|
"""
TOKENS = """
A|B|a-b|o|x|v|end|subgraph|subgraph s[t]|direction LR|style A fill:#f00|class A b|classDef b fill:red|click A "u" "t"
linkStyle 0 x|[|]|[[|]]|(|)|((|))|(((|{|}|{{|}}|[(|)]|[/|/]|[\\|\\]|>|"|`|:::|@{|@{ shape: cyl, label: "x" }|e1@
-->|---|-.->|-.-|==>|===|~~~|--|==|-.|.->|<-->|o--o|x--x|--x|---->|&|:|;|,|#35;|#quot;|&amp;|<br>|<b>|\\n|%%|%%{|}%%
%% step x: A --> B|accTitle: t|accDescr {|title t|state|state s {|[*]|<<choice>>|note right of A|end note|as
participant|actor|->>|-->>|-x|-)|note over A|loop|alt|else|par|and|critical|option|rect|box|autonumber|section|"x" : 5
class A {|<|--|..|>|o{|}|é|表|🚀|مر|fa:fa-x|**|_|---|title: x|
"""
PIECES = st.sampled_from(
    [
        *TOKENS.strip("\n").replace("\n", "|").split("|"),
        "|",
        "\\",
        " ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\0",
        "\x1b",
        "\u202e",
        "\r\n",
    ]
)
SOURCES = st.tuples(
    st.sampled_from(HEADERS.strip("\n").replace("\n", "|").split("|")), st.lists(st.tuples(PIECES, st.sampled_from(" \n")))
).map(lambda drawn: drawn[0] + "\n" + "".join(map("".join, drawn[1])))


def consistent(diagram: Diagram) -> None:
    """What everybody who draws a diagram may rely on."""
    nodes = [node.id for node in diagram.nodes]
    groups = [group.id for group in diagram.groups]
    known = {*nodes, *groups}
    assert len(known) == len(nodes) + len(groups)
    assert all(edge.source in known and edge.target in known and edge.length >= 1 for edge in diagram.edges)
    members = Counter(member for group in diagram.groups for member in group.members)
    assert members.keys() <= known
    assert all(times == 1 for times in members.values())
    seen = set()
    for group in diagram.groups:
        assert seen.isdisjoint(group.members)
        seen.add(group.id)
    pairs = {(edge.source, edge.target) for edge in diagram.edges}
    assert all(pairs.issuperset(step.edges) and known.issuperset(step.nodes) for step in diagram.steps)


@settings(deadline=None)
@given(SOURCES | st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_anything_is_read(source):
    read = read_mermaid(source, "a.md", 3)
    written = str(read.diagram)
    assert visible(written) == written
    last = 3 + source.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert all(problem.file == "a.md" and 3 <= problem.line <= last for problem in read.problems)
    if isinstance(read.diagram, Diagram):
        consistent(read.diagram)


@settings(deadline=None)
@given(SOURCES)
def test_nothing_at_the_end_is_lost_behind_anything_else(source):
    """Unless it stands in a string, a label or a description, a node in the last line is there."""
    if source.startswith(("flowchart", "graph")):
        read = read_mermaid(source.replace('"', "").replace("|", "") + "\n%% -. == --\nlast_node[Text]\n")
        assert "last_node" in str(read.diagram) or "last_node" in str(read.problems)


IDS = st.from_regex(r"[a-z][a-z0-9]{0,3}(?:[-_.][a-z0-9]+)?", fullmatch=True).filter(
    lambda name: name not in {"end", "graph", "class", "style", "click"} and name[0] not in "ox"
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z", "Sk"), exclude_characters="\u200e\u200f") | st.just(" ")
)
LABELS = TEXTS.map(lambda text: " ".join(text.split())).filter(lambda text: text and "fa" not in text and "mdi" not in text)
LINES = st.lists(LABELS, min_size=1, max_size=3).map("\n".join)
SHAPES = {
    Shape.RECTANGLE: "[{}]",
    Shape.ROUNDED: "({})",
    Shape.STADIUM: "([{}])",
    Shape.SUBROUTINE: "[[{}]]",
    Shape.CYLINDER: "[({})]",
    Shape.CIRCLE: "(({}))",
    Shape.DOUBLE_CIRCLE: "((({})))",
    Shape.DIAMOND: "{{{}}}",
    Shape.HEXAGON: "{{{{{}}}}}",
    Shape.LEAN_RIGHT: "[/{}/]",
    Shape.LEAN_LEFT: "[\\{}\\]",
    Shape.TRAPEZOID: "[/{}\\]",
    Shape.INVERSE_TRAPEZOID: "[\\{}/]",
    Shape.FLAG: ">{}]",
    Shape.TEXT: "@{{ shape: text, label: {} }}",
}
STARTS = {Head.NONE: "", Head.ARROW: "<", Head.CIRCLE: "o", Head.CROSS: "x"}
ENDS = {**STARTS, Head.ARROW: ">"}
COLOURS = st.sampled_from(["", "#f00", "red", "rgb(1,2,3)"])


def string(text: str) -> str:
    """A label in quotes: every sign that means something is written by its number."""
    return '"' + "<br>".join("".join(c if c.isalnum() else f"#{ord(c)};" for c in line) for line in text.split("\n")) + '"'


def arrow(edge: Edge) -> str:
    start, end, more = STARTS[edge.start], ENDS[edge.end], edge.length - 1
    match edge.stroke:
        case Stroke.INVISIBLE:
            return "~~~" + "~" * more
        case Stroke.DOTTED:
            return f"{start}-{'.' * edge.length}-{end}"
        case Stroke.SOLID | Stroke.THICK:
            sign = "-" if edge.stroke is Stroke.SOLID else "="
            return f"{start}{sign * 2}{sign * more}{end or sign}"


def printed(diagram: Diagram) -> str:
    """A diagram in Mermaid's notation."""
    out = [
        "---",
        f"title: {json.dumps(string(diagram.title)[1:-1], ensure_ascii=False)}",
        "---",
        f"flowchart {diagram.direction.value}",
    ]
    groups = {group.id: group for group in diagram.groups}
    nodes = {node.id: node for node in diagram.nodes}
    inside = {member for group in diagram.groups for member in group.members}

    def declare(name: str) -> None:
        if name in nodes:
            out.append(name + SHAPES[nodes[name].shape].format(string(nodes[name].text)))
            return
        group = groups[name]
        out.append(f"subgraph {name} [{string(group.text)}]")
        if group.direction:
            out.append(f"direction {group.direction.value}")
        for member in group.members:
            declare(member)
        out.append("end")

    for name in (*nodes, *groups):
        if name not in inside:
            declare(name)
    for edge in diagram.edges:
        name = f"{edge.id}@" if edge.id else ""
        label = f"|{string(edge.text)}|" if edge.text else ""
        out.append(f"{edge.source} {name}{arrow(edge)}{label} {edge.target}")
    for part in (*diagram.nodes, *diagram.groups):
        if part.colour:
            out.append(f"style {part.id} fill:{part.colour}")
        if part.link:
            out.append(f'click {part.id} "{part.link.href}" {string(part.tooltip)}')
    for step in diagram.steps:
        parts = [*(f"{source} --> {target}" for source, target in step.edges), *step.nodes]
        out.append(f"%% step {string(step.title)[1:-1]}: {', '.join(parts)} | {string(step.text)[1:-1]}")
    return "\n".join(out)


def without_line(part):
    return type(part)(**{name: getattr(part, name) for name in part.__slots__ if name != "line"})


def bare(diagram: Diagram) -> Diagram:
    """A diagram without the lines of its parts, its nodes and groups in one order whatever was written first."""
    return Diagram(
        diagram.direction,
        tuple(sorted(map(without_line, diagram.nodes), key=lambda node: node.id)),
        tuple(map(without_line, diagram.edges)),
        tuple(sorted(map(without_line, diagram.groups), key=lambda group: group.id)),
        tuple(map(without_line, diagram.steps)),
        diagram.title,
        diagram.description,
    )


@st.composite
def diagrams(draw):
    names = draw(st.lists(IDS, unique=True, min_size=1, max_size=8))
    group_names = [f"G{number}" for number in range(draw(st.integers(0, 3)))]
    # A member stands in a group that is before it, or in none.
    owners = {name: draw(st.sampled_from([None, *group_names])) for name in names}
    owners |= {name: draw(st.sampled_from([None, *group_names[:number]])) for number, name in enumerate(group_names)}
    links = st.none() | st.sampled_from([Destination("page.md#part"), Destination("https://example.org/?a=1&b=2")])

    def looks():
        link = draw(links)
        return {"link": link, "tooltip": draw(LABELS | st.just("")) if link else "", "colour": draw(COLOURS)}

    nodes = tuple(Node(name, draw(LINES), draw(st.sampled_from([*SHAPES])), **looks()) for name in names)
    groups = tuple(
        Group(
            name,
            draw(LABELS),
            tuple(member for member in owners if owners[member] == name),
            draw(st.none() | st.sampled_from(Direction)),
            **looks(),
        )
        for name in group_names
    )
    ends = st.sampled_from([*names, *group_names])
    edges = tuple(draw(edge(ends, number)) for number in range(draw(st.integers(0, 6))))
    pairs = [(one.source, one.target) for one in edges]
    steps = draw(
        st.lists(
            st.builds(
                Step,
                LABELS,
                st.lists(st.sampled_from(pairs), unique=True).map(tuple) if pairs else st.just(()),
                st.lists(ends, unique=True).map(tuple),
                LABELS | st.just(""),
            ),
            max_size=2,
        )
    )
    return Diagram(draw(st.sampled_from(Direction)), nodes, edges, groups, tuple(steps), draw(LABELS | st.just("")))


@st.composite
def edge(draw, ends, number):
    stroke = draw(st.sampled_from(Stroke))
    none = stroke is Stroke.INVISIBLE
    start, end = (Head.NONE if none else draw(st.sampled_from(Head)) for _ in range(2))
    name = draw(st.sampled_from(["", f"e{number}"]))
    return Edge(draw(ends), draw(ends), draw(LINES | st.just("")), stroke, start, end, draw(st.integers(1, 4)), name)


@settings(deadline=None)
@given(diagrams())
def test_what_is_printed_is_read_again(diagram):
    read = read_mermaid(printed(diagram))
    assert read.problems == ()
    assert bare(read.diagram) == bare(diagram)


@pytest.mark.parametrize("broken", ["A[", 'A["', "A -->", "A -- x", "A@{", "} x", "subgraph", "click A", "-->", "A -->|x"])
@settings(deadline=None)
@given(diagram=diagrams())
def test_a_broken_line_is_reported_and_costs_only_itself(broken, diagram):
    """A broken line at the end of a diagram that is right."""
    source = printed(diagram)
    read = read_mermaid(f"{source}\n{broken}")
    assert {problem.line for problem in read.problems} == {source.count("\n") + 2}
    ids = {node.id for node in diagram.nodes}
    assert ids <= {node.id for node in read.diagram.nodes}
    assert bare(read.diagram).edges[: len(diagram.edges)] == bare(diagram).edges


ARROWS = {
    (Head.NONE, Head.NONE): ("->", "-->"),
    (Head.NONE, Head.ARROW): ("->>", "-->>"),
    (Head.ARROW, Head.ARROW): ("<<->>", "<<-->>"),
    (Head.NONE, Head.CROSS): ("-x", "--x"),
}
KEYWORDS = {"loop": "", "opt": "", "break": "", "alt": "else", "par": "and", "critical": "option"}
PEOPLE = ["A", "Bo", "web-x", "New one"]
MESSAGES = st.builds(
    lambda ends, text, stroke, heads: Message(*ends, text, stroke, heads[1], heads[0]),
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)),
    LINES | st.just(""),
    st.sampled_from([Stroke.SOLID, Stroke.DOTTED]),
    st.sampled_from([*ARROWS]),
)
REMARKS = st.builds(
    Remark, st.sampled_from(PEOPLE).map(lambda name: (name,)), LINES, st.sampled_from(["left", "right", "over"])
)


def framed(events):
    branches = st.tuples(LABELS, st.lists(events, max_size=3).map(tuple))
    single = st.builds(Frame, st.sampled_from(["loop", "opt", "break"]), st.tuples(branches))
    several = st.builds(
        Frame, st.sampled_from(["alt", "par", "critical"]), st.lists(branches, min_size=1, max_size=3).map(tuple)
    )
    return single | several


EVENTS = st.recursive(MESSAGES | REMARKS, framed, max_leaves=8)


def lines_of(event):
    match event:
        case Message():
            sign = ARROWS[event.start, event.end][event.stroke is Stroke.DOTTED]
            yield f"{event.source} {sign} {event.target}: {string(event.text)[1:-1]}"
        case Remark():
            side = "over" if event.side == "over" else f"{event.side} of"
            yield f"Note {side} {event.participants[0]}: {string(event.text)[1:-1]}"
        case Frame():
            for number, (condition, inside) in enumerate(event.branches):
                yield f"{KEYWORDS[event.kind] if number else event.kind} {string(condition)[1:-1]}"
                for inner in inside:
                    yield from lines_of(inner)
            yield "end"


def bare_event(event):
    if isinstance(event, Frame):
        return Frame(event.kind, tuple((condition, tuple(map(bare_event, inside))) for condition, inside in event.branches))
    return without_line(event)


@settings(deadline=None)
@given(
    st.lists(EVENTS, max_size=6).map(tuple),
    st.lists(LINES, min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_a_sequence_that_is_printed_is_read_again(events, texts, actors):
    people = [Participant(*one) for one in zip(PEOPLE, texts, actors, strict=True)]
    out = ["sequenceDiagram"]
    out += [f"{'actor' if one.actor else 'participant'} {one.id} as {string(one.text)[1:-1]}" for one in people]
    out += [line for event in events for line in lines_of(event)]
    read = read_mermaid("\n".join(out))
    assert read.problems == ()
    assert isinstance(read.diagram, Sequence)
    assert tuple(map(without_line, read.diagram.participants)) == tuple(people)
    assert tuple(map(bare_event, read.diagram.events)) == events

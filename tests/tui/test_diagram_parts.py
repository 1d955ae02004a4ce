from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Size

from tui_course.diagrams.drawing import Role
from tui_course.diagrams.place import Rect
from tui_course.model.diagram import Diagram, Direction, Edge, Group, Head, Node, Step
from tui_course.tui.diagram.about import About, Relation, about
from tui_course.tui.diagram.canvas import canvas_row
from tui_course.tui.diagram.emphasis import edges_of_step, emphasis_of, shown_as
from tui_course.tui.diagram.nesting import Nesting
from tui_course.tui.diagram.panel import Told, panel_lines
from tui_course.tui.diagram.picture import compose
from tui_course.tui.diagram.scope import scope_of
from tui_course.tui.diagram.standpoint import Standpoint
from tui_course.tui.diagram.steering import nearest
from tui_course.tui.theme import Look

DRAWN = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.text(alphabet=st.sampled_from("ab 書é\n"), max_size=12)
SIZES = st.builds(Size, st.integers(1, 130), st.integers(1, 40))
WAYS = [(1, 0), (-1, 0), (0, 1), (0, -1)]


@st.composite
def diagrams(draw):
    """Small diagrams with nested groups; edges may lead to groups, steps to what is not there."""
    count = draw(st.integers(1, 6))
    nodes = tuple(Node(f"n{number}", draw(WORDS)) for number in range(count))
    free = [node.id for node in nodes]
    groups = []
    for number in range(draw(st.integers(0, 3))):
        members = draw(st.lists(st.sampled_from(free), unique=True, max_size=4)) if free else []
        groups.insert(0, Group(f"g{number}", draw(WORDS), tuple(members)))
        free = [one for one in free if one not in members] + [f"g{number}"]
    ends = st.sampled_from([node.id for node in nodes] + [group.id for group in groups])
    heads = st.sampled_from((Head.NONE, Head.ARROW))
    edges = tuple(draw(st.lists(st.builds(Edge, ends, ends, WORDS, start=heads, end=heads), max_size=7)))
    pairs = st.lists(st.tuples(ends, ends), max_size=3).map(tuple)
    named = st.lists(st.sampled_from(("n0", "g0", "gone")), max_size=2).map(tuple)
    steps = tuple(draw(st.lists(st.builds(Step, WORDS, pairs, named, WORDS), max_size=2)))
    return Diagram(draw(st.sampled_from(Direction)), nodes, edges, tuple(groups), steps)


# Nesting and scope


def test_groups_are_known_from_outside_in():
    nesting = Nesting(
        Diagram(nodes=(Node("a", "A\nB"), Node("b", "")), groups=(Group("o", "Outer", ("i", "b")), Group("i", "", ("a",))))
    )
    assert nesting.around("a") == ("o", "i")
    assert nesting.inside("o") == {"i", "a", "b"}
    assert [nesting.words(item) for item in ("a", "b", "o", "i", "gone")] == ["A B", "b", "Outer", "i", "gone"]


def test_groups_that_hold_each_other_come_to_an_end():
    nesting = Nesting(Diagram(groups=(Group("a", "A", ("b",)), Group("b", "B", ("a", "b")))))
    assert nesting.around("a") == ("b",)
    assert nesting.inside("a") == {"b"}
    assert nesting.inside("b") == {"a"}


def test_zooming_keeps_neighbours_as_boxes():
    diagram = Diagram(
        nodes=tuple(Node(name, name) for name in "abcdef"),
        edges=(Edge("a", "b"), Edge("b", "c"), Edge("c", "d"), Edge("f", "in"), Edge("a", "out"), Edge("e", "f")),
        groups=(Group("out", "", ("in", "c")), Group("in", "", ("a", "b")), Group("other", "", ("d", "e"))),
    )
    nesting = Nesting(diagram)
    inner = scope_of(nesting, "in")
    assert [node.id for node in inner.diagram.nodes] == ["a", "b", "c", "f"]
    assert inner.edges == (0, 1, 3)
    assert inner.folded == set()
    outer = scope_of(nesting, "out")
    assert outer.edges == (0, 1, 2, 3, 4)
    assert outer.folded == {"other"}
    assert scope_of(nesting, "gone").edges == (0, 1, 2, 3, 4, 5)


@given(diagrams())
def test_a_scope_holds_all_of_the_group_and_all_its_edges(diagram):
    nesting = Nesting(diagram)
    for group in nesting.groups:
        scope = scope_of(nesting, group)
        known = {item.id for item in (*scope.diagram.nodes, *scope.diagram.groups)}
        assert nesting.inside(group) | {group} <= known
        assert [diagram.edges[number] for number in scope.edges] == list(scope.diagram.edges)
        around = set(nesting.around(group))
        for number, edge in enumerate(diagram.edges):
            inside = {end in nesting.inside(group) | {group} for end in (edge.source, edge.target)}
            drawn = True in inside and not around & {edge.source, edge.target}
            assert (number in scope.edges) == drawn
        assert all({edge.source, edge.target} <= known for edge in scope.diagram.edges)


# Pictures


@DRAWN
@given(diagrams(), SIZES, st.booleans(), st.booleans())
def test_a_picture_has_places_for_drawing_and_panel(diagram, size, plain, natural):
    nesting = Nesting(diagram)
    for group in ("", *list(nesting.groups)[:1]):
        picture = compose(scope_of(nesting, group), Standpoint(natural=natural), size, plain=plain)
        if picture.drawing.refused:
            continue
        canvas, panel = picture.canvas, picture.panel
        assert (canvas.right, canvas.y) == (panel.x, panel.y) or (0, canvas.bottom) == (panel.x, panel.y)
        assert max(canvas.right, panel.right) <= size.width
        assert max(canvas.bottom, panel.bottom) <= size.height
        assert sorted(picture.order) == sorted(picture.drawing.boxes)
        for item in (*nesting.nodes, *nesting.groups) if not group else (*nesting.inside(group),):
            in_an_empty_group = item in nesting.groups and not set(nesting.inside(item)) & set(nesting.nodes)
            assert shown_as(nesting, picture.drawing, item) or in_an_empty_group


@DRAWN
@given(diagrams(), st.booleans(), st.data())
def test_what_stands_out_is_in_the_drawing(diagram, plain, data):
    nesting = Nesting(diagram)
    picture = compose(scope_of(nesting), Standpoint(), Size(80, 24), plain=plain)
    drawing = picture.drawing
    focus = data.draw(st.sampled_from(picture.order)) if picture.order else ""
    step = data.draw(st.integers(0, len(diagram.steps)))
    emphasis = emphasis_of(nesting, picture, focus, step, plain=plain)
    assert all(0 <= x < drawing.width and 0 <= y < drawing.height for x, y in emphasis.marks)
    assert all(drawing.rows[y][x].role in {Role.LINE, Role.BLANK} for x, y in emphasis.marks)
    assert emphasis.items <= set(picture.order)
    if step:
        marked = {edge for x, y in emphasis.marks for edge in drawing.rows[y][x].edges}
        wanted = edges_of_step(diagram, diagram.steps[step - 1])
        assert {edge for edge in wanted if edge in picture.lines} <= marked | {
            edge for edge in wanted for other in marked if set(picture.lines[other]) & set(picture.lines.get(edge, ()))
        }


@DRAWN
@given(diagrams(), st.booleans(), st.integers(0, 30), st.integers(1, 60))
def test_a_row_is_as_wide_as_its_cells_and_keeps_its_words(diagram, plain, left, width):
    nesting = Nesting(diagram)
    picture = compose(scope_of(nesting), Standpoint(), Size(80, 24), plain=plain)
    drawing, look = picture.drawing, Look(ascii=plain)
    emphasis = emphasis_of(nesting, picture, picture.order[0] if picture.order else "", 0, plain=plain)
    for y in range(drawing.height):
        text = "".join(part.text for part in canvas_row(drawing, emphasis, look, (left, left + width), y))
        assert cell_len(text) == max(0, min(width, drawing.width - left))
        whole = "".join(part.text for part in canvas_row(drawing, emphasis, look, (0, drawing.width), y))
        at = 0
        for cell in drawing.rows[y]:
            if cell.role in {Role.TEXT, Role.TITLE, Role.LABEL, Role.LEGEND, Role.HEAD, Role.BLANK}:
                assert whole[at : at + len(cell.glyph)] == cell.glyph
            at += len(cell.glyph)
        assert at == len(whole)
    assert canvas_row(drawing, emphasis, look, (0, 9), drawing.height) == []


def test_the_focus_is_heavy_and_its_edges_too():
    diagram = Diagram(Direction.RIGHT, (Node("a", "A"), Node("b", "B"), Node("c", "C")), (Edge("a", "b"), Edge("b", "c")))
    nesting = Nesting(diagram)
    picture = compose(scope_of(nesting), Standpoint(), Size(80, 24), plain=False)
    emphasis = emphasis_of(nesting, picture, "a", 0, plain=False)
    rows = [
        "".join(part.text for part in canvas_row(picture.drawing, emphasis, Look(), (0, 80), y))
        for y in range(picture.drawing.height)
    ]
    assert rows[0].startswith("┏━")
    assert "━▶" in rows[1]
    assert "─▶" in rows[1]


def test_an_edge_without_a_line_is_numbered_beside_its_head():
    step = Step("", (("a", "b"),))
    diagram = Diagram(Direction.DOWN, (Node("a", "Above"), Node("b", "Below")), (Edge("a", "b"),), steps=(step,))
    nesting = Nesting(diagram)
    tight = compose(scope_of(nesting), Standpoint(), Size(40, 9), plain=False)
    heads = {(x, y) for y, row in enumerate(tight.drawing.rows) for x, cell in enumerate(row) if cell.role is Role.HEAD}
    without = replace(tight, lines={}, heads={0: tuple(heads)})
    marks = emphasis_of(nesting, without, "a", 1, plain=False).marks
    assert list(marks.values()) == ["①"]
    assert all(tight.drawing.rows[y][x].role is Role.BLANK for x, y in marks)


# Steering


@st.composite
def boxes(draw):
    """Boxes in the squares of a grid, none over another."""
    places = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), unique=True, min_size=1, max_size=8))
    found = {}
    for number, (column, row) in enumerate(places):
        left, top = 20 * column + draw(st.integers(0, 8)), 8 * row + draw(st.integers(0, 3))
        found[f"b{number}"] = Rect(left, top, left + draw(st.integers(2, 9)), top + draw(st.integers(1, 3)))
    return found


@given(boxes())
def test_every_box_can_be_reached_by_arrows(found):
    reached, waiting = {"b0"}, ["b0"]
    while waiting:
        here = waiting.pop()
        for way in WAYS:
            box = nearest(found, here, way)
            if box and box not in reached:
                reached.add(box)
                waiting.append(box)
    assert reached == set(found)


@given(boxes(), st.sampled_from(WAYS), st.sets(st.sampled_from(("b1", "b2"))))
def test_an_arrow_leads_where_it_points(found, way, connected):
    box = nearest(found, "b0", way, connected)
    here, right, down = found["b0"], *way
    if box:
        there = found[box]
        assert (there.left > here.right) if right > 0 else (there.right < here.left) if right else True
        assert (there.top > here.bottom) if down > 0 else (there.bottom < here.top) if down else True
    else:
        assert not any(nearest({"b0": here, other: rect}, "b0", way) for other, rect in found.items() if other != "b0")


def test_a_connected_box_is_preferred():
    found = {"here": Rect(0, 0, 4, 2), "near": Rect(10, 0, 14, 2), "far": Rect(18, 0, 22, 2)}
    assert nearest(found, "here", (1, 0)) == "near"
    assert nearest(found, "here", (1, 0), {"far"}) == "far"
    assert nearest(found, "gone", (1, 0)) == ""


# What is told


def test_edges_are_told_as_their_end_sees_them():
    edges = (
        Edge("a", "b", "to"),
        Edge("b", "a", "from"),
        Edge("a", "b", "two\nways", start=Head.ARROW),
        Edge("a", "b", end=Head.NONE),
        Edge("a", "b", "back", start=Head.ARROW, end=Head.NONE),
        Edge("a", "a", "again"),
    )
    nesting = Nesting(Diagram(nodes=(Node("a", "A", tooltip="About it."), Node("b", "B")), edges=edges))
    assert about(nesting, "a") == About(
        "A",
        "About it.",
        (
            Relation("in", "B", "from"),
            Relation("in", "B", "back"),
            Relation("both", "B", "two ways"),
            Relation("out", "B", "to"),
            Relation("with", "B"),
            Relation("self", "A", "again"),
        ),
    )


def test_a_group_tells_what_leads_out_of_it_once():
    diagram = Diagram(
        nodes=tuple(Node(name, name.upper()) for name in "abc"),
        edges=(Edge("a", "b"), Edge("a", "c"), Edge("b", "c")),
        groups=(Group("g", "G", ("a", "b")),),
    )
    assert about(Nesting(diagram), "g").relations == (Relation("out", "C"),)


def test_a_node_tells_what_leads_to_the_groups_around_it():
    diagram = Diagram(
        nodes=tuple(Node(name, name.upper()) for name in "abc"),
        edges=(Edge("a", "g", "all"), Edge("b", "g", "not from outside"), Edge("g", "a")),
        groups=(Group("g", "G", ("b", "c")),),
    )
    assert about(Nesting(diagram), "c").relations == (Relation("in", "A", "all (all of G)"), Relation("out", "A", "(all of G)"))


@given(
    st.builds(Told, st.sampled_from(("", "①", "(12)")), WORDS, st.none() | st.builds(About, WORDS, WORDS), WORDS),
    st.lists(st.builds(Relation, st.sampled_from(("in", "out", "both")), WORDS, WORDS), max_size=6).map(tuple),
    st.integers(0, 90),
    st.integers(0, 30),
)
def test_the_panel_keeps_to_its_room(told, relations, width, height):
    if told.about is not None:
        told = replace(told, about=replace(told.about, relations=relations))
    lines = panel_lines(told, Look(), width, height)
    assert len(lines) <= height
    if width >= 20:
        assert all(cell_len(line.text) <= width for line in lines)


def test_a_neighbour_without_words_is_named_all_the_same():
    told = Told("", "", About("Idle", "", (Relation("in", "", "power on"),)), "")
    text = "\n".join(line.text for line in panel_lines(told, Look(), 40, 10))
    assert "(a mark without words)" in text
    assert "power on" in text


@pytest.mark.parametrize("width", [30, 78])
def test_the_panel_tells_all_or_says_how_much_is_missing(width):
    relations = tuple(Relation("in", f"Node {number}", "label") for number in range(12))
    told = Told("①", "The step.", About("Title", "Description.", relations), "explained in: A page")
    text = "\n".join(line.text for line in panel_lines(told, Look(), width, 30 if width == 30 else 20))
    for words in ("① The step.", "Title", "Description.", "Node 11  label", "explained in: A page"):
        assert words in text
    assert text.count("in   ") == 1
    short = panel_lines(told, Look(), width, 6)
    assert "more lines: t" in short[-1].text

"""What a drawing says of itself: what was folded, turned, put below or refused; and input that nobody should write."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.diagrams.draw import MOST_EDGES, MOST_NODES, draw
from tui_course.diagrams.outline import outline
from tui_course.diagrams.text import broken, cells
from tui_course.model.diagram import Diagram, Direction, Edge, Group, Head, Node, Shape, Stroke

CHAIN = Diagram(
    Direction.RIGHT,
    tuple(Node(name, f"Station {name}") for name in "abcdef"),
    tuple(Edge(one, other) for one, other in zip("abcde", "bcdef", strict=True)),
)
GROUPED = Diagram(
    Direction.RIGHT,
    (Node("a", "Alpha"), Node("b", "Beta"), Node("c", "Gamma")),
    (Edge("a", "c", "one"), Edge("b", "c", "two"), Edge("a", "b", "inside")),
    (Group("g", "Both", ("a", "b")),),
)


def printed(drawing):
    return "\n".join(drawing.lines())


def test_natural_size_has_no_limits():
    drawing = draw(CHAIN)
    assert drawing.width > 80
    assert not (drawing.overflow)
    assert not (drawing.transposed)
    assert not (drawing.collapsed)


def test_a_chain_that_is_too_wide_is_turned():
    drawing = draw(CHAIN, width=40)
    assert drawing.width <= 40
    assert drawing.transposed
    assert not drawing.overflow


def test_what_fits_nowhere_is_drawn_whole_and_says_so():
    drawing = draw(CHAIN, width=8, height=4)
    assert drawing.overflow
    assert set(drawing.boxes) == set("abcdef")


def test_a_folded_group_is_a_box_with_its_count_and_all_its_edges():
    drawing = draw(GROUPED, collapsed=frozenset({"g", "no such group"}))
    assert drawing.collapsed == {"g"}
    assert "⊞ Both (2)" in printed(drawing)
    assert set(drawing.boxes) == {"g", "c"}
    assert {edge for row in drawing.rows for cell in row for edge in cell.edges} == {0, 1}
    assert "one / two" in printed(drawing)
    assert "[+] Both (2)" in printed(draw(GROUPED, collapsed=frozenset({"g"}), ascii=True))


def test_groups_are_folded_only_where_they_may_be():
    wide = Diagram(
        Direction.RIGHT,
        tuple(Node(f"n{n}", "unbreakable_name_" + "x" * 12) for n in range(6)),
        tuple(Edge(f"n{n}", f"n{n + 1}") for n in range(5)),
        (Group("g", "All", tuple(f"n{n}" for n in range(6))),),
    )
    assert draw(wide, width=20).collapsed == {"g"}
    assert not draw(wide, width=20, may_fold=False).collapsed


def test_a_title_too_long_for_its_frame_is_in_the_legend():
    drawing = draw(Diagram(nodes=(Node("a", "A"),), groups=(Group("g", "many words " * 30, ("a",)),)))
    assert " ".join("".join(drawing.legend).split()).count("many") == 30
    assert drawing.width < 60


@pytest.mark.parametrize(
    "diagram",
    [
        Diagram(nodes=tuple(Node(f"n{n}", "N") for n in range(MOST_NODES + 1))),
        Diagram(nodes=(Node("a", "A"), Node("b", "B")), edges=(Edge("a", "b"),) * (MOST_EDGES + 1)),
        Diagram(groups=tuple(Group(f"g{n}", "G", (f"g{n + 1}",)) for n in range(300))),
    ],
    ids=["nodes", "edges", "depth"],
)
def test_too_large_is_refused_with_a_reason(diagram):
    drawing = draw(diagram, width=80)
    assert drawing.refused
    assert drawing.lines() == []


def test_cells_know_to_whom_they_belong():
    drawing = draw(GROUPED)
    belongs = {(cell.role.value, cell.item) for row in drawing.rows for cell in row if cell.item}
    assert {("text", "a"), ("border", "b"), ("frame", "g"), ("title", "g")} <= belongs
    heads = [cell.edges for row in drawing.rows for cell in row if cell.role == "head"]
    assert {edge for edges in heads for edge in edges} == {0, 1, 2}


def test_an_invisible_edge_is_not_drawn():
    drawing = draw(Diagram(nodes=(Node("a", "A"), Node("b", "B")), edges=(Edge("a", "b", "no", Stroke.INVISIBLE),)))
    assert "no" not in printed(drawing)
    assert drawing.boxes["a"].bottom < drawing.boxes["b"].top


def test_words_dots_and_bars_have_no_box():
    nodes = (Node("s", "", Shape.DOT), Node("t", "just words", Shape.TEXT), Node("f", "", Shape.BAR))
    drawing = draw(Diagram(nodes=nodes, edges=(Edge("s", "f"), Edge("f", "t"))))
    assert printed(drawing).split() == ["●", "│", "▼", "━━━━━", "│", "▼", "just", "words"]


def test_an_end_without_a_node_is_drawn_and_hostile_words_are_shown():
    diagram = Diagram(
        nodes=(Node("a", "\x1b[31m[/]\u202e"), Node("a", "again"), Node("b", "")),
        edges=(Edge("a", "ghost", "\x07"), Edge("g", "a")),
        groups=(Group("g", "\x00", ("a", "g", "a", "h", "nobody")), Group("h", "", ("g",))),
    )
    text = printed(draw(diagram))
    assert "ghost" in text
    assert "␛[31m[/]<U+202E>" in text
    assert not any(ord(character) < 32 and character != "\n" for character in text)


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@settings(deadline=None, max_examples=60)
@given(st.lists(ANY_TEXT, min_size=1, max_size=4), ANY_TEXT, ANY_TEXT)
def test_any_text_stands_in_rows_of_one_width(texts, label, title):
    nodes = tuple(Node(str(number), text) for number, text in enumerate(texts))
    edges = tuple(Edge("0", node.id, label) for node in nodes[1:])
    drawing = draw(Diagram(nodes=nodes, edges=edges, groups=(Group("g", title, ("0",)),)))
    assert {len(row) for row in drawing.rows} == {drawing.width}
    for row in drawing.rows:
        for cell, following in itertools.pairwise(row):
            assert (following.glyph == "") == (cells(cell.glyph) == 2)


@given(st.text("ab 任务-/\n", max_size=80), st.integers(4, 30))
def test_breaking_loses_no_word_and_keeps_to_the_width(text, width):
    lines = broken(text, width, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= width for line in lines)


def test_the_outline_tells_all_in_reading_order():
    edges = (
        Edge("c", "a", "back"),
        Edge("a", "b"),
        Edge("b", "b"),
        Edge("b", "c", start=Head.ARROW),
        Edge("c", "g", end=Head.NONE),
    )
    diagram = Diagram(
        nodes=(Node("c", "Gamma"), Node("a", "Alpha\nLine"), Node("b", "")),
        edges=edges,
        groups=(Group("g", "Both", ("a", "b")),),
        title="A title",
    )
    assert ["  " * line.depth + line.text for line in outline(diagram)] == [
        "A title",
        "Gamma",
        "  to Alpha Line (back)",
        "  joined with Both",
        "  to and from b",
        "Both (group of 2)",
        "  joined with Gamma",
        "  Alpha Line",
        "    to b",
        "    from Gamma (back)",
        "  b",
        "    to itself",
        "    to and from Gamma",
        "    from Alpha Line",
    ]

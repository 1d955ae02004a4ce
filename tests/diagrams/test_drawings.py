"""Random diagrams, drawn and read again from what was printed: nothing missing, nothing false, nothing broken."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tui_course.diagrams.draw import draw
from tui_course.model.diagram import Diagram, Direction, Edge, Group, Head, Node, Shape, Stroke

WORDS = st.sampled_from("alpha beta gamma delta server client a-long-word 任务 データ".split())
BOXES = [shape for shape in Shape if shape not in (Shape.TEXT, Shape.DOT, Shape.BAR)]
HEADS = st.sampled_from([Head.ARROW, Head.ARROW, Head.ARROW, Head.NONE, Head.CIRCLE, Head.CROSS])
STROKES = st.sampled_from([Stroke.SOLID, Stroke.SOLID, Stroke.DOTTED, Stroke.THICK, Stroke.INVISIBLE])
LABELS = st.one_of(st.just(""), st.just(""), st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.just("two\nlines"))
SCREENS = st.sampled_from([{}, {"width": 80, "height": 24}, {"width": 40}, {"width": 120, "height": 40}])
RANDOM = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@st.composite
def diagrams(draw_from):
    count = draw_from(st.integers(1, 9))
    texts = draw_from(st.lists(st.lists(WORDS, max_size=3).map(" ".join), min_size=count, max_size=count))
    nodes = tuple(Node(f"n{n}", f"N{n} {text}".strip(), draw_from(st.sampled_from(BOXES))) for n, text in enumerate(texts))
    groups = []
    free = [node.id for node in nodes]
    for number in range(draw_from(st.integers(0, 3))):
        size = draw_from(st.integers(1, min(3, len(free))))
        direction = draw_from(st.sampled_from([None, None, *Direction]))
        groups.insert(0, Group(f"g{number}", f"Title of {number}", tuple(free[:size]), direction))
        free = [*free[size:], f"g{number}"]
    names = st.sampled_from([*[node.id for node in nodes] * 3, *[group.id for group in groups]])
    edges = []
    for _ in range(draw_from(st.integers(0, count + 3))):
        end = draw_from(HEADS)
        start = end if draw_from(st.integers(0, 7)) == 0 else Head.NONE
        label, stroke, length = draw_from(LABELS), draw_from(STROKES), draw_from(st.sampled_from([1, 1, 1, 2, 3]))
        edges.append(Edge(draw_from(names), draw_from(names), label, stroke, start, end, length))
    return Diagram(draw_from(st.sampled_from(list(Direction))), nodes, tuple(edges), tuple(groups))


@RANDOM
@given(diagrams(), SCREENS)
def test_what_is_printed_says_what_the_diagram_says(faults, diagram, screen):
    drawing = draw(diagram, **screen, may_fold=False)
    assert not drawing.refused
    assert faults(diagram, drawing) == [], "\n".join(["", *drawing.lines()])


@RANDOM
@given(diagrams())
def test_ascii_has_the_same_cells(diagram):
    unicode, plain = draw(diagram), draw(diagram, ascii=True)
    assume(not unicode.legend)
    assert (plain.width, plain.height) == (unicode.width, unicode.height)
    for row, other in zip(unicode.rows, plain.rows, strict=True):
        assert [(cell.role, cell.item, cell.edges) for cell in row] == [(cell.role, cell.item, cell.edges) for cell in other]
        drawn = "".join(cell.glyph for cell in other if cell.role in ("line", "head", "border", "frame"))
        assert drawn.isascii()


@pytest.mark.parametrize("fault", ["a wrong head", "a gap", "a foreign word"])
def test_the_reader_of_drawings_sees_faults(faults, fault):
    diagram = Diagram(nodes=(Node("a", "A"), Node("b", "B")), edges=(Edge("a", "b"),))
    drawing = draw(diagram)
    assert faults(diagram, drawing) == []
    wrong = {"a wrong head": ("▼", "▲"), "a gap": ("│", " "), "a foreign word": ("B", "C")}[fault]
    for row in drawing.rows:
        for cell in row:
            if cell.glyph == wrong[0] and cell.role in ("line", "head", "text"):
                object.__setattr__(cell, "glyph", wrong[1])
    assert faults(diagram, drawing)

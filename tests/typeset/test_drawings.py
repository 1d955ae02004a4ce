from __future__ import annotations

from itertools import count

import pytest

from tui_course.model.block import DiagramBlock
from tui_course.model.diagram import Diagram, Edge, Node
from tui_course.typeset.blocks import typeset_inside
from tui_course.typeset.context import Context
from tui_course.typeset.drawings import KEPT, Drawings, drawing_of
from tui_course.typeset.patience import Patience
from tui_course.typeset.setting import Setting


def diagram(name):
    return Diagram(nodes=(Node("a", name), Node("b", "end")), edges=(Edge("a", "b"),))


@pytest.fixture(autouse=True)
def nothing_kept():
    KEPT.clear()
    yield
    KEPT.clear()


def test_what_takes_the_time_of_a_page_leaves_none_for_what_follows_and_says_so():
    ticks = count(0.0, 2.0)
    context = Context(Setting(60), typeset_inside)
    context.patience = Patience(3.0, lambda: next(ticks))
    pages = [
        "\n".join(line.text for line in context.block(DiagramBlock(name, f"source of {name}", diagram(name)), 60))
        for name in ("first", "second", "third")
    ]
    assert ["drawing all diagrams of this page takes too long" in page for page in pages] == [False, False, True]
    assert "│ second │" in pages[1]
    assert "source of third" in pages[2], "what is not drawn is told, and shown as it is written"
    assert "to end" in pages[2]


def test_whoever_sets_the_page_next_does_not_wait_either():
    spent = Patience(0.0)
    assert drawing_of(diagram("one"), 60, patience=spent).refused
    before = KEPT.drawn
    assert drawing_of(diagram("one"), 60).refused
    assert KEPT.drawn == before
    assert not drawing_of(diagram("one"), 50).refused, "another width is another drawing"


def test_drawings_are_kept_by_their_cells_and_always_the_last():
    kept = Drawings()
    wide = drawing_of(diagram("one"), 60)
    keys = [(diagram("one"), width, False) for width in range(600)]
    for key in keys:
        kept.keep(key, wide)
    assert kept.get(keys[0]) is None
    assert kept.get(keys[-1]) is wide
    assert sum(kept.get(key) is not None for key in keys) == 512


def test_one_that_is_larger_than_all_that_is_kept_is_kept_alone():
    from dataclasses import replace

    kept = Drawings()
    small = drawing_of(diagram("one"), 60)
    huge = replace(small, width=1_000, height=1_000)
    kept.keep((diagram("one"), 1, False), small)
    kept.keep((diagram("one"), 2, False), huge)
    assert kept.get((diagram("one"), 1, False)) is None
    assert kept.get((diagram("one"), 2, False)) is huge
    kept.keep((diagram("one"), 3, False), small)
    assert kept.get((diagram("one"), 2, False)) is None

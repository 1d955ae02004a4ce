"""Diagrams are drawn when a page is read: showing it draws none."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui_course.model.block import DiagramBlock
from tui_course.model.walk import all_blocks
from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.typeset.document import Document
from tui_course.typeset.drawings import KEPT
from tui_course.typeset.setting import Setting

# Its diagrams stand in the text and in questions, where they have less room.
PAGE = "2-the-architecture/1-how-the-pieces-fit"


@pytest.fixture
def study():
    KEPT.clear()
    return Study(open_course(built_in()))


def drawn_while_shown(study, page, width, *, plain=False):
    before = KEPT.drawn
    Document(page.blocks, Setting(width, ascii=plain, cells=cell_len, asked=study.asking.asked))
    return KEPT.drawn - before


@pytest.mark.parametrize(("width", "plain"), [(76, False), (64, True)])
def test_every_diagram_of_a_page_is_drawn_when_it_is_read(study, width, plain):
    study.set_text(width, ascii=plain)
    before = KEPT.drawn
    page = study.read(PAGE)
    assert sum(isinstance(block, DiagramBlock) for block in all_blocks(page.blocks)) > 1
    assert KEPT.drawn > before + 1
    assert drawn_while_shown(study, page, width, plain=plain) == 0


def test_they_can_be_drawn_for_another_width_before_that_is_shown(study):
    page = study.read(PAGE)
    assert drawn_while_shown(study, page, 60) > 0
    study.draw(page, 56)
    assert drawn_while_shown(study, page, 56) == 0

"""Where a learner was, found again in a page that changed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.block import Ask, CodeBlock, Heading, ListBlock, ListItem, Paragraph, Rule
from tui_course.model.course import Page, PageRef
from tui_course.model.inline import Text
from tui_course.model.question import Question, Reflect
from tui_course.study.places import Spot
from tui_course.study.remembering import found, noted


def paragraph(text):
    return Paragraph((Text(text),))


def page(*blocks):
    return Page(PageRef("wind", "Wind", "wind.md"), blocks)


def asking(*names):
    return Ask("ask", tuple(Question(name, "kind", (paragraph(f"What of {name}?"),), Reflect()) for name in names))


TITLE = Heading(1, (Text("Wind"),))
FIRST = paragraph("Wind is air that moves, and it moves because the sun warms the ground unevenly.")
CODE = CodeBlock("blow(north)\nblow(south)")
OTHER_CODE = CodeBlock("calm()")
KITES = Heading(2, (Text("Kites"),))
SECOND = paragraph("A kite stands in the wind at an angle, held by its line.")
QUESTIONS = asking("why", "how")
PAGE = page(TITLE, FIRST, CODE, OTHER_CODE, KITES, SECOND, QUESTIONS)


def moved(block, *blocks, row=2, letters=40, width=76, question=""):
    """Where a spot in `block` of the page is found in other blocks."""
    spot = Spot(PAGE.blocks.index(block), row, letters, width, question=question)
    return found(noted(spot, PAGE), page(*blocks))


@pytest.mark.parametrize("block", PAGE.blocks)
def test_nothing_changed(block):
    at = PAGE.blocks.index(block)
    assert moved(block, *PAGE.blocks) == Spot(at, 2, 40, 76)
    assert moved(block, *PAGE.blocks, question="how") == Spot(at, 2, 40, 76, question="how")


@pytest.mark.parametrize("block", PAGE.blocks)
def test_what_comes_above_moves_it_down(block):
    at = PAGE.blocks.index(block)
    assert moved(block, paragraph("New."), Rule(), CodeBlock("new()"), *PAGE.blocks) == Spot(at + 3, 2, 40, 76)


@pytest.mark.parametrize("block", PAGE.blocks)
def test_what_goes_above_moves_it_up(block):
    assert moved(block, block) == Spot(0, 2, 40, 76)


def test_of_several_that_read_the_same_it_is_the_nearest():
    assert moved(SECOND, SECOND, FIRST, CODE, FIRST, SECOND, FIRST, FIRST, FIRST, SECOND).block == 4
    assert moved(CODE, OTHER_CODE, OTHER_CODE, FIRST, CODE).block == 3


def test_a_paragraph_that_was_corrected_is_still_the_one():
    fixed = paragraph("A kite stands in the air at an angle: it is held by its line.")
    longer = paragraph(SECOND.children[0].text + " It pulls.")
    for changed in (fixed, longer):
        spot = moved(SECOND, TITLE, FIRST, KITES, changed, QUESTIONS)
        assert spot.block == 3
        # Its lines may be others: the letters say where in it the learner was.
        assert (spot.letters, spot.width) == (40, 0)


def test_the_block_of_the_question_in_focus_is_the_one():
    assert moved(QUESTIONS, TITLE, asking("who"), asking("new", "how"), question="how") == Spot(2, 2, 40, 0, question="how")


def test_what_is_gone_leaves_the_learner_at_its_heading():
    assert moved(SECOND, TITLE, FIRST, KITES, paragraph("Nothing of the kind."), KITES) == Spot(4)


def test_of_what_is_gone_with_its_heading_nothing_is_found():
    assert moved(SECOND, TITLE, FIRST) is None
    assert moved(SECOND) is None


def test_a_page_without_blocks_has_a_note_too():
    assert found(noted(Spot(), page()), page()) is None
    assert found(noted(Spot(99), PAGE), page(FIRST)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "null",
        "[]",
        "3",
        '"block"',
        "{}",
        '{"block": 1}',
        '{"block": null, "row": 0, "letters": 0, "width": 0}',
        '{"block": [], "row": 0, "letters": 0, "width": 0}',
        '{"block": "x", "row": 0, "letters": 0, "width": 0}',
        '{"block": NaN, "row": 0, "letters": 0, "width": 0}',
        '{"block": 1e999, "row": 0, "letters": 0, "width": 0}',
        '{"block": 0, "row": -Infinity, "letters": 0, "width": 0}',
        '{"block": 0, "row": 99999999999999999999, "letters": 0, "width": 0, "words": "Wind"}',
        '{"block": 0, "row": 0, "letters": ' + "9" * 5000 + ', "width": 0}',
        "[" * 100_000,
        '{"block": 1, "row": 0, "letters": 0, "width": 0, "words": "not there", "under": 7}',
    ],
)
def test_what_is_no_note_finds_nothing(text):
    assert found(text, PAGE) is None


def test_words_of_another_type_are_read_as_text():
    note = json.loads(noted(Spot(1, 2, 3, 76), PAGE)) | {"question": ["x"], "under": None, "more": 1}
    assert found(json.dumps(note), PAGE) == Spot(1, 2, 3, 76, question="['x']")


SPOTS = st.builds(
    Spot, st.integers(0, 9), st.integers(-9, 999), st.integers(0, 9999), st.integers(0, 500), question=st.text(max_size=200)
)
NASTY = st.text(st.sampled_from('"\\\x00\x1b\u2028\U0001f600\ud800a '), max_size=300)
PAGES = st.lists(
    st.one_of(
        NASTY.map(paragraph),
        NASTY.map(lambda text: Heading(2, (Text(text),))),
        NASTY.map(CodeBlock),
        st.just(Rule()),
        st.just(asking("why")),
        NASTY.map(lambda text: ListBlock((ListItem((paragraph(text),)),))),
    ),
    max_size=8,
).map(lambda blocks: page(*blocks))


@given(SPOTS, PAGES, PAGES)
def test_a_note_fits_and_leads_into_the_page(spot, before, after):
    text = noted(spot, before)
    assert len(text) <= 1000
    place = found(text, after)
    if place is not None:
        assert 0 <= place.block < len(after.blocks)
    if spot.block < len(before.blocks):
        question = spot.question if len(spot.question) <= 80 else ""
        again = found(text, before)
        assert replace(again, block=spot.block) == replace(spot, question=question)


@given(st.recursive(st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text()), st.lists), PAGES)
def test_any_data_is_a_note_or_none(value, after):
    for data in (value, {"block": value, "row": value, "letters": value, "width": value, "words": value, "under": value}):
        place = found(json.dumps(data), after)
        assert place is None or 0 <= place.block < len(after.blocks)


@given(st.text(), PAGES)
def test_any_text_is_a_note_or_none(text, after):
    place = found(text, after)
    assert place is None or 0 <= place.block < len(after.blocks)

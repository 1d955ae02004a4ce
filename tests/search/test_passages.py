"""Pages as passages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.course import Page, PageRef
from tui_course.search.passages import Kind, passages


def said(pages):
    return "\n".join(one.text for page in pages for one in passages(page))


@pytest.mark.parametrize(
    "words",
    [
        "house of wood",
        "Frames",
        "Café",
        "honey stores",
        "Buckfast",
        "Strains of bees",
        "smoker with bellows",
        "tool of the trade",
        "skep is a basket",
        "/cmd_vel",
        "Look at the entrance board",
        "A film",
        "ẋ = v",
        "Egg cell",
        "hatches",
        "mild climates",
        "Honeybee democracy",
        "What calms a colony?",
        "Music",
        "A queen lives ____ years.",
        "larva",
    ],
)
def test_everything_that_is_read_is_there(pages, words):
    assert words in said(pages)


@pytest.mark.parametrize(
    "words", ["masks alarms", "Splendidus", "Think of fire", "hides pheromones", "quinquennium", "unspeakable"]
)
def test_what_would_give_an_answer_away_is_not_there(pages, words):
    assert words not in said(pages)


def test_the_order_of_items_is_not_that_of_the_answer(pages):
    asked = next(one.text for one in passages(pages[2]) if "egg to bee" in one.text)
    assert re.findall("egg$|larva|pupa", asked, re.MULTILINE) == ["pupa", "larva", "egg"]


def test_a_passage_knows_its_heading_and_its_place(pages):
    found = {one.text.split("\n")[0]: one for one in passages(pages[0])}
    assert (found["The hive"].kind, found["The hive"].heading) == (Kind.TITLE, "")
    assert found["A hive is a house of wood."].heading == ""
    assert (found["Frames"].kind, found["Frames"].heading_anchor) == (Kind.HEADING, "frames")
    comb = found["Each frame carries a comb of wax. Café"]
    assert (comb.heading, comb.heading_anchor, comb.block, comb.letters) == ("Frames", "frames", 3, 0)


def test_a_transcript_knows_when_it_is_said():
    cues = tuple(b.Cue(float(second), second + 1.0, f"{'word ' * 50}{second}") for second in range(0, 30, 10))
    page = Page(PageRef("p", "P", "p.md"), (b.Media(("x.mp4",), (), cues),))
    assert [(one.seconds, one.kind) for one in passages(page)] == [
        (0.0, Kind.TRANSCRIPT),
        (10.0, Kind.TRANSCRIPT),
        (20.0, Kind.TRANSCRIPT),
    ]


def test_references_and_notes_have_anchors_of_their_own(pages):
    found = {one.kind: one.anchor for one in passages(pages[1])}
    assert (found[Kind.NOTE], found[Kind.REFERENCE]) == ("fn:1", "seeley2010")


def test_long_code_is_cut_between_lines_and_each_piece_knows_what_is_before_it():
    code = "\n".join(f"line {number:03} of the program" for number in range(200))
    page = Page(PageRef("p", "P", "p.md"), (b.CodeBlock(code),))
    found = list(passages(page))
    assert len(found) > 4
    assert "\n".join(one.text for one in found) == code
    for one in found:
        before = code[: code.index(one.text)]
        assert one.letters == sum(character.isalnum() for character in before)


def test_nesting_of_any_depth_is_walked():
    block = b.Paragraph((i.Text("deep"),))
    for _ in range(3000):
        block = b.Quote((block,))
    assert [one.text for one in passages(Page(PageRef("p", "P", "p.md"), (block,)))] == ["deep"]


@given(st.lists(st.text(max_size=2500), max_size=4))
def test_no_word_is_lost(texts):
    blocks = tuple(b.CodeBlock(text) for text in texts)
    found = "".join(one.text for one in passages(Page(PageRef("p", "P", "p.md"), blocks)))
    assert "".join(found.split()) == "".join("".join(texts).split())

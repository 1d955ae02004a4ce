"""Annotations, found again in pages that changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.model import block as b
from tui_course.model.annotation import MAX_NOTE, MAX_PASSAGE, Anchor, AnnotationKind
from tui_course.model.inline import Image, Style, Styled, Text
from tui_course.study.anchoring import aligned, anchored, found
from tui_course.study.annotating import Annotating
from tui_course.study.learning import Learning
from tui_course.study.passages import passages_of, word_spans, words_in

NOTE, HIGHLIGHT, BOOKMARK = AnnotationKind


def paragraph(words):
    return b.Paragraph((Text(words),))


def item(*words):
    return b.ListItem(tuple(map(paragraph, words)))


def marked(words, held):
    """The words that are marked."""
    spans = word_spans(words)
    return words[spans[held.start][0] : spans[held.stop - 1][1]] if held.stop else ""


# Passages


def test_the_passages_of_a_page_are_what_one_can_point_at():
    blocks = (
        b.Heading(2, (Text("Wind"),), "wind"),
        paragraph("Wind is air."),
        b.Rule(),
        b.ListBlock((item("one", "more of one"), b.ListItem((paragraph("two"), b.ListBlock((item("inside two"),)))))),
        b.Quote((paragraph("quoted"), b.CodeBlock("blow()\nblow()"))),
        b.Admonition("tip", (Text("A tip"),), (paragraph("take it"),)),
        b.DefinitionList((b.Definition(((Text("kite"),),), ((paragraph("flies"),),)), b.Definition(((Text("line"),),), ()))),
        b.Table((b.TableRow((b.TableCell((paragraph("left"),)), b.TableCell((paragraph("right"),)))),)),
        b.Figure((Image("wind.png", "an arrow"),), (Text("The wind"),)),
        b.Bibliography((b.BibliographyEntry("a", (Text("First work"),)), b.BibliographyEntry("b", (Text("Second work"),)))),
    )
    passages = passages_of(blocks)
    assert [(one.block, one.words) for one in passages] == [
        (0, "Wind"),
        (1, "Wind is air."),
        (3, "one"),
        (3, "more of one"),
        (3, "two"),
        (3, "inside two"),
        (4, "quoted"),
        (4, "blow() blow()"),
        (5, "A tip"),
        (5, "take it"),
        (6, "kite"),
        (6, "flies"),
        (6, "line"),
        (7, "left right"),
        (8, "an arrow wind.png The wind"),
        (9, "First work"),
        (9, "Second work"),
    ]
    assert [one.number for one in passages] == list(range(17))
    assert {(one.heading, one.anchor) for one in passages} == {("Wind", "wind")}
    assert [one.number for one in passages if one.is_heading] == [0]


def test_a_passage_joins_what_is_written_together_and_shows_control_characters():
    styled = b.Paragraph((Text("li"), Styled(Style.STRONG, (Text("quid"),)), Text("s\x1b[31m")))
    assert passages_of((styled,))[0].words == "liquids␛[31m"


def test_nesting_may_be_of_any_depth():
    block = paragraph("deep")
    for _ in range(5_000):
        block = b.Quote((block,))
    assert [one.words for one in passages_of((block,))] == ["deep"]


def test_scripts_without_spaces_have_a_word_a_character():
    assert words_in("Kites 凧が飛ぶ, ESP-32") == ["kites", "凧", "が", "飛", "ぶ", "esp", "32"]


# Anchors

WORDS = "a kite stands in the steady wind at an angle and is held by its own line".split()
PAGE = passages_of((paragraph("Before."), paragraph(" ".join(WORDS)), paragraph("Behind.")))


def changed(*texts):
    return passages_of(tuple(map(paragraph, texts)))


def test_nothing_changed():
    held = found(anchored(PAGE, 1, 4, 7), PAGE)
    assert (held.passage, held.start, held.stop) == (PAGE[1], 4, 7)
    assert marked(PAGE[1].words, held) == "the steady wind"


def test_all_words_are_the_passage():
    assert anchored(PAGE, 1, 0, len(WORDS)) == anchored(PAGE, 1) == anchored(PAGE, 1, 5, 5) == anchored(PAGE, 1, 3, 99)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Often a kite stands in the steady wind at an angle", "the steady wind"),
        ("a kite stands in the very steady wind at an angle and is held", "the very steady wind"),
        ("a kite stands in the wind at an angle and is held by its own line", "the wind"),
        ("a kite stands at an angle and is held by its own line, always", ""),
        ("in THE STEADY WIND a kite stands at an angle and is held by its own line", "THE STEADY WIND"),
    ],
)
def test_marked_words_in_a_passage_that_changed(words, kept):
    held = found(anchored(PAGE, 1, 4, 7), changed("Before.", words, "Behind."))
    assert held.passage.words == words
    assert marked(words, held) == kept


def test_of_passages_that_read_alike_the_one_in_the_same_surroundings():
    page = changed("See below.", "first", "See below.", "second", "See below.")
    anchor = anchored(page, 2)
    assert found(anchor, page).passage.number == 2
    assert (
        found(anchor, changed("new", "newer", "See below.", "first", "See below.", "second", "See below.")).passage.number == 4
    )
    assert found(anchor, changed("second", "See below.", "first", "See below.", "second")).passage.number == 3


def test_of_passages_that_are_alike_the_one_between_its_neighbours():
    texts = [f"cost {number} of a robot that meets people and pallets in a warehouse" for number in range(9)]
    page = changed(*texts)
    anchor = anchored(page, 4)
    texts[4] = "what costs 4 of a new robot that meets people and other robots in a hall"
    assert found(anchor, changed(*texts)).passage.number == 4


def test_what_is_gone_is_lost():
    assert found(anchored(PAGE, 1), changed("Before.", "Something else altogether.", "Behind.")) is None
    assert found(anchored(PAGE, 1), ()) is None
    assert found(Anchor(""), PAGE) is None


def test_a_long_passage_is_known_by_its_beginning():
    words = [f"w{number}" for number in range(3_000)]
    page = changed(" ".join(words))
    anchor = anchored(page, 0, 2_900, 2_905)
    assert len(anchor.passage) == MAX_PASSAGE
    held = found(anchor, changed("new", " ".join([*words, "end"])))
    assert (held.passage.number, held.start, held.stop) == (1, 2_900, 2_905)


def test_alignment_keeps_order():
    assert aligned("abc", "abc") == {0: 0, 1: 1, 2: 2}
    assert aligned("abcd", "xbcyd") == {1: 1, 2: 2, 3: 4}


word = st.text("abcdefghij", min_size=2, max_size=6)
texts = st.lists(word, min_size=3, max_size=30)


def own(page):
    """Each text with words that no other has, as texts that people write have."""
    return [[f"{word}{number}" for word in text] for number, text in enumerate(page)]


@settings(deadline=None)
@given(st.data())
def test_edits_of_other_passages_move_and_lose_nothing(data):
    page = own(data.draw(st.lists(texts, min_size=1, max_size=8)))
    at = data.draw(st.integers(0, len(page) - 1))
    start = data.draw(st.integers(0, len(page[at]) - 1))
    stop = data.draw(st.integers(start + 1, len(page[at])))
    before = changed(*map(" ".join, page))
    anchors = anchored(before, at), anchored(before, at, start, stop)
    above = data.draw(st.lists(texts.map(" ".join), max_size=4))
    below = data.draw(st.lists(texts.map(" ".join), max_size=4))
    kept = [" ".join(text) for number, text in enumerate(page) if number != at and data.draw(st.booleans())]
    after = changed(*data.draw(st.permutations([*above, *below, *kept])), " ".join(page[at]), *above)
    for anchor in anchors:
        held = found(anchor, after)
        assert held.passage.words == before[at].words
        assert not anchor.exact or (held.start, held.stop) == (start, stop)


@settings(deadline=None)
@given(st.data())
def test_a_passage_of_which_a_third_changed_is_found(data):
    page = own(data.draw(st.lists(texts, min_size=1, max_size=8)))
    at = data.draw(st.integers(0, len(page) - 1))
    anchor = anchored(changed(*map(" ".join, page)), at)
    text = list(page[at])
    for _ in range(data.draw(st.integers(0, len(text) // 3))):
        place = data.draw(st.integers(0, len(text) - 1))
        match data.draw(st.sampled_from(("put in", "take out", "replace"))):
            case "put in":
                text.insert(place, data.draw(word))
            case "take out":
                del text[place]
            case _:
                text[place] = data.draw(word)
    page[at] = text
    assert found(anchor, changed(*map(" ".join, page))).passage.number == at


# What a learner does


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept():
    return []


@pytest.fixture
def annotating(clock, kept):
    return Annotating(Learning("ada", "kites", keep=kept.append, clock=clock))


def test_every_change_is_another_event(annotating, clock, kept):
    note = annotating.add(NOTE, "wind", PAGE, 1, (4, 7), "  mind\nthis ")
    assert (note.note, note.anchor.exact, note.at, note.learner, note.course) == (
        "mind\nthis",
        "the steady wind",
        100.0,
        "ada",
        "kites",
    )
    clock.now = 90.0  # a clock that was set back
    changed_ = annotating.write(note, "that")
    assert annotating.standing() == (changed_,) == (annotating.find(note.annotation),)
    annotating.remove(changed_)
    assert annotating.standing("wind") == ()
    assert annotating.find(note.annotation) is None
    annotating.bring_back()
    assert annotating.bring_back() is None
    assert [one.note for one in annotating.standing("wind")] == ["that"]
    assert [(one.note, one.removed, one.at) for one in kept] == [
        ("mind\nthis", False, 100.0),
        ("that", False, 100.0),
        ("that", True, 100.0),
        ("that", False, 100.0),
    ]
    assert len({one.id for one in kept}) == 4
    assert {one.annotation for one in kept} == {note.annotation}


def test_what_is_placed_is_in_reading_order_and_what_is_lost_comes_last(annotating):
    for number, words in ((2, (0, 0)), (1, (9, 11)), (0, (0, 0)), (1, (2, 4))):
        annotating.add(HIGHLIGHT, "wind", PAGE, number, words)
    annotating.add(BOOKMARK, "kites", PAGE, 0)
    now = changed(PAGE[1].words, "Behind.")
    placed = annotating.placed("wind", now)
    assert [(one.annotation.anchor.passage[:6], one.annotation.anchor.start) for one in placed] == [
        ("a kite", 2),
        ("a kite", 9),
        ("Behind", 0),
        ("Before", 0),
    ]
    assert [one.held is None for one in placed] == [False, False, False, True]


def test_a_note_has_an_end_and_no_control_characters(annotating):
    note = annotating.add(NOTE, "wind", PAGE, 0, note="\x1b" + "x" * 2 * MAX_NOTE)
    assert note.note == "␛" + "x" * (MAX_NOTE - 1)


def test_two_windows_lose_nothing(clock):
    kept = []
    one, other = (Learning("ada", "kites", keep=kept.append, clock=clock) for _ in range(2))
    first = Annotating(one).add(NOTE, "wind", PAGE, 0, note="from one")
    second = Annotating(other).add(NOTE, "wind", PAGE, 0, note="from the other")
    assert one.add_annotations(kept)
    assert not one.add_annotations(kept)
    assert other.add_annotations(kept)
    assert set(one.annotations) == set(other.annotations) == {first, second}
    clock.now += 1
    Annotating(one).write(first, "changed in one")
    clock.now += 1
    Annotating(other).write(first, "changed in the other")
    one.add_annotations(kept)
    other.add_annotations(kept)
    assert {note.note for note in one.annotations} == {"changed in the other", "from the other"}
    assert set(one.annotations) == set(other.annotations)
    assert "changed in one" in {event.note for event in kept}


def test_states_arrive_in_any_order(annotating, clock, kept):
    note = annotating.add(NOTE, "wind", PAGE, 0, note="first")
    clock.now += 1
    annotating.write(note, "second")
    late = Learning("ada", "kites")
    late.add_annotations(reversed(kept))
    assert [one.note for one in late.annotations] == ["second"]
    late.add_annotations([replace(kept[1], id="x", at=clock.now + 1, removed=True)])
    assert late.annotations == ()

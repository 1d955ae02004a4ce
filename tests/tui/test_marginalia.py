"""Passages and marked words on the lines of a page, at any width."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.annotation import AnnotationKind
from tui_course.study.annotating import Annotating
from tui_course.study.learning import Learning
from tui_course.study.passages import passages_of, word_spans, words_in
from tui_course.tui.marginalia import Marginalia
from tui_course.typeset.document import Document
from tui_course.typeset.setting import Setting

HIGHLIGHT = AnnotationKind.HIGHLIGHT
word = st.sampled_from("a robot of the wheel turns, stops. (and) looks 漢字 at_it e\u0301 “here” 12 it’s — 🪁".split())
run = st.lists(word, min_size=1, max_size=25).map(" ".join)
paragraphs = run.map(lambda words: b.Paragraph((i.Text(words),)))
inner = st.lists(paragraphs, min_size=1, max_size=3).map(tuple)
blocks = st.recursive(
    paragraphs
    | run.map(lambda words: b.Heading(2, (i.Text(words),)))
    | run.map(lambda words: b.CodeBlock(words, ""))
    | st.just(b.Rule()),
    lambda inside: st.one_of(
        st.lists(st.lists(inside, min_size=1, max_size=2).map(tuple), min_size=1, max_size=4).map(
            lambda items: b.ListBlock(tuple(b.ListItem(item, number + 1) for number, item in enumerate(items)), ordered=True)
        ),
        st.lists(inside, min_size=1, max_size=2).map(lambda found: b.Quote(tuple(found))),
        st.lists(inside, min_size=1, max_size=2).map(lambda found: b.Reveal((i.Text("open me"),), tuple(found), open=True)),
        st.lists(inside, min_size=1, max_size=2).map(lambda found: b.Admonition("tip", (), tuple(found))),
    ),
    max_leaves=6,
)
pages = st.lists(blocks, min_size=1, max_size=5).map(tuple)
widths = st.integers(20, 90)


def marginalia_of(page, *marks):
    """The marginalia of some blocks with highlights: a passage's number and words."""
    passages = passages_of(page)
    annotating = Annotating(Learning("ada", "kites", clock=lambda: 1.0))
    for number, words in marks:
        annotating.add(HIGHLIGHT, "p", passages, number, words)
    return Marginalia(passages, annotating.placed("p", passages), len(page))


def marked_words(document, marginalia, lines):
    found = []
    for number in lines:
        marked = marginalia.at(document, number)
        text = document.lines(number, number + 1)[0].text
        for start, stop in sorted(marked.spans) if marked is not None else ():
            found += words_in(text[start:stop])
    return found


@settings(deadline=None)
@given(pages, widths)
def test_passages_stand_below_each_other(page, width):
    document = Document(page, Setting(width))
    marginalia = marginalia_of(page)
    lines = [marginalia.lines_of(document, one) for one in marginalia.passages]
    assert [one.start for one in lines] == sorted(one.start for one in lines)
    assert all(0 <= one.start < one.stop <= document.height for one in lines)
    for one in marginalia.passages:
        at = marginalia.lines_of(document, one).start
        assert document.block_at(at) == one.block
        found = marginalia.passage_at(document, at)
        assert found is not None
        assert marginalia.lines_of(document, found).start == at


@settings(deadline=None)
@given(run.filter(words_in), st.data(), widths)
def test_the_words_that_are_marked_are_those_that_were_meant(words, data, width):
    page = (b.Paragraph((i.Text("Above."),)), b.ListBlock((b.ListItem((b.Paragraph((i.Text(words),)),)),)))
    passages = passages_of(page)
    total = len(word_spans(passages[1].words))
    start = data.draw(st.integers(0, total - 1))
    stop = data.draw(st.integers(start + 1, total))
    document = Document(page, Setting(width))
    marginalia = marginalia_of(page, (1, (start, stop)))
    assert marked_words(document, marginalia, range(document.height)) == words_in(passages[1].words)[start:stop]
    # And what is selected on the screen is found again.
    spans = {}
    for number in range(document.height):
        marked = marginalia.at(document, number)
        if marked is not None and marked.spans:
            spans[number] = marked.spans[0]
    (selected,) = marginalia.selected(document, min(spans), max(spans), spans.get)
    assert (selected.passage, selected.start, selected.stop) == (passages[1], start, stop)


@settings(deadline=None)
@given(pages, st.data(), widths, widths)
def test_looking_at_any_line_never_fails_and_two_widths_agree(page, data, width, other):
    passages = passages_of(page)
    marks = [(one.number, (0, 0)) for one in passages if data.draw(st.booleans())]
    marginalia = marginalia_of(page, *marks)
    counted = []
    for document in (Document(page, Setting(width)), Document(page, Setting(other)), Document(page, Setting(width))):
        kinds = [marginalia.at(document, number) for number in range(document.height)]
        counted.append(sum(bool(one and one.kinds) for one in kinds))
        assert marginalia.in_view(document, 0, document.height) or not passages
        marginalia.selected(document, 0, document.height - 1, lambda _: (0, -1))
    assert bool(counted[0]) == bool(counted[1]) == bool(marks)
    assert counted[0] == counted[2]


def test_what_a_closed_block_hides_is_not_shown():
    page = (
        b.Reveal((i.Text("What is it?"),), (b.Paragraph((i.Text("A hidden answer."),)),)),
        b.Paragraph((i.Text("Behind."),)),
    )
    closed = Document(page, Setting(60))
    opened = Document(page, Setting(60, reveal_all=True))
    marginalia = marginalia_of(page, (1, (0, 0)))
    assert [marginalia.is_shown(closed, one) for one in marginalia.passages] == [True, False, True]
    assert [marginalia.is_shown(opened, one) for one in marginalia.passages] == [True, True, True]
    # The sign of what is hidden stands at what hides it.
    assert [number for number in range(closed.height) if marginalia.at(closed, number)] == [0]
    assert marked_words(opened, marginalia, range(opened.height)) == ["a", "hidden", "answer"]


def test_a_block_without_words_has_no_passage():
    page = (b.Rule(),)
    document = Document(page, Setting(60))
    marginalia = marginalia_of(page)
    assert marginalia.passage_at(document, 0) is None
    assert marginalia.in_view(document, 0, 1) == []
    empty = Document((), Setting(60))
    assert Marginalia((), (), 0).passage_at(empty, 0) is None
    assert Marginalia((), (), 0).in_view(empty, 0, 0) == []

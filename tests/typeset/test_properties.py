"""What holds for every page: no word lost or doubled, no line too wide, nothing that steers a terminal."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_course import plain
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.question import Blank, Choice, Choose, Fill, Item, Match, Measure, Order, Question, Reflect
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks
from tui_course.typeset.blocks import gap, typeset
from tui_course.typeset.document import Document
from tui_course.typeset.line import Line, Role
from tui_course.typeset.setting import Setting

# No label, number or mark of typeset has one of these characters, so that they can be counted.
LETTERS = "QZЖЦ中文字ɣ한"
WORD = st.one_of(
    st.text(LETTERS, min_size=1, max_size=6),
    st.sampled_from(
        [
            "Z" * 60,
            "QXZ-ЖЦ/" * 9,
            "中文字，" * 12,
            "Q\u0301Z",
            "👩‍👩‍👧Q",
            "🇩🇪Z",
            "X\u200bZ",
            "Q—X",
            "☺\ufe0fX",
            "字（文）",
            "",
            "Z\u00a0Q",
        ]
    ),
)
WORDS = st.lists(WORD, max_size=8).map(" ".join)
LONG = st.lists(WORD, min_size=20, max_size=60).map(" ".join)
SPACED = st.tuples(st.sampled_from(["", " ", "\n "]), st.one_of(WORDS, LONG), st.sampled_from(["", " ", "\t"])).map("".join)
KEY = st.sampled_from("abcdef")
ADDRESS = st.text("QZ/:.#", max_size=12)


SIDE = st.one_of(st.integers(1, 2000), st.just(10**12))


def images_of(text):
    return st.builds(
        i.Image, ADDRESS, text, file=st.sampled_from(["", "a.png"]), size=st.one_of(st.none(), st.tuples(SIDE, SIDE))
    )


def inlines_of(text):
    leaf = st.one_of(
        st.builds(i.Text, text),
        st.builds(i.Text, text),
        st.builds(i.CodeSpan, text, st.booleans()),
        images_of(text),
        st.builds(i.MathSpan, text, text),
        st.just(i.Break()),
        st.builds(i.FootnoteRef, st.sampled_from(["1", "23", "*"]), ADDRESS),
        st.builds(i.Anchor, ADDRESS),
        st.builds(i.Checkbox, st.booleans()),
    )

    def more(inner):
        children = st.lists(inner, max_size=3).map(tuple)
        return st.one_of(
            st.builds(i.Styled, st.sampled_from(i.Style), children),
            st.builds(i.Link, children, ADDRESS, st.sampled_from(i.LinkKind), ADDRESS, ADDRESS),
            st.builds(i.Cite, st.just(("Q2020", "Z")), children),
        )

    return st.lists(st.recursive(leaf, more, max_leaves=6), max_size=4).map(tuple)


def blocks_of(text):
    inlines = inlines_of(text)
    code = st.lists(text, max_size=4).map("\n\t".join)
    cues = st.lists(st.builds(b.Cue, st.floats(0, 9999), st.just(0.0), text), max_size=3).map(tuple)
    images = st.lists(images_of(text), max_size=2).map(tuple)
    leaf = st.one_of(
        st.builds(b.Heading, st.integers(1, 6), inlines, ADDRESS),
        st.builds(b.Paragraph, inlines),
        st.builds(b.Paragraph, inlines),
        st.builds(b.CodeBlock, code, st.sampled_from(["", "python", "no such language"])),
        st.builds(b.MathBlock, st.just("Q"), st.lists(text, min_size=1, max_size=3).map(tuple)),
        st.builds(b.Media, st.lists(ADDRESS, max_size=1).map(tuple), st.sampled_from([(), ("t.vtt",)]), cues, inlines),
        st.builds(b.Embed, ADDRESS, text, inlines),
        st.builds(b.Bibliography, st.lists(st.builds(b.BibliographyEntry, ADDRESS, inlines), max_size=2).map(tuple)),
        st.just(b.Rule()),
        st.builds(b.Unknown, code, text),
    )

    def more(inner):
        blocks = st.lists(inner, max_size=3).map(tuple)
        item = st.builds(b.ListItem, blocks, st.one_of(st.none(), st.integers(-3, 12), st.just(5000)))
        cell = st.builds(
            b.TableCell, blocks, st.booleans(), st.sampled_from([None, *b.Align]), st.integers(1, 3), st.integers(1, 3)
        )
        row = st.builds(b.TableRow, st.lists(cell, max_size=4).map(tuple))
        question = st.builds(
            Question,
            st.just("id"),
            st.sampled_from(["multiple-choice", "multiple-answer", "text", "file-upload"]),
            blocks,
            st.one_of(
                st.builds(
                    Choose,
                    st.lists(st.builds(Choice, KEY, blocks, st.booleans(), blocks), max_size=2).map(tuple),
                    st.booleans(),
                ),
                st.builds(Fill, st.lists(st.builds(Blank, st.just(("x",))), max_size=2).map(tuple)),
                st.builds(Match, *[st.lists(st.builds(Item, KEY, blocks), max_size=2).map(tuple)] * 3),
                st.builds(Measure, st.floats()),
                st.builds(Order, st.lists(st.builds(Item, KEY, blocks), max_size=2).map(tuple)),
                st.builds(Reflect, st.booleans(), st.lists(st.builds(Item, KEY, blocks), max_size=2).map(tuple)),
            ),
            st.floats(0, 9),
        )
        definition = st.builds(b.Definition, st.lists(inlines, max_size=2).map(tuple), st.lists(blocks, max_size=2).map(tuple))
        return st.one_of(
            st.builds(b.ListBlock, st.lists(item, max_size=3).map(tuple), st.booleans(), st.sampled_from("1aAiI")),
            st.builds(b.DefinitionList, st.lists(definition, max_size=2).map(tuple)),
            st.builds(b.Quote, blocks),
            st.builds(b.Table, st.lists(row, max_size=4).map(tuple), st.integers(0, 2), inlines),
            st.builds(b.Figure, images, inlines, blocks, ADDRESS),
            st.builds(
                b.Columns,
                st.lists(st.builds(b.Column, blocks, st.sampled_from([None, 30, 70])), max_size=3).map(tuple),
                st.booleans(),
            ),
            st.builds(b.Admonition, st.sampled_from(["note", "warning", "odd"]), inlines, blocks),
            st.builds(b.Reveal, inlines, blocks, st.booleans(), st.booleans()),
            st.builds(b.Footnotes, st.lists(st.builds(b.Footnote, ADDRESS, st.just("1"), blocks), max_size=2).map(tuple)),
            st.builds(b.Ask, st.just("id"), st.lists(question, max_size=2).map(tuple), text, blocks),
        )

    return st.lists(st.recursive(leaf, more, max_leaves=12), min_size=1, max_size=4).map(tuple)


PAGES = blocks_of(SPACED)
ANY_TEXT = st.text(st.characters(codec=None), max_size=30)
WILD_PAGES = blocks_of(ANY_TEXT)
WIDTHS = st.integers(10, 120)
ROWS = st.sampled_from([0, 1, 4, 16])
bounded = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def letters(text):
    return [letter for letter in unicodedata.normalize("NFKC", text) if letter in LETTERS]


def author_text(lines):
    """What the author wrote: marks, rules and repeated labels left out."""
    return "".join(run.text for line in lines for run in line.runs if run.role not in {Role.MARKER, Role.RULE, Role.TABLE})


def page_lines(page, setting):
    document = Document(page, setting)
    return document.lines(0, document.height)


def in_one_column(page):
    """Whether the lines have the order of the words."""
    return not any(isinstance(block, b.Table | b.Columns | b.Ask) for block in all_blocks(page))


@bounded
@given(PAGES, WIDTHS, st.booleans())
def test_no_word_is_lost_or_doubled(page, width, ascii_only):
    expected = letters(plain.text(page, hidden=True))
    found = letters(author_text(page_lines(page, Setting(width, ascii=ascii_only, reveal_all=True))))
    if in_one_column(page):
        assert found == expected
    assert Counter(found) == Counter(expected)


@bounded
@given(PAGES, st.integers(1, 120), st.booleans(), st.sets(st.integers(0, 6)), ROWS)
def test_only_wide_lines_are_wider_than_asked(page, width, ascii_only, opened, rows):
    setting = Setting(
        width,
        ascii=ascii_only,
        open_reveals=frozenset(opened),
        show_addresses=ascii_only,
        monochrome=ascii_only,
        picture_rows=rows,
        no_pictures="none" if ascii_only else "",
    )
    for line in page_lines(page, setting):
        assert line.wide or setting.cells(line.text) <= setting.measure


@bounded
@given(PAGES, WIDTHS)
def test_text_and_lists_are_never_wide(page, width):
    kept = [
        block
        for block in page
        if not any(isinstance(one, b.CodeBlock | b.MathBlock | b.Unknown | b.Table) for one in all_blocks((block,)))
    ]
    assert not any(line.wide for line in page_lines(kept, Setting(width)))


@bounded
@given(WILD_PAGES, WIDTHS, st.booleans())
def test_nothing_steers_the_terminal(page, width, ascii_only):
    setting = Setting(width, ascii=ascii_only, reveal_all=True, show_addresses=True)
    for line in page_lines(page, setting):
        for run in line.runs:
            assert visible(run.text) == run.text
            assert "\n" not in run.text
            assert "\t" not in run.text
    for printed in plain.render(page, setting, colour=False):
        assert visible(printed) == printed
    words = plain.text(page)
    assert visible(words) == words
    assert "\t" not in words


@bounded
@given(PAGES, WIDTHS, st.one_of(st.none(), st.frozensets(st.integers(0, 6))), st.integers(1, 9), ROWS)
def test_a_document_is_its_blocks(page, width, opened, step, rows):
    setting = Setting(width, open_reveals=opened, picture_rows=rows)
    document = Document(page, setting)
    whole = document.lines(0, document.height)
    assert len(whole) == document.height
    by_parts = [line for start in range(0, document.height, step) for line in document.lines(start, start + step)]
    assert by_parts == whole
    if len(page) == 1:
        assert whole == typeset(page[0], setting)
    for index in range(len(page)):
        assert document.top_of(index) <= document.height
    for upper, lower in pairwise(range(len(page))):
        assert document.top_of(upper) <= document.top_of(lower)


@bounded
@given(PAGES, WIDTHS, ROWS)
def test_targets_are_numbered_as_they_stand(page, width, rows):
    document = Document(page, Setting(width, picture_rows=rows))
    runs = [run for line in document.lines(0, document.height) for run in line.runs if run.target is not None]
    targets = document.targets()
    assert [placed.target.number for placed in targets] == list(range(len(targets)))
    assert {run.target.number for run in runs} == set(range(len(targets)))
    for placed in targets:
        line = document.lines(placed.line, placed.line + 1)[0]
        column = 0
        for run in line.runs:
            if column == placed.column and run.target == placed.target:
                break
            column += document.setting.cells(run.text)
        else:
            pytest.fail("no run of the target begins where it is placed")


@bounded
@given(PAGES, WIDTHS, st.one_of(st.none(), st.frozensets(st.integers(0, 6))), ROWS)
def test_every_anchor_has_a_line(page, width, opened, rows):
    document = Document(page, Setting(width, open_reveals=opened, picture_rows=rows))
    lines = document.lines(0, document.height)
    for line, heading in document.headings():
        assert 0 <= line <= document.height
        if heading.id:
            assert document.anchor(heading.id) is not None
    for at, line in enumerate(lines):
        for name in line.anchors:
            assert document.anchor(name) <= at


@bounded
@given(PAGES)
def test_gaps_are_small(page):
    for above, below in pairwise(page):
        assert 0 <= gap(above, below) <= 2


@pytest.mark.parametrize(
    "wrap",
    [
        lambda inner: b.Quote((inner,)),
        lambda inner: b.ListBlock((b.ListItem((inner,)),)),
        lambda inner: b.Reveal((), (inner,), open=True),
    ],
)
@pytest.mark.parametrize("depth", [100, 3000])
def test_nesting_may_be_of_any_depth(wrap, depth):
    block = b.Paragraph((i.Text("QZ " * 30), i.Link((i.Text("ЖЦ"),), "x")))
    for _ in range(depth):
        block = wrap(block)
    document = Document((block,), Setting(40))
    lines = document.lines(0, document.height)
    assert letters(author_text(lines)) == letters("QZ " * 30 + "ЖЦ")
    assert all(Setting(40).cells(line.text) <= 40 for line in lines)
    widest = max(len(line.text.strip("▌▾•◦▪ ")) for line in lines)
    assert widest >= 8
    assert letters(plain.text((block,))) == letters("QZ " * 30 + "ЖЦ")
    assert len(document.targets()) >= 1


def test_tables_in_tables_take_no_time():
    block = b.Paragraph((i.Text("Q"),))
    for _ in range(40):
        block = b.Table(
            (
                b.TableRow(
                    (b.TableCell((block,)), b.TableCell((block,)) if block == b.Paragraph((i.Text("Q"),)) else b.TableCell(()))
                ),
            )
        )
    lines = typeset(block, Setting(60))
    assert letters(author_text(lines)) == ["Q", "Q"]
    assert all(isinstance(line, Line) for line in lines)

"""Terms of a glossary marked in the text of a page."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course import plain
from tui_course.export import page_data
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.course import Page, PageRef
from tui_course.model.glossary import Glossary, GlossaryEntry
from tui_course.model.walk import all_blocks, all_inlines
from tui_course.study.glossing import MOST_COMPARED, MOST_MARKED, Effort, Terms, with_terms
from tui_course.typeset.document import Document
from tui_course.typeset.setting import Setting

REF = PageRef("p", "Page", "p.md")


def text(words):
    return (i.Text(words),)


def paragraph(*inlines):
    return b.Paragraph(tuple(i.Text(one) if isinstance(one, str) else one for one in inlines))


def terms(*names, page=""):
    """A glossary; `name|alias` has an alias."""
    entries = []
    for name in names:
        term, *aliases = name.split("|")
        entries.append(GlossaryEntry(term, (paragraph("What it is."),), tuple(aliases), page=page))
    return Terms(Glossary(tuple(entries)))


def marked(blocks, known):
    page = with_terms(Page(REF, tuple(blocks)), known)
    return [(one.name, one.children[0].text) for one in all_inlines(page.blocks) if isinstance(one, i.Term)]


@pytest.mark.parametrize(
    ("words", "names", "expected"),
    [
        ("A kite flies, a kite falls.", ["kite"], ["kite"]),
        ("A Kite flies.", ["kite"], ["Kite"]),
        ("A kite flies, a KITE and a Kite.", ["Kite"], ["Kite"]),
        ("kites and kiteless", ["kite"], []),
        ("kites", ["kite|kites"], ["kites"]),
        ("the kite tail of a kite", ["kite", "kite tail"], ["kite tail", "kite"]),
        ("a kite tail, a kite tail", ["kite tail", "kite"], ["kite tail"]),
        ("(kite), “kite”", ["kite"], ["kite"]),
        ("the kite's tail", ["kite"], ["kite"]),
        ("a box-kite, kite-maker, /usr/kite.conf, kite@home and kite.org", ["kite"], []),
        ("It is a kite. It is a kite-", ["kite"], ["kite"]),
        ("in C++ and C", ["C++", "C"], ["C++", "C"]),
        ("in .bib files", [".bib"], [".bib"]),
        ("a.bib", [".bib"], []),
        ("Größe und GRÖSSE", ["größe"], ["Größe"]),
        ("harness, then a bridle", ["bridle|harness"], ["harness"]),
        ("", ["kite"], []),
        ("kite", [], []),
    ],
)
def test_whole_words_are_found_the_longest_first_and_once(words, names, expected):
    assert [found for _, found in marked([paragraph(words)], terms(*names))] == expected


def test_each_section_has_its_first_occurrence():
    blocks = [
        paragraph("a kite"),
        paragraph("a kite"),
        b.Heading(2, text("A kite")),
        b.ListBlock((b.ListItem((paragraph("the kite"),)), b.ListItem((paragraph("kite"),)))),
        b.Heading(3, text("More")),
        b.Quote((paragraph("kite"),)),
    ]
    page = with_terms(Page(REF, tuple(blocks)), terms("kite"))
    assert len(marked(blocks, terms("kite"))) == 3
    assert page.blocks[1] is blocks[1]
    assert page.blocks[2] is blocks[2]


def test_what_opens_on_demand_and_notes_are_sections_of_their_own():
    blocks = [
        b.Reveal(text("Why a kite?"), (paragraph("kite"), paragraph("kite"))),
        paragraph("kite"),
        b.Footnotes((b.Footnote("n", "1", (paragraph("kite"),)), b.Footnote("m", "2", (paragraph("kite"),)))),
    ]
    assert len(marked(blocks, terms("kite"))) == 3


@pytest.mark.parametrize(
    "block",
    [
        paragraph(i.CodeSpan("kite")),
        paragraph(i.Link(text("kite"), "x")),
        paragraph(i.Cite(("k",), text("kite"))),
        paragraph(i.MathSpan("kite", "kite")),
        paragraph(i.Image("kite.png", "kite")),
        paragraph(i.Styled(i.Style.SUP, text("kite"))),
        b.Heading(2, text("kite")),
        b.CodeBlock("kite"),
        b.MathBlock("kite", ("kite",)),
        b.Figure((i.Image("k", "kite"),), text("kite")),
        b.Bibliography((b.BibliographyEntry("k", text("kite")),)),
        b.Reveal(text("kite"), ()),
        b.Ask("a", (), "kite", (paragraph("kite"),)),
        b.Unknown("kite", "kite"),
        b.Table((b.TableRow((b.TableCell((paragraph("kite"),), header=True),)),), head=1, caption=text("kite")),
        b.DefinitionList((b.Definition((text("kite"),), ()),)),
    ],
)
def test_what_is_no_running_text_is_left_alone(block):
    page = Page(REF, (block,))
    assert with_terms(page, terms("kite")) is page


@pytest.mark.parametrize(
    "block",
    [
        paragraph(i.Styled(i.Style.EMPH, (i.Styled(i.Style.STRONG, text("kite")),))),
        b.ListBlock((b.ListItem((paragraph("kite"),)),)),
        b.DefinitionList((b.Definition((text("it"),), ((paragraph("kite"),),)),)),
        b.Quote((paragraph("kite"),)),
        b.Admonition("note", (), (paragraph("kite"),)),
        b.Columns((b.Column((paragraph("kite"),)),)),
        b.Table((b.TableRow((b.TableCell((paragraph("kite"),)),)),)),
        b.Figure((), (), (paragraph("kite"),)),
    ],
)
def test_running_text_is_found_wherever_it_stands(block):
    assert len(marked([block], terms("kite"))) == 1


def test_a_page_that_defines_terms_does_not_explain_them_by_themselves():
    defining = b.DefinitionList((b.Definition((text("tail"),), ((paragraph("Steadies the kite."),),)),))
    assert marked([defining], terms("kite", page="p")) == []
    assert len(marked([defining], terms("kite", page="q"))) == 1


def test_blocks_inside_blocks_without_end_do_no_harm():
    block = paragraph("kite")
    for _ in range(2000):
        block = b.Quote((block,))
    page = Page(REF, (block, paragraph("kite")))
    assert len([one for one in with_terms(page, terms("kite")).blocks[1].children if isinstance(one, i.Term)]) == 1


def test_a_glossary_made_to_be_slow_is_given_up():
    known = terms(*(f"the {'x' * number}" for number in range(1, 91)), "kite")
    effort = Effort()
    assert list(known.found("the " * MOST_COMPARED + "kite", effort)) == []
    assert effort.left <= 0
    assert [name for *_, name in known.found("the x and the kite", Effort())] == ["the x", "kite"]


def test_a_page_of_very_many_sections_has_so_many_marks():
    blocks = [block for _ in range(2 * MOST_MARKED) for block in (b.Heading(2, text("Next")), paragraph("a kite"))]
    assert len(marked(blocks, terms("kite"))) == MOST_MARKED


WORDS = st.text(st.sampled_from("kKiteTaäßİ ǅ\u00ad\u200d漢-./'+\t0_\u0301"), max_size=12)
INLINES = st.recursive(
    st.one_of(
        WORDS.map(i.Text),
        WORDS.map(i.CodeSpan),
        WORDS.map(lambda words: i.MathSpan(words, words)),
        st.just(i.Break()),
        WORDS.map(lambda words: i.FootnoteRef(words, words)),
    ),
    lambda inner: st.one_of(
        st.builds(i.Styled, st.sampled_from(i.Style), st.lists(inner, max_size=3).map(tuple)),
        st.builds(lambda kept: i.Link(kept, "x"), st.lists(inner, max_size=3).map(tuple)),
        st.builds(lambda kept: i.Cite(("k",), kept), st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
RUNS = st.lists(INLINES, max_size=5).map(tuple)
BLOCKS = st.recursive(
    st.one_of(RUNS.map(b.Paragraph), RUNS.map(lambda run: b.Heading(2, run))),
    lambda inner: (
        st.lists(inner, max_size=3)
        .map(tuple)
        .flatmap(
            lambda blocks: st.sampled_from(
                (
                    b.Quote(blocks),
                    b.Reveal(text("kite"), blocks, open=True),
                    b.ListBlock((b.ListItem(blocks), b.ListItem(blocks))),
                    b.Admonition("tip", text("kite"), blocks),
                    b.Table((b.TableRow((b.TableCell(blocks), b.TableCell(blocks))),)),
                    b.DefinitionList((b.Definition((text("kite"),), (blocks,)),)),
                    b.Footnotes((b.Footnote("n", "1", blocks),)),
                )
            )
        )
    ),
    max_leaves=6,
)


@given(st.lists(BLOCKS, max_size=4).map(tuple), st.lists(WORDS, max_size=6))
def test_marking_never_changes_the_words_of_a_page(blocks, names):
    page = Page(REF, blocks)
    glossed = with_terms(page, terms(*names))
    assert plain.text(glossed.blocks) == plain.text(blocks)
    assert page_data(glossed) == page_data(page)
    for width in (20, 76):
        before, after = Document(blocks, Setting(width)), Document(glossed.blocks, Setting(width))
        assert [line.text for line in after.lines(0, after.height)] == [line.text for line in before.lines(0, before.height)]


@given(st.lists(BLOCKS, max_size=4).map(tuple), st.lists(WORDS, max_size=6))
def test_without_its_marks_a_page_is_as_it_was(blocks, names):
    glossed = with_terms(Page(REF, blocks), terms(*names))
    marks = [one for one in all_inlines(glossed.blocks) if isinstance(one, i.Term)]
    assert all(len(mark.children) == 1 and isinstance(mark.children[0], i.Text) for mark in marks)
    assert len(list(all_blocks(glossed.blocks))) == len(list(all_blocks(blocks)))
    assert with_terms(glossed, terms()) is glossed
    assert replace(glossed, blocks=blocks) == Page(REF, blocks)


@given(WORDS, st.lists(WORDS, max_size=6))
def test_places_of_terms_are_in_order_and_apart(words, names):
    end = 0
    for start, stop, name in terms(*names).found(words, Effort()):
        assert end <= start < stop <= len(words)
        assert any(name == one.split("|")[0] for one in names)
        end = stop

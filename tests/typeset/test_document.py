from __future__ import annotations

from tui_course.model.block import Admonition, CodeBlock, Figure, Heading, ListBlock, ListItem, Paragraph, Reveal
from tui_course.model.inline import Anchor, Image, Link, Text
from tui_course.typeset.document import Document
from tui_course.typeset.setting import Setting


def words(text):
    return (Text(text),)


def paragraph(text):
    return Paragraph(words(text))


PAGE = (
    Heading(1, words("Title"), "title"),
    Paragraph((Anchor("lonely"),)),
    paragraph("word " * 30),
    Heading(2, words("Section"), "section"),
    Paragraph((Text("word " * 20), Anchor("inside"), Text("here"))),
    Admonition("note", (), (Heading(3, words("Nested"), "nested"), paragraph("text"))),
    Reveal(words("More"), (Figure((Image("a.png", "a"),), id="figure"),)),
)


def text_at(document, line):
    return document.lines(line, line + 1)[0].text


def test_anchors_lead_to_their_lines():
    document = Document(PAGE, Setting(40))
    assert document.anchor("title") == 0
    assert text_at(document, document.anchor("lonely")).startswith("word")
    assert text_at(document, document.anchor("section")) == "Section"
    assert text_at(document, document.anchor("inside")).endswith("here")
    assert text_at(document, document.anchor("nested")) == "▌ Nested"
    assert text_at(document, document.anchor("figure")) == "▸ More"
    assert document.anchor("nowhere") is None


def test_headings_have_their_lines():
    document = Document(PAGE, Setting(40))
    assert [(text_at(document, line), heading.level) for line, heading in document.headings()] == [
        ("Title", 1),
        ("Section", 2),
        ("▌ Nested", 3),
    ]


def test_block_at_and_top_of():
    document = Document(PAGE, Setting(40))
    for index, block in enumerate(PAGE):
        if index != 1:  # it has no lines
            assert PAGE[document.block_at(document.top_of(index))] is block
    assert document.block_at(document.top_of(3) - 1) == 2


def test_a_section_has_more_space_above():
    document = Document(PAGE, Setting(40))
    top = document.top_of(3)
    assert [text_at(document, line) for line in (top - 2, top - 1)] == ["", ""]
    assert text_at(document, top - 3)


def test_nothing_on_an_empty_page():
    document = Document((), Setting(40))
    assert document.height == 0
    assert document.lines(0, 10) == []
    assert document.targets() == ()
    assert document.headings() == []
    assert document.block_at(3) == 0


def test_an_anchor_below_all_lines_leads_to_the_last():
    document = Document((paragraph("a"), paragraph("b"), Paragraph((Anchor("end"),))), Setting(40))
    assert document.anchor("end") == 2


def test_only_the_latest_blocks_are_kept():
    blocks = tuple(CodeBlock("x\n" * 1000) for _ in range(20))
    document = Document(blocks, Setting(40))
    for line in range(0, document.height, 500):
        document.lines(line, line + 40)
    assert sum(map(len, document.measured.lines.values())) <= 4096
    assert document.lines(0, 1)[0].text == "▏ x"


def test_a_link_over_two_lines_is_one_target():
    link = Link(words("two words"), "x")
    document = Document((Paragraph((Text("a "), link)), Paragraph((link,))), Setting(10, open_reveals=frozenset()))
    runs = [run for line in document.lines(0, 9) for run in line.runs if run.target]
    assert [(run.text, run.target.number) for run in runs] == [("two", 0), ("words", 0), ("two words", 1)]
    assert [(placed.line, placed.column, placed.width) for placed in document.targets()] == [(0, 2, 3), (3, 0, 9)]


def test_reveals_are_numbered_with_those_inside():
    inner = Reveal(words("inner"), (paragraph("deep"),))
    page = (Reveal(words("outer"), (inner,)), ListBlock((ListItem((Reveal(words("last"), (paragraph("end"),), open=True),)),)))
    shown = {
        None: ["▸ outer", "", "• ▾ last", "  ▌ end"],
        frozenset(): ["▸ outer", "", "• ▸ last"],
        frozenset({0, 2}): ["▾ outer", "▌ ▸ inner", "", "• ▾ last", "  ▌ end"],
        frozenset({0, 1}): ["▾ outer", "▌ ▾ inner", "▌ ▌ deep", "", "• ▸ last"],
    }
    for opened, lines in shown.items():
        document = Document(page, Setting(40, open_reveals=opened))
        assert [line.text for line in document.lines(0, 20)] == lines
    document = Document(page, Setting(40, reveal_all=True))
    assert [placed.target.href for placed in document.targets()] == ["0", "1", "2"]

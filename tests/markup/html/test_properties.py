from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.markup.html import read_blocks
from tui_course.markup.html.literal import protect
from tui_course.model.block import CodeBlock, Paragraph, Unknown
from tui_course.model.inline import CodeSpan, MathSpan, Text
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, all_inlines
from tui_course.sources.wire import dump as pickled
from tui_course.sources.wire import load

NAMES = """
a abbr address article audio b blockquote br button caption center code col dd details div dl dt em fieldset figcaption figure
font footer form h1 h2 h6 hr i iframe img input kbd li math ol option p picture pre q ruby rt s select small source span strong
style sub summary sup svg table tbody td template textarea th thead title tr track tui-math tui-unknown u ul video wbr x-y T
""".split()
ATTRIBUTES = (
    "",
    ' id="x"',
    ' class="note"',
    ' style="display:none"',
    ' style="display:flex"',
    " hidden",
    ' href="page.md"',
    ' src="a.png"',
)
TAGS = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(NAMES)),
    st.sampled_from(
        ["word", "two  words", " ", "\n", "&lt;", "&#x1b;", "\x1b[0m", "<!-- c -->", "<", ">", '"', "$$x$$", "\u202e"]
    ),
)
WORDS = st.lists(st.text(alphabet="abcäß漢1", min_size=1, max_size=6), min_size=1, max_size=20)


def text_of(blocks) -> str:
    parts = []
    for block in all_blocks(blocks):
        match block:
            case CodeBlock(text):
                parts.append(text)
            case Unknown(source):
                parts.append(source)
            case _:
                continue
    parts += [one.text for one in all_inlines(blocks) if isinstance(one, Text | CodeSpan | MathSpan)]
    return " ".join(parts)


@settings(deadline=None, max_examples=300)
@given(html=st.lists(TAGS, max_size=40).map("".join))
def test_any_html_can_be_read(html, make_around):
    text = text_of(read_blocks(html, make_around()))
    assert visible(text) == text


@settings(deadline=None, max_examples=150)
@given(html=st.text(max_size=200))
def test_any_characters_can_be_read(html, make_around):
    read_blocks(html, make_around())


@settings(deadline=None, max_examples=200)
@given(
    words=WORDS, tags=st.lists(st.sampled_from("p div em b blockquote li ul h2 span td section i q x-y".split()), max_size=20)
)
def test_every_word_is_kept_in_order(words, tags, make_around):
    html = "".join(f"<{tag}>{word} </{tag}>" for word, tag in zip(words, [*tags, *["p"] * len(words)], strict=False))
    assert re.findall(r"\w+", text_of(read_blocks(html, make_around()))) == words


@pytest.mark.parametrize(
    "tag", ["div", "blockquote", "ul><li", "b", "span", "table><tr><td", "details", "figure", "a href=x", "dl><dd"]
)
@pytest.mark.parametrize("depth", [30, 5_000])
def test_deep_nesting_costs_no_words(tag, depth, make_around):
    around = make_around()
    blocks = read_blocks(f"before{f'<{tag}>' * depth}inside", around)
    text = text_of(blocks)
    assert text.startswith("before")
    assert "inside" in text
    assert load(pickled(blocks)) == blocks


def test_deep_blocks_with_deep_inlines(make_around):
    html = "<blockquote>" * 99 + "<b><i>" * 40 + "inside"
    blocks = read_blocks(html, make_around())
    assert "inside" in text_of(blocks)
    assert load(pickled(blocks)) == blocks


def test_many_columns_and_rows_are_cut_and_reported(make_around):
    around = make_around()
    read_blocks("<table>" + "<tr>" + "<td>x</td>" * 200 + "</tr>" * 1 + ("<tr>" + "<td>x</td>" * 200 + "</tr>") * 120, around)
    assert [problem.split()[1] for problem in around.problems] == ["table-size"]


@pytest.mark.parametrize(
    ("source", "safe"),
    [
        ("<b>x</b>", "<b>x</b>"),
        ("<T> and </T>", "&lt;T> and &lt;/T>"),
        ("a < b <3 <", "a < b <3 <"),
        ("<x-y> z", "&lt;x-y> z"),
        ('<x-y a="b"> z', '<x-y a="b"> z'),
        ("<x-y>z</x-y>", "<x-y>z</x-y>"),
        ("<!-- c --> <!--> <!---> <!-- d", "<!-- c --> <!--> <!---> &lt;!-- d"),
        ("<script>a<b</script> <script>c", "<script>a<b</script> &lt;script>c"),
        ("<SCRIPT>a</ScRiPt>", "<SCRIPT>a</ScRiPt>"),
        ("<title>a", "&lt;title>a"),
        ("<pre>a</pre><pre>b", "<pre>a</pre>&lt;pre>b"),
        ("<svg><g/><T/></svg><g/>", "<svg><g/><T/></svg>&lt;g/>"),
        ("<svg/><g>", "<svg/>&lt;g>"),
        ('<a title="<T>">x</a>', '<a title="<T>">x</a>'),
        ('<a title="never closed>x', '&lt;a title="never closed>x'),
        ("<a don't>x", "<a don't>x"),
        ("<div", "&lt;div"),
        ("<?php x ?> <![CDATA[y]]>", "&lt;?php x ?> &lt;![CDATA[y]]>"),
        ("<!DOCTYPE html><html>", "<!DOCTYPE html><html>"),
        ("<plaintext>a", "&lt;plaintext>a"),
        ("<frameset>a", "&lt;frameset>a"),
    ],
)
def test_protected_html(source, safe):
    assert protect([source]).fragments == (safe,)


def test_an_element_may_be_closed_in_a_later_fragment_but_not_a_script():
    assert protect(["<pre>", "x", "</pre>"]).fragments == ("<pre>", "x", "</pre>")
    assert protect(["<script>", "x", "</script>"]).fragments == ("&lt;script>", "x", "</script>")


@settings(deadline=None, max_examples=300)
@given(st.lists(st.lists(TAGS, max_size=15).map("".join), max_size=4))
def test_protection_only_escapes(fragments):
    safe = protect(fragments)
    assert [text.replace("&lt;", "<") for text in safe.fragments] == [text.replace("&lt;", "<") for text in fragments]
    assert protect(safe.fragments).literals == () or len(protect(safe.fragments).literals) < len(safe.literals) + 1


def test_a_paragraph_is_a_paragraph(make_around):
    assert read_blocks("<p>x</p>", make_around()) == (Paragraph((Text("x"),)),)
    assert read_blocks("", make_around()) == ()

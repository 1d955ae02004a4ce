from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.model.block import Heading, Paragraph, Quote
from tui_course.model.inline import Text
from tui_course.tui.scroll import line_of, spot_of
from tui_course.typeset.document import Document
from tui_course.typeset.setting import Setting

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=60).map(" ".join)
PARAGRAPHS = st.builds(lambda words: Paragraph((Text(words),)), WORDS)
BLOCKS = st.lists(
    PARAGRAPHS
    | st.builds(lambda words: Heading(2, (Text(words),)), WORDS)
    | st.builds(lambda blocks: Quote(tuple(blocks)), st.lists(PARAGRAPHS, min_size=1, max_size=3)),
    max_size=6,
)
WIDTHS = st.integers(12, 90)


def at(blocks, width):
    return Document(blocks, Setting(width))


@settings(deadline=None, max_examples=60)
@given(BLOCKS, WIDTHS, st.data())
def test_the_same_width_has_the_very_line(blocks, width, data):
    page = at(blocks, width)
    line = data.draw(st.integers(-1, max(0, page.height - 1)))
    if page.height:
        assert line_of(page, spot_of(page, line, width), width) == line


@settings(deadline=None, max_examples=60)
@given(BLOCKS, WIDTHS, WIDTHS, st.data())
def test_another_width_has_the_line_with_the_same_words(blocks, width, other, data):
    before, after = at(blocks, width), at(blocks, other)
    if not before.height:
        return
    line = data.draw(st.integers(0, before.height - 1))
    first = next((c for c in before.lines(line, line + 1)[0].text if c.isalnum()), None)
    spot = spot_of(before, line, width)
    found = line_of(after, spot, other)
    if first is None or width == other:
        return
    top = after.top_of(spot.block)
    above = sum(c.isalnum() for row in after.lines(top, found) for c in row.text)
    here = sum(c.isalnum() for c in after.lines(found, found + 1)[0].text)
    assert above <= spot.letters < above + here


def test_a_page_without_lines_has_a_spot():
    page = at([], 40)
    assert line_of(page, spot_of(page, 3, 40), 60) == 0

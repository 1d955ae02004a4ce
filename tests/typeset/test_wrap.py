from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_course.typeset.setting import text_cells
from tui_course.typeset.wrap import breaks, chop, clusters

TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab,.-/ 中。（한é—\u0301\u200d\u200b\u00a0\ufe0f👩👧🇩🇪☺1\n"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")),
    ),
    max_size=120,
).map(lambda text: re.sub(r" *\n *", "\n", re.sub(r" +", " ", text)).strip(" \n"))
bounded = settings(max_examples=200, deadline=None)


def filled(text, width, cells=text_cells):
    return [text[start:end] for start, end in breaks(text, width, cells)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, []),
        ("one two three", 13, ["one two three"]),
        ("one two three", 12, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]),
        ("abcde fg", 4, ["abcd", "e fg"]),
        ("see https://a.b/cd/ef now", 12, ["see", "https://a.b/", "cd/ef now"]),
        ("one\ntwo three", 20, ["one", "two three"]),
        ("one\n\ntwo", 20, ["one", "", "two"]),
        ("“one” two", 5, ["“one”", "two"]),
        ("a\u00a0b c", 4, ["a\u00a0b", "c"]),
        ("one—two", 5, ["one—", "two"]),
        ("one\u200btwo", 4, ["one\u200b", "two"]),
        ("中文字。中文", 6, ["中文", "字。中", "文"]),
        ("（中文）中", 4, ["（中", "文）", "中"]),
        ("a中文 b", 5, ["a中文", "b"]),
        ("한국어 문장", 7, ["한국어", "문장"]),
        ("e\u0301e\u0301e\u0301e\u0301e\u0301", 3, ["e\u0301e\u0301e\u0301", "e\u0301e\u0301"]),
        ("👩\u200d👩\u200d👧👍🏽🇩🇪🇫🇷", 4, ["👩\u200d👩\u200d👧👍🏽", "🇩🇪🇫🇷"]),
    ],
)
def test_lines(text, width, lines):
    assert filled(text, width) == lines


@bounded
@given(TEXTS, st.integers(4, 40), st.sampled_from([text_cells, cell_len]))
def test_every_character_stands_in_one_line(text, width, cells):
    places = breaks(text, width, cells)
    end = 0
    for start, stop in places:
        assert set(text[end:start]) <= {" ", "\n"}
        assert start <= stop
        end = stop
    assert not text[end:].strip(" \n")
    assert all(cells(text[start:stop]) <= width for start, stop in places)
    assert all("\n" not in text[start:stop] for start, stop in places)


@bounded
@given(TEXTS, st.integers(4, 40))
def test_a_line_is_as_full_as_it_can_be(text, width):
    places = breaks(text, width, text_cells)
    for (start, stop), (after, _) in pairwise(places):
        if text[stop:after] == " ":
            word = re.match(r"[^ \n]*", text[after:]).group()
            assert text_cells(text[start:stop] + " " + word) > width


@bounded
@given(TEXTS)
def test_clusters_are_the_text(text):
    assert "".join(clusters(text, text_cells)) == text
    assert all(not cluster.startswith(("\u0301", "\u200d", "\ufe0f")) for cluster in clusters(f"a{text}", text_cells))


@bounded
@given(TEXTS.map(lambda text: text.replace("\n", "")), st.integers(2, 20))
def test_chop_cuts_between_clusters(text, width):
    parts = chop(text, width, text_cells)
    assert "".join(parts) == text
    assert all(text_cells(part) <= width or len(clusters(part, text_cells)) == 1 for part in parts)

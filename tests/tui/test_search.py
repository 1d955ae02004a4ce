from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.tui.search import PageIndex
from tui_course.typeset.line import Line, Run


def index(*lines):
    return PageIndex([Line((Run(line),)) for line in lines])


@pytest.mark.parametrize(
    ("lines", "query", "found"),
    [
        (["the cloud and the CLOUD"], "cloud", [[(0, 4, 9)], [(0, 18, 23)]]),
        (["a robot in the", "cloud"], "the cloud", [[(0, 11, 14), (1, 0, 5)]]),
        (["▌ a robot in the", "▌ cloud"], "the  cloud", [[(0, 13, 16), (1, 2, 7)]]),
        (["one", "", "two"], "one two", []),
        (["STRASSE Straße"], "straße", [[(0, 8, 14)]]),
        (["İstanbul is a city"], "city", [[(0, 14, 18)]]),
        (["aaa"], "aa", [[(0, 0, 2)]]),
        (["nothing"], "", []),
        (["nothing"], "   ", []),
        ([], "x", []),
    ],
)
def test_matches(lines, query, found):
    assert [[tuple(piece) for piece in match] for match in index(*lines).find(query)] == found


WORDS = st.text(st.sampled_from("abAB ▌│éİ"), max_size=12)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=6), st.text(st.sampled_from("abAB é"), min_size=1, max_size=5))
def test_every_match_reads_what_was_searched_for(lines, query):
    for match in index(*lines).find(query):
        shown = " ".join(lines[piece.line][piece.start : piece.stop] for piece in match)
        assert "".join(shown.lower().split()) == "".join(query.lower().split())


@settings(deadline=None)
@given(st.lists(WORDS, max_size=6), st.text(st.sampled_from("ab"), min_size=1, max_size=3))
def test_no_line_that_holds_the_words_is_missed(lines, query):
    found = {piece.line for match in index(*lines).find(query) for piece in match}
    assert {number for number, line in enumerate(lines) if query in line.lower()} <= found

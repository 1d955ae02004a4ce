from __future__ import annotations

import unicodedata

import pytest

from tui_course.typeset.scripts import SUBSCRIPT, SUPERSCRIPT, has_all, numeral


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (3, "1", "3"),
        (1, "a", "a"),
        (26, "a", "z"),
        (27, "A", "AA"),
        (703, "a", "aaa"),
        (4, "i", "iv"),
        (1994, "I", "MCMXCIV"),
        (3999, "i", "mmmcmxcix"),
        (4000, "i", "4000"),
        (0, "a", "0"),
        (-2, "I", "-2"),
        (5, "?", "5"),
    ],
)
def test_numeral(number, kind, text):
    assert numeral(number, kind) == text


@pytest.mark.parametrize("table", [SUPERSCRIPT, SUBSCRIPT])
def test_small_characters_stand_for_their_own(table):
    for own, small in table.items():
        assert unicodedata.normalize("NFKC", chr(small)) in {chr(own), "\u2212"}


def test_has_all():
    assert has_all(SUPERSCRIPT, "2n")
    assert not has_all(SUPERSCRIPT, "q")
    assert not has_all(SUPERSCRIPT, "")

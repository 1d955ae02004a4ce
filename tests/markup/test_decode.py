from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.markup.decode import decode

WORDS = "Grüße, 世界\nzwei"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), ""),
        (codecs.BOM_UTF8 + WORDS.encode(), ""),
        (WORDS.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16-be"),
        (WORDS.encode("utf-32"), "utf-32"),
        (codecs.BOM_UTF32_BE + WORDS.encode("utf-32-be"), "utf-32-be"),
    ],
)
def test_encodings_with_their_marks(data, encoding):
    decoded = decode(data, "a.md")
    assert decoded.text == WORDS
    assert [problem.code for problem in decoded.problems] == (["encoding"] if encoding else [])
    assert all(encoding in problem.message for problem in decoded.problems)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_encodings_without_marks(encoding):
    decoded = decode("# A plain title\n\nand text".encode(encoding))
    assert decoded.text == "# A plain title\n\nand text"
    assert len(decoded.problems) == 1


def test_zero_bytes_after_front_matter_are_no_other_encoding():
    data = b"---\ntitle: A\n---\n" + b"a\0" * 200
    assert decode(data).text == data.decode()


def test_ends_of_lines():
    assert decode(b"a\r\nb\rc\n\r\nd").text == "a\nb\nc\n\nd"


def test_bytes_that_cannot_be_decoded_are_shown_and_reported_with_their_line():
    decoded = decode(b"one\ntwo \xff\xfe\nthree", "a.md")
    assert decoded.text == "one\ntwo \ufffd\ufffd\nthree"
    assert [(problem.code, problem.line, problem.file) for problem in decoded.problems] == [("encoding", 2, "a.md")]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")))
def test_text_in_utf_8_stays(text):
    assert decode(text.encode()).text == text


@given(st.binary(max_size=300))
def test_any_bytes_become_text(data):
    decoded = decode(data, "a.md")
    assert "\r" not in decoded.text
    assert all(problem.line <= data.count(b"\n") + 1 for problem in decoded.problems)

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.markup.vtt import MAX_CUES, read_vtt
from tui_course.model.block import Cue

FILE = """WEBVTT - A talk

NOTE
This is for the author.

STYLE
::cue { color: red }

intro
00:00.000 --> 00:02.500 align:start
Hello <b>there</b>,
<v Ada>this is a &amp; talk.

01:00:01.5 --> 01:00:02,25
Second \x1b[31m

01:00:02.250 --> 01:00:03.000
Second \x1b[31m

01:00:03.000 --> 01:00:04.000

01:00:05.000 --> 01:00:06.000
Last
"""


def test_a_file():
    read = read_vtt(FILE, "a.vtt")
    assert read.cues == (
        Cue(0.0, 2.5, "Hello there, this is a & talk."),
        Cue(3601.5, 3602.25, "Second ␛[31m"),
        Cue(3605.0, 3606.0, "Last"),
    )
    assert read.problems == ()


def test_subrip():
    assert read_vtt("1\n00:00:01,000 --> 00:00:02,000\n- Yes.\n- No.\n").cues == (Cue(1.0, 2.0, "- Yes. - No."),)


@pytest.mark.parametrize(
    ("text", "line"),
    [("WEBVTT\n\n1:2 --> later\nx", 3), ("00:01.000 -->\nx", 1), ("WEBVTT\n\nonly words", 1)],
)
def test_what_cannot_be_read_is_reported(text, line):
    read = read_vtt(text, "a.vtt")
    assert read.cues == ()
    assert [(problem.code, problem.line) for problem in read.problems] == [("subtitles-syntax", line)]


def test_an_empty_file():
    assert read_vtt("") == read_vtt(" \n")
    assert read_vtt("").problems == ()


def test_too_many_lines():
    text = "".join(
        f"00:{number // 60 % 60:02}.{number % 1000:03} --> 59:59.000\nline {number}\n\n" for number in range(MAX_CUES + 10)
    )
    read = read_vtt(text)
    assert len(read.cues) == MAX_CUES
    assert read.cues[-1].text == f"line {MAX_CUES - 1}"
    assert [problem.code for problem in read.problems] == ["subtitles-size"]


PIECES = st.sampled_from(
    ["WEBVTT", "\n", "\n\n", "00:01.000", " --> ", "99:99:99.999", "words", "<b", ">", "&amp;", "\x1b", "9" * 30]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_read(text):
    for cue in read_vtt(text).cues:
        assert cue.text
        assert cue.text.isprintable()

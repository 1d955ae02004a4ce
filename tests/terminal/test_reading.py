"""The parser that others trust: it finds what is no business of ours, and lets through what is."""

from __future__ import annotations

import base64
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.terminal.reading import KINDS, SINKS, STEERING, Token, strangers, table, tokens, whole, words
from tui_course.model.visible import visible

REFUSED = {
    "window title": "\x1b]0;owned\x07",
    "window title with ST": "\x1b]2;owned\x1b\\",
    "a link": "\x1b]8;;https://example.org/\x1b\\x\x1b]8;;\x1b\\",
    "a file at iTerm": "\x1b]1337;File=inline=1:QQ==\x07",
    "a copy that nobody asked for": "\x1b]52;c;ZXZpbA==\x07",
    "the clipboard read": "\x1b]52;c;?\x07",
    "the pointer": "\x1b]22;wait\x07",
    "a string without its end": "\x1b]0;owned",
    "a string that a newline is in": "\x1b]0;ow\nned",
    "dcs": '\x1bP$q"p\x1b\\',
    "apc": "\x1b_Gf=24;QQ==\x1b\\",
    "pm": "\x1b^x\x1b\\",
    "sos": "\x1bXx\x1b\\",
    "sixel": "\x1bPq#0;2;0;0;0~~\x1b\\",
    "where is the cursor": "\x1b[6n",
    "what are you": "\x1b[c",
    "wipe": "\x1b[2J",
    "paste ends": "\x1b[201~",
    "a mode of others": "\x1b[?12h",
    "an extended look": "\x1b[4:3m",
    "hidden text": "\x1b[8m",
    "blinking text": "\x1b[5;8m",
    "no number": "\x1b[38;2;1m",
    "empty middle": "\x1b[1;;3m",
    "a sequence that is cut": "\x1b[31",
    "a control in a sequence": "\x1b[3\x081m",
    "lone ESC": "\x1bé",
    "ESC at the end": "\x1b",
    "reset": "\x1bc",
    "another alphabet": "\x1b(0",
    "index": "\x1bD",
    "eight bits": "\x9b31m",
    "osc in eight bits": "\x9d0;x\x9c",
    "next line": "\x85",
    "NUL": "\x00",
    "BEL": "\x07",
    "VT": "\x0b",
    "FF": "\x0c",
    "shift out": "\x0e",
    "DEL": "\x7f",
    "override": "\u202e",
    "isolate": "\u2066",
    "tag": "\U000e0041",
    "line separator": "\u2028",
    "byte order mark": "\ufeff",
    "lone surrogate": "\ud800",
}
LET_THROUGH = {
    "a frame": (
        "screen",
        "\x1b[?2026h\x1b[1;1H\x1b[1;38;2;1;2;3;48;5;7mwords\x1b[0m\n\x1b[2;1H漢 👩\u200d👧\x1b[?2026l",
    ),
    "a look": ("printed", "\x1b[0;1;31mno\x1b[0m\tyes\n"),
    "none": ("printed", "\x1b[mplain"),
    "moved": ("hosted", "\x1b[2;8r\x1b[2;1H\x1b[1M\x1b[r\x1b[H"),
    "waiting": ("printed", "\rreading …\x1b[K\r\x1b[K"),
    "keyboard": ("screen", "\x1b[>25u\x1b[<u"),
    "marks": ("lines", "e\u0301 \u200e\u200f \u200c\n"),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("sink", SINKS)
def test_what_is_not_ours_is_found(sink, name):
    assert strangers(f"before{REFUSED[name]}after", sink)


@pytest.mark.parametrize("name", LET_THROUGH)
def test_what_is_ours_is_let_through(name):
    sink, text = LET_THROUGH[name]
    assert strangers(text, sink) == []
    assert strangers(text.encode(), sink) == []


@pytest.mark.parametrize("data", [b"\xff", b"a\xc3", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\x9b31m"])
@pytest.mark.parametrize("sink", SINKS)
def test_a_byte_that_is_no_utf_8_is_found(sink, data):
    assert strangers(data, sink)


def test_what_one_sink_may_another_may_not():
    assert strangers("\x1b[1mx\x1b[0m", "lines")
    assert strangers("\x1b[3;1H", "printed")
    assert strangers("\x1b[?1049h", "printed")
    assert strangers("\x1b[2M", "screen")
    assert strangers("\t", "screen")
    assert strangers("\r", "lines")
    assert strangers("\n", "hosted")


def test_a_copy_is_allowed_where_it_was_asked_for():
    copied = f"\x1b]52;c;{base64.b64encode(b'words').decode()}\x07"
    assert strangers(copied, "screen", asked=True) == []
    assert strangers(copied, "screen")
    assert strangers(copied, "printed", asked=True)
    assert strangers("\x1b]52;c;?\x07", "screen", asked=True)


def test_a_sink_that_there_is_not_fails():
    with pytest.raises(ValueError, match="paper"):
        strangers("", "paper")


@pytest.mark.parametrize("sink", SINKS)
def test_each_row_of_the_table_has_a_reason_and_can_refuse(sink):
    rows = [row for row in table() if sink in row.sinks]
    assert rows
    for row in rows:
        assert row.kind in KINDS
        assert len(row.why) > 10
        assert not row.pattern.fullmatch("0;owned")
        assert not row.pattern.fullmatch("6n")
        assert not row.pattern.fullmatch("")


def test_where_a_sequence_begins_and_ends():
    assert list(tokens("a\x1b[1mb\x1b]0;t\x07c\x1b\x1b[m")) == [
        Token("text", "a", 0),
        Token("csi", "1m", 1),
        Token("text", "b", 5),
        Token("osc", "0;t", 6),
        Token("text", "c", 12),
        Token("broken", "\x1b\x1b", 13),
        Token("csi", "m", 14),
    ]
    assert words("a\x1b[1mb\x1b]0;t\x07c") == "abc"


@pytest.mark.parametrize("cut", ["\x1b", "\x1b[", "\x1b[38;5", "\x1b[?2026$", "\x1b]52;c;QQ", "\x1b]52;c;QQ==\x1b"])
def test_what_is_not_all_there_yet_is_left_for_later(cut):
    assert whole(f"\x1b[1mx{cut}") == "\x1b[1mx"


@given(st.text())
def test_nothing_is_lost_and_nothing_raises(text):
    found = list(tokens(text))
    assert [token.at for token in found] == sorted({token.at for token in found})
    assert not found or found[0].at == 0
    for sink in SINKS:
        strangers(text, sink)


@given(st.characters())
def test_a_character_is_text_or_found(character):
    """What Unicode calls a control, a surrogate or a separator of lines is never text; `visible` leaves text alone."""
    text = [token.kind for token in tokens(character)] == ["text"]
    assert text == (unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} and character not in STEERING)
    if text:
        assert visible(character) == character

"""What a terminal sends is repaired and bounded before a reader has it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from tui_course.serve.input import MAX_PASTE, MAX_SEQUENCE, PASTE_PAUSE, PAUSE, InputFilter

BEGIN, END = b"\x1b[200~", b"\x1b[201~"
KNOWN = [key for key in ANSI_SEQUENCES_KEYS if key.startswith("\x1b")]


def filtered(*chunks: bytes) -> bytes:
    one = InputFilter()
    return b"".join(map(one.feed, chunks))


def understood(data: bytes) -> list[object]:
    """What Textual makes of it."""
    parser = XTermParser()
    return [*parser.feed(data.decode())]


@pytest.mark.parametrize("key", KNOWN, ids=[key[1:] for key in KNOWN])
def test_every_key_that_textual_knows_goes_through(key):
    one = InputFilter()
    assert one.feed(key.encode()) + one.pause() == key.encode()


@pytest.mark.parametrize("key", KNOWN, ids=[key[1:] for key in KNOWN])
def test_a_key_may_come_in_pieces(key):
    one = InputFilter()
    assert b"".join(one.feed(bytes([byte])) for byte in key.encode()) + one.pause() == key.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"j", b"\r", b"\x03", b"\x00", "äß€😀".encode(), b"\x1bj", b"\x1b\x1b[A",
        b"\x1b[I", b"\x1b[O", b"\x1b[<35;12;7M", b"\x1b[<0;12;7m", b"\x1b[12;40R", b"\x1b[?2026;2$y",
        b"\x1b[97;5u", b"\x1b[97;;97u", b"\x1b[57399u", b"\x1b[106;1;106u", b"\x1b[1;5A", b"\x1b[3;2~",
    ],
)  # fmt: skip
def test_what_is_understood_goes_through(data):
    assert filtered(data) == data


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x1b[48;10000;10000;1;1t", id="a window's size, which would go past the bounds"),
        pytest.param(b"\x1b[48:1;10000:1;10000;1;1t", id="the same with colons"),
        pytest.param(b"\x1b[?2048;2$y", id="that sizes are reported"),
        pytest.param(b"\x1b[?64;1;2;6;22c", id="what terminal it is"),
        pytest.param(b"\x1b]11;rgb:0000/0000/0000\x1b\\", id="a colour"),
        pytest.param(b"\x1b]11;rgb:0000/0000/0000\x07", id="a colour, ended by a bell"),
        pytest.param(b"\x1bP>|xterm(390)\x1b\\", id="a version"),
        pytest.param(b"\x1b_Gi=31;OK\x1b\\", id="an answer about pictures"),
        pytest.param(b"\x1b[M !!", id="a click as old terminals say it"),
        pytest.param(b"\x1b[32;12;7M", id="a click as urxvt says it"),
        pytest.param(b"\x1b[<0;-1;-7M", id="a click outside"),
        pytest.param(b"\x1b[1114112u", id="no character"),
        pytest.param(b"\x1b[55296u", id="half a character"),
        pytest.param(b"\x1b[97;1;27u", id="a key whose text is an order"),
        pytest.param(b"\x1b[97:65;2u", id="a key in two forms, on which Textual ends"),
        pytest.param(b"\x1b[97;1:3u", id="a key let go, on which Textual ends"),
        pytest.param(b"\xc2\x9b1;1H", id="a control sequence in one character"),
        pytest.param(b"\x1b[201~", id="the end of no paste"),
    ],
)
def test_what_is_not_understood_is_dropped(data):
    kept = b"1;1H" if data.startswith(b"\xc2") else b""
    assert filtered(data + b"j") == kept + b"j"


def test_invalid_text_is_repaired():
    assert filtered(b"a\xff\xfeb\xc3") == "a\ufffd\ufffdb".encode()
    assert filtered(b"\xe2\x82", b"\xac") == "€".encode()


def test_an_escape_is_not_kept_waiting():
    one = InputFilter()
    assert one.feed(b"\x1b") == b"\x1b"
    assert one.patience == PAUSE
    assert one.pause() == b""
    assert one.feed(b"[j") == b"[j"


def test_keys_soon_after_an_escape_are_kept():
    one = InputFilter()
    assert one.feed(b"\x1b") + one.feed(b"O") + one.pause() == b"\x1bO"
    assert one.feed(b"\x1b") + one.feed(b"[") + one.pause() == b"\x1b["
    assert one.feed(b"\x1bX") + one.pause() == b"\x1bX"
    assert one.feed(b"\x1b[") + one.pause() == b""


def test_a_size_in_two_pieces_is_none_either():
    one = InputFilter()
    assert one.feed(b"\x1b") + one.feed(b"[48;9999;9999;1;1t") == b"\x1b"
    assert one.feed(b"\x1b[") + one.pause() + one.feed(b"48;9999;9999;1;1t") == b"48;9999;9999;1;1t"


def test_a_sequence_without_end_is_dropped_with_its_rest():
    one = InputFilter()
    assert one.feed(b"\x1b[") == b""
    assert all(one.feed(b"1;" * 4096) == b"" for _ in range(128))
    assert len(one._held) <= MAX_SEQUENCE
    assert one.feed(b"Hj") == b"j"


def test_a_string_without_end_is_dropped_until_there_is_silence():
    one = InputFilter()
    assert one.feed(b"\x1b]52;c;" + b"A" * 1_000_000) == b""
    assert len(one._held) <= MAX_SEQUENCE
    assert one.pause() == b""
    assert one.feed(b"j") == b"j"


def test_a_paste_goes_through_as_text_alone():
    assert filtered(BEGIN + "zwei\r\nZeilen\t€".encode() + END + b"j") == BEGIN + "zwei\r\nZeilen\t€".encode() + END + b"j"
    assert filtered(BEGIN + b"a\x1b[48;9999;9999;1;1tb\x00\x07\xc2\x9bc" + END) == BEGIN + b"a[48;9999;9999;1;1tbc" + END


def test_a_long_paste_is_cut_and_ends_where_it_ends():
    one = InputFilter()
    out = b"".join(one.feed(chunk) for chunk in (BEGIN, *[b"x" * 100_000] * 100, END, b"j"))
    assert out == BEGIN + b"x" * MAX_PASTE + END + b"j"
    assert one.was_cut()
    assert not one.was_cut()


def test_a_paste_is_cut_between_characters():
    one = InputFilter()
    out = one.feed(BEGIN + "€".encode() * MAX_PASTE + END)
    assert out == BEGIN + "€".encode() * (MAX_PASTE // 3) + END


def test_a_paste_that_is_not_ended_is_over_after_a_while():
    one = InputFilter()
    assert one.feed(BEGIN + b"abc\x1b[20") == BEGIN + b"abc"
    assert one.patience == PASTE_PAUSE
    assert one.pause() == END
    assert one.feed(b"j") == b"j"


def test_a_paste_may_come_in_pieces():
    given = BEGIN + "ä\x1bö\x1b[2ü".encode() + END + b"q"
    assert filtered(*(bytes([byte]) for byte in given)) == BEGIN + "äö[2ü".encode() + END + b"q"


def test_a_program_that_reads_lines_gets_no_sequences():
    one = InputFilter(sequences=False)
    assert one.feed(b"next\x1b[A\r" + BEGIN + b"pasted" + END + b"\x1bj\x1bOA\x03\x1b") == b"next\rpastedj\x03"
    assert one.feed(b"\x1bO") + one.pause() == b"O"


PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [BEGIN, END, b"\x1b", b"\x1b[", b"\x1b]", b"\x1bO", b"\x1b[M", b"\x1b[<0;1;1M", b"\x1b[48;9;9;9;9t", b"u", b"t"]
    ),
    st.from_regex(rb"\A\x1b\[[0-9:;<?$-]{0,40}[@-~]\Z"),
)


@given(st.lists(PIECES, max_size=12), st.sets(st.integers(0, 11)))
def test_textual_makes_no_size_of_anything_and_never_ends(pieces, pauses):
    one = InputFilter()
    for number, piece in enumerate(pieces):
        data = one.feed(piece) + (one.pause() if number in pauses else b"")
        assert not any(isinstance(event, events.Resize) for event in understood(data))
        assert len(one._held) <= MAX_SEQUENCE


@given(st.lists(PIECES, max_size=12).map(b"".join), st.lists(st.integers(0, 60), max_size=8))
def test_where_it_is_cut_into_pieces_makes_no_difference(data, cuts):
    at = [0, *sorted({min(cut, len(data)) for cut in cuts}), len(data)]
    chunks = [data[begin:end] for begin, end in pairwise(at)]
    # An escape at the end of a piece has been told already when it turns out to begin something that is dropped.
    assert filtered(*chunks).replace(b"\x1b", b"") == filtered(data).replace(b"\x1b", b"")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters=[chr(27), *map(chr, range(0x80, 0xA0))])))
def test_text_is_not_changed(text):
    assert filtered(text.encode()) == text.encode()

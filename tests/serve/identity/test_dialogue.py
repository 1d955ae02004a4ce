from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.serve.identity.dialogue import MOST_BYTES, Dialogue, Ended, Gone, LineEditor


def edited(*pieces, secret=False):
    """The line that pieces of bytes make, its echo and how it ended."""
    editor = LineEditor()
    editor.begin(secret=secret)
    echo = ""
    for piece in pieces:
        typed = editor.feed(piece)
        echo += typed.echo
        if typed.ended:
            return editor.line, echo, typed.ended
    return editor.line, echo, None


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (b"anna", "anna"),
        (b"annb\x7fa", "anna"),
        (b"annb\x08a", "anna"),
        (b"\x7f\x7fanna", "anna"),
        (b"bo \x15anna", "anna"),
        (b"anna lena  \x17", "anna "),
        (b"\x17anna", "anna"),
        ("zoë".encode(), "zoë"),
        ("zoe\u0308\u0308\x7f".encode(), "zo"),
        ("李\x7f小".encode(), "小"),
        (b"an\x1b[Dn\x1b[1;5Ca", "anna"),
        (b"an\x1bOAna", "anna"),
        (b"\x1b[200~anna\x1b[201~", "anna"),
        (b"\x1b]0;title\x07anna", "anna"),
        (b"\x1bP1$r\x1b\\anna", "anna"),
        (b"an\x00\x01\x1ana", "anna"),
        (b"an\xff\xfena", "anna"),
        ("an\u202e\u2066\ufeffna".encode(), "anna"),
        (b"anna\x04", "anna"),
        (b"x" * 5_000, "x" * MOST_BYTES),
    ],
)
def test_what_is_typed_makes_a_line(typed, line):
    assert edited(typed) == (line, edited(typed)[1], None)


@pytest.mark.parametrize(
    ("typed", "ended"),
    [
        (b"\r", Ended.ENTERED),
        (b"\n", Ended.ENTERED),
        (b"a\x03", Ended.CANCELLED),
        (b"\x04", Ended.CLOSED),
        (b"\x1b]x\x03\x03", Ended.CANCELLED),
    ],
)
def test_how_a_line_ends(typed, ended):
    assert edited(typed)[2] is ended


def test_return_and_line_feed_are_one_end():
    editor = LineEditor()
    editor.begin(secret=False)
    assert editor.feed(b"anna\r") == ("anna", Ended.ENTERED, b"")
    editor.begin(secret=False)
    assert editor.feed(b"\nbo\n") == ("bo", Ended.ENTERED, b"")


def test_the_rest_is_the_next_lines():
    editor = LineEditor()
    editor.begin(secret=False)
    assert editor.feed(b"493027\ranna\r").rest == b"anna\r"


def test_the_echo_takes_off_as_many_cells_as_there_are():
    assert edited("李\x7f".encode())[1] == "李\b\b  \b\b"
    assert edited("e\u0301\x7f".encode())[1] == "e\u0301\b \b"


def test_nothing_of_a_secret_is_shown():
    assert edited(b"493027\x7f7\r", secret=True) == ("493027", "", Ended.ENTERED)


PIECES = [
    b"\x1b[",
    b"\x1b]",
    b"\x1b",
    b"\x7f",
    b"\x15",
    b"\x17",
    b"a",
    b" ",
    "李".encode(),
    "e\u0301".encode(),
    b"\x9b",
    b"\xc2",
    b"\r",
]
BYTES = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=5)), max_size=30)


@given(BYTES)
def test_nothing_but_text_gets_through(pieces):
    line, echo, _ = edited(*pieces)
    assert line.isprintable()
    assert len(line.encode()) <= MOST_BYTES
    assert echo.replace("\b", "").isprintable()


@given(BYTES)
def test_where_bytes_are_cut_makes_no_difference(pieces):
    data = b"".join(pieces)
    assert (
        edited(data) == edited(*(data[at : at + 1] for at in range(len(data)))) == edited(*(piece for piece in pieces if piece))
    )


class Typist:
    """A terminal at which pieces are typed; with `stays` they say nothing more, else they go."""

    def __init__(self, *pieces, stays=False, columns=80):
        self.columns = columns
        self.pieces = list(pieces)
        self.stays = stays
        self.shown = b""

    def write(self, data):
        self.shown += data

    async def read(self):
        if self.pieces:
            return self.pieces.pop(0)
        if self.stays:
            await asyncio.Event().wait()
        return b""


async def test_a_question_is_answered_by_a_line():
    typist = Typist(b"an", b"na \r")
    assert await Dialogue(typist).ask("Your name:") == "anna"
    assert typist.shown == b"  Your name: anna \r\n"


async def test_lines_typed_ahead_answer_the_next_questions():
    dialogue = Dialogue(Typist(b"493027\r\nanna\r\n"))
    assert [await dialogue.ask("Code:", secret=True), await dialogue.ask("Name:")] == ["493027", "anna"]


@pytest.mark.parametrize("pieces", [[], [b"an"], [b"an\x03"], [b"\x04"], [b"\x00" * 70_000]])
async def test_who_goes_is_gone(pieces):
    with pytest.raises(Gone):
        await Dialogue(Typist(*pieces)).ask("Name:")


async def test_nobody_waits_for_ever():
    typist = Typist(b"an", stays=True)
    with pytest.raises(Gone):
        await Dialogue(typist, seconds=0.05).ask("Name:")
    assert b"Connect again" in typist.shown


@pytest.mark.parametrize("columns", [20, 40, 80, 500])
async def test_lines_are_no_longer_than_the_terminal(columns):
    typist = Typist(b"\r", columns=columns)
    dialogue = Dialogue(typist)
    dialogue.say(
        "\nYour key is remembered: from here you need nothing else. From another computer, this token is you:\n\n    abcd"
    )
    await dialogue.ask("Workshop code (it is not shown while you type):", secret=True)
    lines = typist.shown.decode().split("\r\n")
    assert max(map(len, lines)) < min(columns, 80)
    assert [line for line in lines if line.startswith("      abcd")]
    assert lines[0] == ""


async def test_what_is_typed_has_room():
    typist = Typist(b"bo\r", columns=40)
    await Dialogue(typist).ask("Your name, as others see it [anna]:")
    assert typist.shown.decode().split("\r\n") == ["  Your name, as others see it [anna]:", "  > bo", ""]

from __future__ import annotations

import json
import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.pictures.picture import Unreadable
from tui_course.serve.pipe import LONGEST, Drawn, Fault, ReaderPipe, Wish, line_of, wish_or_fault, word_or_drawn
from tui_course.serve.starting import NewEdition
from tui_course.workshop.attending import Closing, Remark

TEXT = st.text(st.characters(), max_size=40)
NUMBER = st.integers(-(2**40), 2**40)
WORDS = st.one_of(
    st.builds(Closing, st.floats(0, 1e6), TEXT, st.booleans()),
    st.builds(NewEdition, TEXT, TEXT),
    st.builds(Remark, TEXT),
    st.builds(Drawn, NUMBER, TEXT),
)
WISHES = st.one_of(st.builds(Wish, NUMBER, TEXT, NUMBER, NUMBER), st.builds(Fault, TEXT))


@given(WORDS)
def test_what_the_front_says_arrives(word):
    line = line_of(word)
    assert line.count(b"\n") == 1
    assert word_or_drawn(line) == word
    assert wish_or_fault(line) is None


@given(WISHES)
def test_what_a_reader_says_arrives(said):
    assert wish_or_fault(line_of(said)) == said
    assert word_or_drawn(line_of(said)) is None


@given(
    st.one_of(
        st.binary(max_size=60), st.recursive(st.none() | TEXT | NUMBER, st.lists).map(lambda one: json.dumps(one).encode())
    )
)
def test_nothing_else_is_understood(line):
    assert wish_or_fault(line) is None or json.loads(line)[0] in {"wish", "fault"}
    assert word_or_drawn(line) is None or json.loads(line)[0] in {"closing", "edition", "remark", "drawn"}


@pytest.mark.parametrize(
    "line",
    [b"[" * 50_000, b"[" * 50_000 + b"]" * 50_000, b'["wish", NaN, "a", 1, 1]', b"1e999"],
    ids=["open", "deep", "no number", "much"],
)
def test_deep_and_odd_lines_are_nothing(line):
    assert wish_or_fault(line) is None
    assert word_or_drawn(line) is None


class Front:
    """The other end, by hand."""

    def __init__(self):
        self.pipe, theirs = socket.socketpair()
        self.lines = self.pipe.makefile("rb")
        self.reader = ReaderPipe(theirs)
        self.heard = []
        self.gone = threading.Event()
        self.reader.listen(self.heard.append, self.gone.set)

    def close(self):
        self.lines.close()
        self.pipe.close()


@pytest.fixture
def front():
    front = Front()
    yield front
    front.close()
    assert front.gone.wait(10)
    front.reader._pipe.close()


def draw(front, path, outcome):
    def ask():
        try:
            front.reader.draw(path, 10, 5)
            outcome.append("drawn")
        except Unreadable as reason:
            outcome.append(str(reason))

    thread = threading.Thread(target=ask)
    thread.start()
    return thread


def test_answers_find_those_who_asked(front):
    outcome, other = [], []
    threads = [draw(front, "a", outcome)]
    first = wish_or_fault(front.lines.readline())
    threads.append(draw(front, "b", other))
    second = wish_or_fault(front.lines.readline())
    assert (first.path, second.path) == ("a", "b")
    for said in (Drawn(99, "nobody asked"), Drawn(second.number, "it is no picture"), Drawn(first.number)):
        front.pipe.sendall(line_of(said))
    for thread in threads:
        thread.join(10)
    assert (outcome, other) == (["drawn"], ["it is no picture"])


def test_who_waits_when_the_front_goes_is_told(front):
    outcome = []
    thread = draw(front, "a", outcome)
    front.lines.readline()
    front.lines.close()
    front.pipe.close()
    thread.join(10)
    assert outcome == ["the host does not answer"]
    again = draw(front, "a", outcome)
    again.join(10)
    assert outcome == ["the host does not answer"] * 2
    front.reader.fault("nobody reads it")


def test_a_line_that_is_too_long_is_not_sent(front):
    outcome = []
    draw(front, "a" * LONGEST, outcome).join(10)
    assert outcome == ["the host does not answer"]
    front.reader.fault("\N{COLLISION SYMBOL}" * 100_000 + "the end")
    said = front.lines.readline()
    assert len(said) <= LONGEST
    assert wish_or_fault(said).text.endswith("\N{COLLISION SYMBOL}the end")

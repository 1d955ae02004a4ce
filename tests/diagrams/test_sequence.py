from __future__ import annotations

from pathlib import Path

import pytest

from tui_course.diagrams.sequence import MOST_EVENTS, MOST_PARTICIPANTS, draw_sequence
from tui_course.markup.mermaid import read_mermaid
from tui_course.model.diagram import Box, Frame, Message, Participant, Remark, Sequence

# NAME.txt is the natural size, NAME-N.txt is fitted into N columns, NAME-ascii.txt is in ASCII.
DRAWN = sorted((Path(__file__).parent / "sequences").glob("*.txt"))
CROWD = tuple(Participant(str(number), "a name of some length") for number in range(MOST_PARTICIPANTS + 1))
PAIR = (Participant("A", "A"), Participant("B", "B"))


def sequence_of(path):
    read = read_mermaid(path.read_text(encoding="utf-8"))
    assert read.problems == ()
    assert isinstance(read.diagram, Sequence)
    return read.diagram


def test_every_sequence_has_a_drawing():
    sources = {path.stem for path in (Path(__file__).parent / "sequences").glob("*.mmd")}
    assert sources == {path.stem.partition("-")[0] for path in DRAWN}
    assert len(sources) >= 10


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_drawing(path):
    name, _, how = path.stem.partition("-")
    sequence = sequence_of(path.with_name(f"{name}.mmd"))
    drawing = draw_sequence(sequence, width=int(how) if how.isdigit() else None, ascii=how == "ascii")
    assert drawing.refused == ""
    assert "".join(f"{line}\n" for line in drawing.lines()) == path.read_text(encoding="utf-8")


def test_boxes_are_where_participants_stand():
    drawing = draw_sequence(Sequence(PAIR, (Message("A", "B", "hello"),)))
    assert list(drawing.boxes) == ["A", "B"]
    for name, rect in drawing.boxes.items():
        rows = drawing.rows[rect.top : rect.bottom + 1]
        assert {cell.item for row in rows for cell in row[rect.left : rect.right + 1]} == {name}


def test_who_is_named_by_nothing_is_named_by_its_id():
    assert "web-1" in "".join(draw_sequence(Sequence((Participant("web-1", " "),))).lines())


def test_a_long_sequence_names_its_participants_again_at_its_end():
    short = draw_sequence(Sequence(PAIR, (Message("A", "B", "hello"),) * 5)).lines()
    long = draw_sequence(Sequence(PAIR, (Message("A", "B", "hello"),) * 20)).lines()
    assert sum("│ A │" in line for line in short) == 1
    assert [index for index, line in enumerate(long) if "│ A │" in line] == [1, len(long) - 2]


def test_what_fits_nowhere_overflows_with_its_labels_at_their_lines():
    drawing = draw_sequence(Sequence(PAIR, (Message("A", "B", "hello"),)), width=10)
    assert drawing.overflow
    assert drawing.legend == ()
    assert "hello" in "".join(drawing.lines())


@pytest.mark.parametrize(("width", "overflow"), [(14, False), (13, False), (12, True)])
def test_it_overflows_by_a_single_column(width, overflow):
    drawing = draw_sequence(Sequence(PAIR, (Message("A", "B", "hello"),)), width=width)
    assert (drawing.width, drawing.overflow) == (13, overflow)


def test_labels_without_room_stand_in_a_legend():
    words = "internationalization"
    people = tuple(Participant(name, name) for name in "ABCD")
    drawing = draw_sequence(Sequence(people, tuple(Message(*pair, words) for pair in ("AB", "BC", "CD"))), width=36)
    assert not drawing.overflow
    assert drawing.width <= 36
    assert drawing.legend == (f"① {words}", f"② {words}", f"③ {words}")
    assert [line for line in drawing.lines() if words in line] == list(drawing.legend)
    last = [cell for cell in drawing.rows[-1] if cell.glyph != " "]
    assert {cell.edges for cell in last} == {(2,)}


def test_a_box_without_anybody_and_a_note_without_anybody_do_no_harm():
    drawing = draw_sequence(Sequence(PAIR, (Remark((), "all"),), boxes=(Box("nobody"), Box("one", ("B",)))))
    assert "all" in "".join(drawing.lines())
    assert "one" in drawing.lines()[0]


def nested(depth):
    event = Message("A", "B", "inside")
    for number in range(depth):
        event = Frame("loop", ((f"level {number}", (event,)),))
    return (event,)


def test_frames_may_be_nested_a_hundred_deep():
    drawing = draw_sequence(Sequence(PAIR, nested(100)), width=80)
    assert drawing.overflow
    assert all(f"[level {number}]" in "".join(drawing.lines()) for number in range(100))


@pytest.mark.parametrize(
    ("sequence", "words"),
    [
        (Sequence(), "nobody"),
        (Sequence(CROWD[1:], (Message("1", "2", "x"),) * MOST_EVENTS), "cells"),
    ],
)
def test_what_is_too_large_is_refused_in_words(sequence, words):
    drawing = draw_sequence(sequence, width=80)
    assert (drawing.width, drawing.height, drawing.rows) == (0, 0, ())
    assert words in drawing.refused

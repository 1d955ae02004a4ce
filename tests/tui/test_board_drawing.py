"""What the instructor's lists look like: values in, text out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.conftest import COURSE
from tests.tui.instructing import (
    DETAIL,
    LINE,
    LOGS,
    NOW,
    POLL,
    QUESTIONS,
    TYPED,
    board_of,
    class_board,
    course_board,
    empty_board,
    learner,
    progress,
    question,
    small_board,
)
from tui_course.model.workshop import Pulse
from tui_course.tui.instructor.asked_sheet import Answers, asked_lines
from tui_course.tui.instructor.exporting import csv_text, file_name, write_new
from tui_course.tui.instructor.heat import heat_for, heat_heading, heat_runs
from tui_course.tui.instructor.learner_sheet import Portrait, learner_lines
from tui_course.tui.instructor.learners import columns_for, learner_entries, learner_line, learners_heading, nobody
from tui_course.tui.instructor.notes import note_line
from tui_course.tui.instructor.overview import Overview, notes, overview_lines, standing
from tui_course.tui.instructor.questions import bar_line, question_entries, question_lines, questions_heading
from tui_course.tui.instructor.wording import percent, span
from tui_course.tui.theme import Look
from tui_course.typeset.line import Line, Role
from tui_course.workshop.counting import Bar, Histogram
from tui_course.workshop.numbering import page_numbers

if TYPE_CHECKING:
    from tui_course.workshop.board import Board

UNICODE, ASCII = Look(), Look(ascii=True)
NUMBERS = page_numbers(COURSE)


def shown(runs) -> str:
    return "".join(run.text for run in runs)


@pytest.mark.parametrize(
    ("shares", "room", "drawn", "plain"),
    [
        ((0, 0.5, 1), 30, "···· ██·· ████", ".... ##.. ####"),
        ((0.01, 0.99, 1), 11, "▏·· ██▉ ███", "#.. ##. ###"),
        ((0, 0.1, 0.5, 0.9, 1), 9, "· ░ ▒ ▓ █", ". - + * #"),
        ((0, 0.1, 0.5, 0.9, 1, 1, 0), 8, "·░▒▓█ █·", ".-+*# #."),
        ((), 8, "", ""),
        ((-1, 2), 8, "··· ███", "... ###"),
    ],
)
def test_heat(shares, room, drawn, plain):
    heat = heat_for(len(shares), room)
    assert shown(heat_runs(shares, heat, UNICODE)) == drawn
    assert shown(heat_runs(shares, heat, ASCII)) == plain


@pytest.mark.parametrize(
    ("modules", "room", "first", "heading"),
    [
        (3, 30, 0, "1    2    3   "),
        (12, 23, 0, "1 2 3 4 5 6 7 8 9 10   "),
        (14, 16, 0, "1     6     11  "),
        (30, 20, 0, "1     6     11    16"),
        (30, 20, 99, "14    19    24    29"),
    ],
)
def test_heading_of_the_heat(modules, room, first, heading):
    assert shown(heat_heading(heat_for(modules, room, first))) == heading


@given(st.integers(0, 200), st.integers(0, 120), st.integers(-5, 300), st.data())
@settings(deadline=None)
def test_heat_is_as_wide_as_it_says(modules, room, first, data):
    heat = heat_for(modules, room, first)
    shares = data.draw(st.lists(st.floats(0, 1), min_size=modules, max_size=modules))
    assert heat.width <= max(0, room)
    assert cell_len(shown(heat_heading(heat))) == heat.width
    for look in (UNICODE, ASCII):
        assert cell_len(shown(heat_runs(shares, heat, look))) == heat.width


def learners(board: Board, room: int, look: Look = UNICODE, **more) -> list[str]:
    entries = learner_entries(board, "warehouse", NUMBERS)
    columns = columns_for(entries, len(board.courses[0].modules), room, look, **more)
    lines = [learners_heading(columns, look), *(learner_line(entry, columns, look) for entry in entries)]
    return [line.text.rstrip() for line in lines]


def test_learners_at_80():
    assert learners(small_board(), 76) == [
        "Learner   1    2    3    4     page                          says       idle",
        "Grace H.  ████ ████ █▎·· ····  3a Books                      lost ✋",
        "ada       ···· ···· ···· ····  1a Why simulate",
        "linus     █▎·· ···· ···· ····  1b What it costs              lost      3 min",
    ]


def test_learners_at_40_in_ascii():
    assert learners(small_board(), 36, ASCII) == [
        "Learner   1   2   3   4    says",
        "Grace H.  ### ### #.. ...  lost hand",
        "ada       ... ... ... ...",
        "linus     #.. ... ... ...  lost",
    ]


def test_learners_in_much_room_have_the_page_that_took_most_time():
    heading, first, *_ = learners(small_board(), 140)
    assert "most time on" in heading
    assert "Why simulate" in first


def test_modules_that_do_not_fit_go_on_sideways():
    board = small_board()
    board = replace(board, courses=(course_board(modules=60),))
    assert "1     6     11    16" in learners(board, 76)[0]
    assert "28    33    38    43" in learners(board, 76, first=30)[0]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (learner(0, here=False, seen=NOW - 7_300), "not here                                   2 h"),
        (learner(0, here=False, seen=0.0), "not here"),
        (learner(0, page="", title=""), "on no page"),
        (learner(0, course="sensing", title="Sonar"), "Sonar"),
        (learner(0, course="other", page="why", title="Elsewhere"), "Sensing: Elsewhere"),
    ],
)
def test_where_a_learner_is(row, expected):
    other = replace(course_board(()), id="other", title="Sensing")
    board = board_of([row], courses=(course_board(), other))
    assert expected in learners(board, 76)[1]


def test_of_a_learner_who_never_was_in_the_course_nothing_is_done():
    assert "···· ····" in learners(board_of([learner(3, progress={})]), 76)[1]
    assert "███" not in learners(board_of([learner(3, progress={"other": progress(1, 1)})]), 76)[1]


def test_nobody():
    look = nobody(replace(empty_board(), at=0.0), LINE, ())
    assert look.words == "the workshop is being read"
    assert LINE in nobody(empty_board(), LINE, ()).words
    assert nobody(empty_board(), "", ()).words == "Nobody has come yet."
    assert "no learner" in nobody(small_board(), LINE, ("zzz",)).words
    assert note_line(look, 8, UNICODE).text == "the wor…"


def questions(board: Board, room: int, look: Look = UNICODE, **more) -> list[str]:
    entries = question_entries(board, board.courses[0], **more)
    lines = [line for entry in entries for line in question_lines(entry, room, look)]
    assert len(lines) == sum(entry.height for entry in entries)
    return [line.text.rstrip() for line in lines]


def test_questions_at_80():
    assert questions(small_board(), 76) == [
        "1.1  Where do the log files of the forklift go?             9/31 █▍     29 %",
        "     to the watcht… ███▎ 17  ✓ into a bucket █▋ 9  nowhere ▉ 5",
        "1.2  Which of these move?                                  18/33 ██▋    54 %",
        "     ✓ wheels ▌ 3  ✓ legs ▎ 2  walls ▏ 1",
        "1.3  A robot ____ the world.                               21/30 ███▌   70 %",
        "     ✓ senses ███▌ 18  ✓ sees ▌ 3  is ▍ 2  +5",
        "Answered by few so far",
        "1.4  How far is it?                                          0/2         0 %",
        "     20 m ██████ 2",
    ]


def test_each_answer_in_a_row_in_ascii():
    assert questions(small_board(), 44, ASCII, full=True)[:5] == [
        "1.1  Where do the log files...    9/31  29 %",
        "       to the watchtower         ###...   17",
        "     * into a bucket             #.....    9",
        "       nowhere                   #.....    5",
        "1.2  Which of these move?        18/33  54 %",
    ]


def test_poll_comes_first_until_something_else_is_said():
    board = class_board(poll=POLL)
    assert questions(board, 76)[:2] == [
        "Poll: Where do the log files of the forklift go?       31 of 31 voted · open",
        "    to the watchtower                                ██████▌        17  54 %",
    ]
    closed = replace(board, poll=replace(POLL, closed=True), said=(POLL.poll,))
    assert questions(closed, 76)[0].endswith("31 of 31 voted · closed")
    later = replace(closed, said=(replace(POLL.poll, at=NOW - 50), replace(POLL.poll, at=NOW - 40)))
    assert not questions(later, 76)[0].startswith("Poll")
    assert not questions(board, 76, wanted=("move",))[0].startswith("Poll")
    elsewhere = replace(board, poll=replace(POLL, poll=replace(POLL.poll, course="other")))
    assert not questions(elsewhere, 76)[0].startswith("Poll")
    gone = replace(board, poll=replace(POLL, title="", histogram=Histogram()))
    assert questions(gone, 76)[0].startswith("Poll: a question that is not in the course")


@pytest.mark.parametrize(
    ("course", "words"),
    [
        (course_board((), counted=False), "the course is being read"),
        (course_board(()), "Nobody has answered a question yet."),
        (course_board(QUESTIONS[:1], gone=2), "2 questions are no longer in the course"),
        (course_board(QUESTIONS[:1], gone=1), "1 question is no longer in the course"),
    ],
)
def test_what_is_said_of_questions(course, words):
    assert questions(board_of((), courses=(course,)), 60)[-1] == words


def test_questions_by_their_words():
    assert questions(small_board(), 76, wanted=("forklift",))[0].startswith("1.1")
    assert questions(small_board(), 76, wanted=("zzz",)) == ["no question has these words"]
    assert question_entries(small_board(), None) == []


def test_a_poll_with_more_answers_than_rows():
    many = replace(POLL, histogram=Histogram(tuple(Bar(str(at), at) for at in range(15)), 40))
    board = class_board(poll=many)
    assert questions(board, 76)[6:8] == [
        "    5                                                █▌              5  12 %",
        "    9 more answers, see the poll",
    ]
    assert questions(board, 44, full=True)[13].strip() == "3 more answers, see the poll"


def test_right_is_told_by_a_sign():
    assert bar_line(Bar("yes", 1, right=True), LOGS, 40, UNICODE).text.startswith("  ✓ yes")
    assert bar_line(Bar("yes", 1, right=True), LOGS, 40, ASCII).text.startswith("  * yes")
    assert bar_line(Bar("yes", 1), LOGS, 40, UNICODE).text.startswith("    yes")


def test_overview():
    board = small_board()
    first, second = overview_lines(Overview(board, LINE, "2b The workflow"), 60, UNICODE)
    assert first.text == "ssh -p 2222 10.0.0.5                    you: 2b The workflow"
    assert second.text.rstrip() == "2 lost · 0 ok · 0 done · 1 says nothing"
    (only,) = overview_lines(Overview(board, "", "2b The workflow"), 70, UNICODE)
    assert only.text == "2 lost · 0 ok · 0 done · 1 says nothing" + "you: 2b The workflow".rjust(31)
    (trouble,) = overview_lines(Overview(replace(board, trouble="no route"), ""), 70, UNICODE)
    assert trouble.text.endswith("no route")
    assert overview_lines(Overview(board, LINE, "", "Robots", 1, 3), 60, UNICODE)[1].text.endswith("course 1 of 3")
    waiting = overview_lines(Overview(replace(board, waiting=2), LINE), 70, UNICODE)[1].text
    assert waiting.endswith("2 notices not sent yet")
    assert overview_lines(Overview(empty_board(), LINE), 40, UNICODE)[1].text.rstrip() == "nobody is here"


def test_trouble_is_told():
    board = replace(small_board(), trouble="no route\x1b[31m to host")
    line = overview_lines(Overview(board, LINE), 90, UNICODE)[1]
    assert line.text == "the store cannot be reached, this is how it was: no route␛[31m to host"
    assert line.runs[0].role is Role.PROBLEM


def test_notes_above():
    assert [note.long for note in notes(small_board(), UNICODE)] == ["3 here", "✋ 1 hand up"]
    assert [note.short for note in notes(class_board(), ASCII)] == ["31", "hand 2"]
    assert [note.long for note in notes(empty_board(), UNICODE)] == ["0 here"]
    assert standing(small_board(), UNICODE) == "✋ 1 · 3 here"
    assert standing(empty_board(), ASCII) == "0 here"


def test_all_of_a_learner():
    row = learner(1, hand=NOW - 200, pulse=Pulse.LOST)
    lines = learner_lines(Portrait(row, course_board(), NUMBERS, DETAIL, now=NOW), UNICODE, 72)
    text = "\n".join(line.text.rstrip() for line in lines)
    for words in (
        "Grace H.",
        "on “3a Books”, 40 % read · lost · ✋ hand up 3 min",
        "came with the code · joined 20",
        "4 of 9 points · 3 of 5 right first time · most time on “Why simulate” (6",
        "Simulation                                                          ████",
        "✓ 1a Why simulate                                          100 %   4 min",
        "◐ 1b What it costs                                          40 %   8 min",
        "· 2a A fleet of robots in one warehouse, and who steers it",
        "✓ 1.1  Where do the log files of the forklift go?                2 tries",
        "       to the watchtower → into a bucket",
        "◐ 1.2  Which of these move?                          1 try, answer shown",
        "✓ 1.3  A robot ____ the world.                          right first time",
        "✗ 1.4  How far is it?                                              1 try",
    ):
        assert words in text


def test_of_a_learner_before_it_is_read_and_where_it_cannot_be():
    row = learner(1, here=False)
    board = course_board()
    assert learner_lines(Portrait(row, board, NUMBERS, None), UNICODE, 60)[-1].text == "what they did is being read"
    failed = learner_lines(Portrait(row, board, NUMBERS, None, "it is gone"), UNICODE, 60)
    assert failed[-1].text == "it is gone"
    assert any(line.text == "not here · ok" for line in failed)
    empty = learner_lines(Portrait(row, board, {}, replace(DETAIL, pages=(), questions=())), UNICODE, 60)
    assert empty[-1].text == "none was tried yet"


def test_a_question_in_full():
    said = Answers("1.3 A robot ____ the world.", (), "21 of 30", TYPED, "1a Why simulate", "1.3")
    text = [line.text.rstrip() for line in asked_lines(said, UNICODE, 50)]
    assert text == [
        "1.3 A robot ____ the world.",
        "on “1a Why simulate”",
        "",
        "21 of 30",
        "",
        "✓ senses",
        "  █████████████████████                 18   60 %",
        "",
        "✓ sees",
        "  ███▌                                   3   10 %",
        "",
        "✗ is",
        "  ██▎                                    2    6 %",
        "",
        "5 learners answered something else",
        "2 learners had the answer shown",
    ]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, ""), (59.9, ""), (60, "1 min"), (7_199, "119 min"), (7_200, "2 h"), (359_999, "99 h"), (864_000, "10 d")],
)
def test_spans(seconds, words):
    assert span(seconds) == words


def test_no_clock_is_taken_at_its_word():
    assert span(float("nan")) == ""
    assert span(-5) == ""
    assert span(1e300) == "9999 d"
    assert percent(0.999) == "99 %"
    row = learner(1, joined=1e300, seen=-1e300, here=False)
    assert any("joined ?" in line.text for line in learner_lines(Portrait(row, course_board(), {}, None), UNICODE, 60))


def test_pages_are_numbered_by_module():
    assert NUMBERS == {"why": "1a", "costs": "1b", "fleet": "2a", "books": "3a", "notes": "4a"}
    pages = tuple(replace(COURSE.pages[0], id=f"p{at}") for at in range(30))
    numbers = page_numbers(replace(COURSE, modules=(replace(COURSE.modules[0], pages=pages),)))
    assert numbers["p25"] == "1z"
    assert numbers["p26"] == "1.27"


HOSTILE = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ["[@click=app.quit]x[/]", "e\u0301" * 30, "字" * 40, "🏳️‍🌈" * 10, "\u202eabc", "x" * 40, "=1+1", "[/]", "­", ""]
)


@given(HOSTILE, HOSTILE, HOSTILE, st.integers(36, 140), st.booleans())
@settings(deadline=None, max_examples=150)
def test_no_words_of_learners_break_a_line(name, title, answer, room, plain):
    look = ASCII if plain else UNICODE
    row = learner(1, name=name, title=title, hand=1.0)
    histogram = Histogram((Bar(answer, 3, right=True), Bar(name, 1)), 5, others=1)
    asked = (question("1.1", "x", title, 5, 3, histogram),)
    board = board_of([row], courses=(course_board(asked, title=title),), poll=replace(POLL, histogram=histogram, title=title))
    entries = learner_entries(board, "warehouse", NUMBERS)
    columns = columns_for(entries, 4, room, look)
    lines: list[Line] = []
    for full in (False, True):
        found = question_entries(board, board.courses[0], full=full)
        lines += [line for entry in found for line in question_lines(entry, room, look)]
    lines.append(questions_heading(room, look))
    lines += [learners_heading(columns, look), *(learner_line(entry, columns, look) for entry in entries)]
    lines += learner_lines(Portrait(row, board.courses[0], NUMBERS, DETAIL), look, room)
    lines += asked_lines(Answers(title, (name,), answer, histogram), look, room)
    lines += overview_lines(Overview(board, name, title), room, look)
    for line in lines:
        assert cell_len(line.text) <= room, line.text


@pytest.mark.parametrize(
    ("workshop", "name"),
    [
        ("7314", "7314-learners-2023-11-14"),
        ("../../etc/passwd", "etc-passwd-learners-2023-11-14"),
        ("\x1b]0;x\x07", "0-x-learners-2023-11-14"),
        ("..", "workshop-learners-2023-11-14"),
        ("ü" * 90, "workshop-learners-2023-11-14"),
        ("a" * 90, "a" * 40 + "-learners-2023-11-14"),
    ],
)
def test_names_of_files(workshop, name):
    assert file_name(workshop, "learners", 1_699_963_200.0) == name


def test_no_file_is_replaced(tmp_path):
    text = csv_text(iter(["a,b", "1,ü"]))
    first, second = write_new(tmp_path, "x", text), write_new(tmp_path, "x", "other")
    assert (first.name, second.name) == ("x.csv", "x-2.csv")
    assert first.read_bytes() == b"\xef\xbb\xbfa,b\r\n1,\xc3\xbc\r\n"
    assert first.stat().st_mode & 0o777 == 0o600


def test_a_link_is_not_written_through(tmp_path):
    target = tmp_path / "target"
    (tmp_path / "x.csv").symlink_to(target)
    assert write_new(tmp_path, "x", "text").name == "x-2.csv"
    assert not target.exists()

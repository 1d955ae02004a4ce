"""Rows of workshops: whatever stands in them is read, and whatever is written fits every database."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.answer import Chosen, Typed
from tui_course.model.visible import visible
from tui_course.model.workshop import (
    MAX_DISPLAY_NAME,
    MAX_MESSAGE,
    HandLowered,
    Invitation,
    Message,
    Person,
    Poll,
    PollClosed,
    Pulse,
    Session,
    Vote,
    Way,
    Workshop,
)
from tui_course.progress.cursors import Cursor, read_cursor
from tui_course.progress.tabled.dialect import Dialect
from tui_course.progress.workshop_codec import (
    NOTICE,
    PERSON,
    SESSION,
    VOTE,
    WORKSHOP,
    folded,
    notice_row,
    person_row,
    read_notice,
    read_person,
    read_session,
    read_votes,
    read_workshop,
    session_row,
    vote_row,
    workshop_row,
)

TEXT = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(("", "\x00", "\ud800", "a" * 5_000, "🪁" * 600))
NUMBER = st.floats() | st.integers()
VALUE = st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.binary(max_size=20)
NOTICES = st.one_of(
    st.builds(Message, TEXT, TEXT, NUMBER, TEXT),
    st.builds(Invitation, TEXT, TEXT, NUMBER, TEXT, TEXT, TEXT),
    st.builds(Poll, TEXT, TEXT, NUMBER, TEXT, TEXT, TEXT),
    st.builds(PollClosed, TEXT, TEXT, NUMBER, TEXT),
    st.builds(HandLowered, TEXT, TEXT, NUMBER, TEXT),
)
PEOPLE = st.builds(Person, TEXT, TEXT, TEXT, st.sampled_from(Way), NUMBER)
SESSIONS = st.builds(
    Session, TEXT, TEXT, TEXT, TEXT, NUMBER, TEXT, TEXT, NUMBER, st.none() | st.sampled_from(Pulse), NUMBER, NUMBER
)
WORKSHOPS = st.builds(Workshop, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple), NUMBER)
VOTES = st.builds(Vote, TEXT, TEXT, st.builds(Typed, st.lists(TEXT, max_size=3).map(tuple)), NUMBER)


def fits(row):
    """Whether a row fits every database: visible, finite, bounded."""
    for value in row:
        match value:
            case str():
                assert value == visible(value)
                assert len(value) <= 200_000
            case float():
                assert math.isfinite(value)
            case _:
                assert value is None


@pytest.mark.parametrize(
    ("values", "columns", "write", "read"),
    [
        (WORKSHOPS, WORKSHOP, workshop_row, read_workshop),
        (PEOPLE, PERSON, person_row, read_person),
        (SESSIONS, SESSION, session_row, read_session),
        (NOTICES, NOTICE, notice_row, read_notice),
        (VOTES, VOTE, vote_row, lambda row: next(read_votes([row]))),
    ],
    ids=["workshop", "person", "session", "notice", "vote"],
)
def test_what_is_written_and_read_stays_as_it_is(values, columns, write, read):
    @given(values)
    def check(value):
        row = write(value)
        assert len(row) == len(columns)
        fits(row)
        assert type(read(row)) is type(value)
        assert read(write(read(row))) == read(row)

    check()


@pytest.mark.parametrize(
    ("columns", "read"),
    [
        (WORKSHOP, read_workshop),
        (PERSON, read_person),
        (SESSION, read_session),
        (NOTICE, read_notice),
        (VOTE, lambda row: list(read_votes([row]))),
    ],
    ids=["workshop", "person", "session", "notice", "vote"],
)
def test_whatever_stands_in_a_row_is_read(columns, read):
    kinds = st.sampled_from(("message", "invitation", "poll", "closed", "hand", "[" * 3_000, '{"version":1,"kind":"typed"}'))

    @given(st.tuples(*[VALUE | kinds] * len(columns)))
    def check(row):
        read(row)

    check()


@given(PEOPLE)
def test_a_name_is_one_line_of_bounded_length(person):
    shown = read_person(person_row(person)).name
    assert len(shown) <= MAX_DISPLAY_NAME
    assert shown == " ".join(shown.split())


@given(TEXT)
def test_folding_twice_changes_nothing_and_case_is_none(text):
    assert folded(folded(text)) == folded(text)
    assert folded(f"  {text} ") == folded(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ADA", "ada"),
        ("Straße", "STRASSE"),
        ("Zoë", "Zoe\u0308"),
        ("ﬁn", "FIN"),
        ("A  B", "a b"),
        ("A\u200bda", "ada"),
        ("Ⅳ", "iv"),
    ],
)
def test_names_that_look_alike_are_one(one, other):
    assert folded(one) == folded(other)


def test_a_message_loses_its_end_and_a_vote_that_is_too_long_is_none():
    assert notice_row(Message("m", "w", 1.0, "x" * 9_999))[-1] == "x" * MAX_MESSAGE
    assert vote_row(Vote("p", "l", Typed(("x" * 100_000,)), 1.0)) is None
    assert vote_row(Vote("p", "l", Chosen(("a",)), 1.0)) is not None


def test_notices_and_ways_of_a_later_version():
    assert read_notice(("n", "w", 1.0, "fanfare", "", "", "", "")) is None
    assert read_person(("w", "l", "Ada", "by air", 1.0)).way is Way.GUEST
    assert read_session(("s", "w", "l", "h", 1.0, "", "", 0.5, "elated", 0.0, 1.0)).pulse is None


@given(st.integers(0, 10**17), st.integers(0, 10**17), st.integers(0, 10**17))
def test_a_cursor_is_read_as_it_was_written(numbering, attempt, visit):
    cursor = Cursor(numbering, attempt, visit)
    assert read_cursor(str(cursor), numbering) == (cursor, False)
    assert read_cursor(str(cursor), numbering + 1) == (Cursor(numbering + 1, 0, 0), True)
    assert read_cursor("", numbering) == (Cursor(numbering, 0, 0), False)


@given(st.text(max_size=30) | st.from_regex(r"[0-9:]{0,60}", fullmatch=True))
def test_any_cursor_is_read(text):
    cursor, _ = read_cursor(text, 1)
    assert all(0 <= number < 1 << 62 for number in cursor)


def test_statements_are_said_as_a_database_wants_them():
    dialect = Dialect("our_", "%s", "clock()")
    for statement, values, said in (
        ("SELECT @vote:columns FROM @vote WHERE poll = ?", 1, "SELECT poll, learner, answer, at FROM our_vote WHERE poll = %s"),
        (
            "UPDATE @session SET heard = @now WHERE host = ? AND id IN (??)",
            4,
            "UPDATE our_session SET heard = clock() WHERE host = %s AND id IN (%s, %s, %s)",
        ),
        (
            "INSERT INTO @vote (@vote:columns, x) VALUES (@vote:marks, ?)",
            5,
            "INSERT INTO our_vote (poll, learner, answer, at, x) VALUES (%s, %s, %s, %s, %s)",
        ),
    ):
        assert dialect.translated(statement, values) == said

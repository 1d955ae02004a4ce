"""What keys do to drafts, without a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.tui.answers.field import inserted, typed
from tui_course.tui.answers.keys import pressed, touched

FAMILY = "👨‍👩‍👧"
KEYS = st.sampled_from(["up", "down", "space", "escape", "u", "a", "b", "z", "0", "1", "2", "9", "٣", "enter", "tab", "x"])
DRAFTS = st.sampled_from(
    [
        Choosing(("a", "b", "c")),
        Choosing(("a", "b"), several=True),
        Choosing(()),
        Pairing(("1", "2"), ("p", "q", "r")),
        Pairing((), ()),
        Ordering(("x", "y", "z")),
        Ordering(()),
        Marking(),
        Typing(("", "")),
    ]
)


def press(draft, *keys):
    for key in keys:
        draft = pressed(draft, key) or draft
    return draft


def write(draft, *keys):
    for key in keys:
        draft = typed(draft, key, key if len(key) == 1 else None) or draft
    return draft


@given(DRAFTS, st.lists(KEYS, max_size=12))
def test_no_key_breaks_a_draft(draft, keys):
    after = press(draft, *keys)
    assert type(after) is type(draft)


@given(DRAFTS, st.text(max_size=8))
def test_no_part_breaks_a_draft(draft, part):
    after = touched(draft, part)
    assert after is None or type(after) is type(draft)


def test_more_than_26_partners_have_two_letters_each():
    draft = Pairing(("1", "2"), tuple(f"right {number}" for number in range(30)))
    after = press(draft, "1", "a", "b", "2", "b", "d")
    assert after.pairs == (("1", "right 1"), ("2", "right 29"))


def test_u_is_a_letter_where_there_are_so_many_and_undoes_where_there_are_not():
    many = Pairing(("1",), tuple(f"right {number}" for number in range(21)))
    assert press(many, "1", "u").pairs == (("1", "right 20"),)
    few = Pairing(("1",), ("p",))
    assert press(few, "1", "u") == few
    assert pressed(few, "u") == few  # it is taken, and does not move the page


def test_a_key_that_does_not_fit_leaves_the_pick():
    draft = press(Pairing(("1", "2"), ("p", "q")), "2")
    assert pressed(draft, "z") == draft
    assert press(draft, "escape").waiting is False


@pytest.mark.parametrize(
    ("keys", "text", "caret"),
    [
        ("abc|left|left|x", "axbc", 2),
        ("one two|ctrl+w", "one ", 4),
        ("one two|ctrl+w|ctrl+w|y", "y", 1),
        ("abc|home|delete|end|d", "bcd", 3),
        ("abc|left|ctrl+k", "ab", 2),
        ("abc|left|ctrl+u", "c", 0),
        (f"a{FAMILY}|backspace|b", "ab", 2),
        (f"{FAMILY}a|home|right|x", f"{FAMILY}xa", len(FAMILY) + 1),
        (f"{FAMILY}a|home|delete", "a", 0),
    ],
)
def test_editing(keys, text, caret):
    first, *rest = keys.split("|")
    draft = write(inserted(Typing(), first), *rest)
    assert (draft.text, draft.caret) == (text, caret)


def test_between_blanks():
    draft = write(Typing(("", "", "")), "a", "tab", "b", "down", "c", "up", "x")
    assert draft.texts == ("a", "bx", "c")
    assert typed(write(draft, "down"), "tab", None) is None  # leaves the question
    assert typed(Typing(("", "")), "shift+tab", None) is None


def test_line_ends_become_spaces_and_too_much_is_refused():
    assert inserted(Typing(), "a\nb\r\nc").text == "a b c"
    assert inserted(Typing(("x",)), "y" * 10_000) is None
    assert typed(Typing(("x" * 10_000,), caret=3), "y", "y") is None

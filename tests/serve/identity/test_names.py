from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.visible import visible
from tui_course.model.workshop import MAX_DISPLAY_NAME
from tui_course.serve.identity.names import display_name, impersonates, is_a_name, suggestion


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Anna", "Anna"),
        ("  Anna \t  Lena\n", "Anna Lena"),
        ("Zoë", "Zoë"),
        ("Zoe\u0308", "Zoë"),
        ("O’Neil-Smith Jr.", "O’Neil-Smith Jr."),
        ("李小龙", "李小龙"),
        ("علی‌رضا", "علی‌رضا"),
        ("An\u200cna\u200d", "Anna"),
        ("\uff21nna", "Anna"),
        ("robot 🤖 lab", "robot 🤖 lab"),
        ("[@click=app.quit]x", "clickapp.quitx"),
        ("[/]", ""),
        ("=cmd|' /C calc'!A0", "cmd' C calc'!A0"),
        ("-rf", "rf"),
        ("@anna", "anna"),
        ("a\x1b[2Jb", "a2Jb"),
        ("a\u202eb\u2066", "ab"),
        ("\U000e0041a", "a"),
        ("\u3164\u115f\u2800", ""),
        ("\u0301\u0301", ""),
        ("x" + "\u0316" * 30, "x" + "\u0316" * 4),
        ("x" * 1_000, "x" * MAX_DISPLAY_NAME),
        (b"\xff\xfeanna\xf0\x9f", "anna"),
        ("\udcff\ud800a", "a"),
        (" ", ""),
        ("", ""),
    ],
)
def test_what_is_made_of_a_name(raw, name):
    assert display_name(raw) == name


@given(st.one_of(st.text(max_size=2_000), st.binary(max_size=2_000)))
def test_a_name_harms_nobody(raw):
    name = display_name(raw)
    assert len(name) <= MAX_DISPLAY_NAME
    assert display_name(name) == name
    assert visible(name) == name
    assert unicodedata.is_normalized("NFKC", name)
    assert not set(name) & set('[]<>{}\\/|=;`"$%^~*\n\t')
    assert name == name.strip()
    assert "  " not in name
    assert not name or name[0] not in "-+@=(#!"
    assert is_a_name(name) == bool(name)


@pytest.mark.parametrize(
    ("user", "suggested"),
    [("anna", "anna"), ("root", ""), ("PI", ""), ("ec2-user", ""), ("x" * 1_023, "x" * MAX_DISPLAY_NAME), ("--", ""), ("", "")],
)
def test_what_an_account_suggests(user, suggested):
    assert suggestion(user) == suggested


@pytest.mark.parametrize(
    "name",
    [
        "Ada Lovelace",
        "ada lovelace",
        "ADA.LOVELACE",
        "Аda Lovelace",
        "Ada L0velace",
        "Ada Lovelace 2",
        "Ádá Lovelace",
        "Prof. Ada Lovelace",
        "Bo",
        "bo 2",
        "lnstructor",
        "Instructor",
        "instructor (real)",
        "GUEST 7",
    ],
)
def test_nobody_looks_like_the_instructor(name):
    assert impersonates(name, ["Ada Lovelace", "Bo"])


@pytest.mark.parametrize("name", ["Ada", "Lovelace", "Bob", "李", "guestbook", "7", "🤖"])
def test_others_are_told_apart(name):
    assert not impersonates(name, ["Ada Lovelace", "Bo", "", "🤖"])

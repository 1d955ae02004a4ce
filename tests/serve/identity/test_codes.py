from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.serve.identity.codes import (
    LETTERS,
    Code,
    Digests,
    grouped,
    new_code,
    new_learner,
    new_token,
    token_shaped,
    typed,
    unusable,
)


@pytest.mark.parametrize("text", ["493027", "493 027", " 493-027\n", "４９３０２７", "493.027"])
def test_a_code_may_be_typed_as_it_is_read(text):
    assert Code("493027").matches(text)


@pytest.mark.parametrize("text", ["493028", "49302", "4930277", "", "------", "\udcff"])
def test_anything_else_is_wrong(text):
    assert not Code("493027").matches(text)


def test_case_is_ignored():
    assert Code("Robots Are Fun").matches("robots-are-FUN")


def test_it_is_good_for_a_time():
    code = Code("493027", until=100.0)
    assert code.open(99.9)
    assert not code.open(100.0)
    assert Code("493027").open(1e12)


def test_codes_are_made_for_a_room_or_for_everywhere():
    room, everywhere = Code(new_code(strong=False)), Code(new_code(strong=True))
    assert len(room.text) == 6
    assert room.text.isdigit()
    assert not room.strong
    assert everywhere.strong
    assert set(everywhere.text) <= set(LETTERS)
    assert len({new_code(strong=True) for _ in range(50)}) == 50
    assert room.matches(room.spoken)
    assert everywhere.matches(everywhere.spoken)
    assert len(everywhere.spoken.split("-")) == 3


@pytest.mark.parametrize("text", ["aaaaaaaaaaaa", "abababababab", "a-b-c-d-e-f-g"])
def test_length_alone_is_not_strong(text):
    assert not Code(text).strong


@pytest.mark.parametrize("text", ["", "12345", "1 2 3 4 5", "x" * 65, "secret\x1b[2J", "secret\u202ecode"])
def test_what_is_no_code(text):
    assert unusable(text)


@pytest.mark.parametrize("text", ["123456", "Robots are fun", "grün-blau-rot"])
def test_what_may_be_chosen(text):
    assert not unusable(text)


def test_a_token_is_found_however_it_is_typed():
    token = new_token()
    digests = Digests(b"secret", "robots")
    assert len(token) == 14
    assert token_shaped(token.upper().replace("-", " ")) == typed(token)
    assert digests.token(token) == digests.token(token.upper().replace("-", " ")) != digests.token(new_token())


@pytest.mark.parametrize("text", ["", "anna", "abcd-efgh-jkm", "abcd-efgh-jkm1", "abcd-efgh-jkmnp", "a" * 12 + "-" * 100])
def test_what_is_no_token(text):
    assert not token_shaped(text)


def test_what_is_kept_tells_nothing_without_the_secret():
    one, other = Digests(b"secret", "robots"), Digests(b"secret", "clouds")
    assert (
        len({one.key("SHA256:x"), other.key("SHA256:x"), Digests(b"other", "robots").key("SHA256:x"), one.token("SHA256:x")})
        == 4
    )
    assert one.learner("roster", "Anna") == Digests(b"secret", "robots").learner("roster", "anna")
    assert one.learner("roster", "Anna") != one.learner("instructor", "Anna")
    assert "anna" not in one.learner("roster", "Anna")
    assert new_learner("learner") != new_learner("learner")


@given(st.text())
def test_typing_settles(text):
    once = typed(text)
    assert typed(once) == once
    assert isinstance(Code("493027").matches(text), bool)
    assert typed(grouped(once)) == once

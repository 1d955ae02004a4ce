"""Drafts: what each thing that a learner does makes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.answer import Chosen, Ordered, Paired, Reflected, SelfMark, Typed
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing

LEFT = tuple("abcde")
RIGHT = tuple("vwxyz")
ROWS = st.lists(st.integers(0, 4), max_size=12)


# Choosing


@given(ROWS)
def test_one_choice_takes_the_place_of_another(rows):
    draft = Choosing(LEFT)
    for row in rows:
        was = LEFT[row] in draft.chosen
        draft = draft.toggled(row)
        assert draft.chosen == (frozenset() if was else frozenset(LEFT[row]))
        assert draft.cursor == row


@given(ROWS)
def test_several_are_chosen_as_often_as_they_were_pressed(rows):
    draft = Choosing(LEFT, several=True)
    for row in rows:
        draft = draft.toggled(row)
    assert draft.chosen == {LEFT[row] for row in set(rows) if rows.count(row) % 2}
    assert draft.answer == Chosen(tuple(key for key in LEFT if key in draft.chosen))
    assert replace(draft.toggled(3).toggled(3), cursor=draft.cursor) == draft


# Typing

KEYS = st.lists(
    st.one_of(
        st.tuples(st.just("typed"), st.text(max_size=4)),
        st.tuples(st.just("moved"), st.integers(-3, 20)),
        st.tuples(st.just("erased"), st.integers(0, 20), st.integers(0, 20)),
        st.tuples(st.just("at_blank"), st.integers(0, 2)),
    ),
    max_size=15,
)


@given(KEYS)
def test_the_caret_stays_in_its_text_and_the_other_texts_as_they_are(keys):
    draft = Typing(("", "two", "three"))
    for name, *given_values in keys:
        after = getattr(draft, name)(*given_values)
        assert 0 <= after.caret <= len(after.text)
        assert len(after.texts) == 3
        if name != "at_blank":
            assert after.cursor == draft.cursor
            others = [number for number in range(3) if number != draft.cursor]
            assert [after.texts[number] for number in others] == [draft.texts[number] for number in others]
        draft = after
    assert draft.answer == Typed(draft.texts)


@given(st.text(), st.integers(0, 99), st.text(max_size=5))
def test_erasing_takes_back_what_was_typed(text, caret, more):
    draft = Typing((text,)).moved(caret)
    assert draft.typed(more).erased(len(more)) == draft
    assert draft.typed(more).moved(draft.caret).erased(0, len(more)) == draft
    assert draft.typed(more).text == text[: draft.caret] + more + text[draft.caret :]


@pytest.mark.parametrize(
    ("caret", "before", "after", "text", "left"),
    [
        (2, 1, 0, "wnd", 1),
        (2, 0, 1, "wid", 2),
        (2, 9, 0, "nd", 0),
        (2, 0, 9, "wi", 2),
        (0, 1, 0, "wind", 0),
        (4, 0, 1, "wind", 4),
    ],
)
def test_erasing_ends_at_the_ends(caret, before, after, text, left):
    assert Typing(("wind",)).moved(caret).erased(before, after) == Typing((text,), 0, left)


def test_another_blank_is_entered_behind_its_text():
    assert Typing(("one", "three")).at_blank(1) == Typing(("one", "three"), 1, 5)


# Pairing

PAIRINGS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=12)


def paired(draft, left, right):
    return draft.picked(left).paired(right)


@given(PAIRINGS)
def test_everything_on_the_left_has_one_partner_at_most(pairings):
    draft, made = Pairing(LEFT, RIGHT), {}
    for left, right, again in pairings:
        draft = paired(draft, left, right)
        made[LEFT[left]] = RIGHT[right]
        assert dict(draft.pairs) == made
        assert len(draft.pairs) == len(made)
        assert not draft.waiting
        assert all(draft.partner(key) == made.get(key, "") for key in LEFT)
        free = [key for key in LEFT if key not in made]
        assert (LEFT[draft.cursor] in free) == bool(free)
        if again:
            draft = draft.undone()
            made = dict(draft.pairs)
    assert draft.answer == Paired(tuple((key, made[key]) for key in LEFT if key in made))


@given(PAIRINGS)
def test_undo_takes_back_pair_by_pair(pairings):
    draft = Pairing(LEFT, RIGHT)
    states = [draft.pairs]
    for left, right, _ in pairings:
        draft = paired(draft, left, right)
        states.append(draft.pairs)
    for number in range(len(pairings) - 1, -1, -1):
        draft = draft.undone()
        assert draft.pairs == states[number]
        assert draft.cursor == pairings[number][0]
    assert draft.undone() == draft


def test_undo_of_what_an_earlier_run_made_begins_at_the_last():
    draft = Pairing(LEFT, RIGHT, (("b", "v"), ("a", "w")))
    assert draft.undone() == Pairing(LEFT, RIGHT, (("b", "v"),), 0)
    assert draft.undone().undone() == Pairing(LEFT, RIGHT, (), 1)


def test_a_pick_is_undone_before_a_pair():
    draft = paired(Pairing(LEFT, RIGHT), 0, 0)
    assert draft.picked(3).undone() == replace(draft, cursor=3)


# Ordering


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_an_order_stays_an_order_and_undo_leads_back(moves):
    draft = Ordering(LEFT)
    states = [draft]
    for start, row in moves:
        picked = replace(draft, cursor=start)
        draft = picked.moved(row)
        assert sorted(draft.order) == sorted(LEFT)
        assert draft.order[row] == picked.order[start]
        assert draft.cursor == row
        without = [key for key in picked.order if key != picked.order[start]]
        assert [key for key in draft.order if key != picked.order[start]] == without
        if row != start:
            states.append(picked)
    assert draft.answer == Ordered(draft.order)
    for state in reversed(states[1:]):
        draft = replace(draft, held=True).undone()
        assert (draft.order, draft.cursor, draft.held) == (state.order, state.cursor, False)
    assert draft.order == LEFT
    assert replace(draft, held=True).undone() == draft


# Marking


def test_a_mark_takes_the_place_of_another():
    assert Marking().answer is None
    for row, mark in enumerate(SelfMark):
        assert Marking(SelfMark.DONE).marked(row) == Marking(mark, row)
        assert Marking().marked(row).answer == Reflected(mark)

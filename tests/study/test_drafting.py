"""The draft that a question begins with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.answer import Chosen, Ordered, Paired, Reflected, SelfMark, Typed
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.model.question import Choose, Fill, Match, Order
from tui_course.questions import shown_order
from tui_course.study.drafting import begun

KEYS = st.sampled_from(
    ["wind", "kite", "line", "tail", "bridle", "balance", "angle", "build", "wait", "run", "fly", "gone", ""]
)
ANSWERS = st.one_of(
    st.none(),
    st.builds(Chosen, st.lists(KEYS).map(tuple)),
    st.builds(Typed, st.lists(st.text(max_size=9), max_size=3).map(tuple)),
    st.builds(Paired, st.lists(st.tuples(KEYS, KEYS)).map(tuple)),
    st.builds(Ordered, st.lists(KEYS).map(tuple)),
    st.builds(Ordered, st.permutations(["build", "wait", "run", "fly"]).map(tuple)),
    st.builds(Reflected, st.sampled_from(SelfMark)),
)
SHAPES = {
    "one": Choosing,
    "several": Choosing,
    "blank": Typing,
    "blanks": Typing,
    "number": Typing,
    "pairs": Pairing,
    "order": Ordering,
    "reflection": Marking,
}


@given(st.sampled_from(sorted(SHAPES)), ANSWERS, st.text(max_size=5))
def test_any_answer_begins_a_draft_that_fits_the_question(question, name, answer, seed):
    one = question(name)
    draft = begun(one, seed, answer)
    assert type(draft) is SHAPES[name]
    match draft:
        case Choosing():
            assert draft.order == shown_order(one, seed)
            assert draft.chosen <= set(draft.order)
            assert len(draft.chosen) <= 1 or draft.several
            assert draft.several == one.task.several
        case Typing():
            assert len(draft.texts) == (2 if name == "blanks" else 1)
            assert draft.caret == len(draft.text)
        case Pairing():
            assert len(dict(draft.pairs)) == len(draft.pairs)
            assert {left for left, _ in draft.pairs} <= {"tail", "bridle"} == set(draft.left)
            assert {right for _, right in draft.pairs} <= set(draft.right) == {"balance", "angle", "colour"}
        case Ordering():
            assert sorted(draft.order) == ["build", "fly", "run", "wait"]


def test_an_earlier_answer_stands_in_the_draft(name, case, question):
    for answer in (case(name).right, case(name).wrong):
        found = begun(question(name), "seed", answer).answer
        if isinstance(answer, Chosen):
            assert set(found.keys) == set(answer.keys)
        else:
            assert found == answer


def test_the_cursor_begins_at_what_was_chosen(case, question):
    draft = begun(question("one"), "seed", case("one").right)
    assert draft.order[draft.cursor] == "kite"
    assert begun(question("reflection"), "seed", case("reflection").wrong).cursor == 2


@pytest.mark.parametrize("seed", ["ada", "bob", ""])
def test_the_same_seed_gives_the_same_draft(name, question, seed):
    assert begun(question(name), seed) == begun(question(name), seed)


@pytest.mark.parametrize("seed", map(str, range(20)))
def test_an_order_never_begins_as_it_should(question, seed):
    one = question("order")
    assert begun(one, seed).order != tuple(item.key for item in one.task.items)


@pytest.mark.parametrize("task", [Choose(()), Fill(()), Match((), ()), Order(())])
@given(answer=ANSWERS)
def test_what_is_empty_begins_as_well(question, task, answer):
    empty = replace(question("one"), task=task)
    draft = begun(empty, "seed", answer)
    if isinstance(draft, Typing):
        assert len(draft.texts) == 1
    else:
        assert draft == begun(empty, "seed")

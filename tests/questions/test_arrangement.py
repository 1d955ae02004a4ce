import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui_course.model.question import Choice, Choose, Fill, Item, Match, Measure, Order, Question, Reflect
from tui_course.questions import shown_order
from tui_course.questions.arrangement import order_matters, stays

IN_ORDER = [
    "True.|False.",
    "No|Yes",
    "Yes|No|It depends",
    "1|2|3",
    "10 m/s|5 m/s|1 m/s",
    "0-10|10-20|20-30",
    "less than 5|5 to 10|more than 10",
    "1,000|10,000|100,000",
    "−2|0|1.5|None of these",
    "Gold|Silver|Both a and b",
    "Gold|Silver|1 and 2",
    "Gold|Silver|Neither (a) nor (b)",
    "Gold|Silver|A, B and C",
    "Gold|Silver|Only b",
    "Gold|Silver|Iron|The first two are right",
]
IN_ANY_ORDER = [
    "Gold|Silver",
    "1|3|2",
    "5|5",
    "Grid map|Topology map",
    "Port 80 serves pages to everybody who asks|Port 443 serves pages to those who greet it first",
    "True north|False bottom",
    "Both iron and gold|Only tin",
    "x.|y.|yaw.|None.",
    "vitamin A|vitamin B",
]
STAYING = [
    "All of the above",
    "none of the above.",
    "None",
    "None of these",
    "both of these",
    "I don't know",
    "All the above are right",
]
MOVING = ["All robots", "None of his friends came", "Nothing: chance cannot be measured.", "the above", "Gold"]


@pytest.mark.parametrize("choices", IN_ORDER)
def test_order_matters(choices):
    assert order_matters(choices.split("|"))


@pytest.mark.parametrize("choices", IN_ANY_ORDER)
def test_order_does_not_matter(choices):
    assert not order_matters(choices.split("|"))


@pytest.mark.parametrize("words", STAYING)
def test_a_choice_stays(words):
    assert stays(words)


@pytest.mark.parametrize("words", MOVING)
def test_a_choice_moves(words):
    assert not stays(words)


@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_words_can_be_asked(choices):
    assert order_matters(choices) in {True, False}
    assert all(stays(words) in {True, False} for words in choices)


def question(task):
    return Question("id", "kind", (), task)


KEYS = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=8)
SEEDS = st.text(max_size=5)


@given(KEYS, st.sets(st.integers(0, 7)), SEEDS)
def test_choices_are_shuffled_around_those_that_are_pinned(keys, pinned, seed):
    choices = tuple(Choice(key, (), pinned=index in pinned) for index, key in enumerate(keys))
    shown = shown_order(question(Choose(choices)), seed)
    assert sorted(shown) == sorted(keys)
    assert all(shown[index] == keys[index] for index in pinned if index < len(keys))
    assert shown_order(question(Choose(choices)), seed) == shown
    assert shown_order(question(Choose(choices, shuffled=False)), seed) == tuple(keys)


@given(KEYS, SEEDS, st.randoms(use_true_random=False))
def test_moving_or_adding_choices_keeps_the_order_of_the_others(keys, seed, random):
    def order(names):
        return shown_order(question(Choose(tuple(Choice(name, ()) for name in names))), seed)

    moved = random.sample(keys, len(keys))
    assert order(moved) == order(keys)
    assert tuple(key for key in order([*keys, "new"]) if key != "new") == order(keys)


def test_learners_see_different_orders():
    choices = question(Choose(tuple(Choice(name, ()) for name in "abcd")))
    assert len({shown_order(choices, str(seed)) for seed in range(200)}) == 24


@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "b", "c", "d"]), unique=True, max_size=6), SEEDS)
def test_an_order_is_never_given_away(keys, seed):
    shown = shown_order(question(Order(tuple(Item(key, ()) for key in keys))), seed)
    assert sorted(shown) == sorted(keys)
    names = [key[0] for key in keys]
    assume(len(set(names)) > 1)
    assert [key[0] for key in shown] != names


@given(st.lists(st.sampled_from("abcd"), max_size=6), st.lists(st.sampled_from("abcd"), max_size=3), SEEDS)
def test_the_right_side_and_its_distractors_each_once(right, distractors, seed):
    left = tuple(Item(str(number), ()) for number, _ in enumerate(right))
    task = Match(left, tuple(Item(key, ()) for key in right), tuple(Item(key, ()) for key in distractors))
    assert sorted(shown_order(question(task), seed)) == sorted({*right, *distractors})


def test_the_rest_stands_as_it_is():
    assert shown_order(question(Fill(())), "x") == ()
    assert shown_order(question(Measure(1.0)), "x") == ()
    assert shown_order(question(Reflect(items=(Item("b", ()), Item("a", ())))), "x") == ("b", "a")

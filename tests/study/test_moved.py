from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.study.moved import moved, place_of
from tui_course.study.places import Spot

SHORT = st.lists(st.sampled_from("abcdef"), max_size=8)


@pytest.mark.parametrize(
    ("number", "before", "after", "found"),
    [
        (2, "abcd", "abcd", (2, True)),
        (2, "abcd", "xyabcd", (4, True)),
        (2, "abcd", "abcdxy", (2, True)),
        (2, "abcd", "abxd", (2, False)),
        (2, "abcd", "abd", (2, False)),
        (3, "abcd", "abc", (2, False)),
        (3, "abcdef", "axcdyf", (3, True)),
        (2, "abcdef", "axcdyf", (2, True)),
        (4, "abcdef", "axcdyf", (4, False)),
        (1, "abc", "axyzc", (1, False)),
        (0, "a", "b", (0, False)),
        (5, "abcdef", "f", (0, True)),
        (0, "aaa", "aa", (0, True)),
    ],
)
def test_where_a_block_is_now(number, before, after, found):
    assert place_of(number, before, after) == found


@given(SHORT, SHORT, SHORT, SHORT)
def test_what_is_said_to_be_the_same_is(start, old, new, end):
    before, after = [*start, *old, *end], [*start, *new, *end]
    for number in range(len(before)):
        if after:
            place, same = place_of(number, before, after)
            assert 0 <= place < len(after)
            assert not same or before[number] == after[place]


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=12), st.data())
def test_what_is_still_there_is_found_in_spite_of_all_that_came_and_went(numbers, data):
    kept = data.draw(st.sets(st.sampled_from(numbers), min_size=1))
    after = []
    for number in numbers:
        after += data.draw(st.lists(st.floats(allow_nan=False).map(str), max_size=2))
        after += [number] if number in kept else []
    for number in kept:
        assert place_of(numbers.index(number), numbers, after) == (after.index(number), True)


def test_places_keep_their_order_where_all_is_changed():
    before, after = list(range(300)), [str(number) for number in range(250)]
    places = [place_of(number, before, after)[0] for number in range(300)]
    assert places == sorted(places)
    assert places[-1] == 249


def test_the_spot_in_a_changed_block_goes_by_its_letters():
    spot = Spot(1, 3, 120, 76, target=2, question="q")
    assert moved(spot, "abc", "xabc") == replace(spot, block=2)
    assert moved(spot, "abc", "axc") == replace(spot, width=0)
    assert moved(spot, "abc", "") == replace(spot, block=0)
    assert moved(replace(spot, block=9), "abc", "ab").block == 1

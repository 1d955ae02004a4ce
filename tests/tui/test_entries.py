"""Which rows of a list are whose."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.tui.widgets.entries import EntryRows


class Entry(NamedTuple):
    key: str
    height: int


# A heading, two that can be chosen, a gap, one more.
LIST = EntryRows((Entry("", 1), Entry("a", 2), Entry("b", 1), Entry("", 1), Entry("c", 3)))


def test_rows_belong_to_entries():
    assert LIST.height == 8
    assert LIST.rows == [(0, 0), (1, 0), (1, 1), (2, 0), (3, 0), (4, 0), (4, 1), (4, 2)]
    assert LIST.starts == [0, 1, 3, 4, 5]
    assert LIST.places == [1, 2, 4]


@pytest.mark.parametrize(("key", "place"), [("a", 1), ("c", 4), ("d", -1), ("", -1)])
def test_an_entry_is_found_by_its_key_and_one_without_never(key, place):
    assert LIST.place_of(key) == place


@pytest.mark.parametrize(("number", "place"), [(-1, 1), (0, 1), (2, 2), (3, 2), (9, 4)])
def test_the_nearest_that_can_be_chosen(number, place):
    assert LIST.nearest(number) == place
    assert EntryRows().nearest(number) == EntryRows((Entry("", 1),)).nearest(number) == -1


@pytest.mark.parametrize(
    ("first", "stop", "beside"), [(0, 8, (0, 0)), (2, 5, (0, 1)), (3, 5, (1, 1)), (4, 4, (2, 1)), (0, 0, (0, 3))]
)
def test_what_is_above_and_below_a_view(first, stop, beside):
    assert LIST.beside(first, stop) == beside


@given(st.lists(st.builds(Entry, st.sampled_from(("", "a", "b")), st.integers(0, 4)), max_size=8))
def test_every_row_is_of_one_entry_in_their_order(entries):
    found = EntryRows(entries)
    assert [found.starts[number] + part for number, part in found.rows] == list(range(found.height))
    assert found.height == sum(entry.height for entry in entries)
    assert sum(found.beside(found.height + 1, found.height + 1)) == len(found.places)

"""Text without its beginning, made to fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.typeset.setting import text_cells
from tui_course.typeset.shorten import shortened, shortened_left


@given(st.text("ab/ä漢字", max_size=30), st.integers(-2, 40), st.sampled_from(["…", "..."]))
def test_as_much_of_the_end_stays_as_fits(text, width, ellipsis):
    found = shortened_left(text, width, ellipsis, text_cells)
    assert text_cells(found) <= max(0, width)
    if text_cells(text) <= width:
        assert found == text
    elif found:
        kept = found.removeprefix(ellipsis)
        assert kept
        assert text.endswith(kept)
        assert text_cells(text[-len(kept) - 1 :]) > width - text_cells(ellipsis)
    elif text:
        assert text_cells(text[-1]) > width - text_cells(ellipsis)


@pytest.mark.parametrize("function", [shortened, shortened_left])
def test_text_without_end_is_not_waited_for(function):
    assert text_cells(function("漢" * 300_000, 21, "…", text_cells)) == 21

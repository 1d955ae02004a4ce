"""Words made to fit."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_course.tui.strips import shortened


@given(st.text("ab ä漢字\u0301", max_size=30), st.integers(-2, 40), st.sampled_from(["…", "..."]))
@example("漢字", 3, "…")
def test_as_much_stays_as_fits(text, width, ellipsis):
    found = shortened(text, width, ellipsis)
    assert cell_len(found) <= max(0, width)
    if cell_len(text) <= width:
        assert found == text
    elif width > cell_len(ellipsis):
        kept = found.removesuffix(ellipsis)
        assert found == kept + ellipsis
        assert text.startswith(kept)
        longer = text[: len(kept) + 1]
        assert longer[-1] == " " or cell_len(longer) > width - cell_len(ellipsis)


@pytest.mark.parametrize("character", ["a", "漢"])
def test_a_title_without_end_is_not_waited_for(character):
    found = shortened(character * 300_000, 21)
    assert cell_len(found) == 21
    assert found.endswith("…")

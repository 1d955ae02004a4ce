from __future__ import annotations

import pytest

from tui_course.markup.html.depth import bounded


@pytest.mark.parametrize("tag", ["div", "UL class='a'", "section"])
def test_what_is_open_is_bounded_and_what_is_closed_stays_as_it_is(tag):
    name = tag.split()[0]
    deep = f"<{tag}>x" * 3_000 + f"</{name}>" * 3_000
    assert bounded(deep) == f"<{tag}>x" * 1_000 + "x" * 2_000 + f"</{name}>" * 1_000
    flat = f"<{tag}>x</{name}>" * 3_000
    assert bounded(flat) == flat


@pytest.mark.parametrize("piece", ["", "<p>a", "<li>a", "</div>", "<divide>", "<div"])
def test_everything_else_stays(piece):
    assert bounded(piece * 5_000) == piece * 5_000

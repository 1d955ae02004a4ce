"""Every filter there is, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.liquid.filters.arrays import ARRAY_FILTERS
from tui_course.markup.liquid.filters.dates import DATE_FILTERS
from tui_course.markup.liquid.filters.numbers import NUMBER_FILTERS
from tui_course.markup.liquid.filters.queries import QUERY_FILTERS
from tui_course.markup.liquid.filters.strings import STRING_FILTERS
from tui_course.markup.liquid.filters.text import TEXT_FILTERS
from tui_course.markup.liquid.filters.urls import URL_FILTERS

if TYPE_CHECKING:
    from collections.abc import Callable

FILTERS: dict[str, Callable[..., object]] = {
    **STRING_FILTERS,
    **NUMBER_FILTERS,
    **ARRAY_FILTERS,
    **QUERY_FILTERS,
    **DATE_FILTERS,
    **URL_FILTERS,
    **TEXT_FILTERS,
}

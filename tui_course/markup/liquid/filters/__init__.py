"""Every filter there is, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.liquid.filters.arrays import ARRAY_CONTEXT_FILTERS, ARRAY_FILTERS
from tui_course.markup.liquid.filters.dates import DATE_CONTEXT_FILTERS
from tui_course.markup.liquid.filters.encoding import ENCODING_FILTERS
from tui_course.markup.liquid.filters.numbers import NUMBER_FILTERS
from tui_course.markup.liquid.filters.queries import QUERY_CONTEXT_FILTERS, QUERY_FILTERS
from tui_course.markup.liquid.filters.strings import STRING_FILTERS
from tui_course.markup.liquid.filters.text import TEXT_CONTEXT_FILTERS, TEXT_FILTERS
from tui_course.markup.liquid.filters.urls import URL_CONTEXT_FILTERS, URL_FILTERS

if TYPE_CHECKING:
    from collections.abc import Callable

# These are also given the rendering's `context`.
CONTEXT_FILTERS: dict[str, Callable[..., object]] = {
    **ARRAY_CONTEXT_FILTERS,
    **QUERY_CONTEXT_FILTERS,
    **DATE_CONTEXT_FILTERS,
    **URL_CONTEXT_FILTERS,
    **TEXT_CONTEXT_FILTERS,
}
FILTERS: dict[str, Callable[..., object]] = {
    **STRING_FILTERS,
    **ENCODING_FILTERS,
    **NUMBER_FILTERS,
    **ARRAY_FILTERS,
    **QUERY_FILTERS,
    **URL_FILTERS,
    **TEXT_FILTERS,
    **CONTEXT_FILTERS,
}

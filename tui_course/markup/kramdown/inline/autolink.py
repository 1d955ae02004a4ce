"""Addresses between angle brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState

_START: Final = re.compile(r"<((mailto|https?|ftps?):[^\n>][^\n>]*|[\w.-]+@[\w.-]+)>")


def autolink(state: InlineState) -> bool:
    """`<http://...>` or `<name@example.org>`."""
    match = None if state.missing.lacks(">", state.src, state.pos) else _START.match(state.src, state.pos)
    if match is None:
        return False
    address = match.group(1)
    opening = Token("link_open", "a", 1, attrs={"href": address if match.group(2) else f"mailto:{address}"})
    state.out += [opening, address.removeprefix("mailto:")]
    state.close(opening, "link_close")
    state.pos = match.end()
    return True

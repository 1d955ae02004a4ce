"""Characters behind a backslash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState

_ESCAPED: Final = frozenset("\\.*_+`<>()[]{}#!:|\"'$=-")


def escape(state: InlineState) -> bool:
    """A backslash and a character that would mean something otherwise."""
    character = state.src[state.pos + 1 : state.pos + 2]
    if character not in _ESCAPED and not (character == "~" and state.document.options.gfm):
        return False
    state.out.append(character)
    state.pos += 2
    return True

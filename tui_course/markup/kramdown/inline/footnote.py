"""The marks of footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.patterns import NAME

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState

_MARK: Final = re.compile(rf"\[\^({NAME})\]")


def footnote(state: InlineState) -> bool:
    """`[^name]`, if there is such a note."""
    match = _MARK.match(state.src, state.pos)
    if match is None:
        return False
    name = match.group(1)
    definition = state.document.footnotes.get(name)
    if definition is None:
        state.document.report("footnote-missing", f"there is no note [^{name}]", state.here)
        return state.add_text(match.group())
    definition.used = True
    return state.add(Token("footnote_ref", "", 0, meta={"name": name}), len(match.group()))

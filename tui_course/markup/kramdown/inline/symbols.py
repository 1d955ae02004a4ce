"""Dashes, ellipses and guillemets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState

_START: Final = re.compile(r"---|--|\.\.\.|\\<<|\\>>|<< | >>|<<|>>")
_SYMBOLS: Final = {
    "---": ("mdash", "\u2014"),
    "--": ("ndash", "\u2013"),
    "...": ("hellip", "\u2026"),
    "<< ": ("laquo_space", "\u00ab\u00a0"),
    " >>": ("raquo_space", "\u00a0\u00bb"),
    "<<": ("laquo", "\u00ab"),
    ">>": ("raquo", "\u00bb"),
    "\\<<": ("", "<<"),
    "\\>>": ("", ">>"),
}


def symbols(state: InlineState) -> bool:
    """What is typed for a symbol that keyboards lack; a backslash keeps `<<` and `>>`."""
    match = _START.match(state.src, state.pos) if state.document.options.typographic else None
    if match is None:
        return False
    name, shown = _SYMBOLS[match.group()]
    for key, wanted in state.document.options.typographic_symbols:
        shown = wanted if key == name else shown
    return state.replace(len(match.group()), shown)

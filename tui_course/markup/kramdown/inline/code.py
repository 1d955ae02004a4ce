"""Code between backticks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.patterns import WHITESPACE

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState
    from tui_course.markup.kramdown.missing import Missing

_RUN: Final = re.compile("`+")


def code(state: InlineState) -> bool:
    """Text up to the next run of backticks that holds the one it begins with."""
    content, end = next_code(state.src, state.pos, state.missing)
    if content is None:
        return state.add_text(state.src[state.pos : end])
    return state.add(Token("code_inline", "code", 0, content=content), end - state.pos)


def next_code(src: str, pos: int, missing: Missing) -> tuple[str | None, int]:
    """The code that begins with the backticks at `pos` and the place after it.

    Without an end it is None and the place after the backticks; `missing` remembers the runs that have none.
    """
    match = _RUN.match(src, pos)
    after = match.end() if match else pos
    run = src[pos:after]
    if len(run) == 1 and (pos == 0 or src[pos - 1] in WHITESPACE) and src[after : after + 1] in WHITESPACE:
        return None, after
    end = -1 if missing.holds(run, after) else src.find(run, after)
    if end < 0:
        missing.note(run, after)
        return None, after
    content = src[after:end]
    if len(run) > 1:
        content = content.removeprefix(" ").removesuffix(" ")
    return content, end + len(run)

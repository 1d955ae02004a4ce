"""Emphasis and strong emphasis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.inline.state import EMPHASIS, STRONG
from tui_course.markup.kramdown.patterns import WHITESPACE

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState

_TAGS: Final = {EMPHASIS: "em", STRONG: "strong"}
_BLANK: Final = re.compile(r"(?<!\w)_{3,}+(?!\w)")


def emphasis(state: InlineState) -> bool:
    """Text between single or double asterisks or underscores; two marks whose end is missing may begin with one."""
    src, pos = state.src, state.pos
    if state.blanks and (blank := _BLANK.match(src, pos)):
        return state.add_text(blank.group())
    character = src[pos]
    mark = character * 2 if src.startswith(character, pos + 1) else character
    kind = STRONG if len(mark) > 1 else EMPHASIS
    after = pos + len(mark)
    if (
        state.context & kind
        or (after < len(src) and src[after] in WHITESPACE)
        or (character == "_" and _within_word(src, pos))
        or state.exhausted
        or src.find(mark, after) < 0 > src.find(character, after)
    ):
        return state.add_text(mark)
    if _read(state, mark, kind):
        return True
    if kind == STRONG and state.parent != EMPHASIS and _read(state, character, EMPHASIS):
        return True
    return state.add_text(mark)


def _within_word(src: str, pos: int) -> bool:
    """Whether a letter, or a letter and a hyphen, stands before a mark."""
    if pos == 0:
        return False
    return src[pos - 1].isalpha() or (src[pos - 1] == "-" and pos > 1 and src[pos - 2].isalpha())


def _read(state: InlineState, mark: str, kind: int) -> bool:
    """Read up to the mark that closes; leaves the state as it was if there is none."""
    start, begin, images, context, parent = state.pos, len(state.out), state.images, state.context, state.parent
    key = (mark, context | kind)
    failed = state.failed.setdefault(key, set())
    opening = Token(f"{_TAGS[kind]}_open", _TAGS[kind], 1)
    state.out.append(opening)
    state.pos += len(mark)
    if state.pos in failed:
        found = False
    else:
        state.context, state.parent, state.depth = context | kind, kind, state.depth + 1
        found = state.walk(lambda here: _closes(here, mark, begin + 1), failed)
        state.context, state.parent, state.depth = context, parent, state.depth - 1
    state.images = images
    if not found:
        del state.out[begin:]
        state.pos = start
        return False
    state.pos += len(mark)
    state.close(opening, f"{_TAGS[kind]}_close")
    return True


def _closes(state: InlineState, mark: str, begin: int) -> bool:
    src, pos = state.src, state.pos
    if not src.startswith(mark, pos) or src[pos - 1] in WHITESPACE or len(state.out) <= begin:
        return False
    end = pos + len(mark)
    if len(mark) == 1 and src.startswith(mark, end) and not src.startswith(mark, end + 1):
        return False
    return mark[0] != "_" or not src[end : end + 1].isalnum()

"""Code that is indented by four spaces or a tab."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.patterns import ATTRIBUTES_START, BLANK_LINES, END_OF_BLOCK, HTML_LINE, INDENT

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_CODE_LINE: Final = re.compile(r"(?:\t| {4})[ \t]*[^ \t\r\n\f\v].*\n")
_TEXT_LINE: Final = re.compile(r"[ \t]*[^ \t\r\n\f\v].*\n")
_LAZY_LINE: Final = re.compile(r"\n( {0,3}[^ \t\r\n\f\v])")
_LINE_INDENT: Final = re.compile(r"^(?:\t| {4})", re.MULTILINE)


def indented_code(state: BlockState) -> bool:
    """Indented lines with the unindented ones that directly follow them, which continue their last line."""
    if INDENT.match(state.src, state.pos) is None:
        return False
    end = indented_end(state, state.pos)
    text = _LINE_INDENT.sub("", _LAZY_LINE.sub(r" \1", state.src[state.pos : end]))
    if not text:
        return False
    state.add("code", Token("code_block", "code", 0, content=text, block=True))
    state.pos = end
    return True


def indented_end(state: BlockState, pos: int) -> int:
    """Where the indented lines from `pos` end: they may have blank lines between them and lazy ones after them."""
    src = state.src
    while True:
        blank = BLANK_LINES.match(src, pos)
        match = _CODE_LINE.match(src, blank.end() if blank else pos)
        if match is None:
            return pos
        while match is not None:
            pos = match.end()
            match = _CODE_LINE.match(src, pos)
        while (text := _TEXT_LINE.match(src, pos)) is not None and not _stops(state, pos):
            pos = text.end()


def _stops(state: BlockState, pos: int) -> bool:
    if ATTRIBUTES_START.match(state.src, pos) or END_OF_BLOCK.match(state.src, pos):
        return True
    tag = HTML_LINE.match(state.src, pos)
    return tag is not None and state.starts_html(pos, tag.group(2) or tag.group(3), end=tag.group(1) is not None)

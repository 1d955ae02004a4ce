"""HTML elements and comments that begin a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown import elements
from tui_course.markup.kramdown.block.html_content import describe, element_token, fill, report_mark, skip_trailing_space
from tui_course.markup.kramdown.patterns import CLOSE_TAG, TAG

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_START: Final = re.compile(r" {0,3}<(?:[^\W\d]|!--|/)")
_TAG: Final = re.compile(rf" {{0,3}}{TAG}")
_CLOSE_TAG: Final = re.compile(rf" {{0,3}}{CLOSE_TAG}")


def html(state: BlockState) -> bool:
    """A comment, an element that is not one of a line's, or the end tag of the element around this text."""
    src = state.src
    if _START.match(src, state.pos) is None:
        return False
    if src.startswith("<!--", state.pos):
        return _comment(state)
    tag = _TAG.match(src, state.pos)
    if tag is not None:
        if not _is_block(state, tag):
            return False
        _open(state, tag)
        return True
    close = _CLOSE_TAG.match(src, state.pos)
    if close is None or not state.element or close.group(1).lower() != state.element:
        return False
    state.pos = close.end()
    state.closed = True
    return True


def _comment(state: BlockState) -> bool:
    end = state.src.find("-->", state.pos + 4)
    if end < 0:
        return False
    content = state.src[state.pos : end + 3]
    report_mark(state, content)
    state.add_unattributed("comment", Token("html_raw", "", 0, content=content, block=True))
    state.pos = end + 3
    skip_trailing_space(state)
    return True


def _is_block(state: BlockState, tag: re.Match[str]) -> bool:
    name = tag.group(1)
    if name in elements.OWN_SPAN:
        return 'display="block"' in tag.group(2)
    return name.lower() not in elements.SPAN_ELEMENTS and state.is_element(name, state.pos)


def _open(state: BlockState, tag: re.Match[str]) -> None:
    """Add an element with its content: blocks, text or HTML, as its name and its `markdown` attribute say."""
    line = state.line()
    name, closed, attributes, model = describe(tag, parse_html=state.document.options.parse_block_html)
    state.pos = tag.end()
    block = state.add(f"html:{name}", element_token(name, attributes, block=True))
    if not closed:
        fill(state, name, model, line)
        # As in kramdown, the line's end behind a script counts as a blank line.
        if name not in {"script", "style"}:
            skip_trailing_space(state)
    elif model == "block":
        skip_trailing_space(state)
    if name not in elements.VOID_ELEMENTS:
        state.tokens.append(Token("html_close", name, -1, block=True))
    elif block.token is not None:
        block.token.type, block.token.nesting = "html_void", 0

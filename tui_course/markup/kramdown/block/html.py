"""HTML elements and comments that begin a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown import elements
from tui_course.markup.kramdown.block.raw_html import element_token, raw_content, report_unclosed
from tui_course.markup.kramdown.patterns import CLOSE_TAG, TAG, TRAILING_SPACE
from tui_course.markup.kramdown.tags import read_attributes

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_START: Final = re.compile(r" {0,3}<(?:[^\W\d]|!--|/)")
_TAG: Final = re.compile(rf" {{0,3}}{TAG}")
_CLOSE_TAG: Final = re.compile(rf" {{0,3}}{CLOSE_TAG}")
_MODELS: Final = {"0": "raw", "span": "span", "block": "block"}


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
    if name in {"script", "style"}:
        raw_content(state, name, line)
    elif not closed:
        fill(state, name, model, line)
        skip_trailing_space(state)
    elif model == "block":
        skip_trailing_space(state)
    if name not in elements.VOID_ELEMENTS:
        state.tokens.append(Token("html_close", name, -1, block=True))
    elif block.token is not None:
        block.token.type, block.token.nesting = "html_void", 0


def describe(tag: re.Match[str], *, parse_html: bool) -> tuple[str, bool, dict[str, str | int | float], str]:
    """An element's name, whether it has no content, its attributes, and the kind of its content."""
    name = tag.group(1)
    known = name.lower() in elements.CASELESS
    name = name.lower() if known or name.lower() in elements.HTML_ELEMENTS else name
    attributes = read_attributes(tag.group(2), lower=known)
    model = elements.content_model(name) if parse_html else "raw"
    wanted = str(attributes.pop("markdown", ""))
    model = elements.content_model(name) if wanted == "1" else _MODELS.get(wanted, model)
    return name, tag.group(3) is not None or name in elements.VOID_ELEMENTS, attributes, model


def fill(state: BlockState, name: str, model: str, line: int) -> None:
    """Read the content of an element up to its end tag."""
    if model == "block" and not state.too_deep:
        skip_trailing_space(state)
        content = state.nested_here(name)
        content.parse()
        state.pos = content.pos
        state.tokens += content.tokens
        if not content.closed:
            report_unclosed(state, name, line)
    elif model == "span":
        end = re.compile(rf"</{re.escape(name)}[ \t\r\n\f\v]*>", re.IGNORECASE).search(state.src, state.pos)
        if end is None:
            report_unclosed(state, name, line)
        text = state.src[state.pos : end.start() if end else len(state.src)]
        state.add_text(text, state.line())
        state.pos = end.end() if end else len(state.src)
    else:
        raw_content(state, name, line)


def skip_trailing_space(state: BlockState) -> None:
    """Pass over the rest of a line if it is blank."""
    match = TRAILING_SPACE.match(state.src, state.pos)
    if match:
        state.pos = match.end()

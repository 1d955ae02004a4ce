"""HTML elements and comments in a line."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown import elements
from tui_course.markup.kramdown.patterns import CLOSE_TAG, TAG
from tui_course.markup.kramdown.tags import read_attributes

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState

_START: Final = re.compile(r"<(?:[^\W\d]|!--|/)")
_TAG: Final = re.compile(TAG)
_CLOSE_TAG: Final = re.compile(CLOSE_TAG)
_LINE_ENDS: Final = re.compile(r"\n+")


def html(state: InlineState) -> bool:
    """A comment, or an element with the spans in it; a block's tag is text in a line, and so is what is no element."""
    src, pos = state.src, state.pos
    if _START.match(src, pos) is None:
        return False
    if src.startswith("<!--", pos):
        return _comment(state)
    close = _CLOSE_TAG.match(src, pos)
    if close:
        state.document.report("html-stray-end", f"{close.group()} closes nothing: shown as text", state.here)
        return state.add_text(close.group())
    tag = _TAG.match(src, pos)
    if tag is None:
        return state.add_text("<")
    name = tag.group(1)
    name = name.lower() if name.lower() in elements.HTML_ELEMENTS else name
    if not (state.foreign or state.is_element(name)):
        code = "html-unclosed" if name in elements.SWALLOWING else "html-unknown"
        reason = "is never closed" if code == "html-unclosed" else "is no element of HTML"
        state.document.report(code, f"{tag.group()} {reason}: shown as text", state.here)
        return state.add_text(tag.group())
    if name in elements.BLOCK_ELEMENTS:
        state.document.report("html-block-in-line", f"{tag.group()} begins a block within a line: shown as text", state.here)
        return state.add_text(tag.group())
    if name not in elements.VOID_ELEMENTS and not tag.group(3) and state.exhausted:
        return state.add_text(tag.group())
    _element(state, tag, name)
    return True


def _comment(state: InlineState) -> bool:
    end = -1 if state.missing.holds("-->", state.pos) else state.src.find("-->", state.pos + 4)
    if end < 0:
        if not state.missing.holds("-->", state.pos):
            state.document.report("html-unclosed", "<!-- is never closed: shown as text", state.here)
        state.missing.note("-->", state.pos)
        return state.add_text("<!--")
    return state.add(Token("html_raw", "", 0, content=state.src[state.pos : end + 3]), end + 3 - state.pos)


def _element(state: InlineState, tag: re.Match[str], name: str) -> None:
    attributes = {
        key: _LINE_ENDS.sub(" ", str(value))
        for key, value in read_attributes(tag.group(2), lower=name in elements.CASELESS).items()
    }
    wanted = attributes.pop("markdown", "")
    model_is_raw = elements.content_model(name) == "raw"
    parsed = not model_is_raw and not state.raw and state.document.options.parse_span_html
    parsed = {"span": True, "1": not model_is_raw, "0": False}.get(wanted, parsed)
    opening = Token("html_open", name, 1, attrs=dict(attributes))
    state.out.append(opening)
    state.pos = tag.end()
    if name in elements.VOID_ELEMENTS:
        opening.type, opening.nesting = "html_void", 0
        return
    if not tag.group(3):
        _content(state, name, parsed=parsed)
    state.close(opening, "html_close")


def _content(state: InlineState, name: str, *, parsed: bool) -> None:
    """Read up to the end tag, or to the end of the text if there is none."""
    begin, line = len(state.out), state.here
    raw, foreign, parent, images, rules = state.raw, state.foreign, state.parent, state.images, state.rules
    state.raw, state.parent, state.foreign = not parsed, 0, foreign or name in elements.FOREIGN
    state.depth += 1
    if raw or not parsed:
        # As in kramdown, the content of an element that asks for spans inside raw HTML is read with all rules.
        state.rules = state.document.rules.spans if parsed else state.document.rules.raw_spans
    end = re.compile(rf"</{re.escape(name)}[ \t\r\n\f\v]*>", re.IGNORECASE if name in elements.CASELESS else 0)
    if state.walk(lambda here: end.match(here.src, here.pos) is not None):
        match = end.match(state.src, state.pos)
        state.pos = match.end() if match else state.pos
    else:
        state.document.report("html-unclosed", f"<{name}> is never closed", line)
        state.out.append(state.src[state.pos :])
        state.pos = len(state.src)
    state.raw, state.foreign, state.parent, state.images, state.rules = raw, foreign, parent, images, rules
    state.depth -= 1
    if not parsed:
        _keep_references(state, begin)


def _keep_references(state: InlineState, begin: int) -> None:
    """Turn the text of raw HTML into tokens that show `&amp;` as the browser would."""
    pieces = state.out[begin:]
    del state.out[begin:]
    for is_text, run in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        if is_text:
            state.out.append(Token("html_text", "", 0, content="".join(map(str, run))))
        else:
            state.out += run

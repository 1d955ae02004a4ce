"""Attribute lists and extensions in a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.attributes import AttributeList
from tui_course.markup.kramdown.block.extension import shows
from tui_course.markup.kramdown.inline.state import Symbol
from tui_course.markup.kramdown.patterns import ATTRIBUTE_TEXT, NAME

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState

_START: Final = re.compile(r"\{::([A-Za-z0-9_]+)(?:[ \t\r\n\f\v]((?:\\\}|[^}]){0,500}?))?(/)?\}")
_STOP: Final = re.compile(rf"\{{:/(?:{NAME})?\}}")
_ATTRIBUTES: Final = re.compile(rf"\{{:({ATTRIBUTE_TEXT})\}}")
_NAMES: Final = frozenset(("comment", "nomarkdown", "options"))


def extension(state: InlineState) -> bool:
    """`{::name}...{:/}`, or `{: ...}` directly behind a span."""
    src, pos = state.src, state.pos
    if not src.startswith("{:", pos):
        return False
    if state.missing.lacks("}", src, pos):
        return state.add_text("{")
    start = _START.match(src, pos)
    if start:
        return _extend(state, start) or state.add_text("{")
    if _STOP.match(src, pos):
        return state.add_text("{")
    match = _ATTRIBUTES.match(src, pos)
    last = state.out[-1] if state.out else None
    if match is None or last is None or not _is_span(last):
        return state.add_text("{")
    state.pos = match.end()
    if isinstance(last, str):
        return True
    target = last.meta.get("open", last)
    given = AttributeList()
    given.read(match.group(1))
    given.apply(target.attrs, state.document.attribute_lists)
    known = target.meta.get("attributes")
    if isinstance(known, AttributeList):
        given.references[:0] = known.references
    target.meta["attributes"] = given
    return True


def _is_span(piece: Token | str) -> bool:
    """Whether an attribute list may follow: not text, and not the beginning of the span that is being read."""
    return isinstance(piece, Symbol) if isinstance(piece, str) else piece.nesting != 1


def _extend(state: InlineState, start: re.Match[str]) -> bool:
    name, text, closed = start.groups()
    if name not in _NAMES:
        return False
    given = AttributeList()
    given.read(text or "")
    end, body = start.end(), None
    if not closed:
        closed_later = not state.missing.lacks("{:/", state.src, end)
        stop = re.compile(rf"\{{:/(?:{name})?\}}").search(state.src, end) if closed_later else None
        if stop is None:
            return False
        body, end = state.src[end : stop.start()], stop.end()
    if name == "options":
        for key, value in given.values.items():
            state.document.options = state.document.options.with_setting(key, value)
    elif body is not None and shows(name, given):
        state.out.append(Token("html_raw", "", 0, content=body if name == "nomarkdown" else f"<!-- {body} -->"))
    state.pos = end
    return True

"""Attribute lists, their definitions, and extensions such as comments, as blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.attributes import AttributeList
from tui_course.markup.kramdown.patterns import ATTRIBUTE_TEXT, ATTRIBUTES_START, BLANK, NAME

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_NAMED: Final = re.compile(rf" {{0,3}}\{{:({NAME}):({ATTRIBUTE_TEXT})\}}{BLANK}*\n")
_START: Final = re.compile(rf" {{0,3}}\{{::([A-Za-z0-9_]+)(?:[ \t\r\n\f\v]((?:\\\}}|[^}}]){{0,500}}?))?(/)?\}}{BLANK}*\n")
_STOPS: Final = {
    name: re.compile(rf"^ {{0,3}}\{{:/(?:{name})?\}}{BLANK}*\n", re.MULTILINE) for name in ("comment", "nomarkdown", "options")
}


def extension(state: BlockState) -> bool:
    """`{:name: ...}`, `{::name}...{:/}` or `{: ...}`, which belongs to the block before it or else to the one after it."""
    return _define(state) or _extend(state) or _attribute(state)


def _define(state: BlockState) -> bool:
    match = _NAMED.match(state.src, state.pos)
    if match is None:
        return False
    state.document.attribute_lists.setdefault(match.group(1), AttributeList()).read(match.group(2))
    state.add("silent")
    state.pos = match.end()
    return True


def _extend(state: BlockState) -> bool:
    match = _START.match(state.src, state.pos)
    if match is None:
        return False
    name, text, closed = match.groups()
    stop = _STOPS.get(name)
    if stop is None:
        state.document.report("extension-unknown", f"there is no extension named {name}", state.line())
        return False
    body = None
    end = match.end()
    if not closed:
        stopped = None if state.missing.holds(name, end) else stop.search(state.src, end)
        if stopped is None:
            state.missing.note(name, end)
            state.document.report("extension-unclosed", f"{{::{name}}} is never closed", state.line())
            return False
        body = state.src[end : stopped.start()].removesuffix("\n")
        end = stopped.end()
    given = AttributeList()
    given.read(text or "")
    if name == "options":
        set_options(state, given)
        state.add("silent")
    elif body is not None and shows(name, given):
        content = body if name == "nomarkdown" else f"<!-- {body} -->"
        state.add_unattributed("raw", Token("html_raw", "", 0, content=content, block=True))
    elif body is not None:
        state.add_unattributed("raw", None)
    state.pos = end
    return True


def _attribute(state: BlockState) -> bool:
    match = ATTRIBUTES_START.match(state.src, state.pos)
    if match is None:
        return False
    state.pos = match.end()
    last = state.last
    if last is not None and last.kind not in {"blank", "end", "silent"}:
        last.attribute_list().read(match.group(1))
        if ATTRIBUTES_START.match(state.src, state.pos) is None:
            state.add("silent")
    else:
        state.pending = state.pending or AttributeList()
        state.pending.read(match.group(1))
    return True


def shows(name: str, given: AttributeList) -> bool:
    """Whether an extension puts its body into HTML: text that is raw for other formats only does not."""
    kinds = given.values.get("type", "").split()
    return name != "nomarkdown" or not kinds or "html" in kinds


def set_options(state: BlockState, given: AttributeList) -> None:
    """Take over the options that the page sets."""
    for name, value in given.values.items():
        state.document.options = state.document.options.with_setting(name, value)

"""Block quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.alert import ALERT
from tui_course.markup.kramdown.block.list_block import hide
from tui_course.markup.kramdown.patterns import QUOTE_START

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_MARKS: Final = re.compile(r"^ {0,3}> ?", re.MULTILINE)


def blockquote(state: BlockState) -> bool:
    """Lines that begin with `>`, and the lazy ones that continue them."""
    src = state.src
    if QUOTE_START.match(src, state.pos) is None:
        return False
    end = state.line_end(state.pos)
    while not state.ends_lazy_line(end):
        end = state.line_end(end)
    if state.too_deep:
        state.add_too_deep(src[state.pos : end], state.line())
    else:
        content = state.nested(_MARKS.sub("", src[state.pos : end]), state.line())
        content.parse()
        kind = "" if state.document.outside is None else _take_alert(content)
        block = state.add_container("blockquote", "blockquote", content)
        if kind and block.token is not None:
            block.token.attrs["class"] = f"admonition {kind}"
    state.pos = end
    return True


def _take_alert(content: BlockState) -> str:
    """The kind of call-out that a quote inside a question begins with, taken away; empty where it is a plain quote."""
    first = content.children[0] if content.children else None
    if first is None or first.kind != "paragraph" or first.text is None:
        return ""
    match = ALERT.match(first.text.content)
    if match is None:
        return ""
    text = first.text
    text.content = text.content[match.end() :]
    if text.map:
        text.map = [text.map[0] + 1, text.map[1] + 1]
    if not text.content:
        hide(first)
    return match.group(1).lower()

"""Headings behind number signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.patterns import HEADING_START

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_IDENTIFIER: Final = re.compile(r"[\t ]\{#((?::|[^\W\d])[\w:.\-\u00b7\u0300-\u036f]*)\}\Z")
_HEADING: Final = re.compile(r"(#{1,6})[\t ]*([^ \t].*)\n")
_CLOSING_MARKS: Final = re.compile(r"(?<!\\)#+\Z")
_GFM_CLOSING_MARKS: Final = re.compile(r"[\t ]#+\Z")
_STRIPPED: Final = " \t\r\n\f\v\0"


def heading(state: BlockState) -> bool:
    """`# Title #`; GFM wants a space before the title, kramdown itself a boundary before the heading."""
    options = state.document.options
    match = (HEADING_START if options.gfm else _HEADING).match(state.src, state.pos)
    needs_boundary = not (options.gfm and options.paragraph_end)
    if match is None or (needs_boundary and not state.after_boundary()):
        return False
    text, identifier = split_identifier(match.group(2))
    marks = (_GFM_CLOSING_MARKS if not needs_boundary else _CLOSING_MARKS).search(text)
    if marks:
        text = text[: marks.start()].rstrip(_STRIPPED)
    if not text:
        return False
    add_heading(state, len(match.group(1)), text, identifier)
    state.pos = match.end()
    return True


def split_identifier(text: str) -> tuple[str, str]:
    """A heading's text and the id that it names itself, as `{#id}`."""
    text = text.rstrip(_STRIPPED)
    match = _IDENTIFIER.search(text)
    return (text[: match.start()].rstrip(_STRIPPED), match.group(1)) if match else (text, "")


def add_heading(state: BlockState, level: int, text: str, identifier: str) -> None:
    """Add a heading; its level is kept for the contents, the offset that the site wants goes into the tag."""
    shown = min(max(level + state.document.options.header_offset, 1), 6)
    block = state.add_leaf("heading", f"h{shown}", text)
    if block.token is not None:
        block.token.meta["level"] = level
        if identifier:
            block.token.attrs["id"] = identifier

"""Definitions of links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.attributes import AttributeList
from tui_course.markup.kramdown.document import LinkDefinition, normalize_label

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_LABEL: Final = re.compile(r" {0,3}\[([^\n\]]+)\]:[ \t]*")
_TARGET: Final = re.compile(
    r"""(?:<(.*?)>|([^\n]*?[^ \t\r\n\f\v][^\n]*?))"""
    r"""(?:(?:[ \t]*?\n|[ \t]+?)[ \t]*?(["'])(.+?)\3)?[ \t]*?\n"""
)
_PLAIN_TARGET: Final = re.compile(r"(?:<([^>\n]*)>|([^\n]*[^ \t\r\n\f\v])())()[ \t]*\n")
_BROKEN_TITLE: Final = re.compile(r"[ \t]+[\"']")
# The patterns of kramdown's try every end of the address with every title: beyond this, a title is not looked for.
_LONGEST: Final = 1500


def link_definition(state: BlockState) -> bool:
    """`[name]: address "title"`, the title perhaps on the next line."""
    src = state.src
    label = _LABEL.match(src, state.pos)
    if label is None:
        return False
    end = state.line_end(state.line_end(label.end()))
    match = (_TARGET if end - label.end() < _LONGEST else _PLAIN_TARGET).match(src, label.end())
    if match is None or _BROKEN_TITLE.search(match.group(2) or ""):
        return False
    name = normalize_label(label.group(1))
    if name in state.document.links:
        state.document.report("link-duplicate", f"the link [{label.group(1)}] is defined twice: the last counts", state.line())
    block = state.add("definition")
    url = match.group(1) if match.group(1) is not None else match.group(2)
    attributes = block.attributes if block.attributes is not None else AttributeList()
    block.attributes = attributes
    state.document.links[name] = LinkDefinition(url, match.group(4) or None, attributes)
    state.pos = match.end()
    return True

"""Call-outs (`> [!NOTE]`) and the boxes of task lists, as GitHub shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

from tui_course.markup.alert import ALERT

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

_BOX = re.compile(r"\[([ xX])\](?=\s)\s*")


def alerts(state: StateCore) -> None:
    """Give the class of its kind to a quote that begins with one, and take the mark away; runs before inlines are read."""
    tokens = state.tokens
    drop: set[int] = set()
    for index in range(len(tokens) - 3):
        quote, paragraph, inline = tokens[index : index + 3]
        if quote.type != "blockquote_open" or paragraph.type != "paragraph_open":
            continue
        match = ALERT.match(inline.content)
        if match is None:
            continue
        quote.attrSet("class", f"admonition {match[1].lower()}")
        inline.content = inline.content[match.end() :]
        if inline.map:
            inline.map = [inline.map[0] + 1, inline.map[1]]
        if not inline.content:
            drop.update((index + 1, index + 2, index + 3))
    if drop:
        state.tokens = [token for index, token in enumerate(tokens) if index not in drop]


def task_boxes(state: StateCore) -> None:
    """Make a box of the `[ ]` or `[x]` that begins an item of a list."""
    tokens = state.tokens
    for index in range(len(tokens) - 2):
        item, paragraph, inline = tokens[index : index + 3]
        if item.type != "list_item_open" or paragraph.type != "paragraph_open" or not inline.children:
            continue
        first = inline.children[0]
        match = _BOX.match(first.content) if first.type == "text" else None
        if match is None and first.type == "text" and first.content in {"[ ]", "[x]", "[X]"} and len(inline.children) > 1:
            match = re.fullmatch(r"\[([ xX])\]", first.content) if inline.children[1].type == "softbreak" else None
        if match is None:
            continue
        box = Token("html_inline", "", 0)
        box.content = '<input type="checkbox" disabled checked> ' if match[1] in "xX" else '<input type="checkbox" disabled> '
        first.content = first.content[match.end() :]
        inline.children.insert(0, box)

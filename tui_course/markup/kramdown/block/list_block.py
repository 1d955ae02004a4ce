"""Bulleted and numbered lists."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.block.list_item import Item, first_line, marker_pattern, unindent
from tui_course.markup.kramdown.block.state import Block, BlockState
from tui_course.markup.kramdown.patterns import BLANK_LINES, BULLET_START, END_OF_BLOCK, NUMBER_START, RULE_START

if TYPE_CHECKING:
    from tui_course.markup.kramdown.attributes import AttributeList

_BULLET: Final = "[+*-]"
_NUMBER: Final = r"[0-9]+\."
_ITEM_CLOSE: Final = Token("list_item_close", "li", -1, block=True)
_OPEN_BOX: Final = re.compile(r"[ \t\r\n\f\v]*\[ \][ \t\r\n\f\v]+")
_TICKED_BOX: Final = re.compile(r"[ \t\r\n\f\v]*\[[xX]\][ \t\r\n\f\v]+")
_BOX: Final = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled" />'
_BOX_TICKED: Final = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled" checked="checked" />'


def list_block(state: BlockState) -> bool:
    """The items of one kind that follow each other, each with what is indented as its text."""
    bullets = BULLET_START.match(state.src, state.pos) is not None
    if not bullets and NUMBER_START.match(state.src, state.pos) is None:
        return False
    kind, tag = ("bullet_list", "ul") if bullets else ("ordered_list", "ol")
    attributes, state.pending = state.pending, None
    start, line = state.pos, state.line()
    items, ended = _items(state, _BULLET if bullets else _NUMBER)
    block = Block(kind, Token(f"{kind}_open", tag, 1, block=True))
    block.take(attributes)
    if state.too_deep:
        state.add_too_deep(state.src[start : state.pos], line)
        return True
    state.children.append(block)
    contents = [_content(state, item) for item in items]
    last = _tighten(contents, ended=ended)
    _add_tokens(state, block, items, contents, tag)
    state.line(state.pos)
    if last is not None and not ended:
        state.children.append(last)
    return True


def _items(state: BlockState, marker: str) -> tuple[list[Item], bool]:
    """The items from the scanner's place on, and whether a mark has ended the list."""
    src = state.src
    start = BULLET_START if marker == _BULLET else NUMBER_START
    items: list[Item] = []
    nested_found = after_blank = False
    while state.pos < len(src):
        if after_blank and RULE_START.match(src, state.pos):
            break
        if end := END_OF_BLOCK.match(src, state.pos):
            state.pos = end.end()
            return items, True
        if first := start.match(src, state.pos):
            item = first_line(first.group(1), first.group(2), state.line())
            items.append(item)
            start = marker_pattern(marker, item.indentation)
            nested_found = _starts_list(item.parts[0])
            after_blank = False
            state.pos = first.end()
        elif text := items[-1].content_line(state) or ("" if after_blank else items[-1].lazy_line(state)):
            state.pos += len(text)
            nested_found = _continue(items[-1], text, nested_found=nested_found)
            after_blank = False
        elif blank := BLANK_LINES.match(src, state.pos):
            nested_found = after_blank = True
            items[-1].parts[-1] += blank.group()
            state.pos = blank.end()
        else:
            break
    return items, False


def _continue(item: Item, text: str, *, nested_found: bool) -> bool:
    """Add a line to an item; says whether a list inside it has been found by now."""
    text, indented = unindent(item, text)
    if not nested_found and indented and _starts_list(text):
        item.parts.append("")
        nested_found = True
    elif nested_found and not indented and _starts_list(text):
        text = " " * (item.indentation + 4) + text
    item.parts[-1] += text
    return nested_found


def _starts_list(text: str) -> bool:
    return BULLET_START.match(text) is not None or NUMBER_START.match(text) is not None


def _content(state: BlockState, item: Item) -> BlockState:
    """The blocks of an item, its parts read one after the other."""
    content = state.nested(item.parts[0], item.line)
    content.parse()
    line = item.line
    for before, part in pairwise(item.parts):
        line += before.count("\n")
        reader = state.nested(part, line)
        reader.children, reader.tokens = content.children, content.tokens
        reader.parse()
    return content


def _tighten(contents: list[BlockState], *, ended: bool) -> Block | None:
    """Take the paragraphs away that only wrap an item's text; gives the blank lines after the last item."""
    last_blank = None
    for index, content in enumerate(contents):
        children = content.children
        if not children:
            continue
        first = children[0]
        if first.kind == "paragraph" and first.attributes and len(children) > 1 and children[1].kind in _ENDS:
            del children[1]
        final = index == len(contents) - 1
        alone = len(children) < 2 or children[1].kind != "blank"  # noqa: PLR2004 (the first and what follows)
        if (
            first.kind == "paragraph"
            and (alone or (final and len(children) == 2 and not ended))  # noqa: PLR2004
            and (not final or len(contents) == 1 or any(_is_tight(other) for other in contents[:-1]))
        ):
            if first.text and len(children) > 1 and children[1].kind != "blank":
                first.text.content += "\n"
            hide(first)
        last_blank = children.pop() if children[-1].kind == "blank" else None
    return last_blank


_ENDS: Final = frozenset(("end", "silent", "definition"))


def _is_tight(content: BlockState) -> bool:
    first = content.children[0] if content.children else None
    return first is None or first.kind != "paragraph" or (first.token is not None and first.token.hidden)


def hide(paragraph: Block) -> None:
    """Show a paragraph's text without the paragraph."""
    if paragraph.token and paragraph.close:
        paragraph.token.hidden = paragraph.close.hidden = True


def _add_tokens(state: BlockState, block: Block, items: list[Item], contents: list[BlockState], tag: str) -> None:
    tasks = False
    if block.token is not None:
        state.tokens.append(block.token)
    for item, content in zip(items, contents, strict=True):
        opening = Token("list_item_open", "li", 1, block=True)
        attributes: AttributeList | None = item.attributes
        if attributes is not None:
            opening.meta["attributes"] = attributes
        first = content.children[0] if content.children else None
        if state.document.options.gfm and first is not None and first.kind == "paragraph" and first.text is not None:
            tasks = _tick(first.text, " " if state.document.outside is not None else "") or tasks
            if tasks:
                opening.attrs["class"] = "task-list-item"
        state.tokens += [opening, *content.tokens, _ITEM_CLOSE]
    if tasks and block.token is not None:
        block.token.attrs["class"] = "task-list"
    state.tokens.append(Token(f"{block.kind}_close", tag, -1, block=True))


def _tick(text: Token, space: str) -> bool:
    """Write a box, and `space` behind it, instead of `[ ]` or `[x]`."""
    for pattern, box in ((_OPEN_BOX, _BOX), (_TICKED_BOX, _BOX_TICKED)):
        match = pattern.match(text.content)
        if match:
            text.content = box + space + text.content[match.end() :]
            return True
    return False

"""Definition lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from tui_course.markup.kramdown.block.list_block import hide
from tui_course.markup.kramdown.block.list_item import Item, first_line, marker_pattern, take_item_attributes, unindent
from tui_course.markup.kramdown.block.state import Block
from tui_course.markup.kramdown.patterns import BLANK_LINES, DEFINITION_START, END_OF_BLOCK

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState


def definition_list(state: BlockState) -> bool:
    """A paragraph whose lines are terms, and the descriptions behind colons that follow it."""
    if DEFINITION_START.match(state.src, state.pos) is None or not _follows_terms(state):
        return False
    if state.too_deep:
        return False
    state.pending = None
    terms = state.children.pop()
    separate = terms.kind == "blank"
    if separate:
        terms = state.children.pop()
    items = _items(state, first_as_paragraph=separate)
    del state.tokens[-3:]
    contents, last = [], None
    for item in items:
        content = state.nested(item.parts[0], item.line)
        content.parse()
        if content.children:
            last = _loosen(content, item)
        contents.append(content)
    _add(state, terms, items, contents)
    if last is not None:
        state.children.append(last)
    return True


def _follows_terms(state: BlockState) -> bool:
    """Whether a paragraph stands directly before this place, or one blank line away."""
    children = state.children
    if not children:
        return False
    if children[-1].kind == "paragraph":
        return True
    return (
        len(children) > 1 and children[-1].kind == "blank" and children[-1].source == "\n" and children[-2].kind == "paragraph"
    )


def _items(state: BlockState, *, first_as_paragraph: bool) -> list[Item]:
    src, start = state.src, DEFINITION_START
    items: list[Item] = []
    after_blank = False
    while state.pos < len(src):
        if first := start.match(src, state.pos):
            item = first_line(first.group(1), first.group(2), state.line())
            item.first_as_paragraph = first_as_paragraph
            items.append(item)
            start = marker_pattern(":", item.indentation)
            first_as_paragraph = after_blank = False
            state.pos = first.end()
        elif END_OF_BLOCK.match(src, state.pos):
            break
        elif text := items[-1].content_line(state) or ("" if after_blank else items[-1].lazy_line(state)):
            state.pos += len(text)
            items[-1].parts[-1] += unindent(items[-1], text)[0]
            first_as_paragraph = after_blank = False
        elif blank := BLANK_LINES.match(src, state.pos):
            first_as_paragraph = after_blank = True
            items[-1].parts[-1] += blank.group()
            state.pos = blank.end()
        else:
            break
    return items


def _loosen(content: BlockState, item: Item) -> Block | None:
    """Take the paragraph away that only wraps a description; gives the blank lines after it."""
    children = content.children
    last = children.pop() if children[-1].kind == "blank" else None
    if children and children[0].kind == "paragraph" and not item.first_as_paragraph:
        if len(children) > 1 and children[0].text:
            children[0].text.content += "\n"
        hide(children[0])
    return last


def _add(state: BlockState, terms: Block, items: list[Item], contents: list[BlockState]) -> None:
    """Add the list, or its entries to the list before it."""
    children = state.children
    if len(children) > 1 and children[-1].kind == "blank" and children[-2].kind == "definition_list":
        children.pop()
    if children and children[-1].kind == "definition_list":
        state.tokens.pop()
    else:
        opening = Token("definition_list_open", "dl", 1, block=True)
        block = Block("definition_list", opening)
        block.take(terms.attributes)
        children.append(block)
        state.tokens.append(opening)
    line = terms.text.map[0] if terms.text and terms.text.map else 0
    for number, text in enumerate(terms.text.content.split("\n") if terms.text else ()):
        term, attributes = take_item_attributes(text)
        opening = Token("definition_term_open", "dt", 1, block=True)
        if attributes is not None:
            opening.meta["attributes"] = attributes
        state.tokens.append(opening)
        state.add_text(term, line + number)
        state.tokens.append(Token("definition_term_close", "dt", -1, block=True))
    for item, content in zip(items, contents, strict=True):
        opening = Token("definition_open", "dd", 1, block=True)
        if item.attributes is not None:
            opening.meta["attributes"] = item.attributes
        state.tokens += [opening, *content.tokens, Token("definition_close", "dd", -1, block=True)]
    state.tokens.append(Token("definition_list_close", "dl", -1, block=True))

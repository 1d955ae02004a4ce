"""Links and pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.document import normalize_label
from tui_course.markup.kramdown.inline.state import LINK

if TYPE_CHECKING:
    from tui_course.markup.kramdown.attributes import AttributeList
    from tui_course.markup.kramdown.inline.state import InlineState

_START: Final = re.compile(r"!?\[(?=[^^])")
_LABEL: Final = re.compile(r"[ \t\r\n\f\v]*?\[([^\]]+)?\]")
_ANGLED: Final = re.compile(r"\(<(.*?)>")
_PARENTHESIS: Final = re.compile(r"(\()|(\))|[ \t\r\n\f\v](?=['\"])")
_TITLE: Final = re.compile(r"[ \t\r\n\f\v]*?([\"'])(.+?)\1[ \t\r\n\f\v]*?\)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")

# A text that is longer is not looked up as the name of a link.
_LONGEST_NAME: Final = 1000


def link(state: InlineState) -> bool:
    """`[text](address "title")`, `[text][name]`, `[name]`, or the same for a picture behind an exclamation mark."""
    start = _START.match(state.src, state.pos)
    if start is None:
        return False
    mark = start.group()
    image = mark[0] == "!"
    if (not image and state.context & LINK) or state.last_bracket < state.pos or state.exhausted:
        return state.add_text(mark)
    position, begin = state.pos, len(state.out)
    opening = Token("image", "img", 1) if image else Token("link_open", "a", 1)
    state.out.append(opening)
    state.pos = start.end()
    if not (_read_text(state) and _read_target(state, opening, start.end())):
        del state.out[begin:]
        state.pos = position
        return state.add_text(mark)
    if image:
        opening.nesting = 0
        del state.out[begin + 1 :]
        state.images += 1
    else:
        state.close(opening, "link_close")
    return True


def _read_text(state: InlineState) -> bool:
    """Read up to the bracket that closes the text; says whether there is one."""
    images, context, parent = state.images, state.context, state.parent
    state.images, state.context, state.parent = 0, context | LINK, 0
    state.depth += 1
    count = 1

    def closes(here: InlineState) -> bool:
        nonlocal count
        character = here.src[here.pos]
        if character == "]":
            count -= 1
        elif character == "[" or here.src.startswith("![", here.pos):
            count += 1
        else:
            return False
        return count == here.images

    found = state.walk(closes)
    state.images, state.context, state.parent = images, context, parent
    state.depth -= 1
    return found


def _read_target(state: InlineState, token: Token, start: int) -> bool:
    """Read what follows the text; says whether it is the rest of a link."""
    src = state.src
    text = src[start : state.pos]
    state.pos += 1
    label = _LABEL.match(src, state.pos)
    if label or not src.startswith("(", state.pos):
        definitions = state.document.links
        name = (label.group(1) if label else None) or (text if len(text) < _LONGEST_NAME else "")
        name = normalize_label(name if label and label.group(1) else _ESCAPED.sub(r"\1", name)) if definitions else ""
        definition = definitions.get(name)
        if definition is None:
            if label and label.group(1):
                state.document.report("link-missing", f"there is no link named [{label.group(1)}]", state.here)
            return False
        state.pos = label.end() if label else state.pos
        _describe(state, token, definition.url, definition.title, text, definition.attributes)
        return True
    address, closed = _read_address(state)
    title = None
    if not closed:
        match = _TITLE.match(src, state.pos)
        if match is None:
            state.fuel -= (len(src) - state.pos) >> 5
            return False
        title = match.group(2)
        state.pos = match.end()
    _describe(state, token, address, title, text)
    return True


def _read_address(state: InlineState) -> tuple[str, bool]:
    """The address behind the parenthesis, which may hold others in pairs, and whether the link ends with it."""
    src, start = state.src, state.pos
    angled = _ANGLED.match(src, start)
    if angled:
        closed = src.startswith(")", angled.end())
        state.pos = angled.end() + closed
        return angled.group(1), closed
    depth = 0
    pos = start
    while (match := _PARENTHESIS.search(src, pos)) is not None:
        pos = match.end()
        state.fuel -= 1
        if match.group(2):
            depth -= 1
            if depth == 0:
                break
        elif match.group(1):
            depth += 1
        else:
            break
    state.pos = pos
    return src[start + 1 : pos - 1].strip(" \t\r\n\f\v\0"), depth == 0


def _describe(
    state: InlineState, token: Token, url: str, title: str | None, text: str, attributes: AttributeList | None = None
) -> None:
    """Set a link's or a picture's attributes."""
    if attributes is not None:
        attributes.apply(token.attrs, state.document.attribute_lists)
        token.meta["attributes"] = attributes
    if token.tag == "a":
        token.attrs["href"] = url
    else:
        token.attrs["src"] = url
        token.attrs["alt"] = _ESCAPED.sub(r"\1", text)
    if title:
        token.attrs["title"] = title

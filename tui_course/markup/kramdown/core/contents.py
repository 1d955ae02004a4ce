"""The table of contents."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.core.placeholders import placeholder
from tui_course.markup.kramdown.document import document_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.rules_core.state_core import StateCore

_EXCLUDED: Final = re.compile(r"\bno_toc\b")
_LEFT_OUT: Final = frozenset(("footnote_ref", "link_open", "link_close"))


def contents(state: StateCore) -> None:
    """Put the page's headings into the first list with `{:toc}`."""
    tokens = state.tokens
    start, end = placeholder(tokens, "toc")
    if start == len(tokens):
        return
    levels = document_of(state.env).options.toc_levels
    headings = [
        (int(token.meta["level"]), str(token.attrs["id"]), tokens[index + 1].children or [])
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
        and token.meta.get("level") in levels
        and "id" in token.attrs
        and not start <= index < end
        and not _EXCLUDED.search(str(token.attrs.get("class", "")))
    ]
    opening = tokens[start]
    attrs = {**opening.attrs}
    attrs.setdefault("id", "markdown-toc")
    tokens[start:end] = _nested(headings, opening.tag, attrs) if headings else []


def _nested(headings: Iterable[tuple[int, str, list[Token]]], tag: str, attrs: dict[str, str | int | float]) -> list[Token]:
    """Lists in lists, a heading below the last one of a lower level."""
    out = [Token("contents_open", tag, 1, attrs=attrs, block=True)]
    path: list[int] = []
    for level, name, children in headings:
        deeper = not path or path[-1] < level
        while path and path[-1] >= level:
            path.pop()
            out.append(Token("entry_close", "li", -1, block=True))
            if path and path[-1] >= level:
                out.append(Token("contents_close", tag, -1, block=True))
        if deeper and path:
            out.append(Token("contents_open", tag, 1, block=True))
        link = Token("link_open", "a", 1, attrs={"href": f"#{name}", "id": f"{attrs['id']}-{name}"})
        text = [copy(child) for child in children if child.type not in _LEFT_OUT]
        out.append(Token("entry_open", "li", 1, block=True))
        out.append(Token("inline", "", 0, children=[link, *text, Token("link_close", "a", -1)]))
        path.append(level)
    for index in range(len(path)):
        out.append(Token("entry_close", "li", -1, block=True))
        if index < len(path) - 1:
            out.append(Token("contents_close", tag, -1, block=True))
    out.append(Token("contents_close", tag, -1, block=True))
    return out

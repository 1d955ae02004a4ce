"""Rules that look for something in plain text, outside links and code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

_LINK_TAG = re.compile(r"<(/?)a(?=[\s>])", re.IGNORECASE)


def plain_texts(block: Token, split: Callable[[str, int], list[Token] | None]) -> None:
    """Put in place of every text outside links what `split` makes of it and its level; None leaves it as it is."""
    out: list[Token] = []
    links = 0
    for child in block.children or []:
        made = None
        if child.type in {"link_open", "link_close"}:
            links += child.nesting
        elif child.type == "html_inline" and (match := _LINK_TAG.match(child.content)):
            links += -1 if match[1] else 1
        elif child.type == "text" and links <= 0:
            made = split(child.content, child.level)
        if made is None:
            out.append(child)
        else:
            out.extend(made)
    block.children = out


def text_of(children: Sequence[Token] | None) -> str:
    """The words of inline tokens, without their markup."""
    out: list[str] = []
    for child in children or ():
        if child.type in {"text", "text_special", "code_inline", "formula"}:
            out.append(child.content)
        elif child.type == "image":
            out.append(text_of(child.children))
        elif child.type in {"softbreak", "hardbreak"}:
            out.append(" ")
    return "".join(out)

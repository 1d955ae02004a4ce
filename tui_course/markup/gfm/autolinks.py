"""Bare addresses as links, in time linear in the text (https://github.github.com/gfm/#autolinks-extension-)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.gfm.texts import plain_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_SCHEMES: Final = ("https", "http", "ftp")
_ADDRESS = re.compile(r"://[^\W_][\w.-]*[^\s<]*")
_FOUND = re.compile(
    r"(?<![^\s*_~(\"'])(?P<www>www\.[\w-]+\.?[^\s<]*)"
    r"|(?<![\w.+-])(?P<mail>[A-Za-z0-9.+_-]++@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)"
)
_ENTITY = re.compile(r"&[A-Za-z0-9]{1,31};\Z")
_PAIRS: Final = {")": "(", "]": "["}


def trimmed(address: str) -> str:
    """An address without the punctuation that belongs to the sentence around it."""
    spare = {close: address.count(close) - address.count(opening) for close, opening in _PAIRS.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if last in "?!.,:*_~'\"":
            end -= 1
        elif last == ";":
            match = _ENTITY.search(address, max(0, end - 33), end)
            end = match.start() if match else end - 1
        elif last in spare and spare[last] > 0:
            spare[last] -= 1
            end -= 1
        else:
            break
    return address[:end]


def scheme_address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
    """An address with a scheme, found at its colon; what came before the colon waits in the text that is pending."""
    pos = state.pos
    if silent or state.linkLevel > 0 or not state.src.startswith("://", pos):
        return False
    behind = state.src[max(0, pos - 5) : pos].lower()
    scheme = next((one for one in _SCHEMES if behind.endswith(one)), "")
    if not scheme or not state.pending.lower().endswith(scheme):
        return False
    first = pos - len(scheme)
    before = state.src[first - 1] if first else " "
    match = _ADDRESS.match(state.src, pos, state.posMax)
    if match is None or before.isalnum():
        return False
    rest = trimmed(match[0])
    address = state.src[first:pos] + rest
    state.pending = state.pending[: -len(scheme)]
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": address}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def other_addresses(state: StateCore) -> None:
    """Addresses that begin with `www.`, and those of e-mail."""
    for block in state.tokens:
        if block.type == "inline" and ("www." in block.content or "@" in block.content):
            plain_texts(block, _split)


def _split(text: str, level: int) -> list[Token] | None:
    out: list[Token] = []
    done = 0
    for match in _FOUND.finditer(text):
        if match["www"]:
            words = trimmed(match["www"])
            href = "http://" + words
            if words.count(".") < 1 or words == "www":
                continue
        else:
            words = match["mail"]
            href = "mailto:" + words
            if words[-1] in "-_":
                continue
        if match.start() > done:
            out.append(_text(text[done : match.start()], level))
        out.extend(_link(href, words, level))
        done = match.start() + len(words)
    if not out:
        return None
    if done < len(text):
        out.append(_text(text[done:], level))
    return out


def _link(href: str, words: str, level: int) -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": href}, level=level)
    yield _text(words, level + 1)
    yield Token("link_close", "a", -1, level=level)


def _text(words: str, level: int) -> Token:
    return Token("text", "", 0, content=words, level=level)

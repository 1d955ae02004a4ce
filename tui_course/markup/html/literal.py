"""Tags that would swallow or lose text, made literal before HTML is parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.html.element import BLOCK, CODE, PLAIN, SKIPPED, STYLES
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

KNOWN: Final = BLOCK | SKIPPED | CODE | PLAIN | frozenset(STYLES) | frozenset("html body iframe xmp noembed noframes".split())
# What stands in these is no markup; without an end they take the rest of the page.
RAW_TEXT: Final = frozenset("script style textarea title xmp iframe noembed noframes template".split())
_MUST_CLOSE: Final = RAW_TEXT | {"pre", "svg", "math", "select"}
_FOREIGN: Final = frozenset(("svg", "math"))
_START = re.compile(r"<(?:(!--)|([!?])|(/?)([A-Za-z][^\s/><]*+))")
# Quotation marks count only after an equals sign, as in https://html.spec.whatwg.org/multipage/parsing.html#tokenization
_REST = re.compile(r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])))*+>")
_CLOSING = re.compile(r"</([A-Za-z][^\s/><]*+)(?=[\s/>])")
_MAX_INCOMPLETE: Final = 50


@dataclass(frozen=True, slots=True)
class Literal:
    """A tag shown as text: the number of its fragment, its offset there, its first words, and why."""

    fragment: int
    offset: int
    source: str
    unclosed: bool


@dataclass(frozen=True, slots=True)
class Protected:
    """Fragments that are safe to parse, and what became text in them."""

    fragments: tuple[str, ...]
    literals: tuple[Literal, ...]


def protect(fragments: Sequence[str]) -> Protected:
    """Make literal, in raw HTML: tags that are no HTML, tags and comments without an end, and elements that swallow what
    follows because they are never closed.

    `fragments` are the pieces of raw HTML of one page, in order; each is a piece that has to close its scripts, styles and
    comments by itself. Takes time linear in their length.
    """
    closers: dict[str, tuple[int, int]] = {}
    for number, text in enumerate(fragments):
        for match in _CLOSING.finditer(text):
            closers[match[1].lower()] = (number, match.start())
    reader = _Reader(closers)
    return Protected(tuple(reader.read(number, text) for number, text in enumerate(fragments)), tuple(reader.literals))


class _Reader:
    """Goes once through the fragments; `closers` has the place of the last closing tag of each name."""

    def __init__(self, closers: dict[str, tuple[int, int]]) -> None:
        self._closers = closers
        self._ends: dict[str, int] = {}
        self._foreign: list[str] = []
        self.literals: list[Literal] = []

    def read(self, number: int, text: str) -> str:
        """The fragment with what is literal escaped."""
        out: list[str] = []
        done = pos = incomplete = 0
        last = {mark: text.rfind(mark) for mark in ("-->", ">")}
        self._ends = {match[1].lower(): match.start() for match in _CLOSING.finditer(text)}
        while (start := text.find("<", pos)) >= 0:
            match = _START.match(text, start)
            if match is None:
                pos = start + 1
                continue
            end = self._end(text, match, last) if incomplete < _MAX_INCOMPLETE else -1
            if end < 0 or self._is_literal(number, text, match, end):
                incomplete += end < 0
                unclosed = end < 0 or (match[4] or "").lower() in _MUST_CLOSE
                self.literals.append(Literal(number, start, text[start : end if end > 0 else start + 40][:40], unclosed))
                out += (text[done:start], "&lt;")
                done = pos = start + 1
                continue
            pos = end
            name = (match[4] or "").lower()
            if name in RAW_TEXT and not match[3]:
                pos = max(end, self._after(text, name, end))
        out.append(text[done:])
        return "".join(out)

    @staticmethod
    def _end(text: str, match: re.Match[str], last: dict[str, int]) -> int:
        """The offset after a tag or comment, -1 for one without end."""
        if match[1]:
            if text.startswith((">", "->"), match.end()):
                return text.index(">", match.end()) + 1
            if last["-->"] < match.end():
                return -1
            return text.index("-->", match.end()) + 3
        if last[">"] < match.end():
            return -1
        if match[2]:
            return text.index(">", match.end()) + 1
        rest = _REST.match(text, match.end())
        return rest.end() if rest else -1

    def _is_literal(self, number: int, text: str, match: re.Match[str], end: int) -> bool:
        if match[1]:
            return False
        if match[2]:
            return match[2] == "?" or not text[match.end() : match.end() + 7].lower().startswith("doctype")
        name = match[4].lower()
        if self._foreign and not match[3] and name not in BLOCK:
            if name in _FOREIGN and text[end - 2] != "/":
                self._foreign.append(name)
            return False
        if match[3]:
            if self._foreign and name == self._foreign[-1]:
                self._foreign.pop()
                return False
            return not self._foreign and not self._is_element(name, attributes=False)
        if name in _MUST_CLOSE:
            return self._opens_forever(number, text, name, match.start(), end)
        return not self._is_element(name, attributes="=" in text[match.end() : end])

    def _opens_forever(self, number: int, text: str, name: str, start: int, end: int) -> bool:
        if name in RAW_TEXT:
            return self._after(text, name, end) < 0
        if self._closers.get(name, (-1, -1)) <= (number, start):
            return not (name in _FOREIGN and text[end - 2] == "/")
        if name in _FOREIGN and text[end - 2] != "/":
            self._foreign.append(name)
        return False

    def _is_element(self, name: str, *, attributes: bool) -> bool:
        """Whether a name is an element's: HTML's own, or a custom one that is used as one and not as a placeholder."""
        return name in KNOWN or (name[0] != "-" and "-" in name and (attributes or name in self._closers))

    def _after(self, text: str, name: str, pos: int) -> int:
        """The offset of the closing tag of an element that holds no markup, -1 where there is none in this fragment."""
        if self._ends.get(name, -1) < pos:
            return -1
        match = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(text, pos)
        return match.start() if match else -1

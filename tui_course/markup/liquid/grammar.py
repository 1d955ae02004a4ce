"""Ruby Liquid's own regular expressions and strict grammar for what stands inside a tag."""

from __future__ import annotations

import re

from tui_course.markup.liquid.errors import LiquidSyntaxError

_QUOTED = r""""[^"]*"|'[^']*'"""
_FRAGMENT = rf"""(?:{_QUOTED}|(?:[^\s,|'"]|{_QUOTED})+)"""


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.DOTALL)


QUOTED_FRAGMENT = _compile(_FRAGMENT)
TAG_ATTRIBUTE = _compile(rf"(\w[\w-]*)\s*:\s*({_FRAGMENT})")
VARIABLE_PART = _compile(r"\[[^\]]+\]|[\w-]+\??")
NAME = _compile(r"(?:\(?[\w\-.\[\]]\)?)+")

# Patterns of the loose reading and of rare tags are left for `re` to compile when they are needed.
_FLAGS = "(?as)"
FILTER_MARKUP = rf"{_FLAGS}\|\s*(.*)"
FILTER_PART = rf"{_FLAGS}(?:\s+|{_FRAGMENT}|,)+"
FILTER_ARGUMENT = rf"{_FLAGS}[:,]\s*((?:\w+\s*:\s*)?{_FRAGMENT})"
WORD = rf"{_FLAGS}\w+"
CONDITION = rf"{_FLAGS}({_FRAGMENT})\s*([=!<>a-z_]+)?\s*({_FRAGMENT})?"
CONDITIONS = rf"{_FLAGS}(?:\b(?:\s?and\s?|\s?or\s?)\b|(?:\s*(?!\b(?:\s?and\s?|\s?or\s?)\b)(?:{_FRAGMENT}|\S+)\s*)+)"
FOR = rf"{_FLAGS}([\w-]+)\s+in\s+({_FRAGMENT}+)\s*(reversed)?"
TABLEROW = rf"{_FLAGS}(?<!\w)(\w+)\s+in\s+({_FRAGMENT}+)"
WHEN = rf"{_FLAGS}({_FRAGMENT})(?:(?:\s+or\s+|\s*,\s*)({_FRAGMENT}.*))?"
CYCLE_NAMED = rf"{_FLAGS}({_FRAGMENT})\s*:\s*(.*)"

_LEXEMES = _compile(
    r"\s*(?:(?P<comparison>==|!=|<>|<=?|>=?|contains(?=\s))"
    r"|(?P<string>'[^']*'|\"[^\"]*\")"
    r"|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<id>[a-zA-Z_][\w-]*\??)"
    r"|(?P<dotdot>\.\.)"
    r"|(?P<special>[|.:,\[\]()?-])"
    r"|(?P<end>\Z))"
)
_MAX_NESTING = 30
_MAX_LOOSE = 2_000


def assignment(markup: str) -> tuple[str, str] | None:
    """The name and the value of `name = value`: what stands before the first equals sign that has a name before it."""
    at = markup.find("=")
    while at >= 0:
        before = markup[max(0, at - _MAX_LOOSE) : at].rstrip(" \t\n\v\f\r")
        run = before[len(before) - len(_suffix(before)) :]
        if match := NAME.search(run):
            return match[0], markup[at + 1 :].strip(" \t\n\v\f\r")
        at = markup.find("=", at + 1)
    return None


def _suffix(text: str) -> str:
    """The longest end of a text that is a name, perhaps in parentheses."""
    at = len(text)
    while at and (text[at - 1] in "-.[]()_" or (text[at - 1].isascii() and text[at - 1].isalnum())):
        at -= 1
    return text[at:]


def attributes(markup: str) -> list[tuple[str, str]]:
    """The `name: value` pairs in a markup."""
    return TAG_ATTRIBUTE.findall(markup) if ":" in markup and len(markup) <= _MAX_LOOSE else []


def check_loose(markup: str) -> None:
    """Raise LiquidSyntaxError for a markup that is too long to be read loosely: that takes time in its square."""
    if len(markup) > _MAX_LOOSE:
        raise LiquidSyntaxError("it is too long and not regular")


class Parser:
    """The strict reading of a markup: every method consumes what it returns, or raises LiquidSyntaxError."""

    __slots__ = ("kinds", "position", "values")

    def __init__(self, markup: str) -> None:
        self.kinds: list[str] = []
        self.values: list[str] = []
        self.position = 0
        at = 0
        while True:
            match = _LEXEMES.match(markup, at)
            if match is None:
                raise LiquidSyntaxError(f"unexpected character in {markup.strip()!r}")
            kind = match.lastgroup or ""
            value = match[kind]
            self.kinds.append(value if kind == "special" else kind)
            self.values.append(value)
            if kind == "end":
                return
            at = match.end()

    def look(self, kind: str, ahead: int = 0) -> bool:
        """Whether the next token, or the one `ahead` of it, is of `kind`."""
        at = self.position + ahead
        return at < len(self.kinds) and self.kinds[at] == kind

    def accept(self, kind: str) -> str | None:
        """The next token if it is of `kind`."""
        return self.consume(kind) if self.kinds[self.position] == kind else None

    def consume(self, kind: str) -> str:
        """The next token, which must be of `kind`."""
        if self.kinds[self.position] != kind:
            raise LiquidSyntaxError(f"expected {kind}, found {self.values[self.position]!r}")
        self.position += 1
        return self.values[self.position - 1]

    def accept_word(self, word: str) -> bool:
        """Whether the next token was this word, consumed if so."""
        if self.kinds[self.position] == "id" and self.values[self.position] == word:
            self.position += 1
            return True
        return False

    def expression(self, depth: int = 0) -> str:
        """A value in its plainest writing."""
        if depth > _MAX_NESTING:
            raise LiquidSyntaxError("an expression nested too deep")
        kind = self.kinds[self.position]
        if kind == "id":
            return self.consume("id") + self._lookups(depth)
        if kind == "[":
            return self._index(depth) + self._lookups(depth)
        if kind in ("string", "number"):
            return self.consume(kind)
        if kind == "(":
            self.consume("(")
            start = self.expression(depth + 1)
            self.consume("dotdot")
            stop = self.expression(depth + 1)
            self.consume(")")
            return f"({start}..{stop})"
        raise LiquidSyntaxError(f"{self.values[self.position]!r} is no expression")

    def _index(self, depth: int) -> str:
        self.consume("[")
        inner = self.expression(depth + 1)
        self.consume("]")
        return f"[{inner}]"

    def _lookups(self, depth: int) -> str:
        parts: list[str] = []
        while True:
            if self.look("["):
                parts.append(self._index(depth))
            elif self.accept("."):
                parts.append("." + self.consume("id"))
            else:
                return "".join(parts)

    def argument(self) -> str:
        """A filter's argument: an expression, perhaps with a name before it."""
        if self.look("id") and self.look(":", 1):
            name = self.consume("id") + self.consume(":")
            return f"{name} {self.expression()}"
        return self.expression()

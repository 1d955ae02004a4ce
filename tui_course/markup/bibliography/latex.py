"""LaTeX as it stands in bibliographies, to Unicode."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from tui_course.markup.bibliography.symbols import (
    ACCENTS,
    CONTROL_SYMBOLS,
    MATH_ACCENTS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SYMBOLS,
    TRANSPARENT,
)
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOTABLE: Final = re.compile(r"[\\{}$~`'\"]|--")
_SPACES: Final = re.compile(r"[ \t\n\r\f\v]+")
_TOKEN: Final = re.compile(
    r"""
      \\(?P<word>[A-Za-z]+)\*?[ \t\n]*
    | \\(?P<symbol>.)
    | (?P<address>(?:https?|ftp)://(?:[^\s{}\\$"<>]|\\[%_&\#~])+)
    | (?P<ligature>---?|``|''|[?!]`)
    | (?P<special>[{}$~`'"^_])
    """,
    re.DOTALL | re.VERBOSE,
)
_LIGATURES: Final = {"--": "–", "---": "—", "``": "“", "''": "”", "?`": "¿", "!`": "¡"}
_BRACE: Final = re.compile(r"\\[{}]|[{}]")
_ESCAPE_IN_ADDRESS: Final = re.compile(
    r"\\textasciitilde\s*(?:\{\})?|\{\\textasciitilde\}"
    r"|\{?\\~\s*(?:\{ ?\})?\}?|\$\\sim\$|\\textunderscore\s*(?:\{\})?|\\([%_&#$~{}])"
)
_ADDRESS_COMMAND: Final = re.compile(r"\\(?:url|path|nolinkurl|href)\s*\{([^{}]*)\}(?:\s*\{[^{}]*\})?")
_LONE_COMMAND: Final = re.compile(r"\\(?:url|path|nolinkurl|href)(?![A-Za-z])")
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}


def to_unicode(text: str) -> str:
    r"""Return the text of a field as a reader sees it: accents, symbols, dashes, quotation marks and ties in Unicode,
    grouping braces and commands of looks gone, formulas as readable as a line allows, runs of white space as one space.

    An unknown command stays as it is written (`\foo`). Control characters come out visible. Linear in time for any
    nesting; never raises.
    """
    if _NOTABLE.search(text):
        text = _Reader(text).read()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return visible(_SPACES.sub(" ", text).strip())


def address(text: str) -> str:
    r"""Return the text of a field that holds an address or identifier: `%`, `~`, `_`, `--` stay as they are, their
    escapes and a `\url{...}` or `\href{...}{...}` around the address are undone.
    """
    text = text.strip()
    if "\\" in text or "{" in text:
        text = _ADDRESS_COMMAND.sub(lambda match: match[1], text)
        text = _ESCAPE_IN_ADDRESS.sub(lambda match: match[1] or ("_" if "underscore" in match[0] else "~"), text)
        text = _LONE_COMMAND.sub("", text).replace("{", "").replace("}", "")
    return visible(_SPACES.sub(" ", text).strip())


class _Group:
    """An open brace: what is to be done when it closes, and where its text starts in the output."""

    __slots__ = ("address", "kind", "math", "start")

    def __init__(self, kind: str, start: int, address: str = "", *, math: bool = False) -> None:
        self.kind = kind
        self.start = start
        self.address = address
        self.math = math


class _Reader:
    """One pass over a text with a stack of open groups; no recursion, so that nesting costs nothing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._output: list[str] = []
        self._groups: list[_Group] = []
        self._accent = ("", "")
        self._expect = ""
        self._address = ""
        self._math = False
        # A lone dollar is money.
        self._dollars = (text.count("$") - text.count("\\$")) % 2 == 0

    def read(self) -> str:
        text = self._text
        while match := _TOKEN.search(text, self._position):
            if match.start() > self._position:
                self._plain(text[self._position : match.start()])
            self._position = match.end()
            kind, value = match.lastgroup, match[match.lastgroup or 0]
            if kind == "word":
                self._word(value)
            elif kind == "symbol":
                self._symbol(value)
            elif kind == "address":
                self._emit(_ESCAPE_IN_ADDRESS.sub(lambda escape: escape[1] or "~", value))
            elif kind == "ligature":
                self._emit(value if self._math else _LIGATURES[value])
            else:
                self._special(value)
        self._plain(text[self._position :])
        self._emit(self._accent[1], bare=True)
        return "".join(self._output)

    def _emit(self, text: str, *, bare: bool = False) -> None:
        if not text:
            return
        mark = self._accent[0]
        if mark and not bare:
            text = _DOTLESS.get(text[0], text[0]) + mark + text[1:]
        if mark:
            self._accent = ("", "")
        self._output.append(text)

    def _plain(self, text: str) -> None:
        """Text between tokens; after `^` or `_` its first character is the script, after an accent it is what bears it."""
        if self._accent[0] or self._expect:
            text = text.lstrip(" \t\n")
        if not text:
            return
        if self._expect in {"sup", "sub"}:
            self._emit(_script(text[0], self._expect))
            text = text[1:]
        self._expect = ""
        self._emit(text)

    def _word(self, name: str) -> None:
        if name in {"url", "path", "nolinkurl"}:
            self._emit(address(self._argument()))
        elif name == "href":
            self._address = address(self._argument())
            self._expect = "href"
        elif name == "noopsort":
            self._argument()
        elif name in ACCENTS:
            self._accent = ACCENTS[name]
        elif self._math and name in MATH_ACCENTS:
            self._accent = (MATH_ACCENTS[name], "")
        elif name in {"textsuperscript", "textsubscript"}:
            self._expect = "sup" if name == "textsuperscript" else "sub"
        elif name in {"frac", "tfrac", "dfrac", "nicefrac", "sfrac"}:
            self._expect = "frac"
        elif name == "sqrt":
            self._emit("√")
            self._expect = "paren"
        elif name in SYMBOLS:
            self._finished(SYMBOLS[name])
        elif name not in TRANSPARENT:
            self._unknown(name)

    def _unknown(self, name: str) -> None:
        """What nobody knows stays as it is written."""
        self._finished(f"\\{name}")
        if self._text.startswith("{", self._position):
            self._expect = "keep"
        elif self._text[self._position - 1].isspace():
            self._emit(" ")

    def _symbol(self, char: str) -> None:
        if char in ACCENTS:
            self._accent = ACCENTS[char]
        elif char in "()[]":
            self._math = char in "(["
        else:
            self._finished(CONTROL_SYMBOLS.get(char, char))

    def _finished(self, text: str) -> None:
        """A command's text; it may be the script that `^` or `_` waits for."""
        if self._expect in {"sup", "sub"}:
            text = _script(text, self._expect)
        self._expect = ""
        self._emit(text)

    def _special(self, char: str) -> None:
        if char == "{":
            self._groups.append(_Group(self._expect, len(self._output), self._address, math=self._math))
            self._expect = self._address = ""
            if opening := {"paren": "(", "keep": "{"}.get(self._groups[-1].kind):
                self._output.append(opening)
        elif char == "}":
            self._close()
        elif char == "$" and self._dollars:
            self._math = not self._math
        elif char in "^_" and self._math:
            self._expect = "sup" if char == "^" else "sub"
        elif char == "~":
            self._emit(" ", bare=True)
        else:
            self._emit(self._quotation_mark(char))

    def _quotation_mark(self, char: str) -> str:
        if char == "'":
            return "′" if self._math else "’"
        if char == "`":
            return "‘"
        if char == '"' and not self._math:
            before = self._output[-1][-1:] if self._output else ""
            return "“" if not before or before.isspace() or before in "([{“‘–—" else "”"
        return char

    def _close(self) -> None:
        self._emit(self._accent[1], bare=True)
        self._accent = ("", "")
        self._expect = ""
        if not self._groups:
            return
        group = self._groups.pop()
        self._math = group.math
        if not group.kind:
            return
        inside = "".join(self._output[group.start :])
        if group.kind in {"sup", "sub"}:
            self._output[group.start :] = [_script(inside, group.kind)]
        elif group.kind == "frac":
            self._output[group.start :] = [_term(inside), "/"]
            self._expect = "term"
        elif group.kind == "term":
            self._output[group.start :] = [_term(inside)]
        elif group.kind in {"paren", "keep"}:
            self._output.append(")" if group.kind == "paren" else "}")
        elif group.kind == "href" and group.address and group.address != inside:
            self._output.append(f" ({group.address})" if inside else group.address)

    def _argument(self) -> str:
        """The source between the braces that follow, which are passed; empty if there are none."""
        if not self._text.startswith("{", self._position):
            return ""
        start, depth = self._position + 1, 0
        for brace in _BRACE.finditer(self._text, self._position):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                self._position = brace.end()
                return self._text[start : brace.start()]
        self._position = len(self._text)
        return self._text[start:]


def _script(text: str, kind: str) -> str:
    table: Mapping[str, str] = SUPERSCRIPTS if kind == "sup" else SUBSCRIPTS
    if all(char in table for char in text):
        return "".join(table[char] for char in text)
    sign = "^" if kind == "sup" else "_"
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"


def _term(text: str) -> str:
    return text if text.isalnum() else f"({text})"

"""The entries of a BibTeX file as they are written, each one read on its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Final

from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import PrematureEOF, PybtexSyntaxError, Token

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_FIELD: Final = 64 * 1024
MOST_EXPANDED: Final = 4 * 1024 * 1024
"""How many characters all uses of @string may add up to."""

_KINDS: Final = (
    "article|book|booklet|collection|conference|dataset|electronic|inbook|incollection|inproceedings|manual|mastersthesis"
    "|misc|online|patent|phdthesis|proceedings|report|software|techreport|thesis|unpublished|www"
)
_START: Final = re.compile(
    rf"(?<![\w\\])@[ \t]*([A-Za-z][A-Za-z0-9_-]*)\s*[{{(]|^[ \t]*@[ \t]*(?:{_KINDS})\b(?!\s*[{{(])",
    re.IGNORECASE | re.MULTILINE,
)
# Whatever the braces before it say: a line that starts like this starts an entry.
_BOUNDARY: Final = re.compile(
    r"^[ \t]*@[ \t]*(?:(?:string|preamble|comment)[ \t]*[{(]|[a-z][\w-]*[ \t]*[{(][ \t]*[^\s,{}=\"\#]+[ \t]*,)",
    re.IGNORECASE | re.MULTILINE,
)
_COMMENTED: Final = re.compile(r"[ \t]*%")
_DELIMITER: Final = re.compile(r'[{}"]')
_BRACE: Final = re.compile(r"[{}]")
_BLANK: Final = re.compile(r"(?:\s+|%[^\n]*(?:\n|$))+")
_KEY: Final = re.compile(r"[^\s,{}]+(?:[ \t]+[^\s,{}=]+)*(?=[ \t]*(?:[,}\n]|$))|[^\s,{}]+")
_NO_KEY: Final = re.compile(r"[A-Za-z][\w-]*\s*=\s*[{\"\w]|[},]")
_NEXT_FIELD: Final = re.compile(r"[A-Za-z][\w:-]*\s*=")
_EARLY_END: Final = re.compile(r"[})]\s*,\s*[A-Za-z][\w:-]*\s*=\s*[{\"0-9]")
_BARE: Final = re.compile(r"[^\s,{}\"#]+")
_SPACES: Final = re.compile(r"\s+")
# A value that has run into the fields after it.
_SWALLOWED: Final = re.compile(r", ?[A-Za-z]+ ?= ?[{\"0-9]")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MOST_UNBALANCED_COMMENTS: Final = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong inside an entry, and on which line of the file; `fatal` says that the entry is lost by it."""

    code: str
    message: str
    line: int
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry with its fields in LaTeX; `broken` says that they cannot be trusted and only `source` tells all.

    `line` counts from 1. Names of fields are in lower case; one that comes twice stands twice.
    """

    kind: str
    key: str
    line: int
    fields: tuple[tuple[str, str], ...] = ()
    source: str = ""
    broken: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Strings:
    """What @string has defined so far, by lower-case name, and how many characters may still come out of it."""

    values: dict[str, str] = field(default_factory=lambda: {month[:3].lower(): month for month in _MONTHS})
    budget: int = MOST_EXPANDED


class _EntryParser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    """pybtex's parser of one command, made to survive what people write and to take linear time."""

    current_entry_key: Any
    current_fields: Any
    current_field_name: Any
    current_value: Any

    def __init__(self, text: str, start: int, end: int, line: int, strings: _Strings) -> None:
        super().__init__(text, handle_error=self._note, macros=strings.values)
        self.command_start = start
        self.pos = start + 1
        self.end_pos = end
        self.lineno = self._line = line
        self.faults: list[Fault] = []
        self.errors: list[Fault] = []
        self.unclosed = False
        self._strings = strings
        self._fields_read = False

    def fault(self, message: str, code: str = "bib-syntax") -> None:
        self.faults.append(Fault(code, message, self.lineno))

    def _note(self, error: PybtexSyntaxError) -> None:
        if self._fields_read and isinstance(error, PrematureEOF):
            self.unclosed = True
            self.faults.append(Fault("bib-syntax", "its last brace is missing", self._line))
        else:
            unclosed = isinstance(error, PrematureEOF)
            message = "a brace or a quotation mark is not closed" if unclosed else str(error.args[0])
            self.errors.append(Fault("bib-syntax", message, self._line if unclosed else self.lineno, fatal=True))

    def eat_whitespace(self) -> None:
        if blank := _BLANK.match(self.text, self.pos, self.end_pos):
            self.pos = blank.end()
            self.update_lineno(blank.group())

    def parse_entry_body(self, body_end: object) -> None:
        self.eat_whitespace()
        if _NO_KEY.match(self.text, self.pos, self.end_pos):
            self.current_entry_key = ""
            self.fault("it has no key")
        elif key := _KEY.match(self.text, self.pos, self.end_pos):
            self.current_entry_key = key[0]
            self.pos = key.end()
        else:
            raise PrematureEOF(self) if self.eof() else PybtexSyntaxError("its key cannot be read", self)
        self.parse_entry_fields()
        self._fields_read = True
        del body_end

    def parse_entry_fields(self) -> None:
        while True:
            self.current_field_name, self.current_value = None, []
            self._fields_read = self._at_end()
            if self._fields_read:
                return
            self.parse_field()
            if self.current_field_name:
                self.current_fields.append((self.current_field_name, self.current_value))
            self._fields_read = self._at_end()
            if self._fields_read or self.optional([self.COMMA]):
                continue
            if _EARLY_END.match(self.text, self.pos, self.end_pos):
                self.pos += 1
                self.fault(f"a brace closes too early, after {self.current_field_name or 'the key'}")
                continue
            if not _NEXT_FIELD.match(self.text, self.pos, self.end_pos):
                return
            self.fault(f"a comma is missing after {self.current_field_name or 'the key'}")

    def _at_end(self) -> bool:
        self.eat_whitespace()
        return bool(self.eof())

    def parse_string_body(self, body_end: object) -> None:
        self.current_field_name = self.required([self.NAME]).value
        self.required([self.EQUALS])
        self.parse_value()
        self.macros[self.current_field_name.lower()] = "".join(self.current_value)
        del body_end

    def parse_value(self) -> None:
        parts: list[str] = []
        length = 0
        while True:
            part = self.parse_value_part()
            if length < LONGEST_FIELD < length + len(part):
                self.fault(
                    f"{self.current_field_name} is longer than {LONGEST_FIELD} characters; the rest is left out", "bib-too-long"
                )
            if length < LONGEST_FIELD:
                parts.append(part[: LONGEST_FIELD - length])
            length += len(part)
            self.eat_whitespace()
            if self.eof() or not self.optional([self.HASH]):
                break
        self.current_value = parts

    def parse_value_part(self) -> str:
        self.eat_whitespace()
        if self.text.startswith((",", "}", ")"), self.pos):
            self.fault(f"{self.current_field_name} has no value")
            return ""
        bare = _BARE.match(self.text, self.pos, self.end_pos)
        if bare and not self.NAME.match(bare[0]) and not bare[0].isdigit():
            self.pos = bare.end()
            self.fault(f"the value of {self.current_field_name} needs braces")
            return bare[0]
        return str(super().parse_value_part())

    def parse_string(self, string_end: object, level: int = 0, max_level: int = 0) -> list[Token]:
        del max_level
        start, depth = self.pos, level
        for delimiter in _DELIMITER.finditer(self.text, self.pos, self.end_pos):
            char = delimiter[0]
            if char == "{":
                depth += 1
            elif depth == 0 and char == ("}" if string_end is self.RBRACE else '"'):
                self.pos = delimiter.end()
                value = self.text[start : self.pos]
                self.update_lineno(value)
                return [Token(value, string_end)]
            elif char == "}":
                if depth == 0:
                    self.pos = delimiter.start()
                    raise PybtexSyntaxError("a brace closes that was not opened", self)
                depth -= 1
        self.pos = self.end_pos
        raise PrematureEOF(self)

    def substitute_macro(self, name: str) -> str:
        value = self.macros.get(name.lower())
        if value is None:
            self.fault(f"the string {name} is not defined", "bib-undefined-string")
            return name
        if len(value) > self._strings.budget:
            self.fault(f"the strings of this file grow too long; {name} stays as it is written", "bib-too-long")
            return name
        self._strings.budget -= len(value)
        return str(value)


def read_entries(text: str) -> Iterator[RawEntry]:
    """Read the entries of `text` (line feeds only) in order.

    Whatever stands between entries is a comment, as in BibTeX; so are `@comment{...}` and a line that starts with `%`.
    An entry ends at the latest where a line starts the next one, so that a brace that is not closed costs one entry.
    """
    strings = _Strings()
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    boundaries = [match.start() for match in _BOUNDARY.finditer(text)]
    unbalanced = position = 0
    start = _START.search(text)
    while start:
        at = text.index("@", start.start())
        line = bisect_right(lines, at)
        following = bisect_right(boundaries, at)
        limit = boundaries[following] if following < len(boundaries) else len(text)
        kind = (start[1] or "").lower()
        entry: RawEntry | None = None
        if _COMMENTED.match(text, lines[line - 1], at):
            position = lines[line] if line < len(lines) else len(text)
        elif not kind:
            position = start.end()
            fault = Fault("bib-syntax", f"there is no brace after {start[0].strip()}", line, fatal=True)
            entry = RawEntry("", "", line, broken=True, faults=(fault,))
        elif kind == "comment":
            end = _closing_brace(text, start.end()) if unbalanced < _MOST_UNBALANCED_COMMENTS else -1
            unbalanced += end < 0
            position = end if end >= 0 else start.end()
        else:
            parser = _EntryParser(text, at, limit, line, strings)
            parser.parse_command()
            position = max(parser.pos, start.end())
            entry = _raw_entry(parser, kind, line)
        start = _START.search(text, position)
        if entry and entry.broken:
            end = min(limit, start.start() if start else limit, at + LONGEST_FIELD)
            entry = replace(entry, source=text[at:end].rstrip())
        if entry:
            yield entry


def _raw_entry(parser: _EntryParser, kind: str, line: int) -> RawEntry | None:
    fields = tuple((name.lower(), "".join(value)) for name, value in parser.current_fields)
    if parser.unclosed and any(_SWALLOWED.search(_SPACES.sub(" ", value)) for _, value in fields):
        parser.errors.append(Fault("bib-syntax", "a brace or a quotation mark is not closed", line, fatal=True))
    faults = (*parser.errors[:1], *(() if parser.errors else parser.faults))
    if kind in {"string", "preamble"}:
        return RawEntry(kind, "", line, faults=faults) if faults else None
    key = parser.current_entry_key or ""
    if parser.errors:
        return RawEntry(kind, key, line, broken=True, faults=faults)
    return RawEntry(kind, key, line, fields, faults=faults)


def _closing_brace(text: str, position: int) -> int:
    """Where the group that opened before `position` ends; -1 if it does not."""
    depth = 1
    for brace in _BRACE.finditer(text, position):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return -1

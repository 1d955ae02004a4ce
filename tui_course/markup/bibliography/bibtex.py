"""A BibTeX or biblatex file to references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.bibliography.inherit import inherited, parent_keys
from tui_course.markup.bibliography.latex import address, to_unicode
from tui_course.markup.bibliography.names import NameList, split_names
from tui_course.model.problem import Problem, Severity
from tui_course.model.reference import Reference
from tui_course.model.visible import visible
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_course.markup.bibliography.entries import RawEntry

LONGEST_FILE: Final = 16 * 1024 * 1024
MOST_NAMES: Final = 250_000
"""How many names a file may hold in all."""

MOST_PROBLEMS: Final = 1000

# Fields in which a tilde, a per cent sign or two hyphens are meant.
_VERBATIM: Final = frozenset("crossref date doi eprint eventdate file ids origdate pdf related url urldate xdata".split())
_FRONT_MATTER: Final = re.compile(r"\ufeff?---[ \t]*\n(?:.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_MOST_FAULTS: Final = 10


@dataclass(frozen=True, slots=True)
class ParsedBibliography:
    """References in the order of the file, and what was wrong with it."""

    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()


def parse_bibliography(text: str, file: str = "") -> ParsedBibliography:
    """Read a bibliography; `file` is what references and problems name as their place. Never raises.

    YAML front matter may precede it. An entry that cannot be read becomes a Reference of kind "" with its `source` as only
    field, so that it is neither cited nor lost. Of entries with the same key the first keeps it; the next is found under
    `KEY-2`. Linear in time and memory, also for hostile input.
    """
    # pybtex takes 50 ms to import, and few pages cite anything.
    from tui_course.markup.bibliography.entries import read_entries

    return _Collector(file).collect(text, read_entries)


class _Collector:
    """What one file has given so far."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._names: dict[str, NameList] = {}
        self._names_left = MOST_NAMES
        self._unreported = 0

    def collect(self, text: str, read_entries: Callable[[str], Iterator[RawEntry]]) -> ParsedBibliography:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST_FILE:
            self._report("bib-too-long", f"only the first {LONGEST_FILE} characters of the bibliography are read", 0)
            text = text[:LONGEST_FILE]
        if front_matter := _FRONT_MATTER.match(text):
            text = "\n" * front_matter[0].count("\n") + text[front_matter.end() :]
        entries: list[RawEntry] = []
        for entry in read_entries(text):
            self._report_faults(entry)
            if entry.broken or entry.kind not in {"string", "preamble"}:
                entries.append(entry)
        keys = self._keys(entries)
        references = [self._reference(entry, key) for entry, key in zip(entries, keys, strict=True)]
        related = tuple(self._related(references))
        if self._unreported:
            message = f"{self._unreported} more problems in this bibliography"
            self._problems.append(Problem("bib-syntax", Severity.WARNING, message, self._file))
        return ParsedBibliography(related, tuple(sorted(self._problems, key=lambda problem: problem.line)))

    def _report(self, code: str, message: str, line: int, severity: Severity = Severity.WARNING) -> None:
        if len(self._problems) >= MOST_PROBLEMS:
            self._unreported += 1
            return
        self._problems.append(Problem(code, severity, visible(message), self._file, line))

    def _report_faults(self, entry: RawEntry) -> None:
        name = f"@{entry.kind} {entry.key}".strip() if entry.kind else ""
        for fault in entry.faults[:_MOST_FAULTS]:
            message = f"{name}: {fault.message}" if name else fault.message
            self._report(fault.code, message, fault.line, Severity.ERROR if fault.fatal else Severity.WARNING)

    def _keys(self, entries: list[RawEntry]) -> list[str]:
        """A key for each entry, different from all others."""
        written = {entry.key for entry in entries}
        taken: set[str] = set()
        numbers: dict[str, int] = {}
        keys = []
        for entry in entries:
            key = entry.key or f"line-{entry.line}"
            if key in taken or (not entry.key and key in written):
                base, number = key, numbers.get(key, 1) + 1
                while (key := f"{base}-{number}") in taken or key in written:
                    number += 1
                numbers[base] = number
                if entry.key:
                    message = f"the key {base} is used before; this entry is kept as {key}"
                    self._report("bib-duplicate-key", message, entry.line)
            taken.add(key)
            keys.append(visible(key))
        return keys

    def _reference(self, entry: RawEntry, key: str) -> Reference:
        if entry.broken:
            return Reference(key, "", fields={"source": visible(entry.source)}, file=self._file, line=entry.line)
        fields: dict[str, str] = {}
        people: dict[str, NameList] = {}
        for name, source in entry.fields:
            if name in fields or name in people:
                message = f"@{entry.kind} {entry.key}: {name} stands more than once; the first is taken"
                self._report("bib-duplicate-field", message, entry.line)
            elif name in {"author", "editor"}:
                people[name] = self._split(source, entry)
            elif text := (address if name in _VERBATIM else to_unicode)(source):
                fields[visible(name)] = text
        authors, editors = people.get("author", NameList()), people.get("editor", NameList())
        others = authors.others if authors.names else editors.others
        return Reference(key, entry.kind, authors.names, editors.names, others, fields, self._file, entry.line)

    def _split(self, source: str, entry: RawEntry) -> NameList:
        names = self._names.get(source)
        if names is None:
            names = split_names(source)
            if len(names.names) > self._names_left:
                self._report("bib-too-long", f"@{entry.kind} {entry.key}: too many names in this file", entry.line)
                names = NameList(names.names[: self._names_left], others=True)
            self._names_left -= len(names.names)
            self._names[source] = names
        for fault in names.faults[:_MOST_FAULTS]:
            self._report("bib-name", f"@{entry.kind} {entry.key}: {fault}", entry.line)
        return names

    def _related(self, references: list[Reference]) -> Iterator[Reference]:
        by_key: dict[str, Reference] = {}
        for reference in references:
            by_key.setdefault(reference.key.lower(), reference)
        for reference in references:
            parents = parent_keys(reference)
            for key in parents:
                if key.lower() not in by_key:
                    self._report("bib-crossref", f"{reference.key} refers to {key}, which is not there", reference.line)
            if reference.kind != "xdata":
                yield inherited(reference, by_key) if parents else reference

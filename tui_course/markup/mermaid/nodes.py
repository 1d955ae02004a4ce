"""The nodes of a flowchart: an id, and perhaps a text in brackets or attributes in braces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from tui_course.markup.mermaid.labels import QUOTES, label, needs_quotes
from tui_course.markup.mermaid.shapes import BRACKETS, shape_named
from tui_course.model.diagram import Shape
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from tui_course.markup.mermaid.builder import Builder
    from tui_course.markup.mermaid.report import Report
    from tui_course.markup.mermaid.scanner import Scanner
    from tui_course.markup.mermaid.shapes import Bracket

# Letters, digits and signs; those that also begin an edge, a class or another node only where they do not.
ID: Final = re.compile(
    r"""(?:[\w!\#$'*+?\\/`]|[^\x00-\x7f\s]|%(?!%)|&(?<=[^\s&]&)(?=[^\s&])|\.(?!\.*-[->.])|-(?=[^>\-.])|=(?![=>])|:(?!::)|,(?=\S))++""",
    re.VERBOSE,
)
_ATTRIBUTES: Final = re.compile(r"@\{")
_STRING: Final = re.compile(r'"[^"]*"')
_CLASS: Final = re.compile(r":::[ \t]*([\w-]+)")
# Where a text that nothing closes ends at the latest.
_EDGE: Final = re.compile(r"(?<![ \t])[ \t]++(?:[xo<]?(?:--|==|-\.)|~~~)|;$")
_WORDLESS: Final = {Shape.DOT: Shape.CIRCLE, Shape.BAR: Shape.RECTANGLE}


class Nodes:
    """Reads nodes from `scanner` into `builder`."""

    __slots__ = ("_builder", "_report", "_scanner", "_torn", "_unclosed")

    def __init__(self, scanner: Scanner, builder: Builder, report: Report) -> None:
        self._scanner = scanner
        self._builder = builder
        self._report = report
        # Whether quotes are known to be torn from here on, so that nobody seeks their end again.
        self._torn = False
        # Brackets that nothing closes, with the end of their line, likewise.
        self._unclosed: set[tuple[str, int]] = set()

    def take(self) -> str | None:
        """Read a node that begins here, and return its id; None where there is none."""
        scanner = self._scanner
        match = scanner.take(ID)
        if match is None:
            return None
        line = scanner.line
        name = self._report.bounded(match[0], line)
        if name == "end" or any(character > "\x7f" and category(character)[0] == "S" for character in name):
            self._report.unread(name, "Mermaid has no such ids", line)
        if scanner.match(_ATTRIBUTES) and name in self._builder.edge_ids:
            self._attributes()
            return name
        text, shape = self._bracket(line)
        self._builder.node(name, line, text, shape)
        while scanner.match(_ATTRIBUTES):
            self._shaped(name, line, self._attributes())
        while match := scanner.take(_CLASS):
            self._builder.classify(name, match[1])
        return name

    def _bracket(self, line: int) -> tuple[str | None, Shape | None]:
        """The text and the shape that brackets give, None and None where there are no brackets."""
        scanner = self._scanner
        candidates = [bracket for bracket in BRACKETS if scanner.text.startswith(bracket.opens, scanner.at)]
        for bracket in candidates:
            if match := scanner.take(bracket.text):
                source = match["quoted"] if match["quoted"] is not None else match["plain"]
                if bracket.opens != candidates[0].opens:
                    self._report.unread(source, f"no {candidates[0].closes} ends this text; quotes around it help", line)
                if not source:
                    self._report.unread(match[0], "there is no text in these brackets", line)
                    return None, bracket.shape
                return label(source, self._report, line), bracket.shape
        for bracket in candidates:
            if end := self._closing(bracket):
                return self._unquoted(bracket, end, line), bracket.shape
        if not candidates:
            return None, None
        first = candidates[0]
        start = scanner.at + len(first.opens)
        end = scanner.find("\n", start)
        edge = _EDGE.search(scanner.text, start, end)
        scanner.at = edge.start() if edge else end
        self._report.add("diagram-unclosed", Severity.WARNING, f"no {first.closes} ends the text of this node", line)
        return self._without_quote(scanner.text[start : scanner.at], line), first.shape

    def _closing(self, bracket: Bracket) -> int:
        """Where in this line a text ends that holds brackets or quotes itself: 0 where it does not."""
        scanner = self._scanner
        start = scanner.at + len(bracket.opens)
        end = scanner.find("\n", start)
        if (bracket.opens, end) in self._unclosed:
            return 0
        opens, closes = bracket.opens[-1].replace(">", ""), bracket.closes[0]
        depth = 0
        for at in range(start, end):
            character = scanner.text[at]
            if depth == 0 and scanner.text.startswith(bracket.closes, at):
                return at
            if character == closes:
                depth = max(depth - 1, 0)
            elif character == opens:
                depth += 1
        self._unclosed.add((bracket.opens, end))
        return 0

    def _unquoted(self, bracket: Bracket, end: int, line: int) -> str:
        scanner = self._scanner
        source = scanner.text[scanner.at + len(bracket.opens) : end]
        scanner.at = end + len(bracket.closes)
        if needs_quotes(source):
            self._report.unread(source, QUOTES, line)
        return self._without_quote(source, line)

    def _without_quote(self, source: str, line: int) -> str:
        text = source.strip()
        return label(text if text.count('"') != 1 else text.replace('"', ""), self._report, line)

    def _attributes(self) -> dict[str, Any]:
        """What stands in `@{ ... }`; empty where it cannot be read."""
        scanner = self._scanner
        start, line = scanner.at + 2, scanner.line
        end = self._attributes_end(start)
        if end is None:
            self._report.add("diagram-unclosed", Severity.WARNING, "no } ends these attributes", line)
            scanner.skip_line()
            return {}
        scanner.at = end + 1
        return self._loaded(scanner.text[start:end], line)

    def _attributes_end(self, start: int) -> int | None:
        scanner = self._scanner
        size = len(scanner.text)
        first = brace = scanner.find("}", start)
        quote = scanner.find('"', start)
        while not self._torn and quote < brace < size:
            closing = scanner.find('"', quote + 1)
            if closing == size:
                self._torn = True
                break
            brace = scanner.find("}", closing + 1)
            quote = scanner.find('"', closing + 1)
        if brace < size and not self._torn:
            return brace
        self._torn = self._torn or first < size
        return first if first < size else None

    def _loaded(self, source: str, line: int) -> dict[str, Any]:
        from tui_course.markup.data import load_yaml

        # YAML folds the lines of a string; its author breaks them.
        source = _STRING.sub(lambda match: match[0].replace("\n", "<br>"), source)
        braced = "{" + source.replace("\n", " ") + "}"
        forms = (source, braced) if "\n" in source.strip() else (braced,)
        loaded = [load_yaml(form, first_line=line) for form in forms]
        for one in loaded:
            if isinstance(one.value, dict) and not one.problems:
                return dict(one.value)
        problem = next(iter(loaded[0].problems), None)
        self._report.unread(source, problem.message if problem else "attributes are `name: value`", line)
        return next((dict(one.value) for one in loaded if isinstance(one.value, dict)), {})

    def _shaped(self, name: str, line: int, attributes: dict[str, Any]) -> None:
        """Give a node what its attributes say: an icon and a picture are not drawn, their label is."""
        words = attributes.get("label")
        text = label(str(words), self._report, line) if words is not None else None
        shape = None
        if "shape" in attributes:
            written = str(attributes["shape"])
            shape = shape_named(written)
            if shape is None:
                message = f"Mermaid has no shape {written[:40]!r}; a rectangle is drawn"
                self._report.add("diagram-shape", Severity.WARNING, message, line)
        if shape in _WORDLESS:
            shape, text = (_WORDLESS[shape], text) if text else (shape, "")
        self._builder.node(name, line, text, shape)

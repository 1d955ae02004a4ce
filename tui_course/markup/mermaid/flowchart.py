"""Flowcharts: chains of nodes and edges, line by line, and groups around them."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid.builder import Builder
from tui_course.markup.mermaid.labels import QUOTES, label, needs_quotes
from tui_course.markup.mermaid.links import take_link
from tui_course.markup.mermaid.looks import CLICK, KEYWORDS, read_look
from tui_course.markup.mermaid.nodes import Nodes
from tui_course.markup.mermaid.scanner import Scanner
from tui_course.markup.mermaid.steps import read_steps
from tui_course.model.diagram import Diagram, Direction
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from tui_course.markup.mermaid.report import Report
    from tui_course.markup.mermaid.source import Source

DIRECTIONS: Final = {
    "TB": Direction.DOWN,
    "TD": Direction.DOWN,
    "v": Direction.DOWN,
    "BT": Direction.UP,
    "^": Direction.UP,
    "LR": Direction.RIGHT,
    ">": Direction.RIGHT,
    "RL": Direction.LEFT,
    "<": Direction.LEFT,
}
_HEADER: Final = re.compile(r"\s*(?:flowchart-elk|flowchart|graph)\b[ \t]*(?:(TB|TD|BT|LR|RL|v\b|[<>^])[ \t]*)?")
_OVER: Final = re.compile(r"[ \t]*(?=[\n;]|\Z)")
_BETWEEN: Final = re.compile(r"[\s;]+")
_KEYWORD: Final = re.compile(rf"(subgraph|end|direction|{'|'.join(KEYWORDS)})(?=[ \t]|[\n;]|\Z)(?![ \t]*(?:--|==|-\.))")
# Where an edge is not finished, and what comes next is no node.
_NEXT_STATEMENT: Final = re.compile(rf"\s*\n\s*{_KEYWORD.pattern}")
_AND: Final = re.compile(r"[ \t]*&[ \t]*")
_DIRECTION: Final = re.compile(r"[ \t]+(TB|TD|BT|LR|RL)(?=[ \t;]|$)[ \t]*", re.MULTILINE)
_BLANK: Final = re.compile(r"\s*")
_TITLE: Final = re.compile(r'(?:#\w{1,30};|[^\n;"#]++|#|"[^"\n]*"|"[^"\[\]{}]*"|")*+')
_TITLED: Final = re.compile(r"""(?P<id>"[^"]*"[ \t]*|[^"\[]*+)\[(?P<text>.*)\]""", re.DOTALL)


def read_flowchart(source: Source, report: Report) -> Diagram:
    """Read a text that begins with `flowchart` or `graph`."""
    return _Flowchart(source, report).read()


class _Flowchart:
    __slots__ = ("_builder", "_nodes", "_report", "_scanner", "_source", "_untitled")

    def __init__(self, source: Source, report: Report) -> None:
        self._source = source
        self._report = report
        self._scanner = Scanner(source.text)
        self._builder = Builder(report)
        self._nodes = Nodes(self._scanner, self._builder, report)
        self._untitled = 0

    def read(self) -> Diagram:
        scanner = self._scanner
        header = scanner.take(_HEADER)
        direction = DIRECTIONS[header[1]] if header and header[1] else Direction.DOWN
        if header and not scanner.match(_BETWEEN) and not scanner.done:
            self._report.unread(scanner.rest_of_line(), "no such direction", scanner.line)
            scanner.skip_line()
        scanner.take(_BETWEEN)
        while not scanner.done:
            self._statement()
            scanner.take(_BETWEEN)
        diagram = self._builder.build(direction, (), self._source.title, self._source.description)
        return read_steps(diagram, self._source.comments, self._builder.edge_ids, self._report)

    def _statement(self) -> None:
        scanner = self._scanner
        keyword = scanner.take(_KEYWORD)
        if keyword is None:
            self._chain()
        elif keyword[1] == "subgraph":
            self._begin()
        elif keyword[1] == "end":
            if not self._builder.close_group():
                self._report.unread(scanner.text[keyword.start() : keyword.end()], "no subgraph is open here", scanner.line)
        elif keyword[1] == "direction":
            self._turn()
        else:
            line = scanner.line
            click = scanner.take(CLICK) if keyword[1] == "click" else None
            rest = click[0] if click else scanner.rest_of_line()
            if click is None:
                scanner.skip_line()
            read_look(keyword[1], rest, self._builder, self._report, line)
        self._end()

    def _end(self) -> None:
        """Say what is left in the line of a statement that is over."""
        scanner = self._scanner
        if scanner.take(_OVER):
            return
        left = scanner.rest_of_line()
        why = "Mermaid has comments only on lines of their own" if left.lstrip().startswith("%%") else "not understood"
        self._report.unread(left, why, scanner.line)
        scanner.skip_line()

    def _chain(self) -> None:
        """Read nodes and the edges between them."""
        scanner = self._scanner
        start = scanner.at
        sources = self._list()
        if not sources:
            self._report.unread(scanner.text[start : scanner.find("\n", start)], "no node begins here", scanner.line)
            scanner.skip_line()
            return
        while True:
            before = scanner.at
            line = self._report.in_file(scanner.line)
            link = take_link(scanner, self._report)
            if link is None:
                return
            targets = [] if scanner.match(_NEXT_STATEMENT) else self._list()
            if not targets:
                self._report.unread(
                    scanner.text[before : scanner.find("\n", scanner.at)], "an edge leads to no node", scanner.line
                )
                scanner.skip_line()
                return
            for source, target in product(sources, targets):
                self._builder.edge(source, target, link, line)
            sources = targets

    def _list(self) -> list[str]:
        """Read nodes that `&` joins, as their ids."""
        scanner = self._scanner
        found: list[str] = []
        scanner.take(_BLANK)
        while name := self._nodes.take():
            found.append(name)
            joined = scanner.take(_AND)
            if joined is None:
                break
            if not (joined[0][0].isspace() and joined[0][-1].isspace()):
                self._report.unread(f"{name}{joined[0]}", "blanks stand around & between nodes", scanner.line)
        return found

    def _begin(self) -> None:
        """Begin a group, whose id and title are all of a line, or of those over which a string goes."""
        scanner = self._scanner
        line = scanner.line
        title_line = scanner.take(_TITLE)
        written = title_line[0].strip("; \t") if title_line else ""
        match = _TITLED.fullmatch(written)
        title = match["text"] if match else written
        name = match["id"].strip().strip('"').strip() if match else written.strip('"').strip("`")
        if not name or (match is None and any(map(str.isspace, name))):
            name = f"subGraph{self._untitled}"
        name = self._report.bounded(name, line)
        self._untitled += 1
        if needs_quotes(title):
            self._report.unread(title, QUOTES, line)
        self._builder.open_group(name, label(title, self._report, line), line)

    def _turn(self) -> None:
        scanner = self._scanner
        match = scanner.take(_DIRECTION)
        if match is None:
            self._report.unread(scanner.rest_of_line(), "no such direction", scanner.line)
            scanner.skip_line()
        elif self._builder.depth:
            self._builder.turn(DIRECTIONS[match[1]])
        else:
            message = f"a direction outside of subgraphs counts behind `flowchart` only: flowchart {match[1]}"
            self._report.add("diagram-direction", Severity.WARNING, message, scanner.line)

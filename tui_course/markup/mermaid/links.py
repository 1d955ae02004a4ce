"""The edges of a flowchart as their author draws them: arrows, and what is written on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid.builder import Link
from tui_course.markup.mermaid.labels import QUOTES, label, needs_quotes
from tui_course.model.diagram import Head, Stroke
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from tui_course.markup.mermaid.report import Report
    from tui_course.markup.mermaid.scanner import Scanner

_HEADS: Final = {"": Head.NONE, "<": Head.ARROW, ">": Head.ARROW, "x": Head.CROSS, "o": Head.CIRCLE}
_STROKES: Final = {"-": Stroke.SOLID, "=": Stroke.THICK, ".": Stroke.DOTTED, "~": Stroke.INVISIBLE}
_ARROW: Final = re.compile(
    r"""\s*+(?:(?P<id>[^\s"@\[\](){}|<>;]++)@)?
    (?:(?P<invisible>~~~+)|(?P<start>[xo<]?)(?P<line>-?\.+-|-\.+|-{2,}|={2,})(?P<end>[xo>]?))""",
    re.VERBOSE,
)
_SHORT: Final = re.compile(r"[ \t]*[-=]>")
_CLOSE: Final = {
    "-": re.compile(r"(?P<line>-{2,})(?P<end>[xo>]?)"),
    "=": re.compile(r"(?P<line>={2,})(?P<end>[xo>]?)"),
    ".": re.compile(r"(?P<line>\.+-)(?P<end>[xo>]?)"),
}
_CLOSE_BEGINS: Final = {"-": "--", "=": "==", ".": ".-"}
_PIPE: Final = re.compile(r"\s*\|")
_QUOTED: Final = re.compile(r'\s*"[^"]*"\s*')
_SHORTEST: Final = 3


def take_link(scanner: Scanner, report: Report) -> Link | None:
    """Read an edge with its label, up to the node it leads to; None where none begins, or where it cannot be read.

    The latter is reported, and the rest of its line is read then.
    """
    match = scanner.take(_ARROW)
    if match is None:
        return _short(scanner, report)
    line = scanner.line_at(match.start("line") if match["line"] else match.start("invisible"))
    name = match["id"] or ""
    if match["invisible"]:
        return Link(_between_pipes(scanner, report), Stroke.INVISIBLE, Head.NONE, Head.NONE, len(match["invisible"]) - 2, name)
    if match["line"][0] == "." and match.start("line") == match.start():
        report.unread(match[0], "a blank stands before an edge that begins with a dot", line)
    start = _HEADS[match["start"]]
    kind = "." if "." in match["line"] else match["line"][0]
    if _is_whole(match["line"], match["end"]):
        text = _between_pipes(scanner, report)
        return Link(text, _STROKES[kind], start, _HEADS[match["end"]], _length(match["line"], match["end"]), name)
    # What looks like a head is the first letter of the label.
    scanner.at = match.end("line")
    return _with_text(scanner, report, kind, Link(start=start, id=name), line)


def _is_whole(line: str, end: str) -> bool:
    """Whether this is all of an edge, not only what stands before its label."""
    if "." in line:
        return line.endswith("-")
    return bool(end) or len(line) >= _SHORTEST


def _length(line: str, end: str) -> int:
    """How many ranks an edge spans; each dot of a dotted one is a rank."""
    return line.count(".") or max(len(line) - (1 if end else 2), 1)


def _with_text(scanner: Scanner, report: Report, kind: str, begun: Link, line: int) -> Link | None:
    """The edge whose label begins here, up to where its line goes on."""
    start = scanner.at
    quoted = scanner.match(_QUOTED)
    close = _CLOSE[kind]
    if quoted and (match := close.match(scanner.text, quoted.end())):
        text = quoted[0]
    else:
        at = scanner.find(_CLOSE_BEGINS[kind], start)
        while kind == "." and at > start and scanner.text[at - 1] == ".":
            at -= 1
        match = close.match(scanner.text, at)
        if match is None or not _is_whole(match["line"], match["end"]):
            report.unread(scanner.text[start - 2 : scanner.find("\n", start)], "no edge goes on behind this label", line)
            scanner.skip_line()
            return None
        text = scanner.text[start:at]
        text = text.removesuffix("-") if kind == "." else text
        if '"' in text:
            report.unread(text, QUOTES, line)
    scanner.at = match.end()
    length = _length(match["line"], match["end"])
    return Link(label(text, report, line), _STROKES[kind], begun.start, _HEADS[match["end"]], length, begun.id)


def _between_pipes(scanner: Scanner, report: Report) -> str:
    """The label that stands behind an edge, between `|` and `|`; empty where there is none."""
    pipe = scanner.take(_PIPE)
    if pipe is None:
        return ""
    quoted = scanner.match(_QUOTED)
    if quoted and scanner.text[quoted.end() : quoted.end() + 1] == "|":
        end = quoted.end()
    else:
        end = scanner.find("|", scanner.at)
        if end > scanner.find("\n", scanner.at):
            report.unread(scanner.rest_of_line(), "no | ends this label", scanner.line)
            return ""
    text, line = scanner.text[scanner.at : end], scanner.line
    scanner.at = end + 1
    if needs_quotes(text):
        report.unread(text, QUOTES, line)
    return label(text, report, line)


def _short(scanner: Scanner, report: Report) -> Link | None:
    """An arrow that is too short for Mermaid, which is read and reported."""
    if scanner.take(_SHORT) is None:
        return None
    report.add("diagram-syntax", Severity.WARNING, "an edge has at least two signs before its head: -->", scanner.line)
    return Link(_between_pipes(scanner, report))

"""Statements that say how nodes look and where they lead: `style`, `classDef`, `class`, `linkStyle`, `click`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid.labels import plain
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from tui_course.markup.mermaid.builder import Builder
    from tui_course.markup.mermaid.report import Report

KEYWORDS: Final = ("style", "classDef", "class", "linkStyle", "click", "cssClass")

_NAMES_AND_REST: Final = re.compile(r"([^\s,]++(?:[ \t]*+,[ \t]*+[^\s,]++)*+)[ \t]++(\S.*)")
_FILL: Final = re.compile(r"(?:^|[,;])[ \t]*fill[ \t]*:[ \t]*([\w#-]{1,40}(?:\([\w.,%/ +-]{1,60}\))?)")
_NO_COLOUR: Final = frozenset({"none", "transparent", "inherit"})
# The tooltip may go over several lines; then the line has to end.
CLICK: Final = re.compile(
    r"""[ \t]*(?P<names>[^\s"]+)[ \t]+
    (?:(?:href[ \t]+)?"(?P<href>[^"\n]*)"
      |(?:call[ \t]+)?(?P<callback>[^\s"(]+)(?:[ \t]*\((?:[^"()]|"[^"]*")*+\))?)
    (?:[ \t]+"(?P<tooltip>[^"]*)")?
    (?:[ \t]+(?P<target>_\w+))?[ \t]*;?[ \t]*(?=\n|\Z)""",
    re.VERBOSE,
)


def read_look(keyword: str, rest: str, builder: Builder, report: Report, line: int) -> None:
    """Read what stands behind one of `KEYWORDS` in a line."""
    rest = rest.strip()
    if keyword == "click":
        _click(rest, builder, report, line)
        return
    match = _NAMES_AND_REST.fullmatch(rest.rstrip("; \t"))
    if match is None:
        report.unread(f"{keyword} {rest}", f"{keyword} needs a name, and what it gives", line)
        return
    names = [name.strip().strip('"') for name in match[1].split(",") if name.strip()]
    for name in names:
        match keyword:
            case "style":
                _style(name, match[2], builder, line)
            case "classDef":
                builder.define(name, _fill(match[2]))
            case "class" | "cssClass":
                for style in match[2].split(","):
                    builder.classify(name, style.strip())
            case _:
                # Edges have no colours.
                pass


def _style(name: str, properties: str, builder: Builder, line: int) -> None:
    if not builder.knows(name):
        builder.stray(name, line)
    builder.paint(name, _fill(properties))


def _fill(properties: str) -> str:
    """The colour that fills what has these properties, empty where none does."""
    match = _FILL.search(properties)
    colour = match[1].lower() if match else ""
    return "" if colour in _NO_COLOUR else colour


def _click(rest: str, builder: Builder, report: Report, line: int) -> None:
    match = CLICK.fullmatch(rest)
    if match is None:
        report.unread(f"click {rest}", 'click is read as: click ID "address" "tooltip"', line)
        return
    if match["href"] is None:
        report.add("diagram-callback", Severity.NOTE, f"the callback {match['callback']} is not called here", line)
    for name in match["names"].split(","):
        if builder.knows(name):
            builder.lead(name, plain(match["href"] or ""), plain(match["tooltip"] or ""))
        else:
            report.add("diagram-unknown", Severity.WARNING, f"click: there is no node {name[:60]}", line)

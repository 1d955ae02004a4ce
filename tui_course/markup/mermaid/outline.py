"""Diagrams of the kinds that are not drawn, as an outline: their parts line by line, each as deep as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid import charts, entities
from tui_course.markup.mermaid.labels import label
from tui_course.markup.mermaid.lines import Line, indented
from tui_course.markup.mermaid.report import DEEPEST, MOST_EDGES
from tui_course.markup.mermaid.steps import first_step
from tui_course.model.diagram import Outline
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui_course.markup.mermaid.report import Report
    from tui_course.markup.mermaid.source import Source

# What a diagram says that it is, and what a reader calls that.
KINDS: Final = {
    "C4Component": "C4 diagram of components",
    "C4Container": "C4 diagram of containers",
    "C4Context": "C4 diagram of a context",
    "C4Deployment": "C4 diagram of a deployment",
    "C4Dynamic": "C4 diagram of what happens",
    "architecture": "architecture",
    "architecture-beta": "architecture",
    "block": "block diagram",
    "block-beta": "block diagram",
    "classDiagram": "class diagram",
    "classDiagram-v2": "class diagram",
    "erDiagram": "entity relationship diagram",
    "gantt": "Gantt chart",
    "gitGraph": "Git graph",
    "journey": "user journey",
    "kanban": "Kanban board",
    "mindmap": "mind map",
    "packet": "packet diagram",
    "packet-beta": "packet diagram",
    "pie": "pie chart",
    "quadrantChart": "quadrant chart",
    "radar-beta": "radar chart",
    "requirement": "requirement diagram",
    "requirementDiagram": "requirement diagram",
    "sankey": "Sankey diagram",
    "sankey-beta": "Sankey diagram",
    "timeline": "timeline",
    "treemap": "treemap",
    "treemap-beta": "treemap",
    "xychart": "XY chart",
    "xychart-beta": "XY chart",
    "zenuml": "sequence of messages",
}
_READERS: Final[dict[str, Callable[[Iterable[Line]], Iterator[Line]]]] = {
    "classDiagram": entities.of_classes,
    "classDiagram-v2": entities.of_classes,
    "erDiagram": entities.of_entities,
    "gantt": charts.of_gantt,
    "journey": charts.of_journey,
    "kanban": charts.of_mindmap,
    "mindmap": charts.of_mindmap,
    "pie": charts.of_pie,
    "timeline": charts.of_timeline,
}
_WITHOUT_TITLES: Final = frozenset({"mindmap", "kanban", "treemap", "treemap-beta"})
# What stands behind the kind and says how it is drawn.
_MANNER: Final = re.compile(r"[ \t]*(?:(?:showData|LR|TB|TD|BT|RL)\b)?[ \t]*:?[ \t]*")
_TITLE: Final = re.compile(r"title[ \t]*(?::|[ \t])(.*)")
# How Mermaid draws what an outline tells.
_LOOKS: Final = re.compile(
    r"(?:style|classDef|linkStyle|cssClass|UpdateElementStyle|UpdateRelStyle|UpdateLayoutConfig|direction[ \t])\b.*"
)


def read_outline(kind: str, source: Source, report: Report) -> Outline:
    """Read a text that begins with `kind`, which may be none that Mermaid has: everything in it is then a line."""
    if comment := first_step(source.comments):
        report.add("diagram-step", Severity.NOTE, "only flowcharts and state diagrams have steps", comment.line)
    found: list[Line] = []
    title = source.title
    waiting = kind if kind in KINDS else ""
    for number, text in enumerate(source.text.split("\n"), 1):
        line = Line.read(text, number)
        if waiting and line.text:
            line = Line(line.depth, _MANNER.sub("", line.text.removeprefix(waiting), count=1), number)
            waiting = ""
        match = None if kind in _WITHOUT_TITLES else _TITLE.fullmatch(line.text)
        if match and not title:
            title = label(match[1], report, number)
        elif line.text and not _LOOKS.fullmatch(line.text):
            found.append(line)
    if len(found) > MOST_EDGES:
        report.limit(f"the diagram has more than {MOST_EDGES} lines; the others are left out", found[MOST_EDGES].number)
    lines = _READERS.get(kind, indented)(found[:MOST_EDGES])
    shown = ((min(line.depth, DEEPEST), label(line.text, report, line.number)) for line in lines)
    return Outline(KINDS.get(kind, kind), tuple(one for one in shown if one[1]), title, source.description)

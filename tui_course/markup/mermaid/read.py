"""A text in Mermaid's notation to the model, by what it says that it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid.flowchart import read_flowchart
from tui_course.markup.mermaid.outline import KINDS, read_outline
from tui_course.markup.mermaid.report import Report, shortened
from tui_course.markup.mermaid.sequence import read_sequence
from tui_course.markup.mermaid.source import Source, prepare
from tui_course.markup.mermaid.state import read_state
from tui_course.model.problem import Severity
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.diagram import Diagram, Outline, Sequence
    from tui_course.model.problem import Problem

_KIND: Final = re.compile(r"\s*+([A-Za-z][\w-]*)")
_EDGE: Final = re.compile(r"-->|---|==>|-\.->")


@dataclass(frozen=True, slots=True)
class Read:
    """A diagram, and what was not understood of it."""

    diagram: Diagram | Sequence | Outline
    problems: tuple[Problem, ...] = ()


def read_mermaid(source: str, file: str = "", first_line: int = 1) -> Read:
    """Read a diagram; `first_line` is the line of `file` where `source` begins.

    Never raises: what is not understood is a problem with its line, and the rest is read. Takes time in proportion to the
    length of the text.
    """
    report = Report(file, first_line)
    prepared = prepare(source, report)
    return Read(_diagram(prepared, report), report.problems)


def _diagram(source: Source, report: Report) -> Diagram | Sequence | Outline:
    match = _KIND.match(source.text)
    kind = match[1] if match else ""
    match kind:
        case "flowchart" | "flowchart-elk" | "graph":
            return read_flowchart(source, report)
        case "sequenceDiagram":
            return read_sequence(source, report)
        case "stateDiagram" | "stateDiagram-v2":
            return read_state(source, report)
        case _ if kind in KINDS:
            return read_outline(kind, source, report)
        case _:
            return _unknown(kind, source, report)


def _unknown(kind: str, source: Source, report: Report) -> Diagram | Outline:
    """What can be made of a text that does not say what it is."""
    written = source.text.lstrip()
    line = source.text.count("\n", 0, len(source.text) - len(written)) + 1
    if not written:
        report.add("diagram-empty", Severity.WARNING, "there is no diagram here", 1)
        return read_outline("", source, report)
    if _EDGE.search(source.text):
        message = "a diagram begins with its kind, such as flowchart; it is read as one"
        report.add("diagram-kind", Severity.WARNING, message, line)
        return read_flowchart(source, report)
    message = f"Mermaid has no diagrams that begin like this: {shortened(written)}"
    report.add("diagram-kind", Severity.WARNING, message, line)
    return read_outline(kind, source, report)

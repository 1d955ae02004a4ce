"""The steps of a workflow through a diagram, which its author writes in comments."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid.labels import plain
from tui_course.markup.mermaid.report import MOST_CHARACTERS, shortened
from tui_course.model.diagram import Diagram, Head, Step
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_course.markup.mermaid.report import Report
    from tui_course.markup.mermaid.source import Comment

_STEP: Final = re.compile(r"[ \t]*step\b(?=[^\n]*:)[ \t]*([^\n:|]*):((?:[^\n|]|(?<![ \t])\|)*+)(?:\|(.*))?", re.IGNORECASE)
# What an author meant as a step.
_FAILED: Final = re.compile(r"[ \t]*step[ \t][^:\n]*?(?:--|==|\.-)", re.IGNORECASE)
_LABEL: Final = re.compile(r"\|[^|]*\|")
_MORE: Final = re.compile(r"[ \t]*\|(.*)")
_ARROW: Final = re.compile(r" ?(?:(?<= )[xo]|<)?(?:-?\.+-|--+|==+|~~~+|-(?=>))(?:[xo](?= )|>)? ?")
_MOST: Final = 1_000


def first_step(comments: Iterable[Comment]) -> Comment | None:
    """The first comment that begins a step."""
    return next((comment for comment in comments if _STEP.fullmatch(comment.text)), None)


def read_steps(
    diagram: Diagram,
    comments: Sequence[Comment],
    names: Mapping[str | tuple[str, str], tuple[str, str]],
    report: Report,
) -> Diagram:
    """The diagram with the steps that its comments tell: `step TITLE: PART, PART | TEXT`, and `| TEXT` that goes on.

    A part is an edge such as `a-->b`, with any arrow, a chain of them, the id of an edge, or the id of a node or group.
    `names` has the edges that go by another name: an id, or what their author writes for their ends.
    """
    edges = {(edge.source, edge.target) for edge in diagram.edges}
    backwards = {(edge.target, edge.source) for edge in diagram.edges if (edge.start is Head.NONE) == (edge.end is Head.NONE)}
    nodes = {node.id for node in diagram.nodes} | {group.id for group in diagram.groups}
    steps: list[Step] = []
    begun = 0
    for comment in comments:
        if match := _STEP.fullmatch(comment.text):
            if len(steps) >= _MOST:
                report.limit(f"the diagram has more than {_MOST} steps; the others are left out", comment.line)
                begun = 0
                continue
            parts = _Parts(edges, backwards, nodes, names)
            for part in _LABEL.sub(" ", match[2]).split(","):
                for unknown in parts.add(part):
                    report.add("diagram-step", Severity.WARNING, f"the diagram has no {unknown}", comment.line)
            title = report.bounded(plain(match[1]), comment.line) or f"{len(steps) + 1}"
            line = report.in_file(comment.line)
            steps.append(Step(title, tuple(parts.edges), tuple(parts.nodes), plain(match[3] or ""), line))
            begun = comment.line
        elif (match := _MORE.fullmatch(comment.text)) and steps and begun == comment.line - 1:
            words = plain(match[1])
            steps[-1] = replace(steps[-1], text=_joined(steps[-1].text, words))
            begun = comment.line
        elif _FAILED.match(comment.text):
            report.add("diagram-step", Severity.WARNING, "a step is written like this: step TITLE: a-->b | TEXT", comment.line)
    told = (replace(step, text=report.bounded(step.text.strip(), step.line - report.in_file(0))) for step in steps)
    return replace(diagram, steps=tuple(told))


def _joined(text: str, words: str) -> str:
    """A text that goes on; an empty line begins a paragraph."""
    if len(text) > MOST_CHARACTERS:
        # It is cut anyway.
        return text
    if not words:
        return f"{text}\n"
    return f"{text} {words}" if text and not text.endswith("\n") else text + words


class _Parts:
    """What takes part in one step."""

    __slots__ = ("_backwards", "_edges", "_known", "_names", "edges", "nodes")

    def __init__(
        self,
        edges: set[tuple[str, str]],
        backwards: set[tuple[str, str]],
        known: set[str],
        names: Mapping[str | tuple[str, str], tuple[str, str]],
    ) -> None:
        self._edges = edges
        self._backwards = backwards
        self._known = known
        self._names = names
        self.edges: dict[tuple[str, str], None] = {}
        self.nodes: dict[str, None] = {}

    def add(self, part: str) -> list[str]:
        """Take in a part, and return what the diagram does not have."""
        stops = [stop.split(" & ") for stop in _ARROW.split(" ".join(part.split()))]
        if len(stops) == 1:
            return [unknown for name in stops[0] if name for unknown in self._one(name)]
        unknown: list[str] = []
        for sources, targets in pairwise(stops):
            for written in product(sources, targets):
                source, target = self._names.get(written, written)
                if (source, target) in self._edges:
                    self.edges[source, target] = None
                elif (source, target) in self._backwards:
                    self.edges[target, source] = None
                else:
                    unknown.append(f"edge {shortened(source)} --> {shortened(target)}")
        return unknown

    def _one(self, name: str) -> list[str]:
        if name in self._known:
            self.nodes[name] = None
        elif name in self._names:
            self.edges[self._names[name]] = None
        else:
            return [f"node {shortened(name)}"]
        return []

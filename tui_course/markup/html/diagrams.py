"""Diagrams in a page: code in Mermaid's notation, with its links looked up in the course."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.model.block import DiagramBlock
from tui_course.model.diagram import Destination, Diagram

if TYPE_CHECKING:
    from tui_course.markup.html.surroundings import Surroundings

DIAGRAMS: Final = frozenset(("mermaid", "mmd"))
"""The languages of code that is a diagram."""

_NAME: Final = re.compile(r"^[ \t]*%%[ \t]*id[ \t:]+([\w.-]{1,80})[ \t]*$", re.MULTILINE)


def diagram_block(source: str, number: int, around: Surroundings) -> DiagramBlock:
    """Read a diagram; it is known by the name in its line `%% id NAME`, else by its `number` on the page, from 1."""
    from tui_course.markup.mermaid import read_mermaid

    name = _NAME.search(source)
    first = next((line for line in source.split("\n") if line.strip()), "")
    line = around.line(first.strip())
    read = read_mermaid(source, first_line=line or 1)
    for problem in read.problems:
        around.report(problem.code, problem.severity, problem.message, line=problem.line if line else 0)
    diagram = read.diagram
    if isinstance(diagram, Diagram):
        diagram = _resolved(diagram, around)
    return DiagramBlock(name[1] if name else f"diagram-{number}", source, diagram)


def _resolved(diagram: Diagram, around: Surroundings) -> Diagram:
    """The diagram with each link as the page's own links are: to where it leads in the course."""
    return replace(
        diagram,
        nodes=tuple(replace(node, link=_found(node.link, around)) if node.link else node for node in diagram.nodes),
        groups=tuple(replace(group, link=_found(group.link, around)) if group.link else group for group in diagram.groups),
    )


def _found(link: Destination, around: Surroundings) -> Destination:
    target = around.link(link.href)
    return Destination(link.href, target.page, target.anchor)

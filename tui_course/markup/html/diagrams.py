"""Diagrams in a page: code in Mermaid's notation, with its links looked up in the course."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from tui_course.model.block import DiagramBlock
from tui_course.model.diagram import Destination, Diagram

if TYPE_CHECKING:
    from tui_course.markup.html.surroundings import Sidecar, Surroundings

_NAME: Final = re.compile(r"^[ \t]*%%[ \t]*id[ \t:]+([\w.-]{1,80})[ \t]*$", re.MULTILINE)
_NO_NAME: Final = re.compile(r"[^\w.-]+")


def diagram_block(source: str, number: int, around: Surroundings) -> DiagramBlock:
    """Read a diagram; it is known by the name in its line `%% id NAME`, else by its `number` on the page, from 1."""
    first = next((line for line in source.split("\n") if line.strip()), "")
    line = around.line(first.strip())
    return _read(source, f"diagram-{number}", around, line)


def sidecar_block(sidecar: Sidecar, around: Surroundings) -> DiagramBlock:
    """Read a diagram from a file of its own; it is known by the name in its line `%% id NAME`, else by that of its file."""
    stem = PurePosixPath(sidecar.file).stem
    return _read(sidecar.source, _NO_NAME.sub("-", stem), around, 1, sidecar.file)


def _read(source: str, name: str, around: Surroundings, line: int, file: str = "") -> DiagramBlock:
    """Read a diagram that begins at a line of the page or of another file, 0 if unknown."""
    from tui_course.markup.mermaid import read_mermaid

    given = _NAME.search(source)
    read = read_mermaid(source, first_line=line or 1)
    for problem in read.problems:
        around.report(problem.code, problem.severity, problem.message, line=problem.line if line else 0, file=file)
    diagram = read.diagram
    if isinstance(diagram, Diagram):
        diagram = _resolved(diagram, around)
    return DiagramBlock(given[1] if given else name, source, diagram)


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

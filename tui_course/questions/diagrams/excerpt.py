"""A large diagram around what is asked about: the other groups as boxes, so that it fits into a text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.fold import fold
from tui_course.model.diagram import Shape
from tui_course.questions.diagrams.kin import Kin

if TYPE_CHECKING:
    from tui_course.model.diagram import Diagram

_SMALL: Final = 12
"""Nodes that a text mostly has room for."""


def excerpt(diagram: Diagram, *parts: str) -> Diagram:
    """A diagram whose groups around none of `parts`, by their ids, are boxes with their titles; a small one stays as it is.

    Else a text would be too narrow for it, and the groups that are folded then may hold what is asked about.
    """
    if len(diagram.nodes) <= _SMALL:
        return diagram
    kin = Kin(diagram)
    kept = {group for part in parts for group in kin.around(part) - {part}}
    titles = {group.id: group.text for group in diagram.groups if group.id not in kept}
    folded = fold(diagram, titles.keys()).diagram
    nodes = (
        replace(node, text=titles[node.id], shape=Shape.SUBROUTINE) if node.id in titles else node for node in folded.nodes
    )
    return replace(folded, nodes=tuple(nodes))

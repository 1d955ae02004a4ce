"""The lines beside a drawing: the step, the node in focus, what leads in and out, and where it is explained."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.language import later, ngettext
from tui_course.tui.diagram.about import WAYS, way_label
from tui_course.typeset.context import inset
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.wrap import breaks
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.tui.diagram.about import About, Relation
    from tui_course.tui.theme import Look

_TWO_COLUMNS = 56
_MOST_COLUMNS = 48
_GAP = 2
_FLAT = 3
"""How much wider than high a panel is in which the edges stand beside the words."""
_UNNAMED = later("(a mark without words)")


@dataclass(frozen=True, slots=True)
class Told:
    """What the panel tells: a step with its sign, or nothing; an item, or nothing; and what its link leads to."""

    sign: str = ""
    step: str = ""
    about: About | None = None
    leads: str = ""


def panel_lines(told: Told, look: Look, width: int, height: int) -> list[Line]:
    """At most `height` lines of at most `width` cells; where more would be needed the last one says so."""
    if width <= 0 or height <= 0:
        return []
    step = _paragraph(f"{told.sign} {told.step}".strip(), width if width >= _TWO_COLUMNS else min(width, _MOST_COLUMNS))
    if width >= _TWO_COLUMNS and height < width // _FLAT:
        return _fitted([step, _in_columns(told, width)], height, look)
    return _fitted([step, *_of_item(told, min(width, _MOST_COLUMNS))], height, look)


def _in_columns(told: Told, width: int) -> list[Line]:
    """The item's words at the left, its edges at the right."""
    half = (width - _GAP) // 2
    title, description, relations, leads = _of_item(told, half)
    found = []
    for left, right in zip_longest([*title, *description, *leads], relations, fillvalue=Line()):
        space = half + _GAP - cell_len(left.text)
        found.append(Line((*left.runs, Run(" " * space), *right.runs)) if right.runs else left)
    return found


def _of_item(told: Told, width: int) -> tuple[list[Line], list[Line], list[Line], list[Line]]:
    """Title, description, edges, and where it is explained."""
    item = told.about
    if item is None:
        return [], [], [], []
    relations: list[Line] = []
    way = ""
    for relation in item.relations:
        relations += _relation(relation, "" if relation.way == way else relation.way, width)
        way = relation.way
    return (
        _paragraph(item.title, width, weight=Weight.BOLD),
        _paragraph(item.description, width),
        relations,
        _paragraph(told.leads, width, Role.LINK),
    )


def _relation(relation: Relation, way: str, width: int) -> list[Line]:
    """An edge behind its way, if that is to be said; the label goes on in a line of its own where there is no room beside."""
    cells = max(cell_len(way_label(one)) for one in WAYS) + 1
    room = max(1, width - cells)
    lines = _paragraph(relation.other, room) or _paragraph(_(_UNNAMED), room, Role.DIM)
    label = _paragraph(relation.label, room, Role.CAPTION)
    if len(label) == 1 and cell_len(lines[-1].text) + _GAP + cell_len(label[0].text) <= room:
        lines[-1] = Line((*lines[-1].runs, Run(" " * _GAP), *label[0].runs))
        label = []
    first = Run(way_label(way).ljust(cells), Role.DIM)
    return inset([*lines, *label], (first,), (Run(" " * cells),))


def _paragraph(text: str, width: int, role: Role = Role.TEXT, weight: Weight = Weight.NONE) -> list[Line]:
    """A text as lines; line feeds in it stay."""
    told = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return [Line((Run(told[start:stop], role, weight),)) for start, stop in breaks(told, width, cell_len)]


def _fitted(parts: Sequence[list[Line]], height: int, look: Look) -> list[Line]:
    """The parts with empty lines between them if there is room; where there is not even room for all, how many are missing."""
    parts = [part for part in parts if part]
    lines = [line for part in parts for line in part]
    if len(lines) > height:
        missing = len(lines) - height + 1
        more = ngettext("{dots} {count} more line: t", "{dots} {count} more lines: t", missing)
        said = more.format(dots=look.mark("…", "..."), count=missing)
        return [*lines[: height - 1], Line((Run(said, Role.DIM),))]
    spare = height - len(lines)
    found: list[Line] = []
    for part in parts:
        if found and spare:
            found.append(Line())
            spare -= 1
        found += part
    return found

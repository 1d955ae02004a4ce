"""The place of a picture in a page: rows that wait for it, and words where it is never shown."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.model.inline import Anchor, Break, Image, Link, Text
from tui_course.typeset.context import anchored, inset
from tui_course.typeset.flow import fold
from tui_course.typeset.line import Line, Patch, Role, Run, Weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.inline import Inline
    from tui_course.typeset.context import Context
    from tui_course.typeset.line import Target

CELL: Final = (8, 16)
"""Pixels of a picture, across and down, that a cell stands for at its natural size."""

_EDGE: Final = 2


def box_of(size: tuple[int, int], columns: int, rows: int) -> tuple[int, int]:
    """The columns and rows that a picture of `size` pixels takes: its natural size, or less where it has no room for that."""
    width, height = size
    scale = min(1.0, columns * CELL[0] / width, rows * CELL[1] / height)
    return (
        min(columns, max(1, round(width * scale / CELL[0]))),
        min(rows, max(1, ceil(round(height * scale / CELL[1], 3)))),
    )


def pictured(image: Image, words: list[Line], context: Context, width: int) -> list[Line]:
    """The words of a picture below the rows that it takes, or above the reason why it takes none."""
    target = _target(words)
    if target is None or not image.src:
        return words
    if not (context.picture_rows and image.file and image.size):
        return [*words, *_reason(image, target, context, width)]
    inner = context.inside(width, _EDGE)
    columns, rows = box_of(image.size, inner, context.picture_rows)
    edge = Run(" " * (width - inner), Role.MARKER, Weight.NONE, target)
    before, blank = ((edge,) if edge.text else ()), " " * columns
    patches = [Patch(image.file, columns, rows, row) for row in range(rows)]
    box = [Line((*before, Run(blank, Role.PICTURE, Weight.NONE, target, patch))) for patch in patches]
    first, *rest = words
    return [anchored(box[0], first.anchors), *box[1:], Line(first.runs, wide=first.wide), *rest]


def _target(words: Sequence[Line]) -> Target | None:
    """What the words of a picture lead to: the picture, or where a link around it does."""
    return next((run.target for line in words for run in line.runs if run.target is not None), None)


def has_own_rows(children: Sequence[Inline], context: Context) -> bool:
    """Whether pictures stand among some inlines in lines of their own, and get rows where they are typeset here."""
    if not (context.picture_rows or context.no_pictures):
        return False
    return any(_picture_of(child) is not None for child in children) and any(map(_is_row, _rows(children)))


def with_pictures(children: Sequence[Inline], context: Context, width: int) -> list[Line]:
    """Inlines as lines, pictures in lines of their own with the rows that they take."""
    lines: list[Line] = []
    text: list[Inline] = []
    for row in _rows(children):
        if not _is_row(row):
            text.extend((*((Break(),) if text else ()), *row))
            continue
        lines.extend(context.inlines(text, width))
        text = []
        before: list[Inline] = []
        for child in row:
            before.append(child)
            image = _picture_of(child)
            if image is not None:
                lines.extend(pictured(image, context.inlines(before, width), context, width))
                before = []
    lines.extend(context.inlines(text, width))
    return lines


def _rows(children: Sequence[Inline]) -> list[list[Inline]]:
    """What stands between the ends of lines that the author set."""
    rows: list[list[Inline]] = [[]]
    for child in children:
        if isinstance(child, Break):
            rows.append([])
        else:
            rows[-1].append(child)
    return rows


def _is_row(row: Sequence[Inline]) -> bool:
    """Whether pictures stand here, and nothing beside them."""
    return any(_picture_of(child) is not None for child in row) and all(
        _picture_of(child) is not None or isinstance(child, Anchor) or (isinstance(child, Text) and not child.text.strip())
        for child in row
    )


def _picture_of(child: Inline) -> Image | None:
    """A picture, also one that is a link."""
    if isinstance(child, Link) and len(child.children) == 1:
        child = child.children[0]
    return child if isinstance(child, Image) else None


def _reason(image: Image, target: Target, context: Context, width: int) -> list[Line]:
    """Why a picture is not shown, which leads to it all the same."""
    said = _why(image, context)
    if not said:
        return []
    inner = context.inside(width, _EDGE)
    lines = [
        Line(tuple(Run(run.text, run.role, run.weight, target) for run in line.runs), line.anchors)
        for line in context.inlines((Text(said),), inner, Role.DIM)
    ]
    space = (Run(" " * (width - inner)),) if inner != width else ()
    return inset(lines, space, space)


def _why(image: Image, context: Context) -> str:
    if not (context.picture_rows or context.no_pictures):
        return ""
    address = fold(image.src).strip(" ")
    if address.startswith("data:"):
        return _("Not shown: it is written into the page itself.")
    if not image.file:
        site = address.partition("//")[2].partition("/")[0]
        if site:
            return _("Not loaded: it is on another site, {site}.").format(site=site)
        return _("Not shown: {address} is not in the course.").format(address=address)
    if image.size is None:
        return _("Not shown: it is no PNG, JPEG, GIF, WebP or SVG that can be read.")
    return context.no_pictures

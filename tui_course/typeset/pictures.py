"""The place of a picture in a page: rows that wait for it, and words where it is never shown."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.model.inline import Anchor, Break, Image, Link, Text
from tui_course.model.visible import visible
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
_ICON: Final = 3 * CELL[1]
"""Pixels: what is no higher than three rows may stand within a sentence as its words."""


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
    target = next((run.target for line in words for run in line.runs if run.target is not None), None)
    if target is None or not image.src:
        return words
    box = _box(image, target, context, width)
    if not box:
        return [*words, *_reason(_why(image, context), target, context, width)]
    first, *rest = words
    return [anchored(box[0], first.anchors), *box[1:], Line(first.runs, wide=first.wide), *rest]


def _box(image: Image, target: Target, context: Context, width: int) -> list[Line]:
    """The rows that wait for a picture; none where it is not shown."""
    if not (context.picture_rows and image.file and image.size):
        return []
    inner = context.inside(width, _EDGE)
    columns, rows = box_of(image.size, inner, context.picture_rows)
    edge = Run(" " * (width - inner), Role.MARKER, Weight.NONE, target)
    before, blank = ((edge,) if edge.text else ()), " " * columns
    patches = [Patch(image.file, columns, rows, row) for row in range(rows)]
    return [Line((*before, Run(blank, Role.PICTURE, Weight.NONE, target, patch))) for patch in patches]


def has_pictures(children: Sequence[Inline], context: Context) -> bool:
    """Whether pictures stand among some inlines that get rows, or reasons, where they are typeset here."""
    return bool(context.picture_rows or context.no_pictures) and any(_picture_of(child) is not None for child in children)


def with_pictures(children: Sequence[Inline], context: Context, width: int) -> list[Line]:
    """Inlines as lines: pictures in lines of their own with the rows that they take, others below their sentence."""
    lines: list[Line] = []
    text: list[Inline] = []
    for row in _rows(children):
        if not _is_row(row):
            text.extend((*((Break(),) if text else ()), *row))
            continue
        lines.extend(_sentence(text, context, width))
        text = []
        for child in row:
            image = _picture_of(child)
            if image is None or not (context.picture_rows and image.file and image.size):
                text.append(child)
                continue
            lines.extend(_sentence(text, context, width))
            lines.extend(pictured(image, context.inlines((child,), width), context, width))
            text = []
        lines.extend(_sentence(text, context, width))
        text = []
    lines.extend(_sentence(text, context, width))
    return lines


def _sentence(children: Sequence[Inline], context: Context, width: int) -> list[Line]:
    """Words with pictures among them, and below them those that are larger than an icon, and why others are not shown."""
    words = context.inlines(children, width)
    leads = {run.target.href: run.target for line in words for run in line.runs if run.target is not None}
    boxes: list[Line] = []
    reasons: dict[str, Target] = {}
    for child in children:
        image = _picture_of(child)
        target = leads.get(visible(child.href if isinstance(child, Link) else image.src)) if image is not None else None
        if image is None or target is None or not image.src:
            continue
        if why := _why(image, context):
            reasons.setdefault(why, target)
        elif image.size is not None and image.size[1] > _ICON:
            boxes.extend(_box(image, target, context, width))
    lines = [*words, *boxes]
    for why, target in reasons.items():
        lines.extend(_reason(why, target, context, width))
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


def _reason(said: str, target: Target, context: Context, width: int) -> list[Line]:
    """Why a picture is not shown, which leads where its words do."""
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

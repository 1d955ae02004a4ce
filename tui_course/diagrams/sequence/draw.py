"""A sequence drawn within a width: the first of ever narrower settings of its words that fits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.drawing import Drawing
from tui_course.diagrams.sequence.canvas import MOST_CELLS, TooLarge
from tui_course.diagrams.sequence.columns import columns_of
from tui_course.diagrams.sequence.extent import parts_of
from tui_course.diagrams.sequence.paint import Painter
from tui_course.diagrams.sequence.room import Room
from tui_course.model.diagram import Frame

if TYPE_CHECKING:
    from tui_course.diagrams.sequence.columns import Columns
    from tui_course.diagrams.sequence.extent import Part
    from tui_course.model.diagram import Event, Sequence

MOST_PARTICIPANTS: Final = 200
MOST_EVENTS: Final = 2_000
DEEPEST: Final = 100
_ROOMS: Final = (
    Room(24, 40, 40),
    Room(20, 28, 28),
    Room(16, 20, 20),
    Room(14, 16, 16),
    Room(12, 12, 14),
    Room(10, 10, 12),
    Room(10, 10, 10, numbered=True),
    Room(8, 8, 8, numbered=True),
    Room(6, 6, 6, numbered=True),
)


def draw_sequence(
    sequence: Sequence,
    *,
    width: int | None = None,
    ascii: bool = False,  # noqa: A002  the name of the option
) -> Drawing:
    """Draw a sequence, if possible within `width` columns.

    Without a width in its natural size. Else names and labels are set narrower, then labels become numbers of a legend; what is
    still too wide is drawn with its labels, and `overflow` says so. Items are the ids of participants, edges the numbers of
    messages from 0 in the order in which they are written. `ascii` uses ASCII for all but the author's words. What is too large
    comes back without cells, and `refused` says why. Raises nothing.
    """
    if reason := _too_large(sequence):
        return Drawing(0, 0, (), refused=reason)
    room, parts, columns = _fitted(sequence, width)
    painter = Painter(sequence, columns, room, max(width or 0, min(columns.width, width or columns.width)), plain=ascii)
    try:
        drawing = painter.drawing(parts)
    except TooLarge:
        return Drawing(0, 0, (), refused=f"the drawing would have more than {MOST_CELLS} cells")
    return replace(drawing, overflow=width is not None and drawing.width > width)


def _fitted(sequence: Sequence, width: int | None) -> tuple[Room, tuple[Part, ...], Columns]:
    """The widest setting of all words that fits into `width`, else the narrowest that keeps labels at their lines."""
    narrowest = None
    for room in _ROOMS:
        parts = parts_of(sequence, room)
        columns = columns_of(sequence, parts, room)
        found = room, parts, columns
        if width is None or columns.width <= width:
            return found
        if not room.numbered:
            narrowest = found
    assert narrowest is not None
    return narrowest


def _too_large(sequence: Sequence) -> str:
    people = len(sequence.participants)
    if not people:
        return "nobody takes part in this sequence: there is nothing to draw"
    if people > MOST_PARTICIPANTS:
        return f"{people} participants are too many to be drawn: at most {MOST_PARTICIPANTS} are"
    count, depth = _measure(sequence.events)
    if count > MOST_EVENTS:
        return f"{count} events are too many to be drawn: at most {MOST_EVENTS} are"
    if depth > DEEPEST:
        return f"frames {depth} deep are too deep to be drawn: at most {DEEPEST} are"
    return ""


def _measure(events: tuple[Event, ...]) -> tuple[int, int]:
    """How many events there are, and how deep frames are nested."""
    count, depth = 0, 0
    stack = [(event, 0) for event in events]
    while stack:
        event, level = stack.pop()
        count += 1
        depth = max(depth, level)
        if isinstance(event, Frame):
            stack.extend((inner, level + 1) for _, branch in event.branches for inner in branch)
    return count, depth

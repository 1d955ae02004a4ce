"""A sequence drawn within a width: the first of ever narrower settings of its words that fits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.drawing import Drawing
from tui_course.diagrams.sequence.canvas import MOST_CELLS, TooLarge
from tui_course.diagrams.sequence.columns import columns_of, least_width
from tui_course.diagrams.sequence.extent import parts_of
from tui_course.diagrams.sequence.paint import Painter
from tui_course.diagrams.sequence.room import Room
from tui_course.model.diagram import Frame

if TYPE_CHECKING:
    from tui_course.diagrams.sequence.columns import Columns
    from tui_course.diagrams.sequence.extent import Part
    from tui_course.model.diagram import Sequence

MOST_PARTICIPANTS: Final = 200
MOST_EVENTS: Final = 2_000
MOST_CHARACTERS: Final = 150_000
DEEPEST: Final = 100
_ROOMS: Final = (
    Room(24, 40, 40),
    Room(20, 28, 28),
    Room(16, 20, 20),
    Room(14, 16, 16),
    Room(12, 12, 14),
    Room(10, 10, 12),
)
_NUMBERED: Final = tuple(Room(size, size, size, numbered=True) for size in (10, 8, 6))


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
    painter = Painter(sequence, columns, room, width or columns.width, plain=ascii)
    try:
        drawing = painter.drawing(parts)
    except TooLarge:
        return Drawing(0, 0, (), refused=f"the drawing would have more than {MOST_CELLS} cells")
    return replace(drawing, overflow=width is not None and drawing.width > width)


def _fitted(sequence: Sequence, width: int | None) -> tuple[Room, tuple[Part, ...], Columns]:
    """The widest setting of all words that fits into `width`, else the narrowest that keeps labels at their lines."""
    if width is None:
        return _planned(sequence, _ROOMS[0])
    narrow = _planned(sequence, _ROOMS[-1])
    if narrow[2].width <= width:
        found = (_planned(sequence, room) for room in _ROOMS[:-1])
    elif least_width(len(sequence.participants)) <= width:
        found = (_planned(sequence, room) for room in _NUMBERED)
    else:
        return narrow
    return next((one for one in found if one[2].width <= width), narrow)


def _planned(sequence: Sequence, room: Room) -> tuple[Room, tuple[Part, ...], Columns]:
    parts = parts_of(sequence, room)
    return room, parts, columns_of(sequence, parts, room)


def _too_large(sequence: Sequence) -> str:
    people = len(sequence.participants)
    if not people:
        return "nobody takes part in this sequence: there is nothing to draw"
    if people > MOST_PARTICIPANTS:
        return f"{people} participants are too many to be drawn: at most {MOST_PARTICIPANTS} are"
    count, characters, depth = _measure(sequence)
    if count > MOST_EVENTS:
        return f"{count} events are too many to be drawn: at most {MOST_EVENTS} are"
    if characters > MOST_CHARACTERS:
        return f"{characters} characters are too many to be drawn: at most {MOST_CHARACTERS} are"
    if depth > DEEPEST:
        return f"frames {depth} deep are too deep to be drawn: at most {DEEPEST} are"
    return ""


def _measure(sequence: Sequence) -> tuple[int, int, int]:
    """How many events there are, how many characters, and how deep frames are nested."""
    count, depth = 0, 0
    characters = sum(len(one.text) for one in sequence.participants) + sum(len(box.text) for box in sequence.boxes)
    stack = [(event, 0) for event in sequence.events]
    while stack:
        event, level = stack.pop()
        count += 1
        if isinstance(event, Frame):
            depth = max(depth, level + 1)
            characters += sum(len(condition) for condition, _ in event.branches)
            stack.extend((inner, level + 1) for _, branch in event.branches for inner in branch)
        else:
            characters += len(event.text)
    return count, characters, depth

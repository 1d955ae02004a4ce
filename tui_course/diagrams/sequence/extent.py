"""How much of the width each event of a sequence needs, and between which lifelines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from tui_course.diagrams.sequence.room import is_readable, width_of
from tui_course.model.diagram import Frame, Message, Remark
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_course.diagrams.sequence.room import Room
    from tui_course.model.diagram import Event, Sequence

LOOP: Final = 3
"""Cells at the right of a lifeline that a message to oneself takes, without its label."""
BESIDE_LOOP: Final = LOOP + 2
"""Where the label of a message to oneself begins, in cells from the lifeline."""
AROUND_NOTE: Final = 4
"""The cells of a note that its border and the blanks within it take."""
AROUND_TITLE: Final = 6
"""The cells of a frame's upper border that its title leaves free."""
_AROUND_LABEL = 3
_ROUND_NOTE_LINES = 2
_FRAME_SPACE = 2
_MARK = 6
"""The cells of a number that stands for a label."""

_BRANCHES: Final = {"alt": "else", "par": "and", "critical": "option"}


@dataclass(frozen=True, slots=True)
class Extent:
    """Lifelines from `first` to `last`, the cells beyond these at the `left` and the `right`, and the least that is between."""

    first: int
    last: int
    left: int = 0
    right: int = 0
    between: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """An event with its extent. A message has its number among all messages, a frame its branches, each with its title."""

    event: Event
    extent: Extent
    number: int = -1
    branches: tuple[tuple[str, tuple[Part, ...]], ...] = ()


def parts_of(sequence: Sequence, room: Room) -> tuple[Part, ...]:
    """The events of a sequence with their extents; there must be participants."""
    return _Measure({one.id: number for number, one in enumerate(sequence.participants)}, room).parts(sequence.events)


def all_extents(parts: tuple[Part, ...]) -> Iterator[Extent]:
    """The extents of events, and of those inside."""
    for part in parts:
        yield part.extent
        for _, inner in part.branches:
            yield from all_extents(inner)


def words_of(message: Message) -> str:
    """What stands at a message: its number and its text."""
    if not message.number:
        return message.text
    return f"{message.number}: {message.text}" if message.text.strip() else message.number


class _Measure:
    def __init__(self, places: Mapping[str, int], room: Room) -> None:
        self._places = places
        self._room = room
        self._messages = 0

    def parts(self, events: tuple[Event, ...]) -> tuple[Part, ...]:
        found = []
        for event in events:
            match event:
                case Message():
                    found.append(Part(event, self._message(event), self._messages))
                    self._messages += 1
                case Remark():
                    found.append(Part(event, self._remark(event)))
                case Frame():
                    found.append(self._frame(event))
                case _:
                    assert_never(event)
        return tuple(found)

    def _message(self, message: Message) -> Extent:
        first, last = sorted((self._places[message.source], self._places[message.target]))
        size = self._size(words_of(message))
        if first == last:
            return Extent(first, last, 0, BESIDE_LOOP + size - 1 if size else LOOP)
        if self._room.numbered:
            size = min(size, _MARK)
        return Extent(first, last, between=size + _AROUND_LABEL)

    def _remark(self, remark: Remark) -> Extent:
        places = [self._places[name] for name in remark.participants] or [0, len(self._places) - 1]
        first, last = min(places), max(places)
        size = self._size(remark.text) + AROUND_NOTE
        match remark.side:
            case "left":
                return Extent(first, first, left=size + _ROUND_NOTE_LINES - 1)
            case "right":
                return Extent(last, last, right=size + _ROUND_NOTE_LINES - 1)
            case _ if first == last:
                return Extent(first, last, (size - 1) // 2, size // 2)
            case _:
                return Extent(first, last, _ROUND_NOTE_LINES, _ROUND_NOTE_LINES, size - 2 * _ROUND_NOTE_LINES - 1)

    def _frame(self, frame: Frame) -> Part:
        branches = tuple(
            (branch_title(frame.kind, condition, is_first=index == 0), self.parts(events))
            for index, (condition, events) in enumerate(frame.branches)
        )
        inside = [part.extent for _, parts in branches for part in parts] or [Extent(0, len(self._places) - 1)]
        first, last = min(one.first for one in inside), max(one.last for one in inside)
        left = max(1, *(one.left for one in inside if one.first == first)) + _FRAME_SPACE
        right = max(1, *(one.right for one in inside if one.last == last)) + _FRAME_SPACE
        needed = max((width_of(self._room.lines(title)) for title, _ in branches), default=0) + AROUND_TITLE
        between = needed - left - right - 1
        if first == last and between > 0:
            right += between
        return Part(frame, Extent(first, last, left, right, between), branches=branches)

    def _size(self, text: str) -> int:
        """The cells of a text as it is set, or of the number in its place."""
        if not text.strip():
            return 0
        if self._room.numbered and not is_readable(text, self._room.words):
            return _MARK
        return width_of(self._room.lines(text))


def branch_title(kind: str, condition: str, *, is_first: bool) -> str:
    """What stands in the border above a branch of a frame; empty for a ground without words."""
    word = kind if is_first else _BRANCHES.get(kind, kind)
    condition = " ".join(condition.split())
    shown = f"[{condition}]" if condition else ""
    # A frame of this kind is a coloured ground; it has no word of its own.
    return shown if kind == "rect" else f"{word} {shown}".rstrip()

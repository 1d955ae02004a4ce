"""Where the lifelines of a sequence stand, so that all that is between them and beside them has room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.diagrams.sequence.extent import AROUND_TITLE, all_extents
from tui_course.diagrams.sequence.room import width_of
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.diagrams.sequence.extent import Extent, Part
    from tui_course.diagrams.sequence.room import Room
    from tui_course.model.diagram import Sequence

_LEAST_GAP: Final = 8
_LEAST_BOX: Final = 5
_APART: Final = 2
_AROUND_NAME: Final = 4
_FRAME: Final = 2
"""The cells that the frame around participants takes at each side: its border and a blank."""


@dataclass(frozen=True, slots=True)
class Team:
    """Participants from `first` to `last` in a frame, and the lines of its title."""

    first: int
    last: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each lifeline, the lines of its name, the cells that its box takes at each side; the width of all."""

    lifelines: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]
    sides: tuple[tuple[int, int], ...]
    teams: tuple[Team, ...]
    width: int


def least_width(count: int) -> int:
    """The cells that `count` participants need at least."""
    return _LEAST_GAP * (count - 1) + _LEAST_BOX


def columns_of(sequence: Sequence, parts: tuple[Part, ...], room: Room) -> Columns:
    """Place the lifelines as close as their names and events let them."""
    names = tuple(room.names(one.text.strip() or one.id) for one in sequence.participants)
    widths = [max(_LEAST_BOX, width_of(lines) + _AROUND_NAME) for lines in names]
    sides = tuple(((width - 1) // 2, width // 2) for width in widths)
    teams = tuple(_teams(sequence, room))
    spaces = _Spaces(sides, teams)
    for extent in sorted(all_extents(parts), key=lambda one: one.last - one.first):
        spaces.make(extent)
    lifelines = [spaces.left]
    for gap in spaces.gaps:
        lifelines.append(lifelines[-1] + gap)
    return Columns(tuple(lifelines), names, sides, teams, lifelines[-1] + spaces.right + 1)


def _teams(sequence: Sequence, room: Room) -> list[Team]:
    """The participants of each box who stand side by side; nobody is in two."""
    boxes: dict[str, int] = {}
    for number, box in enumerate(sequence.boxes):
        for name in box.participants:
            boxes.setdefault(name, number)
    found: list[Team] = []
    before: int | None = None
    for place, one in enumerate(sequence.participants):
        box_here = boxes.get(one.id)
        if box_here is not None and box_here == before:
            found[-1] = Team(found[-1].first, place, found[-1].lines)
        elif box_here is not None:
            text = sequence.boxes[box_here].text
            found.append(Team(place, place, room.lines(text) if text.strip() else ()))
        before = box_here
    return found


class _Spaces:
    """The cells between lifelines, and before the first and after the last; they only grow."""

    def __init__(self, sides: tuple[tuple[int, int], ...], teams: tuple[Team, ...]) -> None:
        lefts = [left for left, _ in sides]
        rights = [right for _, right in sides]
        for team in teams:
            lefts[team.first] += _FRAME
            rights[team.last] += _FRAME
            if team.first == team.last:
                half = (width_of(team.lines) + AROUND_TITLE) // 2
                lefts[team.first] = max(lefts[team.first], half)
                rights[team.last] = max(rights[team.last], half)
        self.left, self.right = lefts[0], rights[-1]
        self.gaps = [max(_LEAST_GAP, right + left + _APART) for right, left in zip(rights, lefts[1:], strict=False)]
        for team in teams:
            self._widen(team.first, team.last, width_of(team.lines) + AROUND_TITLE)

    def make(self, extent: Extent) -> None:
        """Make room for an event."""
        if extent.first:
            before = extent.first - 1
            self.gaps[before] = max(self.gaps[before], extent.left + _APART)
        else:
            self.left = max(self.left, extent.left)
        if extent.last < len(self.gaps):
            self.gaps[extent.last] = max(self.gaps[extent.last], extent.right + _APART)
        else:
            self.right = max(self.right, extent.right)
        self._widen(extent.first, extent.last, extent.between)

    def _widen(self, first: int, last: int, needed: int) -> None:
        missing = needed - sum(self.gaps[first:last])
        if first == last or missing <= 0:
            return
        each, rest = divmod(missing, last - first)
        for place in range(first, last):
            self.gaps[place] += each + (place - first < rest)

"""One text with its looks: the form in which paragraphs are measured, broken and cut into runs."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from tui_course.model.visible import visible
from tui_course.typeset.line import Line, Role, Run, Target, Weight
from tui_course.typeset.wrap import breaks
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NO_BREAK = "\u00a0"
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text looks and what it does."""

    role: Role = Role.TEXT
    weight: Weight = Weight.NONE
    target: Target | None = None
    script: dict[int, int] | None = None


@dataclass(slots=True)
class Flow:
    """A text with single spaces and forced line ends, the look of each stretch (by its end), and anchors by offset."""

    text: str = ""
    looks: list[tuple[int, Look]] = field(default_factory=list)
    anchors: list[tuple[int, str]] = field(default_factory=list)

    def height(self, width: int, cells: Callable[[str], int]) -> int:
        """How many lines `lines` returns."""
        return len(breaks(self.text, width, cells))

    def lines(self, width: int, cells: Callable[[str], int]) -> list[Line]:
        """The text in lines of at most `width` cells."""
        places = breaks(self.text, width, cells)
        if len(self.looks) == 1 and not self.anchors:
            look = self.looks[0][1]
            role, weight, target = look.role, look.weight, look.target
            text = self.text.replace(NO_BREAK, " ")
            return [Line((Run(text[start:end], role, weight, target),) if end > start else ()) for start, end in places]
        found = [Line(runs) for runs in self._runs(places)]
        if found and self.anchors:
            self._place_anchors(places, found)
        return found

    def _runs(self, places: list[tuple[int, int]]) -> Iterator[tuple[Run, ...]]:
        text, looks = self.text.replace(NO_BREAK, " "), self.looks
        first, begin = 0, 0  # the first look that reaches into the line, and where it begins
        for start, end in places:
            while first < len(looks) and looks[first][0] <= start:
                begin = looks[first][0]
                first += 1
            runs, at, left = [], first, max(start, begin)
            while left < end:
                stop, look = looks[at]
                runs.append(Run(text[left : min(stop, end)], look.role, look.weight, look.target))
                left, at = stop, at + 1
            yield tuple(runs)

    def _place_anchors(self, places: list[tuple[int, int]], lines: list[Line]) -> None:
        row = 0
        found: dict[int, list[str]] = {}
        for offset, name in self.anchors:
            while row + 1 < len(places) and places[row + 1][0] <= offset:
                row += 1
            found.setdefault(row, []).append(name)
        for at, names in found.items():
            lines[at] = Line(lines[at].runs, (*names, *lines[at].anchors), lines[at].wide)


def fold(text: str) -> str:
    """`text` with white space folded as HTML folds it, without soft hyphens, and with any control character visible."""
    if text.isascii() and text.isprintable():
        return _SPACE.sub(" ", text) if "  " in text else text
    return _SPACE.sub(" ", visible(text).replace("\u00ad", ""))

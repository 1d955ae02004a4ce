"""A text of typeset lines, drawn as they come into view; wide ones move sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tui_course.tui.strips import fitted, offset_segments, segments
from tui_course.tui.widgets.scrolling import ScrollingView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.strip import Strip

    from tui_course.study import Place
    from tui_course.tui.scroll import Scroll
    from tui_course.tui.strips import Highlight
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Line

_PAN_CELLS = 8
_LINES_KEPT = 600


class TextView(ScrollingView):
    """Draws the lines of a text; `pan` is how many cells wide ones are moved to the left."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._lines: dict[int, Line] = {}
        self._veiled = False
        self.pan = 0

    def show(self, typesetter: Callable[[int], Scroll], place: Place | None = None) -> None:
        """Show another text from a place in it; which page it names does not matter here."""
        self.pan = 0
        super().show(typesetter, place)

    def _settle(self, scroll: Scroll) -> None:
        """Go to where the text is to be read; lines of another setting are forgotten."""
        self._lines.clear()
        self.pan = 0
        super()._settle(scroll)

    def veil(self, *, veiled: bool) -> None:
        """Draw all of it quietly, while something lies over it."""
        if veiled != self._veiled:
            self._veiled = veiled
            self.refresh()

    # Wide lines

    @property
    def overflow(self) -> int:
        """Cells by which the widest line in view is wider than the room."""
        view = self.view
        widest = max((cell_len(line.text) for line in self._range(view.first, view.last) if line.wide), default=0)
        return max(0, widest - self.room)

    def pan_by(self, steps: int) -> bool:
        """Move wide lines sideways; False where nothing moves."""
        pan = max(0, min(self.pan + steps * _PAN_CELLS, self.overflow))
        if pan == self.pan:
            return False
        self.pan = pan
        self._changed()
        return True

    def pan_to(self, pan: int) -> None:
        """Have wide lines moved sideways by so many cells, as far as there are any."""
        pan = max(0, min(pan, self.overflow))
        if pan != self.pan:
            self.pan = pan
            self._changed()

    # Drawing

    def _range(self, first: int, last: int) -> list[Line]:
        """Lines from `first` to before `last`, kept for a while."""
        scroll = self.scroll
        first, last = max(0, first), min(last, scroll.height)
        missing = [number for number in range(first, last) if number not in self._lines]
        if missing:
            if len(self._lines) > _LINES_KEPT:
                self._lines.clear()
                missing = [first, last - 1]
            start, stop = missing[0], missing[-1] + 1
            self._lines.update(zip(range(start, stop), scroll.lines(start, stop), strict=True))
        return [self._lines[number] for number in range(first, last)]

    def line_in_row(self, y: int) -> tuple[int, Line] | None:
        """The line in row `y` of the widget, with its number."""
        if self._typesetter is None:
            return None
        found = self._range(self.top + y, self.top + y + 1)
        return (self.top + y, found[0]) if found else None

    def row(self, y: int, width: int) -> Strip:
        """Row `y`: margin, the line, and marks where a wide one goes on."""
        ground = self.look.ground
        found = self.line_in_row(y)
        if found is None:
            return fitted((), width, ground)
        number, line = found
        strip = fitted(self._segments(number, line), cell_len(line.text), ground)
        if strip.cell_length > self.room:
            strip = self._panned(strip)
        place = Style.from_meta({"offset": (0, number)})
        margin = [Segment(text, (style or ground) + place) for text, style, _ in self._margin(number)]
        return fitted([*margin, *strip], width, ground)

    def _segments(self, number: int, line: Line) -> list[Segment]:
        """A line as it is drawn, each character with its place in the text."""
        parts = segments(line, self.look, self._highlights(number, line))
        if self._veiled:
            parts = [Segment(text, self.look.quiet) for text, _, _ in parts]
        return offset_segments(parts, number)

    def _margin(self, number: int) -> Sequence[Segment]:  # noqa: ARG002  for a subclass
        """What stands left of a line, as wide as the margin."""
        return (Segment(" " * self.margin, self.look.ground),)

    def _panned(self, strip: Strip) -> Strip:
        pan = self._pan_of(strip.cell_length)
        cropped = strip.crop(pan, pan + self.room)
        if pan:
            cropped = type(strip)([Segment(self.look.mark("‹", "<"), self.look.edge), *cropped.crop(1)])
        if pan + self.room < strip.cell_length:
            cropped = type(strip)([*cropped.crop(0, self.room - 1), Segment(self.look.mark("›", ">"), self.look.edge)])
        return cropped

    def _pan_of(self, cells: int) -> int:
        """How far a line of so many cells is moved to the left: never beyond its end."""
        return min(self.pan, max(0, cells - self.room))

    def _highlights(self, number: int, line: Line) -> Sequence[Highlight]:  # noqa: ARG002  for a subclass
        """What stands out in a line."""
        return ()

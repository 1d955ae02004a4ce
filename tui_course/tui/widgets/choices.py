"""Things to choose one of, in rows; headings stand between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from tui_course.tui.strips import fitted, segments
from tui_course.tui.widgets.wheel import WheelWidget
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Region
    from textual.strip import Strip

    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Line

_MARK_CELLS = 2
# A bar of blocks is a picture: reversed it would say the opposite.
_PICTURED = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what it stands for, and the lines that show it, set for the `room` of the widget.

    One without a `value` only heads those that follow it.
    """

    value: object
    lines: tuple[Line, ...]


class Choices(WheelWidget, can_focus=True):
    """Shows options below each other; the first line of the one under the cursor is marked and heavy.

    Lines are as wide as a text, or as `widest` where that is more (cells).
    """

    class Chosen(Message):
        """An option was clicked."""

        def __init__(self, option: Option) -> None:
            super().__init__()
            self.option = option

    class Pointed(Message):
        """The cursor has moved."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.widest = 0
        self._options: tuple[Option, ...] = ()
        self._rows: list[tuple[int, Line]] = []
        self._starts: list[int] = []
        self._top = 0
        self._settled = -1
        self.cursor = -1

    # What is shown

    @property
    def margin(self) -> int:
        """Cells left of the mark."""
        return self._margin_in(self.size.width)

    def _margin_in(self, width: int) -> int:
        return 1 if width < self.look.width + 2 * _MARK_CELLS else 2

    @property
    def room(self) -> int:
        """Cells for the lines of an option."""
        return self.room_in(self.size.width)

    def room_in(self, width: int) -> int:
        """Cells for the lines of an option where the widget will be so wide."""
        return max(1, min(max(self.look.width, self.widest), width - self._margin_in(width) - _MARK_CELLS - 1))

    @property
    def options(self) -> tuple[Option, ...]:
        """What is shown."""
        return self._options

    @property
    def option(self) -> Option | None:
        """The one under the cursor."""
        return self._options[self.cursor] if 0 <= self.cursor < len(self._options) else None

    def show(self, options: Sequence[Option], value: object = None) -> None:
        """Show other options, the cursor on the one of `value`, else on the first."""
        self._options = tuple(options)
        self._rows = [(number, line) for number, option in enumerate(self._options) for line in option.lines]
        self._starts = []
        row = 0
        for option in self._options:
            self._starts.append(row)
            row += len(option.lines)
        found = (number for number, one in enumerate(self._options) if one.value is not None and one.value == value)
        self.cursor = next(found, self._beyond(-1, 1))
        self._top = 0
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Pointed())

    # Moving

    def _beyond(self, number: int, step: int) -> int:
        """The next option that can be chosen; -1 where there is none."""
        number += step
        while 0 <= number < len(self._options) and self._options[number].value is None:
            number += step
        return number if 0 <= number < len(self._options) else -1

    def move(self, by: int) -> bool:
        """Move the cursor by so many options; False where it stands at the end already."""
        step = 1 if by > 0 else -1
        number = self.cursor
        for _ in range(abs(by)):
            beyond = self._beyond(number, step)
            if beyond < 0:
                break
            number = beyond
        if number == self.cursor:
            return False
        self.cursor = number
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Pointed())
        return True

    @property
    def screenful(self) -> int:
        """About how many options fit."""
        high = max((len(option.lines) for option in self._options), default=1)
        return max(1, self.size.height // max(1, high) - 1)

    def _keep_in_view(self) -> None:
        height = self.size.height
        if self.cursor < 0 or not height:
            return
        first = self._starts[self.cursor]
        # What heads an option is seen with it.
        head = self.cursor
        while head > 0 and self._options[head - 1].value is None:
            head -= 1
        stop = first + len(self._options[self.cursor].lines)
        self._top = max(self._top, stop - height)
        self._top = max(0, min(self._top, first if stop - self._starts[head] > height else self._starts[head]))

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's question for the rows to paint; another height may need other rows to keep the cursor in view."""
        if self.size.height != self._settled:
            self._settled = self.size.height
            self._keep_in_view()
        return super().render_lines(crop)

    def row(self, y: int, width: int) -> Strip:
        """Row `y`: the mark of the option under the cursor, and the line."""
        look = self.look
        at = self._top + y
        if not 0 <= at < len(self._rows):
            return fitted((), width, look.ground)
        number, line = self._rows[at]
        chosen = number == self.cursor
        first = chosen and self._starts[number] == at
        mark = look.mark("▸ ", "> ") if first else "  "
        parts = segments(line, look)
        if first:
            parts = [Segment(text, look.focus if text.strip(_PICTURED) else style) for text, style, _ in parts]
        lead = Segment(" " * self.margin + mark, look.current if first else look.ground)
        room = max(0, width - cell_len(lead.text))
        return fitted([lead, *fitted(parts, min(room, self.room), look.ground)], width, look.ground)

    # Mouse

    def wheel(self, rows: int) -> None:
        """Move what is seen by so many rows, as far as there is anything."""
        self._top = max(0, min(self._top + rows, len(self._rows) - self.size.height))
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click chooses what it hits."""
        at = self._top + event.y
        if 0 <= at < len(self._rows) and self._options[self._rows[at][0]].value is not None:
            self.cursor = self._rows[at][0]
            self.refresh()
            self.post_message(self.Chosen(self._options[self.cursor]))

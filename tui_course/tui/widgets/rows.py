"""A list that changes while it is looked at: its rows are drawn when they are seen, and again when they have changed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message

from tui_course.tui.strips import fitted, segments
from tui_course.tui.widgets.entries import EntryRows
from tui_course.tui.widgets.wheel import WheelWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from textual import events
    from textual.strip import Strip

    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.entries import Entry
    from tui_course.typeset.line import Line

_MARK_CELLS: Final = 2
# Bars and heat are pictures: reversed they would say the opposite.
_PICTURED: Final = frozenset(" ·░▒▓▏▎▍▌▋▊▉█.-+*#")
_LINES_KEPT: Final = 1_000
# In fewer rows everything goes to the entries.
_LEAST_HEIGHT: Final = 3


class Rows(WheelWidget, can_focus=True):
    """Entries below each other; the first row of the one under the cursor is marked, and heavy while the list has the focus.

    `draw` makes the lines of an entry for a number of cells, a look and the `manner` in which all are shown, such as
    columns; as many as its height says. What is at hand is drawn again only where one of these is another. Where
    not all fit, the last row has what `rest` says of so many entries above and below the view.
    """

    class Chosen(Message):
        """The entry under the cursor was clicked."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

    class Pointed(Message):
        """The mouse put the cursor on another entry."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

    def __init__(
        self, look: Look, draw: Callable[[Any, int, Look, Any], tuple[Line, ...]], rest: Callable[[int, int, Look], str]
    ) -> None:
        super().__init__(look)
        self._rest = rest
        self._draw = lru_cache(maxsize=_LINES_KEPT)(draw)
        self._heading: tuple[Line, ...] = ()
        self._manner: Hashable = None
        self._listed = EntryRows()
        self._top = 0
        self._settled = -1
        self._chosen = False
        self.cursor = -1

    # What is shown

    @property
    def room(self) -> int:
        """Cells for the lines of an entry."""
        return self.room_in(self.size.width)

    @staticmethod
    def room_in(width: int) -> int:
        """Cells for the lines of an entry where the widget will be so wide."""
        return max(1, width - _MARK_CELLS - 2)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is listed."""
        return self._listed.entries

    @property
    def entry(self) -> Entry | None:
        """The one under the cursor."""
        return self.entries[self.cursor] if 0 <= self.cursor < len(self.entries) else None

    @property
    def first_shown(self) -> int:
        """The first row that is in view, from 0."""
        return self._top

    @property
    def _height(self) -> int:
        """Rows for entries."""
        room = max(0, self.size.height - len(self._heading))
        return room - 1 if self._listed.height > room > _LEAST_HEIGHT else room

    def rest(self) -> str:
        """What is said of the entries that are not in view; empty where all are."""
        if self._listed.height <= self._height:
            return ""
        return self._rest(*self._listed.beside(self._top, self._top + self._height), self.look)

    def show(self, entries: Sequence[Entry], heading: Sequence[Line] = (), manner: Hashable = None) -> None:
        """Show other entries; the cursor stays on the same one and, as far as there are rows, where it is on the screen.

        One that was never moved stays at the first entry, whichever that is.
        """
        before, headed = self._shown(), self._heading
        key = self.entry.key if self.entry is not None else ""
        seen = self._seen()
        self._listed, self._heading, self._manner = EntryRows(entries), tuple(heading), manner
        found = self._listed.place_of(key) if self._chosen else -1
        self.cursor = found if found >= 0 else self._listed.nearest(self.cursor if self._chosen else 0)
        self._keep_to(seen)
        self._repaint_changed(before, headed)

    def _seen(self) -> tuple[str, int, bool]:
        """What the view keeps to: an entry's key, its row in the view, and whether it is the one under the cursor."""
        row = self._cursor_row - self._top
        if self.entry is not None and 0 <= row < self._height:
            return self.entry.key, row, True
        # The wheel has moved the view away from the cursor.
        rows = range(self._top, min(self._top + self._height, self._listed.height))
        number = next((self._listed.rows[at][0] for at in rows if self.entries[self._listed.rows[at][0]].key), -1)
        return (self.entries[number].key, self._listed.starts[number] - self._top, False) if number >= 0 else ("", 0, True)

    def _keep_to(self, seen: tuple[str, int, bool]) -> None:
        """Have the view where it was, as far as there are rows."""
        key, row, at_cursor = seen
        if self._top:
            # At the top of the list what comes first stays in view, such as a hand that goes up.
            place = self.cursor if at_cursor else self._listed.place_of(key)
            self._top = self._listed.starts[place] - row if place >= 0 else self._top
        if at_cursor:
            self._keep_in_view()
        self._top = max(0, min(self._top, self._listed.height - self._height))

    @property
    def _cursor_row(self) -> int:
        return self._listed.starts[self.cursor] if 0 <= self.cursor < len(self._listed.starts) else 0

    def _shown(self) -> list[object]:
        """What each row in view depends on."""
        found: list[object] = []
        for at in range(self._top, self._top + self._height):
            if at < self._listed.height:
                number, part = self._listed.rows[at]
                found.append((self.entries[number], part, number == self.cursor, self._manner))
            else:
                found.append(None)
        return [*found, self.rest()]

    def _repaint_changed(self, before: list[object], headed: tuple[Line, ...]) -> None:
        after = self._shown()
        if headed != self._heading and len(headed) != len(self._heading):
            self.refresh()
            return
        rows = [number for number, line in enumerate(self._heading) if line != headed[number]]
        lead = len(self._heading)
        rows += [lead + number for number, shown in enumerate(after) if number >= len(before) or shown != before[number]]
        if rows:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in rows))

    # Moving

    def move(self, by: int) -> bool:
        """Move the cursor by so many entries that can be chosen; False where it stands at the end already."""
        places = self._listed.places
        if not places:
            return False
        here = places.index(self.cursor) if self.cursor in places else 0
        there = places[max(0, min(len(places) - 1, here + by))]
        if there == self.cursor:
            return False
        self.point_at(there)
        return True

    def release(self) -> None:
        """Let the cursor be as one that was never moved, from the next entries on."""
        self._chosen = False

    def point_at(self, number: int) -> None:
        """Put the cursor on an entry, by its place in the list."""
        before = self._shown()
        self._chosen = True
        self.cursor = number
        self._keep_in_view()
        self._repaint_changed(before, self._heading)

    @property
    def screenful(self) -> int:
        """About how many entries fit."""
        high = max((entry.height for entry in self.entries), default=1)
        return max(1, self._height // max(1, high) - 1)

    def _keep_in_view(self) -> None:
        height = self._height
        if not height:
            return
        if 0 <= self.cursor < len(self._listed.starts):
            first = self._listed.starts[self.cursor]
            stop = first + self.entries[self.cursor].height
            self._top = min(max(self._top, stop - height), first)
        self._top = max(0, min(self._top, self._listed.height - height))

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's question for the rows to paint; another height may need other rows to keep the cursor in view."""
        if self.size.height != self._settled:
            self._settled = self.size.height
            self._keep_in_view()
        return super().render_lines(crop)

    def row(self, y: int, width: int) -> Strip:
        """Row `y`: one of the heading, or the mark of the entry under the cursor and one of its lines."""
        look = self.look
        room = self.room_in(width)
        if y < len(self._heading):
            lead = Segment(" " * (_MARK_CELLS + 1), look.ground)
            return fitted([lead, *fitted(segments(self._heading[y], look), room, look.ground)], width, look.ground)
        at = self._top + y - len(self._heading)
        if y == len(self._heading) + self._height:
            lead = Segment(" " * (_MARK_CELLS + 1), look.ground)
            return fitted([lead, Segment(self.rest(), look.painted("dim"))], width, look.ground)
        if not 0 <= at < self._listed.height:
            return fitted((), width, look.ground)
        number, part = self._listed.rows[at]
        lines = self._draw(self.entries[number], room, look, self._manner)
        first = number == self.cursor and part == 0
        parts = segments(lines[part], look) if part < len(lines) else []
        if first and self.has_focus:
            parts = _heavy(parts, look)
        mark = look.mark("▸ ", "> ") if first else "  "
        lead = Segment(f" {mark}", look.current if first else look.ground)
        return fitted([lead, *fitted(parts, min(room, width - cell_len(lead.text)), look.ground)], width, look.ground)

    def on_focus(self) -> None:
        """The cursor is heavy."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is a mark alone."""
        self.refresh()

    # Mouse

    def wheel(self, rows: int) -> None:
        """Move what is seen by so many rows, as far as there is anything."""
        before = self._shown()
        self._top = max(0, min(self._top + rows, self._listed.height - self._height))
        self._repaint_changed(before, self._heading)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on what it hits; one on what is under the cursor chooses it."""
        at = self._top + event.y - len(self._heading)
        if not len(self._heading) <= event.y < len(self._heading) + self._height or at >= self._listed.height:
            return
        number = self._listed.rows[at][0]
        if not self.entries[number].key:
            return
        if number == self.cursor:
            self.post_message(self.Chosen(self))
        else:
            self.point_at(number)
            self.post_message(self.Pointed(self))


def _heavy(parts: list[Segment], look: Look) -> list[Segment]:
    """The parts of a row that has the focus; from the first picture to the last one they stay as they are."""
    drawn = [at for at, part in enumerate(parts) if part.text.strip() and _PICTURED.issuperset(part.text)]
    within = range(drawn[0], drawn[-1] + 1) if drawn else range(0)
    return [part if at in within else Segment(part.text, look.focus) for at, part in enumerate(parts)]

"""A text that scrolls: which of its lines are in view, at any width."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from tui_course.study import Place
from tui_course.tui.scroll import line_of, spot_of
from tui_course.tui.widgets.wheel import WheelWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Region
    from textual.strip import Strip

    from tui_course.study import Spot
    from tui_course.tui.scroll import Scroll
    from tui_course.tui.theme import Look

_WIDE_MARGIN = 6
_CONTEXT_LINES = 3
_TIGHT_HEIGHT = 12
_TIGHT_WIDTH = 12


class View(NamedTuple):
    """What of the text is in view: lines from `first` to before `last` of `total`."""

    first: int
    last: int
    total: int

    @property
    def percent(self) -> int:
        """How much of the text is above the end of the view."""
        return 100 if self.last >= self.total else 100 * self.last // max(1, self.total)


class ScrollingView(WheelWidget):
    """Has a `Scroll`, which a typesetter makes for a width; a subclass draws its lines.

    Lines are numbered as in the scroll. `top` is the line at the upper edge; at the beginning of the text it is -1 where there
    is room for an empty row above the first line.
    """

    class Moved(Message):
        """What is in view has changed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._typesetter: Callable[[int], Scroll] | None = None
        self._scroll: Scroll | None = None
        self._width = 0
        self._spot: Spot | None = None
        self._start = Place("")
        self.top = 0

    # What is shown

    def show(self, typesetter: Callable[[int], Scroll], place: Place | None = None) -> None:
        """Show another text from a place in it; which page it names does not matter here."""
        self._typesetter = typesetter
        self._scroll = None
        self._start = place or Place("")
        self._spot = self._start.spot
        self.top = 0
        self._changed()

    def clear(self) -> None:
        """Show nothing."""
        self._typesetter = self._scroll = self._spot = None
        self.refresh()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet, or no place to show it."""
        return self._typesetter is None or not self.size

    def wear(self, look: Look) -> None:
        """Draw in another look from now on; the line that the learner reads stays, whatever width or density it has."""
        before = self.look
        if (before.density, before.is_sparing) == (look.density, look.is_sparing):
            super().wear(look)
            self._changed()
            return
        spot = self.spot
        super().wear(look)
        self._scroll = None
        # Rows are others now: only its letters find the line again.
        self._spot = replace(spot, width=0) if spot is not None else None
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        self._tell()

    def _tell(self) -> None:
        if self.is_attached:
            self.post_message(self.Moved())

    @property
    def margin(self) -> int:
        """Cells left of the text."""
        spare = self.size.width - self.look.width
        return min(_WIDE_MARGIN, spare // 2) if spare >= 0 else int(self.size.width > _TIGHT_WIDTH)

    @property
    def text_width(self) -> int:
        """Cells for the text."""
        return max(1, min(self.look.width, self.room))

    @property
    def room(self) -> int:
        """Cells that a wide line may fill."""
        return max(1, self.size.width - 2 * self.margin)

    @property
    def lead(self) -> int:
        """Empty rows before the first line, and after the last."""
        return 0 if self.size.height < _TIGHT_HEIGHT else 1

    @property
    def scroll(self) -> Scroll:
        """The text, set for the present width."""
        width = self.text_width
        if self._scroll is None or width != self._width:
            if self._typesetter is None:
                raise RuntimeError("there is nothing to show yet")
            if self._scroll is not None:
                self._spot = self.spot
            self._scroll = self._typesetter(width)
            self._width = width
            self._settle(self._scroll)
        return self._scroll

    def _settle(self, scroll: Scroll) -> None:
        """Go to where the text is to be read."""
        top = -1
        if self._spot is not None:
            top = line_of(scroll, self._spot, self._width)
        elif self._start.end:
            top = scroll.height
        elif self._start.anchor:
            line = scroll.anchor(self._start.anchor)
            top = line - self.lead if line is not None else -1
        self.top = self._clamped(top)

    def set_again(self) -> None:
        """Have the same text typeset once more; the line at the upper edge stays there."""
        if self._scroll is not None:
            self._spot = self.spot
            self._scroll = None
            self._changed()

    @property
    def spot(self) -> Spot | None:
        """Where the learner reads; None before anything is shown."""
        if self._scroll is not None and self._spot is None:
            self._spot = spot_of(self._scroll, self.top, self._width)
        return self._spot

    @property
    def view(self) -> View:
        """The lines in view."""
        height = self.scroll.height
        return View(max(0, self.top), max(0, min(height, self.top + self.size.height)), height)

    @property
    def at_end(self) -> bool:
        """Whether the end of the text is in view."""
        return not self.is_empty and self.view.last >= self.scroll.height

    @property
    def blocks_in_view(self) -> tuple[int, int]:
        """The first and the last block in view."""
        view = self.view
        return self.scroll.block_at(view.first), self.scroll.block_at(max(view.first, view.last - 1))

    def has_anchor(self, anchor: str) -> bool:
        """Whether the text has such a place."""
        return self.scroll.anchor(anchor) is not None

    def on_resize(self) -> None:
        """What mattered stays in view."""
        if not self.is_empty and self.scroll.height:
            # The spot stays: what height takes away, height gives back.
            spot = self.spot
            self.top = self._clamped(line_of(self.scroll, spot, self._width)) if spot is not None else self.top
            self._changed()

    # Moving

    @property
    def last_top(self) -> int:
        """The greatest useful `top`."""
        return self._clamped(self.scroll.height)

    def _clamped(self, top: int) -> int:
        height = self._scroll.height if self._scroll is not None else 0
        return max(-self.lead, min(top, height + self.lead - self.size.height))

    def move_to(self, top: int) -> bool:
        """Put line `top` at the upper edge, or as near as the ends allow; False if nothing moves."""
        if self.scroll.height <= 0:
            return False
        top = self._clamped(top)
        if top == self.top:
            return False
        self.top = top
        self._spot = None
        self.repaint()
        self._tell()
        return True

    def key(self, y: int) -> int:
        """The number of a line tells it from others."""
        return self.top + y

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's question for the rows to paint; what they are is settled first, for another width may move the top."""
        if not self.is_empty:
            _ = self.scroll
        return super().render_lines(crop)

    def move_by(self, rows: int) -> bool:
        """Move by rows; False at the end."""
        return self.scroll.height > 0 and self.move_to(self.top + rows)

    def wheel(self, rows: int) -> None:
        """Move by rows, as far as there is any text."""
        if not self.is_empty:
            self.move_by(rows)

    @property
    def screenful(self) -> int:
        """Rows of a screen up or down: two stay in view."""
        return max(1, self.size.height - 2)

    def move_to_line(self, line: int) -> None:
        """Bring a line into view with some context; nothing moves where it is in view."""
        view = self.view
        context = min(_CONTEXT_LINES, max(0, self.size.height // 2 - 1))
        if line < view.first:
            self.move_to(line - context)
        elif line >= view.last:
            self.move_to(line - self.size.height + 1 + context)

    def next_heading(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) heading; False where there is none."""
        lines = [line for line, _ in self.scroll.headings()]
        here = self.top + self.lead
        ahead = [line for line in lines if line > here] if by > 0 else [line for line in lines[::-1] if line < here]
        return bool(ahead) and self.move_to(ahead[0] - self.lead)

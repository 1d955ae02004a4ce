"""A few rows over the text, at its lower or upper edge: what a target stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment

from tui_course.tui.strips import fitted, segments, shortened
from tui_course.tui.typesetting import setting_of
from tui_course.tui.widgets.wheel import WheelWidget
from tui_course.typeset.document import Document

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Region
    from textual.strip import Strip

    from tui_course.study.previewing import Preview
    from tui_course.tui.theme import Look

MOST_ROWS = 8
_LEAD = 2  # cells of the rule before its name


class PreviewPane(WheelWidget):
    """Shows a preview below a rule with its name, or above one where it lies at the upper edge; longer ones scroll."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.shown: Preview | None = None
        self._margin = 0
        self._width = 1
        self._room = MOST_ROWS
        self._above = False
        self._top = 0
        self._document: Document | None = None

    @property
    def document(self) -> Document:
        """The preview, set for the present width and look."""
        if self._document is None:
            blocks = self.shown.blocks if self.shown is not None else ()
            self._document = Document(blocks, setting_of(self.look, self._width))
        return self._document

    def show(self, preview: Preview) -> None:
        """Show a preview from its beginning."""
        self.shown = preview
        self._top = 0
        self._document = None
        self.display = True

    def hide(self) -> bool:
        """Show nothing; False where nothing was shown."""
        was = self.shown is not None
        self.shown = None
        self._document = None
        self.display = False
        return was

    def place(self, region: Region, margin: int, width: int, row: int) -> None:
        """Lie over the text in `region`, its words `margin` cells from the left and `width` wide; row `row` stays free.

        Rows count from the top of the region.
        """
        if width != self._width:
            self._document = None
        self._margin, self._width = margin, width
        self._room = max(1, min(MOST_ROWS, (region.height - 1) // 2 - 1))
        height = self.rows + 1
        self._above = row >= region.height - height and row >= height
        top = region.y if self._above else region.bottom - height
        self.styles.offset = (region.x, top)
        self.styles.width, self.styles.height = region.width, height
        self.refresh(layout=True)

    @property
    def rows(self) -> int:
        """Rows for the text of the preview."""
        return max(1, min(self._room, self.document.height))

    @property
    def longer(self) -> bool:
        """Whether there is more than is in view."""
        return self.document.height > self.rows

    def scroll_lines(self, by: int) -> bool:
        """Move the preview by lines; False where it cannot move at all."""
        if not self.longer:
            return False
        self._top = max(0, min(self._top + by, self.document.height - self.rows))
        self.refresh()
        return True

    def wear(self, look: Look) -> None:
        """Draw in another look from now on."""
        self._document = None
        super().wear(look)

    def row(self, y: int, width: int) -> Strip:
        """Row `y`: the rule, or a line of the preview."""
        if y == (self.rows if self._above else 0):
            return self._rule(width)
        at = self._top + y - (0 if self._above else 1)
        found = self.document.lines(at, at + 1)
        margin = Segment(" " * self._margin, self.look.ground)
        return fitted([margin, *(segments(found[0], self.look) if found else ())], width, self.look.ground)

    def _rule(self, width: int) -> Strip:
        look = self.look
        line = look.mark("─", "-")
        name = self.shown.name if self.shown is not None else ""
        name = shortened(name, max(0, width - 2 * _LEAD - 2), look.mark("…", "..."))
        count = ""
        if self.longer:
            last = min(self.document.height, self._top + self.rows)
            count = f" {last}/{self.document.height} "
        head = line * max(_LEAD, self._margin - 1)
        middle = width - cell_len(head) - cell_len(name) - 2 - cell_len(count) - _LEAD
        if middle < 0:
            count, middle = "", max(0, middle + cell_len(count))
        parts = [
            Segment(head, look.lines),
            Segment(f" {name} ", look.quiet),
            Segment(line * middle, look.lines),
            Segment(count, look.quiet),
            Segment(line * _LEAD, look.lines),
        ]
        return fitted(parts, width, look.ground)

    def wheel(self, rows: int) -> None:
        """Move what is seen by so many rows, as far as there is anything."""
        self.scroll_lines(rows)

    def on_click(self, event: events.Click) -> None:
        """A click here is none on the text below."""
        event.stop()

"""The rows above an instructor's board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from tui_course.tui.instructor.overview import overview_lines
from tui_course.tui.strips import fitted, segments
from tui_course.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from textual.strip import Strip

    from tui_course.tui.instructor.overview import Overview
    from tui_course.tui.theme import Look

_MARGIN = 1


class OverviewRows(LineWidget):
    """Two rows, or one; where only one of two has room, what learners say, unless nobody is here yet."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._overview: Overview | None = None
        self._drawn: tuple[object, ...] = ()

    def tell(self, overview: Overview) -> None:
        """Show other words; nothing is painted where they are the same."""
        self._overview = overview
        drawn = overview_lines(overview, max(0, self.size.width - 2 * _MARGIN), self.look)
        if drawn != self._drawn:
            self._drawn = drawn
            self.refresh()

    def row(self, y: int, width: int) -> Strip:
        """One of the rows."""
        look = self.look
        if self._overview is None:
            return fitted((), width, look.ground)
        lines = overview_lines(self._overview, max(0, width - 2 * _MARGIN), look)
        board = self._overview.board
        shown = lines[-1:] if self.size.height == 1 and (board.here or board.trouble) else lines
        if y >= len(shown):
            return fitted((), width, look.ground)
        return fitted([Segment(" " * _MARGIN, look.ground), *segments(shown[y], look)], width, look.ground)

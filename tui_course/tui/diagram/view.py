"""The widget of a diagram: the part of the drawing that is in view, and the panel beside or below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Offset
from textual.message import Message

from tui_course.tui.diagram.canvas import canvas_row
from tui_course.tui.diagram.emphasis import Emphasis
from tui_course.tui.strips import fitted, segments
from tui_course.tui.widgets.wheel import WheelWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from tui_course.diagrams.place import Rect
    from tui_course.tui.diagram.picture import Picture
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Line

_PANEL_MARGIN = 2
_CONTEXT_COLUMNS = 4
_CONTEXT_ROWS = 2


class DiagramView(WheelWidget, can_focus=True):
    """Shows a picture; `corner` is the cell of the drawing at the upper left of the view."""

    class Pressed(Message):
        """A box was clicked."""

        def __init__(self, box: str) -> None:
            super().__init__()
            self.box = box

    class Moved(Message):
        """Another part of the drawing is in view."""

    class Resized(Message):
        """There is more or less room."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.picture: Picture | None = None
        self.emphasis = Emphasis()
        self.corner = Offset(0, 0)
        self._panel: tuple[Line, ...] = ()

    # What is shown

    def show(self, picture: Picture) -> None:
        """Show another picture from its upper left corner, or near where the last one was looked at."""
        self.picture = picture
        self.corner = self._clamped(self.corner)
        self.refresh()

    def emphasise(self, emphasis: Emphasis, panel: Sequence[Line]) -> None:
        """Have other things stand out, and other lines in the panel."""
        told = (emphasis, tuple(panel))
        if told != (self.emphasis, self._panel):
            self.emphasis, self._panel = told
            self.refresh()

    def on_resize(self) -> None:
        """There is more or less room."""
        self.post_message(self.Resized())

    @property
    def panel_size(self) -> tuple[int, int]:
        """Columns and rows for the lines of the panel."""
        if self.picture is None:
            return 0, 0
        return max(0, self.picture.panel.width - _PANEL_MARGIN - 1), self.picture.panel.height

    # What is in view

    def _clamped(self, corner: Offset) -> Offset:
        if self.picture is None:
            return Offset(0, 0)
        drawing, canvas = self.picture.drawing, self.picture.canvas
        x = max(0, min(corner.x, drawing.width - canvas.width))
        y = max(0, min(corner.y, drawing.height - canvas.height))
        return Offset(x, y)

    def pan(self, columns: int, rows: int) -> bool:
        """Move the view over the drawing; False where nothing moves."""
        corner = self._clamped(self.corner + Offset(columns, rows))
        if corner == self.corner:
            return False
        self.corner = corner
        self.refresh()
        self.post_message(self.Moved())
        return True

    def reveal(self, *rects: Rect) -> None:
        """Bring rectangles of the drawing into view, with some of what is around them; what is in view does not move.

        Of what is larger than the view, the upper left corner is shown.
        """
        if self.picture is None or not rects:
            return
        canvas = self.picture.canvas
        left, right = min(rect.left for rect in rects), max(rect.right for rect in rects)
        top, bottom = min(rect.top for rect in rects), max(rect.bottom for rect in rects)
        x = _along(self.corner.x, canvas.width, left, right, _CONTEXT_COLUMNS)
        y = _along(self.corner.y, canvas.height, top, bottom, _CONTEXT_ROWS)
        self.pan(x - self.corner.x, y - self.corner.y)

    @property
    def beyond(self) -> str:
        """The sides on which the drawing goes on beyond the view, as arrows."""
        if self.picture is None:
            return ""
        drawing, canvas = self.picture.drawing, self.picture.canvas
        sides = (
            (self.corner.x > 0, "←", "<"),
            (self.corner.y > 0, "↑", "^"),
            (self.corner.y + canvas.height < drawing.height, "↓", "v"),
            (self.corner.x + canvas.width < drawing.width, "→", ">"),
        )
        return "".join(self.look.mark(arrow, plain) for there, arrow, plain in sides if there)

    def box_at(self, x: int, y: int) -> str:
        """The box at a cell of the widget; empty where there is none."""
        if self.picture is None or not self.picture.canvas.contains(x, y):
            return ""
        column, row = x + self.corner.x - self._margin, y + self.corner.y - self.picture.canvas.y
        for box, rect in self.picture.drawing.boxes.items():
            if rect.left <= column <= rect.right and rect.top <= row <= rect.bottom:
                return box
        return ""

    # Drawing

    @property
    def _margin(self) -> int:
        """Cells left of a drawing that leaves room."""
        return int(self.picture is not None and self.picture.drawing.width < self.picture.canvas.width)

    def row(self, y: int, width: int) -> Strip:
        """Row `y`: the drawing, or the panel, or both."""
        picture, ground = self.picture, self.look.ground
        if picture is None:
            return fitted((), width, ground)
        parts: list[Segment] = []
        canvas, panel = picture.canvas, picture.panel
        if canvas.y <= y < canvas.bottom:
            parts += fitted(self._canvas_row(picture, y - canvas.y), canvas.width, ground)
        if panel.y <= y < panel.bottom:
            parts += self._panel_row(picture, y - panel.y)
        return fitted(parts, width, ground)

    def _canvas_row(self, picture: Picture, y: int) -> list[Segment]:
        left = self.corner.x
        cells = canvas_row(picture.drawing, self.emphasis, self.look, (left, left + picture.canvas.width), y + self.corner.y)
        return [Segment(" " * self._margin, self.look.ground), *cells]

    def _panel_row(self, picture: Picture, y: int) -> list[Segment]:
        # Beside a drawing the bar is as long as that, so that it divides the two.
        length = max(len(self._panel), picture.drawing.height if picture.panel.x else 0)
        if y >= length:
            return []
        line = segments(self._panel[y], self.look) if y < len(self._panel) else []
        bar = self.look.mark("▌", "|")
        return [Segment(bar, self.look.edge), Segment(" ", self.look.ground), *line]

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """A click gives a box the focus."""
        box = self.box_at(event.x, event.y)
        if box:
            self.post_message(self.Pressed(box))

    def wheel(self, rows: int) -> None:
        """Move what is seen by so many rows, as far as there is anything."""
        self.pan(0, rows)


def _along(start: int, size: int, first: int, last: int, context: int) -> int:
    """Where a view of `size` cells that begins at `start` has to begin so that cells from `first` to `last` are in it."""
    spare = size - (last - first + 1)
    context = max(0, min(context, spare // 2))
    if first < start or spare < 0:
        return first - context
    return last + context - size + 1 if last >= start + size else start

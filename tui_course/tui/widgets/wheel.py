"""A widget whose rows the wheel of the mouse moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from textual import events

_ROWS = 3


class WheelWidget(LineWidget):
    """The wheel over it moves it, and nothing that it lies over; a subclass says how it moves."""

    def wheel(self, rows: int) -> None:
        """Move what is seen by so many rows, down where they are positive, as far as there is anything."""
        raise NotImplementedError

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves what is seen."""
        event.stop()
        self.wheel(_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves what is seen."""
        event.stop()
        self.wheel(-_ROWS)

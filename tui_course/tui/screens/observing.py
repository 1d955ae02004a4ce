"""A screen that shows a workshop as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.message import Message

from tui_course.tui.screens.dressed import DressedScreen

if TYPE_CHECKING:
    from tui_course.tui.instructor.observed import Observed
    from tui_course.tui.theme import Look


class ObservingScreen(DressedScreen, room=True):
    """Is told of each new board of what it observes while it is the screen that is seen, and when it is seen again."""

    class Seen(Message):
        """There is another board."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._watched: Observed | None = None

    def observe(self, observed: Observed) -> None:
        """Be told of its boards; the screen is not seen yet."""
        self._watched = observed

    def board_changed(self) -> None:
        """Show what the board says now."""

    @on(events.ScreenResume)
    def _listen(self) -> None:
        if self._watched is not None:
            self._watched.listener = self._hear
            self.board_changed()

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        if self._watched is not None and self._watched.listener == self._hear:
            self._watched.listener = None

    def _hear(self) -> None:
        """Called from the thread of the observation."""
        self.post_message(self.Seen())

    def on_observing_screen_seen(self) -> None:
        """There is another board."""
        self.board_changed()

"""What all screens share: a look that can change, a line above and a line below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen

from tui_course.tui.widgets.bars import BottomLine, TopLine
from tui_course.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from textual import events

    from tui_course.tui.theme import Look


class DressedScreen(Screen[None]):
    """The base of the screens."""

    AUTO_FOCUS = ""

    class ThemeSwitched(Message):
        """The learner wants the other theme."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.top_line = TopLine(look)
        self.bottom_line = BottomLine(look)

    def wear(self, look: Look) -> None:
        """Draw everything in another look."""
        self.look = look
        for widget in self.query(LineWidget):
            widget.wear(look)

    def switch_theme(self) -> None:
        """Ask for the other theme."""
        self.post_message(self.ThemeSwitched())

    def say(self, message: str) -> None:
        """Say something in the line below, until the next key or click; the message is free of control characters."""
        self.bottom_line.say(message)

    def on_key(self, event: events.Key) -> None:  # noqa: ARG002  for a subclass
        """What was said has been read."""
        self.say("")

    def on_click(self) -> None:
        """What was said has been read."""
        self.say("")

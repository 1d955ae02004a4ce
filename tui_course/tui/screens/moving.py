"""The keys that move in a text, the same on every screen that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.widgets.page import PageView

if TYPE_CHECKING:
    from tui_course.tui.theme import Look


class MovingScreen(DressedScreen, room=True):
    """A screen with a text; a key that cannot move it says why."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.page_view = PageView(look)

    def on_mount(self) -> None:
        """The text has the focus."""
        self.page_view.focus()

    @property
    def is_ready(self) -> bool:
        """Whether there is a text to move in."""
        return not self.page_view.is_empty

    def at_edge(self, by: int) -> None:
        """Say that the text goes no further, down (1) or up (-1)."""
        self.say(_("this is the end") if by > 0 else _("this is the top"))

    def action_line(self, by: int) -> None:
        """Move by a line."""
        if self.is_ready and not self.page_view.move_by(by):
            self.at_edge(by)

    def action_half(self, by: int) -> None:
        """Move by half a screen."""
        if self.is_ready and not self.page_view.move_by(by * max(1, self.page_view.size.height // 2)):
            self.at_edge(by)

    def action_screen(self, by: int) -> None:
        """Move by a screen."""
        if self.is_ready and not self.page_view.move_by(by * self.page_view.screenful):
            self.at_edge(by)

    def action_top(self) -> None:
        """Go to the beginning."""
        if self.is_ready and not self.page_view.move_to(-1):
            self.at_edge(-1)

    def action_bottom(self) -> None:
        """Go to the end."""
        if self.is_ready and not self.page_view.move_to(self.page_view.last_top):
            self.at_edge(1)

    def action_heading(self, by: int) -> None:
        """Go to the next heading or the one before."""
        if self.is_ready and not self.page_view.next_heading(by):
            self.say(_("no heading further down") if by > 0 else _("no heading further up"))

    def action_pan(self, by: int) -> None:
        """Move wide lines sideways."""
        if self.is_ready and not self.page_view.pan_by(by):
            if not self.page_view.overflow:
                self.say(_("nothing here is wider than the screen"))
            else:
                self.say(_("this is where the widest line ends") if by > 0 else _("this is where the lines begin"))

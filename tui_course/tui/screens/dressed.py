"""What all screens share: a look that can change, a line above and a line below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from textual import events, on
from textual.message import Message
from textual.screen import Screen

from tui_course.language import gettext as _
from tui_course.tui.key_names import key_names
from tui_course.tui.keymap import screens_of
from tui_course.tui.widgets.bars import BottomLine, TopLine
from tui_course.tui.widgets.lines import LineWidget
from tui_course.tui.widgets.notice import MOST_ROWS, NoticeLine

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from textual.worker import WorkType

    from tui_course.tui.application import Application
    from tui_course.tui.notices import Announcement
    from tui_course.tui.theme import Look


LEAST_WINDOW: Final = (40, 12)
"""Columns and rows from which on everything has its place."""


class DressedScreen(Screen[None]):
    """The base of the screens."""

    AUTO_FOCUS = ""

    def __init_subclass__(cls, *, room: bool = False) -> None:
        """Make a kind of screen, or a `room`, which only ever is a base of one.

        Textual takes stock of every class of screens, which takes longer than all else that makes one. A screen's own stock
        has what its rooms have.
        """
        if not room:
            super().__init_subclass__()

    class ThemeSwitched(Message):
        """The learner wants the other theme."""

    class Resumed(Message):
        """The learner is on this screen, at first or again."""

    class PutAway(Message):
        """The learner has done with what is announced."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.top_line = TopLine(look)
        self.bottom_line = BottomLine(look, self.told_keys)
        self.notice_line: NoticeLine | None = None

    def wear(self, look: Look) -> None:
        """Draw everything in another look; a course's own colour stays."""
        look = replace(look, accent=self.look.accent)
        self.look = look
        for widget in self.query(LineWidget):
            widget.wear(look)

    def told_keys(self, words: str) -> str:
        """Keys as the tables have them, such as `j k`, by those that the user chose instead."""
        screens = [name for node in (self.focused, self, self.app) if node is not None for name in screens_of(node)]
        return key_names(self.look.keymap.told(words, screens))

    def action_theme(self) -> None:
        """Change between dark and light."""
        self.post_message(self.ThemeSwitched())

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)

    @on(events.Resize)
    def _warn_of_size(self, event: events.Resize) -> None:
        """Say so where the window is smaller than what the screens are made for; what fits is shown all the same."""
        width, height = event.size
        least, lowest = LEAST_WINDOW
        self.top_line.warn(*(_too_small(width, height) if width < least or height < lowest else ()))
        self._make_room(width, height)

    # What is said to all of a workshop

    @on(events.Mount)
    @on(events.ScreenResume)
    def _tell_resumed(self) -> None:
        self.post_message(self.Resumed())

    def announce(self, announcement: Announcement | None) -> None:
        """Have something said to all between the text and the line below, until it is put away; None takes it away."""
        line = self.notice_line
        if line is None:
            if announcement is None:
                return
            line = self.notice_line = NoticeLine(self.look, self.told_keys)
            self.mount(line, before=self.bottom_line)
        line.show(announcement)
        self._make_room(*self.app.size)

    def workshop_changed(self) -> None:
        """Something of the workshop has changed, for a screen that shows it."""

    def _make_room(self, width: int, height: int) -> None:
        """Give the notice the rows it needs: the text ends so many rows earlier, and its lines stay where they are."""
        if self.notice_line is None:
            return
        needed = self.notice_line.rows_for(width, height)
        self.notice_line.styles.height = needed
        self.set_class(needed > 0, "noticed")
        for rows in range(1, MOST_ROWS + 1):
            self.set_class(needed == rows, f"noticed-{rows}")

    def dress(self, changes: Mapping[str, Any], *, keep: bool = True) -> None:
        """Change fields of the look, such as `width`, on every screen at once; where `keep` is set they are remembered."""
        # Not by a message: the next key builds on what this one has changed.
        self.application.dress(changes, keep=keep)

    def begin(self, work: Callable[[], Coroutine[None, None, None]], group: str, *, alone: bool = True) -> None:
        """Start to do something that waits; what is under way in the same group is given up, unless it is not `alone`.

        It is a function, not a coroutine: one that is begun while the program ends is then never made.
        """
        begun: WorkType[None] = work
        self.run_worker(begun, group=group, exclusive=alone)

    @property
    def application(self) -> Application:
        """The application, as far as screens ask it for something."""
        return cast("Application", self.app)

    @property
    def hosted(self) -> bool:
        """Whether this runs on a machine that is not the learner's."""
        return self.application.hosted

    def reason(self, error: Exception | str) -> str:
        """What is wrong, for the learner: free of control characters, and of the folders of a host."""
        return self.application.reason(error)

    def say(self, message: str) -> None:
        """Say something in the line below, until the next key or click; the message is free of control characters."""
        self.bottom_line.say(message)

    def on_key(self, event: events.Key) -> None:
        """What was said has been read; Escape puts away what is announced before it leaves anything else."""
        self.say("")
        announced = self.notice_line.announcement if self.notice_line is not None else None
        if event.key == "escape" and announced is not None and announced.leaves:
            event.stop()
            event.prevent_default()
            self.post_message(self.PutAway())

    def on_click(self) -> None:
        """What was said has been read."""
        self.say("")


def _too_small(width: int, height: int) -> tuple[str, str]:
    """What is said of a window that is too small, and shorter."""
    now, needed = f"{width}x{height}", "{}x{}".format(*LEAST_WINDOW)
    return (
        _("this window is {now}; at least {needed} is needed").format(now=now, needed=needed),
        _("{now}, needs {needed}").format(now=now, needed=needed),
    )

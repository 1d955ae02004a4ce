"""The Textual application: it starts screens and holds what they share."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.filter import NoColor

from tui_course.study import Study
from tui_course.tui.ending import end_on_signals
from tui_course.tui.loading import read_in_background
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.filter import LineFilter
    from textual.screen import Screen

    from tui_course.tui.shelf import Shelf
    from tui_course.tui.theme import Look


class CourseApp(App[int]):
    """A course, or a shelf of courses, on one terminal.

    `local` says that terminal and program are on one machine, so that links may open in its browser. `review_minutes`, where it
    is given, begins with a review of so many minutes; `ask` turns to the first question of the page.
    """

    CSS_PATH = "styles/reader.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = []

    def __init__(
        self,
        subject: Study | Shelf,
        *,
        look: Look,
        local: bool = True,
        review_minutes: float | None = None,
        ask: bool = False,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        self.look = replace(look, monochrome=look.monochrome or self.no_color)
        self.local = local
        self._subject = subject
        self._review_minutes = review_minutes
        self._ask = ask
        self._first_page = read_in_background(subject, subject.place.page) if isinstance(subject, Study) else None
        self._no_colour = NoColor()

    def get_default_screen(self) -> Screen[None]:
        """The first screen on the stack, so that nothing else is ever painted."""
        if isinstance(self._subject, Study):
            screen = ReaderScreen(self._subject, self.look, local=self.local, first_page=self._first_page)
            if self._review_minutes is not None:
                screen.review_at_once(self._review_minutes)
            if self._ask:
                screen.ask_at_once()
            return screen
        from tui_course.tui.screens.library import LibraryScreen

        return LibraryScreen(self._subject, self.look, local=self.local)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colour nothing but weights, where Textual would send greys."""
        return (self._no_colour,) if self.no_color else super().get_line_filters()

    def on_load(self) -> None:
        """Nothing is painted yet."""
        if not self.is_headless:
            end_on_signals(self)

    def on_ready(self) -> None:
        """The first frame is painted."""
        gc.enable()

    def on_dressed_screen_theme_switched(self) -> None:
        """Change between dark and light, on every screen."""
        self.look = replace(self.look, theme="light" if self.look.theme == "dark" else "dark")
        for screen in self.screen_stack:
            if isinstance(screen, DressedScreen):
                screen.wear(self.look)

    def action_help_quit(self) -> None:
        """Ctrl-C with nothing selected: the learner wants to leave."""
        self.exit(0)

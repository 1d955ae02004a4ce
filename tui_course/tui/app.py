"""The Textual application: it starts screens and holds what they share."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual._compositor import CompositorUpdate
from textual.filter import NoColor

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.visible import visible
from tui_course.study import Study
from tui_course.tui.driving import checked
from tui_course.tui.hosting import Surroundings
from tui_course.tui.loading import read_in_background
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.workshop import WorkshopApp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.screen import Screen

    from tui_course.library.shelf import Shelf
    from tui_course.pictures.gallery import Gallery
    from tui_course.tui.painting import Painting
    from tui_course.tui.theme import Look


class Preferences(NamedTuple):
    """What becomes of the learner's choices.

    `complaints` are about the settings: the first screen tells of them. `keep` remembers what of the look the learner changes,
    by its names in the settings; it raises OSError where it cannot.
    """

    complaints: tuple[str, ...] = ()
    keep: Callable[[Mapping[str, Any]], None] | None = None


class CourseApp(WorkshopApp):
    """A course, or a shelf of courses, on one terminal.

    `local` says that terminal and program are on one machine, so that links may open in its browser. `review_minutes`, where it
    is given, begins with a review of so many minutes; `ask` turns to the first question of the page. `gallery` draws pictures.
    `unsaved_notes` has the words of notes that were left, by the ids of course and page and the words of their passage.
    """

    CSS_PATH = "styles/reader.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = []

    def __init__(  # noqa: PLR0913 - what the application is told when it starts
        self,
        subject: Study | Shelf,
        *,
        look: Look,
        local: bool = True,
        review_minutes: float | None = None,
        ask: bool = False,
        preferences: Preferences | None = None,
        gallery: Gallery | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        super().__init__(gallery, surroundings or Surroundings())
        preferences = preferences or Preferences()
        self.animation_level = "none"
        self.look = replace(look, monochrome=look.monochrome or self.no_color)
        self.complaints = tuple(map(visible, preferences.complaints))
        self.set_keymap(look.keymap.textual)
        self._keep = preferences.keep
        self._partners: dict[str, str] = {}
        self.unsaved_notes: dict[tuple[str, str, str], str] = {}
        self.local = local
        self._subject = subject
        self._review_minutes = review_minutes
        self._ask = ask
        if isinstance(subject, Study):
            subject.set_text(look.width, ascii=look.ascii)
        self._first_page = read_in_background(subject, subject.place.page) if isinstance(subject, Study) else None
        self._no_colour = NoColor()
        self._painting = self._begin_painting() if self.hosted else None

    def _begin_painting(self) -> Painting:
        """What a reader over a network has beside: its painting, and styles that were parsed before it was forked."""
        from tui_course.tui.painting import Painting
        from tui_course.tui.parsed_styles import ParsedOnce

        self.stylesheet = ParsedOnce(variables=self.get_css_variables())
        return Painting()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:  # noqa: ANN401 - Textual's own updates are not what it says
        """Send what is painted; over a network what is different alone."""
        if self._painting is not None and isinstance(renderable, CompositorUpdate):
            renderable = self._painting.changes(renderable, self.size)
        super()._display(screen, renderable)

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

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, behind the check of what goes to the terminal."""
        return checked(super().get_driver_class())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colour nothing but weights, where Textual would send greys; else our colours as they are."""
        return (self._no_colour,) if self.look.monochrome else ()

    def on_ready(self) -> None:
        """The first frame is painted."""
        # What starting made stays: to look through it again and again would hold up a key for 50 ms and more.
        gc.freeze()
        gc.enable()
        if self.complaints and isinstance(self.screen, DressedScreen) and not self.screen.bottom_line.message:
            more = len(self.complaints) - 1
            rest = " " + ngettext("(and {n} more)", "(and {n} more)", more).format(n=more) if more else ""
            self.screen.say(self.complaints[0] + rest)

    def on_unmount(self) -> None:
        """The program may go on, with another application."""
        gc.unfreeze()

    def on_dressed_screen_theme_switched(self) -> None:
        """Change between dark and light, on every screen: to the side where the learner came from, else to its partner."""
        from tui_course.tui.palettes import partner

        before = self.look.theme
        after = self._partners.get(before) or partner(before)
        self._partners[after] = before
        self.dress({"theme": after}, keep=True)

    def dress(self, changes: Mapping[str, Any], *, keep: bool) -> None:
        """Wear another look on every screen: `changes` are fields of it; where `keep` is set they are remembered."""
        self.look = replace(self.look, **changes)
        if keep and self._keep is not None:
            try:
                self._keep(changes)
            except OSError as error:
                if isinstance(self.screen, DressedScreen):
                    self.screen.say(_("this will be forgotten: {reason}").format(reason=self.reason(error)))
        for screen in self.screen_stack:
            if isinstance(screen, DressedScreen):
                screen.wear(self.look)

    def action_help_quit(self) -> None:
        """Ctrl-C with nothing selected: the learner wants to leave."""
        self.exit(0)

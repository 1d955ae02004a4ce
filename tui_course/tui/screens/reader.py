"""The reader: text and contents, search, help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from tui_course.language import gettext as _
from tui_course.tui.keys import bindings
from tui_course.tui.keys.reading import READER_KEYS
from tui_course.tui.keys.workshop import WORKSHOP_KEYS
from tui_course.tui.loading import read_in_background
from tui_course.tui.screens.arriving import ArrivingScreen
from tui_course.tui.screens.attending import AttendingScreen
from tui_course.tui.screens.browsing import BrowsingScreen
from tui_course.tui.screens.commanding import CommandingScreen
from tui_course.tui.screens.consulting import ConsultingScreen
from tui_course.tui.screens.copying import CopyingScreen
from tui_course.tui.screens.dressing import DressingScreen
from tui_course.tui.screens.editing import EditingScreen
from tui_course.tui.screens.finding import FindingScreen
from tui_course.tui.screens.hints import contents_hints, link_hints, question_hints, reading_hints, typing_hints
from tui_course.tui.screens.illustrating import IllustratingScreen
from tui_course.tui.screens.instructing import InstructingReader
from tui_course.tui.screens.jumping import JumpingScreen
from tui_course.tui.screens.learning import LearningScreen
from tui_course.tui.screens.noting import NotingScreen
from tui_course.tui.screens.searching import Searching

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_course.model.course import Page
    from tui_course.study import Place, Study
    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.bars import Hint
    from tui_course.typeset.line import Target


class ReaderScreen(
    ArrivingScreen,
    AttendingScreen,
    BrowsingScreen,
    CommandingScreen,
    ConsultingScreen,
    CopyingScreen,
    DressingScreen,
    EditingScreen,
    FindingScreen,
    IllustratingScreen,
    InstructingReader,
    JumpingScreen,
    NotingScreen,
    LearningScreen,
):
    """Shows the pages of a study; `first_page` is being read already, `from_library` says what `back` leads to at last."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader", READER_KEYS)

    def __init__(
        self,
        study: Study,
        look: Look,
        *,
        local: bool = True,
        first_page: Future[Page] | None = None,
        from_library: bool = False,
    ) -> None:
        look = replace(look, accent=study.course.accent)
        super().__init__(study, look, local=local)
        self.searching = Searching(self.page_view, self.bottom_line)
        self._first_page = first_page
        self._from_library = from_library

    # Start

    def compose(self) -> ComposeResult:
        """The widgets, with the page in them if it is there in time."""
        self.fit_contents(self.app.size.width)
        yield self.top_line
        yield self.contents
        yield self.page_view
        yield self.bottom_line
        self.open_first(self._first_page or read_in_background(self.study, self.study.place.page))
        self._first_page = None

    # Pages

    def open(self, place: Place) -> None:
        """Show a place; a search ends, and what was selected is no more."""
        self.searching.end()
        self.clear_selection()
        super().open(place)

    def leave_page(self) -> None:
        """There is nothing to search in."""
        self.searching.end()
        super().leave_page()

    def show_again(self, page: Page) -> None:
        """Show what has become of the page; a search goes on in it."""
        super().show_again(page)
        if self.is_ready:
            self.searching.again()

    def at_origin(self) -> None:
        """Go back to the library, if the learner came from there."""
        if self._from_library:
            self.dismiss()
        else:
            super().at_origin()

    def tell_marks(self) -> None:
        """Bring the marks in the contents up to date."""
        self.contents.tell(self.page_marks(), self.course_total())

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        if self.contents.has_focus:
            return contents_hints()
        if self.searching.active:
            return self.searching.hints()
        if not self.is_ready:
            return super().hints()
        if self.previewing:
            return self.preview_keys()
        if self.page_view.question:
            return question_hints() if not self.answering.typing else typing_hints()
        if self.target is not None:
            return link_hints(self.study, self.page_view, self.target, local=self.local)
        asked, drawn = bool(self.answering.questions), bool(self.diagrams)
        first, *rest = reading_hints(self.study, self.page_view, questions=asked, diagrams=drawn)
        return [first, *self.instructing_hints(), *rest]

    def on_scrolling_view_moved(self) -> None:
        """Another part of the page is in view."""
        self.tell()

    # Search

    def action_contents(self) -> None:
        """Go to the contents; a search ends."""
        self.searching.end()
        super().action_contents()

    def on_key(self, event: events.Key) -> None:
        """What is typed goes to the search, else to the question in focus."""
        if self.searching.typing:
            event.stop()
            event.prevent_default()
            self.searching.key(event)
            self.tell()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes to the search, or into a blank."""
        if self.searching.typing:
            event.stop()
            event.prevent_default()
            self.searching.paste(event.text)

    def action_search(self) -> None:
        """Search in the page."""
        if self.is_ready:
            self.page_view.focus()
            self.searching.begin()

    def action_next(self) -> None:
        """Go to the next match while a search is shown, else to the next page."""
        if self.searching.active:
            self._step(1)
        else:
            super().action_next()

    def action_screen_down(self) -> None:
        """Move a screen on; at the end, to the next page, search or not."""
        if self.is_ready and self.page_view.at_end:
            self.searching.end()
        super().action_screen_down()

    def action_search_previous(self) -> None:
        """Go to the match before."""
        if self.searching.active:
            self._step(-1)
        else:
            self.say(_("N goes to the match before; / searches"))

    def _step(self, by: int) -> None:
        self.say(self.searching.step(by))
        self.tell()

    def follow(self, target: Target) -> None:
        """Follow a link; what opens in place may hold what is searched for."""
        super().follow(target)
        self.searching.again()

    # What else is open

    def action_leave(self) -> None:
        """Leave the search, the link in focus, the contents, or what was selected."""
        if self.searching.end() or self.page_view.forget_target():
            self.tell()
        elif self.has_class("narrow", "contents"):
            self.leave_contents(hide=True)
        else:
            self.clear_selection()

    def action_problems(self) -> None:
        """List what is wrong with the page, with the settings, and with keeping what is answered."""
        notice = self.study.keeping.notice if self.study.keeping is not None else ""
        notices = (*self.application.complaints, *((self.reason(notice),) if notice else ()))
        if self.page is None or not (self.page.problems or notices):
            self.say(_("nothing is wrong with this page"))
            return
        from tui_course.tui.screens.sheet import problems_sheet

        self.app.push_screen(problems_sheet(self.look, self.page, notices))

    def action_help(self) -> None:
        """List the keys."""
        from tui_course.tui.screens.sheet import help_sheet

        workshop = WORKSHOP_KEYS if self.application.attendance is not None else ()
        self.app.push_screen(help_sheet(self.look, (*READER_KEYS, *workshop, *self.instructing_keys())))

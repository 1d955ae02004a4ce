"""The instructor's board: who is here, on which page, how far, and which question hurts, live."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.tui.instructor.learners import (
    LearnerEntry,
    columns_for,
    learner_entries,
    learners_heading,
    nobody,
)
from tui_course.tui.instructor.overview import Overview, notes
from tui_course.tui.instructor.questions import PollEntry, question_entries, questions_heading
from tui_course.tui.keys import bindings
from tui_course.tui.keys.board import BOARD_KEYS
from tui_course.tui.screens.board_lists import BoardLists
from tui_course.tui.screens.exporting import ExportingScreen
from tui_course.tui.widgets.bars import Hint
from tui_course.workshop.numbering import page_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from tui_course.study import Place
    from tui_course.tui.instructor.observed import Observed
    from tui_course.tui.screens.saying import Here
    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.entries import Entry
    from tui_course.workshop.board import CourseBoard

_MOST_QUERY: Final = 60


class BoardScreen(ExportingScreen, BoardLists):
    """Shows a workshop as it goes. `here` is where the instructor's reader is, `go` leads it to a place of its course."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("board", BOARD_KEYS)

    def __init__(
        self,
        look: Look,
        observed: Observed,
        here: Here | None = None,
        go: Callable[[Place], None] | None = None,
        *,
        hosted: bool = True,
    ) -> None:
        super().__init__(look, observed, here, hosted=hosted)
        self._go = go
        self._course = here.course if here is not None else ""
        self._first_module = 0
        self._query = ""
        self._pans = False
        self._poll = ""

    # What is shown

    @property
    def course(self) -> str:
        """The id of the course that is shown: the one that is read here, else the first."""
        courses = self.board.courses
        known = any(one.id == self._course for one in courses)
        return self._course if known or not courses else courses[0].id

    def board_changed(self) -> None:
        """Show what the board says now."""
        self.fill()

    def turned(self) -> None:
        """What was looked for in the other list is over."""
        self._query = ""

    def fill(self) -> None:
        """Show what the board says now; what is the same stays as it is painted."""
        if not self.is_attached or not self.size.width:
            return
        board, look = self.board, self.look
        self.tell_of(2 if self.observed.line else 1)
        course = board.course(self.course)
        outline = self.outline(self.course)
        wanted = self._query.casefold().split()
        numbers = page_numbers(outline) if outline is not None else {}
        found = learner_entries(board, self.course, numbers, wanted if not self.at_questions else ())
        entries: Sequence[Entry] = found or [nobody(board, visible(self.observed.line), wanted)]
        self.make_room(len(entries))
        modules = len(course.modules) if course is not None else 0
        columns = columns_for(found, modules, self.learners.room, look, self._first_module)
        self._first_module = columns.heat.first
        self._pans = columns.heat.shown < modules
        labels = [one.label or str(one.number) for one in course.modules] if course is not None else []
        self.learners.show(entries, (learners_heading(columns, look, labels),), columns)
        asked = question_entries(board, course, wanted if self.at_questions else (), full=self.has_class("wide"))
        self.questions.show(asked, (questions_heading(self.questions.room, look),))
        self._point_at_poll()
        self._tell(course)

    def _point_at_poll(self) -> None:
        """A poll that is new has the cursor: what it brings is what matters now."""
        entry = next(iter(self.questions.entries), None)
        if isinstance(entry, PollEntry) and entry.row.poll.id != self._poll:
            self._poll = entry.row.poll.id
            self.questions.point_at(0)

    def _tell(self, course: CourseBoard | None) -> None:
        board = self.board
        if board.trouble:
            board = replace(board, trouble=self.reason(board.trouble))
        several = len(board.courses) > 1
        number = next((at for at, one in enumerate(board.courses, 1) if one.id == self.course), 0)
        page = self.page_words(self.here) if self.here is not None else ""
        name = _("Workshop {name}").format(name=visible(board.workshop))
        title = visible(course.title) if course is not None else ""
        self.top_line.tell((name, title), notes(board, self.look))
        self.overview.tell(
            Overview(board, visible(self.observed.line), page, title, number, len(board.courses) if several else 0)
        )
        if not self.prompting:
            self.bottom_line.offer(self.hints())

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        poll = self.board.poll
        open_poll = poll is not None and not poll.closed
        learner = not self.at_questions
        return (
            *((Hint("Esc", _("all again")),) if self._query else ()),
            Hint("i", _("invite all")),
            Hint("m", _("message")),
            Hint("x", _("close poll")) if open_poll else Hint("p", _("poll")),
            Hint("Enter", _("learner") if learner else _("question")),
            Hint("Tab", _("questions") if learner else _("learners")),
            *((Hint("< >", _("modules")),) if self._pans else ()),
            *((Hint("c", _("course")),) if len(self.board.courses) > 1 else ()),
            Hint("e", _("export")),
            Hint("Esc", _("to the course")),
            Hint("?", _("help")),
        )

    # Moving

    def action_pan(self, by: int) -> None:
        """Show other modules, where not all of them fit."""
        course = self.board.course(self.course)
        modules = len(course.modules) if course is not None else 0
        entries = [entry for entry in self.learners.entries if isinstance(entry, LearnerEntry)]
        heat = columns_for(entries, modules, self.learners.room, self.look, self._first_module).heat
        first = max(0, min(heat.most_first, heat.first + by * max(1, heat.shown // 2)))
        if first == heat.first:
            self.say(_("all modules are shown") if heat.shown == heat.modules else _("there are no more modules on this side"))
            return
        self._first_module = first
        self.board_changed()

    def action_find(self) -> None:
        """Show only learners, or questions, with some words."""
        self.prompt("/", self._found, self._look_for, most=_MOST_QUERY, text=self._query)

    def _look_for(self, query: str) -> None:
        self._query = query
        self.board_changed()

    def _found(self, query: str) -> None:
        self._look_for(query)
        self.bottom_line.offer(self.hints())

    def action_course(self) -> None:
        """Show the next course."""
        ids = [one.id for one in self.board.courses]
        if len(ids) < 2:  # noqa: PLR2004 - another one
            self.say(_("there is one course in this workshop"))
            return
        self._course = ids[(ids.index(self.course) + 1) % len(ids)]
        self._first_module = 0
        self.board_changed()

    # Doing

    def action_choose(self) -> None:
        """Show all of a learner or of a question."""
        entry = self.rows.entry
        if entry is None:
            self.say(_("there is nothing here"))
        elif self.at_questions:
            self._show_question(entry.key)
        else:
            self._show_learner(entry.key)

    def _show_question(self, key: str) -> None:
        from tui_course.tui.screens.asked import AskedScreen

        here = self.here is not None and self.here.course == self.course
        go = self._lead if here and self._go is not None else None
        self.app.push_screen(AskedScreen(self.look, self.observed, self.course, key, self.opened(self.course), go))

    def _lead(self, place: Place) -> None:
        """Leave what shows the question, and the board, for a place in the course."""
        if self._go is not None:
            self.app.pop_screen()
            self.dismiss()
            self._go(place)

    def _show_learner(self, key: str) -> None:
        from tui_course.tui.screens.learner import LearnerScreen

        row, course, outline = self.board.learner(key), self.board.course(self.course), self.outline(self.course)
        if row is None or course is None:
            self.say(_("this learner is no longer in the workshop"))
            return
        numbers = page_numbers(outline) if outline is not None else {}
        self.app.push_screen(LearnerScreen(self.look, self.observed, row, course, numbers))

    def action_lower(self) -> None:
        """Lower the hand of the learner under the cursor."""
        entry = self.learners.entry
        row = self.board.learner(entry.key) if entry is not None else None
        if row is not None and row.hand and not self.at_questions:
            # They go to where their name stands; the next hand is at the top.
            self.learners.release()
        self.lower(self.board.learner(entry.key) if entry is not None and not self.at_questions else None)

    def action_help(self) -> None:
        """List the keys."""
        from tui_course.tui.screens.sheet import help_sheet

        self.app.push_screen(help_sheet(self.look, BOARD_KEYS, _("to the board")))

    def action_leave(self) -> None:
        """Show all again where only some are shown, else back to the course."""
        if self._query:
            self._look_for("")
        else:
            self.dismiss()

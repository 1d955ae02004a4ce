"""The learners and the questions of a workshop on one screen: beside each other, below each other, or one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.tui.instructor.learners import LearnerEntry, learner_line
from tui_course.tui.instructor.notes import NoteEntry, note_line
from tui_course.tui.instructor.questions import question_lines
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.widgets.overview import OverviewRows
from tui_course.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from tui_course.tui.instructor.learners import Columns
    from tui_course.tui.instructor.questions import QuestionsEntry
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Line

_WIDE: Final = 110
_LOW: Final = 18
_QUESTIONS_SHARE: Final = 0.4
_LEAST_ROWS: Final = 4
# What lies above and below the lists, and the heading and the last words of one.
_BESIDE: Final = 4
_FRAME: Final = 2


class BoardLists(DressedScreen, room=True):
    """Two lists of which one has the keys, under an overview; a subclass fills them."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.overview = OverviewRows(look)
        self.learners = Rows(look, _draw_learner, _rest)
        self.questions = Rows(look, _draw_question, _rest)
        self.at_questions = False
        self._most_learners = 0
        self._rows_above = 2

    # For a subclass

    def fill(self) -> None:
        """Show what there is for the size and the list that has the keys."""
        raise NotImplementedError

    def turned(self) -> None:
        """The other list has the keys."""

    # The screen

    def compose(self) -> ComposeResult:
        """What is said of all, learners and questions between the two lines."""
        yield self.top_line
        yield self.overview
        yield self.learners
        yield self.questions
        yield self.bottom_line
        self._arrange(*self.app.size)

    def on_mount(self) -> None:
        """The learners have the focus."""
        self.learners.focus()
        self.call_after_refresh(self.fill)

    def on_resize(self, event: events.Resize) -> None:
        """Another size has another place for each."""
        self._arrange(*event.size)
        self.call_after_refresh(self.fill)

    def wear(self, look: Look) -> None:
        """Draw everything in another look."""
        super().wear(look)
        self.fill()

    def make_room(self, learners: int) -> None:
        """Give the list of learners the rows that so many need, as far as the questions leave them; it never shrinks again."""
        if learners > self._most_learners:
            self._most_learners = learners
            self._arrange(*self.size)

    def tell_of(self, rows: int) -> None:
        """Have so many rows above the lists, as far as the screen has room for them."""
        if rows != self._rows_above:
            self._rows_above = rows
            self._arrange(*self.size)

    def _arrange(self, width: int, height: int) -> None:
        wide, low = width >= _WIDE, height < _LOW
        single = low and not wide
        self.set_class(wide, "wide")
        self.learners.display = not (single and self.at_questions)
        self.questions.display = not single or self.at_questions
        above = 1 if low else self._rows_above
        self.overview.styles.height = above
        self.styles.grid_rows = f"{above} 1fr"
        room = height - _BESIDE + (0 if low else 2 - above)
        most = room - max(_LEAST_ROWS, int(room * _QUESTIONS_SHARE))
        needed = max(_LEAST_ROWS, min(self._most_learners + _FRAME, most))
        alone = wide or single
        self.learners.styles.height = "1fr" if alone else needed
        # Room for the line below, which lies over what is there.
        self.learners.styles.margin = (0, 0, 1, 0) if alone else 0

    # Moving

    @property
    def rows(self) -> Rows:
        """The list that has the keys."""
        return self.questions if self.at_questions else self.learners

    def action_cursor(self, by: int) -> None:
        """Move by learners or questions."""
        if not self.rows.move(by):
            self.say(_("this is the last one") if by > 0 else _("this is the first one"))

    def action_screen(self, by: int) -> None:
        """Move by screens."""
        self.rows.move(by * self.rows.screenful)

    def action_first(self) -> None:
        """Go to the first one."""
        self.rows.move(-len(self.rows.entries))

    def action_last(self) -> None:
        """Go to the last one."""
        self.rows.move(len(self.rows.entries))

    def action_other(self) -> None:
        """Go from the learners to the questions, or back."""
        self._turn_to(self.learners if self.at_questions else self.questions)

    def _turn_to(self, rows: Rows) -> None:
        """Have the keys go to a list; what was looked for in the other one is over."""
        self.at_questions = rows is self.questions
        self.turned()
        self._arrange(*self.size)
        rows.focus()
        self.call_after_refresh(self.fill)

    # The mouse

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        """What is under the cursor was clicked."""
        if message.rows is self.rows:
            self.action_choose()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The mouse is with the other list."""
        if isinstance(event.widget, Rows) and event.widget is not self.rows:
            self._turn_to(event.widget)

    def action_choose(self) -> None:
        """Show all of what is under the cursor."""
        raise NotImplementedError


def _draw_learner(entry: LearnerEntry | NoteEntry, room: int, look: Look, columns: Columns) -> tuple[Line, ...]:
    return (learner_line(entry, columns, look) if isinstance(entry, LearnerEntry) else note_line(entry, room, look),)


def _draw_question(entry: QuestionsEntry, room: int, look: Look, _manner: object) -> tuple[Line, ...]:
    return question_lines(entry, room, look)


def _rest(above: int, below: int, look: Look) -> str:
    """What is said of the entries that are not in view."""
    words = [_("{n} above").format(n=above)] if above else []
    words += [_("{n} more").format(n=below)] if below else []
    return f"{look.mark('…', '...')} {look.mark(' · ', ' | ').join(words)}" if words else ""

"""The instructor's keys where a course, or the list of courses, is open: the board, and everybody to this page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui_course.language import gettext as _
from tui_course.tui.keys import bindings
from tui_course.tui.keys.workshop import INSTRUCTING_KEYS
from tui_course.tui.screens.confirming import ConfirmingScreen
from tui_course.tui.screens.observing import ObservingScreen
from tui_course.tui.screens.paging import PagingScreen
from tui_course.tui.widgets.bars import Hint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from tui_course.study import Place
    from tui_course.tui.instructor.observed import Observed
    from tui_course.tui.keys import Group
    from tui_course.tui.screens.saying import Here

_ACTIONS = frozenset(key.action for group in INSTRUCTING_KEYS for key in group.keys)


class InstructingScreen(ObservingScreen, ConfirmingScreen, room=True):
    """Has the instructor's keys where there is a workshop to observe; for a learner none of this is there."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("instructor", INSTRUCTING_KEYS)

    def on_mount(self) -> None:
        """Begin to observe; where the program was started for its board, that comes first."""
        observation = self.observation
        if observation is None:
            return
        self.observe(observation)
        observation.start()
        app = self.application
        if app.board_first:
            app.board_first = False
            self.call_after_refresh(self.action_board)

    @property
    def observation(self) -> Observed | None:
        """The workshop, for its instructor."""
        return self.application.observation

    # For a subclass

    def whereabouts(self) -> Here | None:
        """Where in a course the instructor is."""
        return None

    def leader(self) -> Callable[[Place], None] | None:
        """What leads to a place of the course that is open."""
        return None

    # What is shown

    def board_changed(self) -> None:
        """Tell how many are here, and whose hand is up."""
        if self.observation is not None:
            # Who reads alone waits for none of it.
            from tui_course.tui.instructor.overview import standing

            self.bottom_line.attend(standing(self.observation.board(), self.look))

    def instructing_hints(self) -> Sequence[Hint]:
        """The keys of an instructor."""
        return (Hint("B", _("board")),) if self.observation is not None else ()

    def instructing_keys(self) -> Sequence[Group]:
        """What the help lists of them."""
        return INSTRUCTING_KEYS if self.observation is not None else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action is there: an instructor's for instructors alone, so that their keys are free for learners."""
        if action in _ACTIONS:
            return self.observation is not None
        return super().check_action(action, parameters)

    # Keys

    def action_board(self) -> None:
        """Show the board of the workshop."""
        observation = self.observation
        if observation is None:
            return
        from tui_course.tui.screens.board import BoardScreen

        hosted = self.application.hosted
        self.say("")
        self.app.push_screen(BoardScreen(self.look, observation, self.whereabouts(), self.leader(), hosted=hosted))

    def action_invite_here(self) -> None:
        """Invite all to where the instructor is."""
        observation, here = self.observation, self.whereabouts()
        if observation is None:
            return
        if here is None:
            self.say(_("open a page first, then i invites all to it"))
            return
        count = observation.board().here
        if self.is_confirmed("invite", _("i again invites all {n} learners to this page").format(n=count)):
            observation.invite(*here)
            self.say(_("all are invited to this page"))


class InstructingReader(PagingScreen, InstructingScreen, room=True):
    """The reader of an instructor, who is at a place of its course."""

    def whereabouts(self) -> Here | None:
        """The page, and the heading that is read where that is not the beginning."""
        from tui_course.tui.screens.saying import Here

        anchor = ""
        if self.is_ready and self.page_view.view.first > 0:
            view, scroll = self.page_view.view, self.page_view.scroll
            above = [heading.id for line, heading in scroll.headings() if line <= view.first + 1 and heading.id]
            anchor = above[-1] if above else ""
        return Here(self.study.course.id, self.study.place.page, anchor)

    def leader(self) -> Callable[[Place], None] | None:
        """What moves the reader."""
        return self.go

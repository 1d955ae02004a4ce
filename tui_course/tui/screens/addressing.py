"""A screen from which an instructor addresses all of a workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.tui.screens.confirming import ConfirmingScreen
from tui_course.tui.screens.observing import ObservingScreen

if TYPE_CHECKING:
    from tui_course.tui.instructor.observed import Observed
    from tui_course.workshop.board import Board


class AddressingScreen(ObservingScreen, ConfirmingScreen, room=True):
    """Knows who would hear it, and closes polls; a subclass calls `address`."""

    observed: Observed

    def address(self, observed: Observed) -> None:
        """Speak to the learners of a workshop."""
        self.observed = observed
        self.observe(observed)

    @property
    def board(self) -> Board:
        """The workshop as it is now."""
        return self.observed.board()

    def everybody(self) -> str:
        """All who are here, in words."""
        count = self.board.here
        return ngettext("the {n} learner here", "all {n} learners here", count).format(n=count)

    def action_close_poll(self) -> None:
        """Close the poll, which shows everybody how all voted."""
        poll = self.board.poll
        if poll is None or poll.closed:
            self.say(_("no poll is open; p asks all a question"))
            return
        votes = ngettext("{n} vote", "{n} votes", poll.votes).format(n=poll.votes)
        if self.is_confirmed("close", _("x again closes the poll after {votes}; all see the result").format(votes=votes)):
            self.observed.close_poll()
            self.say(_("the poll is closed"))

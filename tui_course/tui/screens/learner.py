"""All of one learner of a workshop: what they say, the pages they read, what they answered."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui_course.errors import StoreError
from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.tui.instructor.learner_sheet import Portrait, learner_lines
from tui_course.tui.keys import bindings
from tui_course.tui.keys.board import LEARNER_KEYS
from tui_course.tui.loading import in_background
from tui_course.tui.screens.observing import ObservingScreen
from tui_course.tui.screens.sheet import Sheet, SheetScreen
from tui_course.tui.widgets.bars import Hint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.binding import BindingType

    from tui_course.tui.instructor.observed import Observed
    from tui_course.tui.theme import Look
    from tui_course.workshop.board import CourseBoard, LearnerDetail, LearnerRow


class LearnerScreen(SheetScreen, ObservingScreen):
    """Shows one learner in one course as they go on; `numbers` are those of its pages, `lower` lowers a hand and says so."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("learner", LEARNER_KEYS)

    def __init__(
        self, look: Look, observed: Observed, learner: LearnerRow, course: CourseBoard, numbers: Mapping[str, str]
    ) -> None:
        self._portrait = Portrait(learner, course, numbers, None, now=observed.board().at)
        super().__init__(look, _("Learner"), lambda worn, width: Sheet(learner_lines(self._portrait, worn, width)))
        self._observed = observed
        self.observe(observed)

    @property
    def known(self) -> bool:
        """Whether what they did is shown."""
        return self._portrait.detail is not None

    def on_mount(self) -> None:
        """Read what they did."""
        self._offer()
        self._read()

    def _offer(self) -> None:
        hand = self._portrait.row.hand
        leaving = (Hint("Esc", _("to the board")), Hint("q", _("quit")))
        self.bottom_line.offer((*((Hint("h", _("lower the hand")),) if hand else ()), Hint("j k", _("move")), *leaving))

    def board_changed(self) -> None:
        """Show them as they are now; what they did is read again where anything of it is other."""
        board, before = self._observed.board(), self._portrait
        row = board.learner(before.row.learner)
        course = board.course(before.course.id)
        if row is None or course is None or row == before.row:
            return
        self._show(row=row, course=course, now=board.at)
        if row.in_course(course.id) != before.row.in_course(course.id) or row.page != before.row.page:
            self._read()

    def _show(self, **changes: object) -> None:
        known = {name: getattr(self._portrait, name) for name in Portrait.__slots__}
        self._portrait = Portrait(**{**known, **changes})
        self.page_view.set_again()
        self._offer()

    def _read(self) -> None:
        self.begin(partial(self._read_detail, self._looked_up()), "learner")

    def _looked_up(self) -> Callable[[], LearnerDetail]:
        return partial(self._observed.learner, self._portrait.row.learner, self._portrait.course.id)

    async def _read_detail(self, look: Callable[[], LearnerDetail]) -> None:
        try:
            detail = await asyncio.wrap_future(in_background(look, "learner"))
        except StoreError as error:
            if self.is_attached:
                reason = self.reason(error)
                self._show(trouble=_("what they did cannot be read now: {reason}").format(reason=reason))
            return
        if self.is_attached and self._portrait.detail != detail:
            self._show(detail=detail, trouble="")

    def action_lower(self) -> None:
        """Lower their hand."""
        row = self._portrait.row
        if not row.hand:
            self.say(_("the hand of {name} is not up").format(name=visible(row.name)))
            return
        self._observed.lower_hand(row.learner)
        self.say(_("the hand of {name} is lowered; they are told that you have seen it").format(name=visible(row.name)))

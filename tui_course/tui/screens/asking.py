"""Questions on a page: keys and clicks for the one in focus, the next one, and where it is explained."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.tui.answers.answering import Answering
from tui_course.tui.loading import explain_in_background
from tui_course.tui.screens.following import FollowingScreen

if TYPE_CHECKING:
    from tui_course.model.course import Page
    from tui_course.model.question import Question
    from tui_course.study import Place, Study
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Target


class AskingScreen(FollowingScreen, room=True):
    """Lets the learner answer the questions of the page."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self.answering = Answering(study.asking, self)
        self._ask_at_once = False

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived."""
        self.answering.show(page.blocks)
        super().show_page(page, place)
        self.answering.turned()
        if self._ask_at_once:
            self._ask_at_once = False
            self.call_after_refresh(self._ask_first)

    def _ask_first(self) -> None:
        """Turn to the first question that is not settled, else to the first."""
        questions = self.answering.questions
        waiting = [one for one in questions if not one.fault and not self.study.asking.asked(one).settled]
        for question in (waiting or questions)[:1]:
            self.page_view.turn_to(question.id)

    def ask_at_once(self) -> None:
        """Begin with the first question of the page that is not settled."""
        self._ask_at_once = True

    def action_question(self) -> None:
        """Go to the next question of the page."""
        if not self.is_ready:
            return
        self.page_view.focus()
        found = self.answering.next_question()
        if found:
            self.page_view.turn_to(found)
        elif not self.answering.questions:
            self.say(_("no question on this page"))
        else:
            self.say(_("no question further down"))

    def follow(self, target: Target) -> None:
        """Follow a link, or do what a part of a question means."""
        if target.kind == "question":
            self.answering.click(target.href, target.anchor)
            self.tell()
        else:
            super().follow(target)

    # What a question asks of its screen

    def after_answer(self) -> None:
        """A verdict was given or taken: what counts it is told anew."""
        self.tell()

    def go_on(self) -> None:
        """Go to the next question, or say that there is none."""
        self.action_question()

    def explain(self, question: Question) -> None:
        """Go to where a question is explained; `back` returns to it."""
        self.say(_("looking for the explanation"))
        self.begin(partial(self._explain, question), "reference")

    async def _explain(self, question: Question) -> None:
        origin = self.study.place
        place = await asyncio.wrap_future(explain_in_background(self.study, question, origin.page))
        if not self.is_attached or self.study.place != origin:
            return
        if place is None:
            self.say(_("nothing on this page or in its module explains this"))
            return
        self.go(place, _("Backspace leads back to the question"))

"""Questions on a page: keys and clicks for the one in focus, the next one, and where it is explained."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui_course.tui.answers.answering import Answering
from tui_course.tui.loading import explain_in_background
from tui_course.tui.screens.following import FollowingScreen

if TYPE_CHECKING:
    from textual import events

    from tui_course.model.course import Page
    from tui_course.model.question import Question
    from tui_course.study import Place, Study
    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.page import PageView
    from tui_course.typeset.line import Target


class AskingScreen(FollowingScreen):
    """Lets the learner answer the questions of the page."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self.answering = Answering(study.asking, self)

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived."""
        self.answering.show(page.blocks)
        super().show_page(page, place)

    @property
    def is_typing(self) -> bool:
        """Whether letters go into the blanks of the question in focus."""
        return self.answering.typing

    # Keys

    def on_key(self, event: events.Key) -> None:
        """What the question in focus understands goes to it; a digit without a focus goes to the question in view."""
        if not self.page_view.has_focus or not self.is_ready:
            return
        self.say("")
        taken = self.answering.key(event.key, event.character) if self.page_view.question else self._first_digit(event)
        if taken:
            event.stop()
            event.prevent_default()
            self.tell()

    def _first_digit(self, event: events.Key) -> bool:
        if not (event.character and event.character.isascii() and event.character.isdigit()):
            return False
        found = self.answering.visible_question()
        if not found:
            self.say("digits answer a question; Q goes to the next one")
            return True
        self.page_view.turn_to(found)
        return self.answering.key(event.key, None)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into a blank."""
        if self.answering.typing and self.page_view.has_focus:
            event.stop()
            self.answering.paste(event.text)

    def action_question(self) -> None:
        """Go to the next question of the page."""
        if not self.is_ready:
            return
        self.page_view.focus()
        found = self.answering.next_question()
        if found:
            self.page_view.turn_to(found)
        elif not self.answering.questions:
            self.say("no question on this page")
        else:
            self.say("no question further down")

    def follow(self, target: Target) -> None:
        """Follow a link, or do what a part of a question means."""
        if target.kind == "question":
            self.answering.click(target.href, target.anchor)
            self.tell()
        else:
            super().follow(target)

    # What a question asks of its screen

    def on_page_view_turned(self, message: PageView.Turned) -> None:
        """Draw the questions that lost and got the focus."""
        self.answering.turned()
        self.draw_questions(message.before, message.now)
        if message.now:
            self.page_view.bring_question_into_view(message.now)
        self.tell()

    def redraw_question(self, question_id: str) -> None:
        """Draw a question anew; the line where it begins does not move unless its end would be out of view."""
        self.draw_questions(question_id)
        self.page_view.bring_question_into_view(question_id)

    def after_answer(self) -> None:
        """A verdict was given or taken: what counts it is told anew."""
        self.tell()

    def go_on(self) -> None:
        """Go to the next question, or say that there is none."""
        self.action_question()

    def explain(self, question: Question) -> None:
        """Go to where a question is explained; `back` returns to it."""
        self.say("looking for the explanation")
        self.run_worker(self._explain(question), exclusive=True, group="reference")

    async def _explain(self, question: Question) -> None:
        origin = self.study.place
        place = await asyncio.wrap_future(explain_in_background(self.study, question, origin.page))
        if not self.is_attached or self.study.place != origin:
            return
        if place is None:
            self.say("nothing on this page or in its module explains this")
            return
        self.go(place)
        self.say("Backspace leads back to the question")

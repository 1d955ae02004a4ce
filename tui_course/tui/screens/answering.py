"""A screen with questions in its text: what is typed and clicked goes to the one in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.tui.screens.moving import MovingScreen

if TYPE_CHECKING:
    from textual import events

    from tui_course.tui.answers.answering import Answering
    from tui_course.tui.widgets.targets import TargetView


class AnsweringScreen(MovingScreen, room=True):
    """Gives keys and clicks to `answering`, which a subclass makes; a subclass also sets the questions again that changed."""

    answering: Answering

    def draw_questions(self) -> None:
        """Set the questions again that have changed; the line where the one in focus begins stays where it is."""
        raise NotImplementedError

    def redraw_question(self, question_id: str) -> None:
        """Draw a question anew; the line where it begins does not move unless its end would be out of view."""
        self.draw_questions()
        self.page_view.bring_question_into_view(question_id)

    def tell(self) -> None:
        """Bring what stands above and below the text up to date."""

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
            self.say(_("digits answer a question; Q goes to the next one"))
            return True
        self.page_view.turn_to(found)
        return self.answering.key(event.key, event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into a blank."""
        if self.answering.typing and self.page_view.has_focus:
            event.stop()
            self.answering.paste(event.text)
            self.tell()

    def on_target_view_turned(self, message: TargetView.Turned) -> None:
        """Draw the questions that lost and got the focus."""
        self.answering.turned()
        self.draw_questions()
        if message.now:
            self.page_view.bring_question_into_view(message.now)
        self.tell()

"""Review: questions that were missed or not sure come back, one at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.answer import Outcome
from tui_course.model.block import Ask, Heading, Paragraph
from tui_course.model.inline import Text
from tui_course.model.visible import visible
from tui_course.study.asking import Asking
from tui_course.study.reviewing import wait_in_words
from tui_course.tui.answers.answering import Answering
from tui_course.tui.keys import bindings
from tui_course.tui.keys.texts import REVIEW_KEYS
from tui_course.tui.loading import explain_in_background
from tui_course.tui.screens.answering import AnsweringScreen
from tui_course.tui.screens.hints import review_hints, typing_hints
from tui_course.tui.typesetting import Typesetter, setting_of
from tui_course.tui.widgets.bars import Note

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_course.model.attempt import Attempt
    from tui_course.model.block import Block
    from tui_course.model.question import Question
    from tui_course.study import Place, Study
    from tui_course.study.reviewing import DueList
    from tui_course.tui.theme import Look
    from tui_course.typeset.document import Document

_MINUTE = 60.0


def nothing_due(due: DueList, now: float) -> str:
    """Why there is nothing to review, and when there will be, in a sentence."""
    if due.next_at is None:
        return _("nothing is due: what you miss, or are not sure of, comes back here")
    return _("nothing is due; the next question comes back {when}").format(when=wait_in_words(due.next_at - now))


class ReviewSession:
    """A review on its way: what is due, which question it is at, and how those before were answered.

    It ends with the last question, or with the first that begins after `minutes`.
    """

    def __init__(self, study: Study, due: DueList, minutes: float) -> None:
        self.study = study
        self.due = due
        pages = {question.id: page for page, question in due.questions}
        self.asking = Asking(study.learning, review=True, pages=pages)
        self._began = study.learning.clock()
        self._ends = self._began + minutes * _MINUTE
        self._at = 0

    @property
    def current(self) -> tuple[str, Question] | None:
        """The question that is asked, with its page; None at the end."""
        return self.due.questions[self._at] if self._at < len(self.due.questions) else None

    @property
    def position(self) -> tuple[int, int]:
        """The number of the question, from 1, and how many there are."""
        return self._at + 1, len(self.due.questions)

    def go_on(self) -> None:
        """Turn to the next question, unless the time is over."""
        over = self.study.learning.clock() >= self._ends
        self._at = len(self.due.questions) if over else self._at + 1

    @property
    def answered(self) -> tuple[int, int]:
        """How many were right at their first try in this review, and how many were answered."""
        ids = {question.id for _, question in self.due.questions}
        firsts: dict[str, Attempt] = {}
        for attempt in self.study.learning.all_attempts:
            if attempt.review and attempt.question in ids and attempt.at >= self._began:
                firsts.setdefault(attempt.question, attempt)
        return sum(one.outcome is Outcome.RIGHT for one in firsts.values()), len(firsts)


class ReviewScreen(AnsweringScreen):
    """Asks what is due; `go` is called with the place of an explanation."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("review", REVIEW_KEYS)

    def __init__(self, look: Look, session: ReviewSession, go: Callable[[Place], None]) -> None:
        super().__init__(look)
        self.session = session
        self.answering = Answering(session.asking, self)
        self._go = go
        self._blocks: tuple[Block, ...] = ()
        self._typesetter = Typesetter()

    def compose(self) -> ComposeResult:
        """The question between the two lines."""
        yield self.top_line
        yield self.page_view
        yield self.bottom_line
        self._show()

    # One question after the other

    def _show(self) -> None:
        current = self.session.current
        self._blocks = (Ask("review", (current[1],)),) if current is not None else self._summary()
        self.answering.show(self._blocks)
        self.page_view.show(self._typeset)
        self.call_after_refresh(self._begin)
        self.tell()

    def _begin(self) -> None:
        current = self.session.current
        if current is not None and self.is_ready:
            self.page_view.turn_to(current[1].id)

    def _typeset(self, width: int) -> Document:
        setting = replace(
            setting_of(self.look, width),
            asked=self.session.asking.asked,
            in_focus=self.page_view.question,
            typing=self.answering.typing,
        )
        return self._typesetter.document("review", self._blocks, setting)

    def _summary(self) -> tuple[Block, ...]:
        right, answered = self.session.answered
        left = len(self.session.due.questions) - answered
        said = ngettext(
            "You answered {count} question, {right} of them right at once.",
            "You answered {count} questions, {right} of them right at once.",
            answered,
        )
        words = [said.format(count=answered, right=right)]
        if left:
            more = ngettext("{count} more is due: Escape, then R.", "{count} more are due: Escape, then R.", left)
            words.append(more.format(count=left))
        words.append(_("What you missed returns soon, what you knew later."))
        return (Heading(1, (Text(_("Review done")),)), *(Paragraph((Text(one),)) for one in words))

    def tell(self) -> None:
        """Where the question is from, and how many there are."""
        current, study = self.session.current, self.session.study
        if current is None:
            self.top_line.tell((visible(study.course.title), _("Review")))
            self.bottom_line.offer(review_hints(over=True))
            return
        number, total = self.session.position
        module = study.course.module_of(current[0])
        names = (visible(module.title) if module is not None else "", visible(study.ref(current[0]).name))
        count = _("{number} of {count}").format(number=number, count=total)
        self.top_line.tell((_("Review"), *names), (Note(count, count),))
        self.bottom_line.offer(typing_hints() if self.answering.typing else review_hints())

    # What a question asks of its screen

    def draw_questions(self) -> None:
        """Set the question again."""
        if self.is_ready:
            self.page_view.typeset_again(self.page_view.focused_target)

    def after_answer(self) -> None:
        """A verdict was given or taken."""
        self.tell()

    def go_on(self) -> None:
        """Ask the next question, or end."""
        self.session.go_on()
        self._show()

    def explain(self, question: Question) -> None:
        """Go to where a question is explained."""
        self.say(_("looking for the explanation"))
        current = self.session.current
        if current is not None:
            self.begin(partial(self._explain, question, current[0]), "reference")

    async def _explain(self, question: Question, page: str) -> None:
        place = await asyncio.wrap_future(explain_in_background(self.session.study, question, page))
        if not self.is_attached:
            return
        if place is None:
            self.say(_("nothing on the question's page or in its module explains this"))
        else:
            self.dismiss()
            self._go(place)

    def action_next_question(self) -> None:
        """Leave the question as it is and ask the next."""
        if self.session.current is not None:
            self.go_on()

    def action_leave(self) -> None:
        """Back to the text."""
        if not self.page_view.forget_target():
            self.dismiss()

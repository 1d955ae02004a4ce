"""A poll: a question that all are asked at once, and what the class said when it is closed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from tui_course.language import gettext as _
from tui_course.model.block import Ask, Paragraph
from tui_course.model.inline import Text
from tui_course.model.visible import visible
from tui_course.study.voting import Voting
from tui_course.tui.answers.answering import Answering
from tui_course.tui.keys import bindings
from tui_course.tui.keys.texts import POLL_KEYS
from tui_course.tui.polled import result_lines
from tui_course.tui.screens.answering import AnsweringScreen
from tui_course.tui.screens.hints import typing_hints
from tui_course.tui.screens.sheet import Sheet
from tui_course.tui.typesetting import Typesetter, setting_of
from tui_course.tui.widgets.bars import Hint
from tui_course.workshop.counting import answer_words, histogram

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_course.model.block import Block
    from tui_course.model.question import Question
    from tui_course.model.workshop import Poll
    from tui_course.study import Study
    from tui_course.tui.scroll import Scroll
    from tui_course.tui.theme import Look
    from tui_course.workshop.attending import Attendance

# What the keys of a question mean that is not for a poll.
_UNHEARD = frozenset("chrwx")


class VotingKeys(Answering):
    """Keys for the question of a poll, which has no hints and no verdict."""

    def key(self, key: str, character: str | None) -> bool:
        """Take a key, by Textual's name and the character it stands for; False where it means nothing to the question."""
        return (self.typing or key not in _UNHEARD) and super().key(key, character)


class PollScreen(AnsweringScreen):
    """Asks `question` alone, as it stands in the page; what is answered goes to `attendance` as a vote.

    When the poll is closed it shows what all said, without names, what is right, and the author's words.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("poll", POLL_KEYS)

    def __init__(self, look: Look, study: Study, question: Question, poll: Poll, attendance: Attendance) -> None:
        super().__init__(look)
        self.study = study
        self.question = question
        self.poll = poll
        self._attendance = attendance
        voted = attendance.voted(poll)
        self.voting = Voting(
            study.learning.learner, study.course.id, question, voted, lambda answer: attendance.vote(poll, answer)
        )
        self.answering = VotingKeys(self.voting, self)
        self._typesetter = Typesetter()
        self._blocks: tuple[Block, ...] = ()
        self._ended = self.is_closed

    @property
    def is_closed(self) -> bool:
        """Whether the poll takes no more votes."""
        now = self._attendance.open_poll()
        return now is None or now.id != self.poll.id

    def compose(self) -> ComposeResult:
        """The question between the two lines."""
        yield self.top_line
        yield self.page_view
        yield self.bottom_line
        self._show()
        self.call_after_refresh(self.action_question)

    # What is shown

    def _show(self) -> None:
        if self.is_closed:
            self.page_view.forget_target()
            self.answering.show(())
            self.page_view.show(self._set_result)
        else:
            self._blocks = self._asked_blocks()
            self.answering.show(self._blocks)
            self.page_view.show(self._set_question)
        self.tell()

    def _asked_blocks(self) -> tuple[Block, ...]:
        """The question, and below it what was voted, which has its place from the beginning."""
        return (Ask("poll", (self.question,)), Paragraph((Text(self._standing()),)))

    def _standing(self) -> str:
        if self.voting.voted is None:
            return _("You have not voted yet. Nothing of this is judged, and it counts for nothing.")
        words = answer_words(self.question, self.voting.voted)
        return _("Your vote: “{words}”. It may be changed until the poll is closed.").format(words=words)

    def _set_question(self, width: int) -> Scroll:
        setting = replace(
            setting_of(self.look, width),
            asked=self.voting.asked,
            in_focus=self.page_view.question,
            typing=self.answering.typing,
            voting=True,
        )
        return self._typesetter.document("poll", self._blocks, setting)

    def _set_result(self, width: int) -> Scroll:
        found = histogram(self.question, self._attendance.result(self.poll))
        mine = answer_words(self.question, self.voting.voted) if self.voting.voted is not None else ""
        return Sheet(result_lines(self.question, found, setting_of(self.look, width), mine))

    def workshop_changed(self) -> None:
        """The poll may be closed now, and more be known of what was said."""
        if self.is_closed:
            if not self._ended:
                # What was said of a vote would stand before the result.
                self._ended = True
                self.say(_("the poll is closed"))
            self._show()

    def tell(self) -> None:
        """Where the question is from."""
        self.top_line.tell((_("Poll"), visible(self.study.ref(self.poll.page).name)))
        closed = self.is_closed
        if closed or not self.answering.typing:
            first = () if closed else (Hint("Enter", _("vote")),)
            self.bottom_line.offer((*first, Hint("j k", _("move")), Hint("Esc", _("back")), Hint("q", _("quit"))))
        else:
            self.bottom_line.offer(typing_hints())

    # What a question asks of its screen

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        return self.bottom_line.hints

    def draw_questions(self) -> None:
        """Set the question again."""
        if self.is_ready and not self.is_closed:
            self.page_view.typeset_again(self.page_view.focused_target)

    def after_answer(self) -> None:
        """A vote was given, or refused."""
        if self.voting.voted is not None and not self.voting.asked(self.question).refusal:
            self._blocks = self._asked_blocks()
            self.answering.show(self._blocks)
            self.draw_questions()
            self.say(_("your vote is in: “{words}”").format(words=answer_words(self.question, self.voting.voted)))
        self.tell()

    def go_on(self) -> None:
        """There is nothing after it."""

    def explain(self, question: Question) -> None:
        """The author's words come when the poll is closed."""

    # Keys

    def action_question(self) -> None:
        """Give the question the keys."""
        if self.is_ready and not self.is_closed:
            self.page_view.turn_to(self.question.id)

    def action_leave(self) -> None:
        """Back to where the learner was."""
        self.dismiss()

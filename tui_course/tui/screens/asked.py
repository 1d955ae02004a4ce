"""One question, or a poll, and all that was answered to it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui_course.errors import PageNotFound
from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.visible import visible
from tui_course.model.walk import all_questions
from tui_course.model.words import block_words
from tui_course.study import Place
from tui_course.tui.instructor.asked_sheet import Answers, asked_lines
from tui_course.tui.instructor.questions import POLL, question_key
from tui_course.tui.instructor.wording import numbered, percent
from tui_course.tui.keys import bindings
from tui_course.tui.keys.board import ASKED_KEYS
from tui_course.tui.loading import in_background
from tui_course.tui.screens.addressing import AddressingScreen
from tui_course.tui.screens.sheet import Sheet, SheetScreen
from tui_course.tui.widgets.bars import Hint
from tui_course.workshop.numbering import page_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from tui_course.tui.instructor.observed import Observed
    from tui_course.tui.theme import Look
    from tui_course.workshop.board import PollRow, QuestionRow
    from tui_course.workshop.counting import Histogram
    from tui_course.workshop.observing import ObservedCourse


class AskedScreen(SheetScreen, AddressingScreen):
    """Shows a question of a course by its key, or the poll, as it goes on; `go` leads the reader to it, where there is one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("asked", ASKED_KEYS)

    def __init__(
        self,
        look: Look,
        observed: Observed,
        course: str,
        key: str,
        opened: ObservedCourse | None,
        go: Callable[[Place], None] | None,
    ) -> None:
        self._answers = Answers("", (), "", _no_answers())
        is_poll = key == POLL
        super().__init__(
            look, _("Poll") if is_poll else _("Question"), lambda worn, width: Sheet(asked_lines(self._answers, worn, width))
        )
        self.address(observed)
        self._course, self._key, self._opened, self._go = course, key, opened, go
        self._prompt: tuple[str, ...] = ()
        self._where: tuple[str, str] = ("", "")
        self._fill()

    # What is shown

    def on_mount(self) -> None:
        """Read the whole of the question."""
        self._offer()
        if self._opened is not None and self._where[0]:
            self.begin(partial(self._read, self._opened, *self._where), "question")

    def _offer(self) -> None:
        poll = self.board.poll
        is_open = poll is not None and not poll.closed
        keys = [Hint("x", _("close poll")) if is_open else Hint("p", _("ask all"))]
        if self._go is not None:
            keys.insert(0, Hint("Enter", _("go there")))
        self.bottom_line.offer((*keys, Hint("j k", _("move")), Hint("Esc", _("to the board")), Hint("q", _("quit"))))

    def board_changed(self) -> None:
        """Show what was answered by now."""
        before = self._answers
        self._fill()
        if self._answers != before:
            self.page_view.set_again()
        self._offer()

    def _fill(self) -> None:
        if self._key == POLL:
            poll = self.board.poll
            if poll is not None:
                self._where = (poll.poll.page, poll.poll.question)
                self._answers = Answers(
                    poll.title, self._prompt, _poll_state(poll, self.board.here), poll.histogram, self._page()
                )
            return
        course = self.board.course(self._course)
        row = next((one for one in course.questions if question_key(one) == self._key), None) if course is not None else None
        if row is not None:
            self._where = (row.page, row.id)
            title = numbered(row.number, row.title)
            self._answers = Answers(title, self._prompt, _state(row), row.histogram, self._page(), row.number)

    def _page(self) -> str:
        """What its page is called."""
        if self._opened is None:
            return ""
        course = self._opened.edition.course
        name = next((page.name for page in course.pages if page.id == self._where[0]), "")
        return numbered(page_numbers(course).get(self._where[0], ""), visible(name))

    async def _read(self, opened: ObservedCourse, page: str, question: str) -> None:
        try:
            read = await asyncio.wrap_future(in_background(partial(opened.edition.read, page), "question"))
        except PageNotFound:
            return
        found = next((one for one in all_questions(read.blocks) if one.id == question), None)
        if found is not None and self.is_attached:
            paragraphs = (" ".join(visible(block_words((block,))).split()) for block in found.prompt)
            number = self._answers.number
            first, *rest = [one for one in paragraphs if one] or [self._answers.title]
            self._prompt = (numbered(number, first), *rest)
            self.board_changed()

    # Keys

    def action_follow(self) -> None:
        """Go to it in the reader."""
        page, question = self._where
        if self._go is None or not page:
            self.say(_("its course is not open in a reader here"))
            return
        self._go(Place(page, question=question))

    def action_poll(self) -> None:
        """Ask all this question."""
        page, question = self._where
        poll = self.board.poll
        if poll is not None and not poll.closed and poll.poll.question == question:
            self.say(_("this poll is open; x closes it"))
        elif self.is_confirmed("poll", _("p again asks {all} this question").format(all=self.everybody())):
            self.observed.poll(self._course, page, question)
            self.say(_("asked; x closes the poll"))


def _no_answers() -> Histogram:
    from tui_course.workshop.counting import Histogram

    return Histogram()


def _state(row: QuestionRow) -> str:
    words = ngettext(
        "{right} of {n} learner right first time, {percent}",
        "{right} of {n} learners right first time, {percent}",
        row.learners,
    )
    return words.format(right=row.right_first, n=row.learners, percent=percent(row.share))


def _poll_state(poll: PollRow, here: int) -> str:
    words = _("{votes} of {here} voted; the poll is closed") if poll.closed else _("{votes} of {here} voted; the poll is open")
    return words.format(votes=poll.votes, here=max(here, poll.votes))

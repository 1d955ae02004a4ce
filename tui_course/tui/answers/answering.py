"""Keys and clicks for the question in focus: the draft, the verdict, hints, and where to go from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui_course.language import gettext as _
from tui_course.model.draft import Choosing, Typing
from tui_course.model.walk import all_questions
from tui_course.tui.answers.field import inserted, too_long, typed
from tui_course.tui.answers.keys import pressed, touched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.asked import Asked
    from tui_course.model.block import Block
    from tui_course.model.question import Question
    from tui_course.study.asking import Asking
    from tui_course.tui.widgets.page import PageView


class Host(Protocol):
    """The screen around a question."""

    page_view: PageView

    def say(self, message: str) -> None:
        """Say something in the line below."""

    def redraw_question(self, question_id: str) -> None:
        """Draw a question anew, without moving the line where it begins."""

    def explain(self, question: Question) -> None:
        """Go to where a question is explained."""

    def after_answer(self) -> None:
        """A verdict was given or taken."""

    def go_on(self) -> None:
        """Go to the next question."""


class Answering:
    """Lets a learner answer the questions of a page; keys go to the one in focus."""

    def __init__(self, asking: Asking, host: Host) -> None:
        self.asking = asking
        self._host = host
        self._questions: dict[str, Question] = {}
        self._order: tuple[str, ...] = ()
        self._resting = ""

    def show(self, blocks: Sequence[Block]) -> None:
        """Another page is shown."""
        self._questions = {question.id: question for question in all_questions(blocks)}
        self._order = tuple(self._questions)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the page, in its order."""
        return tuple(self._questions.values())

    @property
    def question(self) -> Question | None:
        """The question in focus."""
        return self._questions.get(self._host.page_view.question)

    @property
    def typing(self) -> bool:
        """Whether letters go into the blanks of the question in focus."""
        question = self.question
        if question is None or question.fault or question.id == self._resting:
            return False
        asked = self.asking.asked(question)
        return isinstance(asked.draft, Typing) and not asked.judged

    def turned(self) -> None:
        """The focus went to another question, or away."""
        if self._resting != self._host.page_view.question:
            self._resting = ""
        if self.question is not None:
            self.asking.begin(self.question)

    def next_question(self) -> str:
        """The id of the question after the one in focus, else of the first that begins in view or below; or empty."""
        view = self._host.page_view
        if view.question in self._order:
            after = self._order[self._order.index(view.question) + 1 :]
            return after[0] if after else ""
        top = view.view.first
        for one in self._order:
            lines = view.lines_of_question(one)
            if lines is not None and lines[0] >= top:
                return one
        return ""

    def visible_question(self) -> str:
        """The id of the first question to answer that is wholly in view, else of the first that is partly; or empty."""
        view = self._host.page_view
        first, last, _ = view.view
        spans = [(one, view.lines_of_question(one)) for one, question in self._questions.items() if not question.fault]
        shown = [(one, span) for one, span in spans if span is not None and span[0] < last and span[1] > first]
        whole = [one for one, (start, stop) in shown if start >= first and stop <= last]
        return whole[0] if whole else shown[0][0] if shown else ""

    # Keys

    def key(self, key: str, character: str | None) -> bool:
        """Take a key, by Textual's name and the character it stands for; False where it means nothing to the question."""
        question = self.question
        if question is None:
            return False
        if question.fault:
            return False
        self.asking.begin(question)
        asked = self.asking.asked(question)
        if self.typing:
            return self._type(question, asked, key, character)
        if not asked.judged and (draft := pressed(asked.draft, key)) is not None:
            self._change(self.asking.edit(question, draft))
            return True
        if asked.judged and self._answer_anew(question, asked, key):
            return True
        return self._command(question, asked, key)

    def _type(self, question: Question, asked: Asked, key: str, character: str | None) -> bool:
        if key == "enter":
            self._check(question)
        elif key == "escape":
            self._resting = question.id
            self._change(asked)
        elif isinstance(asked.draft, Typing) and (draft := typed(asked.draft, key, character)) is not None:
            self._change(self.asking.edit(question, draft))
        elif character is not None and character.isprintable():
            self._change(self.asking.refuse(question, too_long()))
        else:
            return False
        return True

    def paste(self, text: str) -> None:
        """Put pasted text into the blank."""
        question = self.question
        if question is None or not self.typing:
            return
        asked = self.asking.asked(question)
        draft = inserted(asked.draft, text) if isinstance(asked.draft, Typing) else None
        self._change(self.asking.edit(question, draft) if draft is not None else self.asking.refuse(question, too_long()))

    def _answer_anew(self, question: Question, asked: Asked, key: str) -> bool:
        """A digit after a wrong choice is another try."""
        if asked.settled or not isinstance(asked.draft, Choosing) or pressed(asked.draft, key) is None or not key.isdigit():
            return False
        again = self.asking.retry(question)
        draft = pressed(again.draft, key)
        self._change(self.asking.edit(question, draft) if draft is not None else again)
        return True

    def _command(self, question: Question, asked: Asked, key: str) -> bool:
        match key:
            case "enter":
                self._enter(question, asked)
            case "i" if isinstance(asked.draft, Typing) and not asked.judged:
                self._resting = ""
                self._change(asked)
            case "c" if not asked.judged:
                self._change(self.asking.confide(question))
            case "h":
                self._hint(question, asked)
            case "r":
                self._retry(question, asked)
            case "x":
                self._reveal(question, asked)
            case "w":
                self._where(question, asked)
            case _:
                return False
        return True

    def _enter(self, question: Question, asked: Asked) -> None:
        if not asked.judged:
            self._check(question)
        elif asked.settled:
            self._host.go_on()
        else:
            self._retry(question, asked)

    def _check(self, question: Question) -> None:
        self._change(self.asking.check(question))
        self._host.after_answer()

    def _hint(self, question: Question, asked: Asked) -> None:
        if not question.hints:
            self._host.say(_("there is no hint for this question"))
        elif asked.hints == len(question.hints):
            self._host.say(_("there are no more hints"))
        elif asked.settled:
            self._host.say(_("the answer is here already"))
        else:
            self._change(self.asking.hint(question))

    def _retry(self, question: Question, asked: Asked) -> None:
        if not asked.judged:
            self._host.say(_("r asks again what was answered; Enter checks your answer"))
            return
        self._resting = ""
        self._change(self.asking.retry(question))
        self._host.after_answer()

    def _reveal(self, question: Question, asked: Asked) -> None:
        if asked.settled or not question.graded:
            self._host.say(_("there is nothing more to reveal"))
            return
        self._change(self.asking.reveal(question))
        self._host.after_answer()

    def _where(self, question: Question, asked: Asked) -> None:
        if not asked.judged:
            self._host.say(_("w leads to the explanation once you have answered"))
            return
        self._host.explain(question)

    def _change(self, asked: Asked) -> None:
        self._host.redraw_question(asked.question.id)

    # Mouse

    def click(self, question_id: str, part: str) -> None:
        """A part of a question was clicked, or the question itself."""
        question = self._questions.get(question_id)
        if question is None or question.fault:
            return
        self._resting = ""
        asked = self.asking.asked(question)
        draft = touched(asked.draft, part) if part and not asked.judged else None
        self._change(self.asking.edit(question, draft) if draft is not None else asked)

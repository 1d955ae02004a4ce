"""One question after the other: asked, answered, judged, explained, until the learner goes on."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.linear.drafts import drafted
from tui_course.linear.explaining import tell_explanation
from tui_course.linear.hearing import Command, Said, Unheard, heard
from tui_course.linear.prompts import HELP, answer_prompt, is_literal, judged_prompt
from tui_course.linear.talk import sentence
from tui_course.linear.telling import pairs_so_far, question_head, tell_draft, tell_parts, tell_question
from tui_course.linear.verdicts import standing_line, tell_hint, tell_verdict
from tui_course.model.answer import Confidence, Refusal
from tui_course.model.draft import Choosing, Pairing, Typing
from tui_course.typeset.labels import fault_label

if TYPE_CHECKING:
    from tui_course.linear.talk import Talk
    from tui_course.model.asked import Asked
    from tui_course.model.question import Question
    from tui_course.study import Study
    from tui_course.study.asking import Asking


class Ending(Enum):
    """How a question was left."""

    ON = "on"
    NEXT_PAGE = "next page"
    QUIT = "quit"


class Dialogue:
    """Asks questions of the course of `study` over `talk`; `asking` judges and records the answers."""

    def __init__(self, talk: Talk, study: Study, asking: Asking) -> None:
        self._talk = talk
        self._study = study
        self._asking = asking

    def ask(self, question: Question, page_id: str, label: str, *, briefly: bool = False) -> Ending:
        """Ask a question of a page, called `label`; `briefly` does not wait at one that was settled before."""
        talk = self._talk
        talk.say(question_head(question, label))
        tell_question(talk, question)
        if question.fault:
            tell_parts(talk, question)
            talk.say(fault_label(question))
            return Ending.ON
        asked = self._asking.asked(question)
        tell_draft(talk, asked)
        if asked.judged:
            talk.say(standing_line(asked))
            if briefly and asked.settled:
                return Ending.ON
        self._asking.begin(question)
        while True:
            asked = self._asking.asked(question)
            ending = self._judged(asked, page_id) if asked.judged else self.open(asked)
            if ending is not None:
                return ending

    # While an answer is waited for

    def prompt(self, asked: Asked) -> str:
        """What is asked for, and what else can be typed."""
        return answer_prompt(asked)

    def open(self, asked: Asked) -> Ending | None:
        """Take a line towards an answer; how the question is left, if it is."""
        line = self._talk.ask(self.prompt(asked))
        if line is None:
            return Ending.QUIT
        meaning = heard(line, literal=is_literal(asked))
        match meaning:
            case Unheard():
                self._unheard(meaning)
                return None
            case Said():
                self._take(asked, meaning)
                return None
            case _:
                return self._command(asked, meaning)

    def _command(self, asked: Asked, command: Command) -> Ending | None:
        talk, question = self._talk, asked.question
        match command:
            case Command.CHECK if isinstance(asked.draft, Pairing):
                self.check(question)
            case Command.CHECK:
                talk.say(_("Type your answer: it is checked at once."))
            case Command.UNDO if isinstance(asked.draft, Pairing) and asked.draft.pairs:
                self._say_pairs(self._asking.edit(question, asked.draft.undone()))
            case Command.UNDO:
                talk.say(_("There is nothing to take back."))
            case Command.SURE | Command.UNSURE:
                self._confide(question, Confidence.SURE if command is Command.SURE else Confidence.UNSURE)
                talk.say(_("You are sure.") if command is Command.SURE else _("You are not sure."))
            case Command.AGAIN | Command.WHERE:
                talk.say(_("That is for later: answer first."))
            case _:
                return self.common(asked, command)
        return None

    def _take(self, asked: Asked, said: Said) -> None:
        question, draft = asked.question, drafted(asked.draft, said.text)
        if isinstance(draft, Refusal):
            self._talk.say(sentence(draft.reason))
            return
        before = asked.confidence
        if isinstance(draft, Pairing):
            edited = self._asking.edit(question, draft)
            if said.confidence is not None:
                self._confide(question, said.confidence)
            self._say_pairs(edited)
            return
        if isinstance(draft, Typing) and draft.cursor + 1 < len(draft.texts):
            self._asking.edit(question, draft.at_blank(draft.cursor + 1))
            return
        # After a refusal the blanks are asked for from the first again.
        self._asking.edit(question, draft.at_blank(0) if isinstance(draft, Typing) else draft)
        if said.confidence is not None:
            self._confide(question, said.confidence)
        self.check(question)
        if self._asking.asked(question).refusal:
            self._confide(question, before)

    def check(self, question: Question) -> None:
        """Judge what is answered, and say what it is worth."""
        asked = self._asking.check(question)
        if asked.refusal:
            self._talk.say(sentence(asked.refusal))
        else:
            tell_verdict(self._talk, asked)

    def _confide(self, question: Question, wanted: Confidence | None) -> None:
        while self._asking.asked(question).confidence is not wanted:
            self._asking.confide(question)

    def _say_pairs(self, asked: Asked) -> None:
        if isinstance(asked.draft, Pairing):
            self._talk.say(pairs_so_far(asked.draft))

    # After a verdict

    def _judged(self, asked: Asked, page_id: str) -> Ending | None:
        line = self._talk.ask(judged_prompt(asked))
        if line is None:
            return Ending.QUIT
        meaning = heard(line, literal=False)
        match meaning:
            case Said(""):
                return Ending.ON
            case Said() if _is_another_choice(asked, meaning.text):
                self._take(self._asking.retry(asked.question), meaning)
            case Said():
                self._talk.say(_("It is answered: r answers it again, Enter goes on."))
            case Unheard():
                self._unheard(meaning)
            case Command.AGAIN:
                self._retry(asked.question)
            case Command.WHERE:
                tell_explanation(self._talk, self._study, asked.question, page_id)
            case Command.CHECK | Command.UNDO | Command.SURE | Command.UNSURE:
                self._talk.say(_("That is for an answer on its way: r answers again."))
            case _:
                return self.common(asked, meaning)
        return None

    def _retry(self, question: Question) -> None:
        asked = self._asking.retry(question)
        if isinstance(asked.draft, Typing):
            asked = self._asking.edit(question, asked.draft.at_blank(0))
        tell_draft(self._talk, asked)

    # At any time

    def common(self, asked: Asked, command: Command) -> Ending | None:
        """Do what can be asked for at any time; how the question is left, if it is."""
        talk, question = self._talk, asked.question
        match command:
            case Command.HINT:
                self._hint(asked)
            case Command.REVEAL if asked.settled or not question.graded:
                talk.say(_("There is nothing more to reveal."))
            case Command.REVEAL:
                tell_verdict(talk, self._asking.reveal(question))
            case Command.LIST:
                tell_question(talk, question)
                tell_draft(talk, asked)
                for number in range(1, asked.hints + 1):
                    tell_hint(talk, question, number)
                tell_verdict(talk, asked)
            case Command.SKIP:
                return Ending.ON
            case Command.NEXT_PAGE:
                return Ending.NEXT_PAGE
            case Command.QUIT:
                return Ending.QUIT
            case _:
                talk.say(*_(HELP).splitlines())
        return None

    def _hint(self, asked: Asked) -> None:
        if not asked.question.hints:
            self._talk.say(_("There is no hint for this question."))
        elif asked.settled:
            self._talk.say(_("The answer is here already."))
        elif asked.hints == len(asked.question.hints):
            self._talk.say(_("There are no more hints."))
        else:
            tell_hint(self._talk, asked.question, self._asking.hint(asked.question).hints)

    def _unheard(self, command: Unheard) -> None:
        said = _("There is no command :{name}; :? lists them, and two colons begin a text that begins with one.")
        self._talk.say(said.format(name=command.name))


def _is_another_choice(asked: Asked, text: str) -> bool:
    """Whether what is said after a verdict is another try: the numbers of choices while the right ones are not known."""
    return isinstance(asked.draft, Choosing) and not asked.settled and not isinstance(drafted(asked.draft, text), Refusal)

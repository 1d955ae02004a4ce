"""A workshop line by line: what is said to all stands between the prompts, and a word with a colon answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from tui_course.errors import PageNotFound
from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.linear.dialogue import Dialogue, Ending
from tui_course.linear.hearing import Command
from tui_course.linear.prompts import vote_prompt
from tui_course.linear.talk import Invited, Talk, sentence
from tui_course.model.visible import visible
from tui_course.model.walk import all_questions
from tui_course.model.workshop import HandLowered, Invitation, Message, Poll, PollClosed, Pulse
from tui_course.study import Place
from tui_course.study.voting import Voting
from tui_course.workshop.attending import Closing, Remark
from tui_course.workshop.counting import answer_words, histogram
from tui_course.workshop.wording import class_words, closing_words, notice_words, pulse_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from tui_course.model.asked import Asked
    from tui_course.model.question import Question
    from tui_course.model.workshop import Notice
    from tui_course.study import Study
    from tui_course.workshop.attending import Attendance

_PULSES: Final = {":ok": Pulse.OK, ":lost": Pulse.LOST, ":done": Pulse.DONE}
HELP: Final = later("""\
You are in a workshop. At any prompt:
:ok, :lost or :done says how you are getting on; again takes it back
:hand puts your hand up or down
:go goes where all are invited to; :vote votes in the poll
:said repeats what was said; :class says how the class is getting on""")


class ClassTalk(Talk):
    """A conversation within a workshop: what has arrived is said before each prompt, and words with a colon are heard."""

    def __init__(
        self, source: TextIO, out: TextIO, attendance: Attendance, *, width: int | None = None, typed: bool = False
    ) -> None:
        super().__init__(source, out, width=width, typed=typed)
        self._attendance = attendance
        self._study: Study | None = None
        self._invitation: Invitation | None = None
        self._is_voting = False

    def enter(self, study: Study) -> None:
        """A course is read from now on."""
        self._study = study
        self.say(*_(HELP).splitlines())

    def ask(self, prompt: str) -> str | None:
        """The next line that is no word of the workshop."""
        while True:
            self._tell_where()
            self._tell_arrived()
            line = super().ask(prompt)
            if line is None or not self._heard(line.strip().casefold()):
                return line

    def _tell_where(self) -> None:
        study = self._study
        if study is not None:
            page = study.place.page
            self._attendance.at(study.course.id, page, study.learning.read(page))

    # What arrives

    def _tell_arrived(self) -> None:
        for one in self._attendance.arrived():
            if isinstance(one, Closing):
                self.say(sentence(closing_words(one.reason, one.seconds, idle=one.idle)))
                continue
            if isinstance(one, Remark):
                self.say(sentence(one.text))
                continue
            self.say(self._sentence(one))
            if isinstance(one, Invitation):
                self._invitation = one
            elif isinstance(one, PollClosed):
                self._tell_result(one.poll)

    def _sentence(self, notice: Notice) -> str:
        words = sentence(notice_words(notice, self._called))
        match notice:
            case Invitation():
                return " ".join((words, _(":go goes there.")))
            case Poll():
                return " ".join((words, _(":vote answers it.")))
            case Message() | PollClosed() | HandLowered():
                return words
            case _:
                assert_never(notice)

    def _called(self, course: str, page: str) -> str:
        study = self._study
        if study is not None and study.course.id == course:
            try:
                return visible(study.ref(page).name)
            except PageNotFound:
                pass
        return visible(page)

    def _tell_result(self, poll_id: str) -> None:
        poll = next((one for one in self._attendance.latest() if isinstance(one, Poll) and one.id == poll_id), None)
        question = self._question(poll) if poll is not None else None
        if poll is None or question is None:
            return
        found = histogram(question, self._attendance.result(poll))
        self.tell(question.prompt)
        for bar in found.bars:
            right = _("right") if bar.right else ""
            self.say(", ".join(filter(None, (f"{bar.text}: {bar.count}", right))))
        self.tell(question.explanation)

    def _question(self, poll: Poll) -> Question | None:
        study = self._study
        if study is None or study.course.id != poll.course:
            return None
        try:
            page = study.read(poll.page)
        except PageNotFound:
            return None
        return next((one for one in all_questions(page.blocks) if one.id == poll.question and not one.fault), None)

    # What the learner says

    def _heard(self, line: str) -> bool:
        """Do what a word of the workshop means; False where it is none."""
        attendance = self._attendance
        match line:
            case ":ok" | ":lost" | ":done":
                self._pulse(_PULSES[line])
            case ":hand":
                attendance.set_hand(not attendance.hand)
                self.say(_("Your hand is up.") if attendance.hand else _("Your hand is down."))
            case ":said":
                said = attendance.latest()
                self.say(*map(self._sentence, said) if said else (_("Nothing was said so far."),))
            case ":class":
                self.say(", ".join(class_words(attendance.class_now())) or _("Nothing is known of the class yet: ask again."))
            case ":go":
                self._go()
            case ":vote":
                self._vote()
            case _:
                return False
        return True

    def _pulse(self, pulse: Pulse) -> None:
        again = self._attendance.pulse is pulse
        self._attendance.set_pulse(None if again else pulse)
        said = _("You said: {word}. That is taken back.") if again else _("You say: {word}.")
        self.say(said.format(word=pulse_words(pulse)))

    def _go(self) -> None:
        invitation, study = self._invitation, self._study
        if invitation is None:
            self.say(_("There is no invitation now."))
        elif study is None or study.course.id != invitation.course:
            self.say(_("That page is in another course, which is not open here."))
        else:
            place = Place(invitation.page, invitation.anchor)
            try:
                study.ref(place.page)
            except PageNotFound as error:
                self.say(sentence(str(error)))
                return
            self._invitation = None
            raise Invited(place)

    def _vote(self) -> None:
        poll, study = self._attendance.open_poll(), self._study
        if poll is None or self._is_voting:
            self.say(_("You are voting already.") if self._is_voting else _("There is no poll now."))
            return
        question = self._question(poll)
        if study is None or question is None:
            self.say(_("That question is not in the course that is open here."))
            return
        attendance = self._attendance
        voting = Voting(
            study.learning.learner, poll.course, question, attendance.voted(poll), lambda answer: attendance.vote(poll, answer)
        )
        self._is_voting = True
        try:
            Ballot(self, study, voting, lambda: attendance.open_poll() == poll).ask(question, poll.page, _("Poll"))
        finally:
            self._is_voting = False


class Ballot(Dialogue):
    """Asks the question of a poll; what is answered is a vote, and ends it. `is_open` tells whether it still takes one."""

    def __init__(self, talk: Talk, study: Study, voting: Voting, is_open: Callable[[], bool]) -> None:
        super().__init__(talk, study, voting)
        self._is_open = is_open
        self._voting = voting
        self._said = talk
        self._is_done = False

    def prompt(self, asked: Asked) -> str:
        """What is asked for."""
        return vote_prompt(asked)

    def check(self, question: Question) -> None:
        """Vote, and say that it is taken, or that it comes too late."""
        if not self._is_open():
            self._said.say(sentence(_("the poll is closed")))
            self._is_done = True
            return
        asked = self._voting.check(question)
        if asked.refusal:
            self._said.say(sentence(asked.refusal))
        elif self._voting.voted is not None:
            words = answer_words(question, self._voting.voted)
            self._said.say(_("Your vote: “{words}”. :vote changes it until the poll is closed.").format(words=words))
            self._is_done = True

    def open(self, asked: Asked) -> Ending | None:
        """Take a line towards a vote; how the question is left, if it is."""
        ending = super().open(asked)
        return Ending.ON if self._is_done else ending

    def common(self, asked: Asked, command: Command) -> Ending | None:
        """A poll has neither hints nor an answer to show."""
        if command in {Command.HINT, Command.REVEAL}:
            self._said.say(_("This is a poll: it shows nothing of the answer before it is closed."))
            return None
        return super().common(asked, command)

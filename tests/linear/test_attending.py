"""A workshop line by line: what is said between prompts, and what a learner says back."""

from __future__ import annotations

import io

import pytest

from tests.linear.conftest import KITES, Typist
from tests.tui.attending import Attended, closed, invitation, message, poll
from tui_course.linear.attending import ClassTalk
from tui_course.linear.reader import LineReader
from tui_course.model.walk import all_questions
from tui_course.model.workshop import HandLowered, Pulse
from tui_course.progress.memory import MemoryStore
from tui_course.sources.open import open_course
from tui_course.study import Study
from tui_course.study.keeping import Keeping
from tui_course.workshop.attending import ClassNow, Closing, Remark


class Class:
    """A learner who reads line by line; a line that is a function is called when it would be typed."""

    def __init__(self):
        self.attended = Attended()
        self.store = MemoryStore()
        self.course = open_course(KITES)

    def read(self, *lines, at=""):
        out = io.StringIO()
        keeping = Keeping(self.store, "ada")
        study = Study(self.course, at, keeping)
        talk = ClassTalk(Acting(lines, out), out, self.attended)
        talk.enter(study)
        LineReader(talk, study).run()
        keeping.close()
        return out.getvalue()

    def question(self, kind):
        for ref in self.course.course.pages:
            for question in all_questions(self.course.page(ref.id).blocks):
                if question.kind == kind and not question.fault:
                    return ref.id, question
        raise LookupError(kind)


class Still:
    """A clock that does not matter."""

    now = 0.0
    pace = 0.0


class Acting(Typist):
    """Types lines; what happens between two of them is a function."""

    def __init__(self, lines, out):
        super().__init__([], out, Still())
        self._lines = list(lines)
        self._shown = out

    def readline(self, _size=-1):
        while self._lines and callable(self._lines[0]):
            self._lines.pop(0)()
        if not self._lines:
            return ""
        line = self._lines.pop(0)
        self._shown.write(f"> {line}\n")
        return f"{line}\n"


@pytest.fixture
def room():
    return Class()


def test_the_words_of_a_workshop_are_told_at_first(room):
    assert ":hand puts your hand up or down" in room.read("q")


def test_what_was_said_stands_before_the_next_prompt(room):
    said = room.read(lambda: room.attended.say(message("Lunch \x1b[2J at noon")), ":l", ":q", ":q")
    assert "The instructor: Lunch" in said
    assert "\x1b" not in said


@pytest.mark.parametrize("pulse", Pulse)
def test_a_pulse_and_back(room, pulse):
    said = room.read(f":{pulse.value}", ":q", ":q")
    assert f"You say: {pulse.value}." in said
    assert room.attended.pulse is pulse
    said = room.read(f":{pulse.value}", ":q", ":q")
    assert "taken back" in said
    assert room.attended.pulse is None


def test_a_hand(room):
    assert "Your hand is up." in room.read(":hand", ":q", ":q")
    assert room.attended.hand


def test_an_invitation_is_gone_to(room):
    page = room.course.course.pages[-1]
    room.attended.say(invitation(page.id, course=room.course.course.id))
    said = room.read(":go", ":q", ":q")
    assert ":go goes there." in said
    assert f"Page {len(room.course.course.pages)} of" in said
    assert room.attended.places[-1][1] == page.id


def test_an_invitation_elsewhere(room):
    room.attended.say(invitation("x", course="other"))
    assert "another course" in room.read(":go", ":q", ":q")
    room.attended.say(invitation("gone", course=room.course.course.id))
    assert "gone" in room.read(":go", ":q", ":q")
    assert "There is no invitation" in Class().read(":go", ":q", ":q")


def test_a_vote_and_what_all_said(room):
    page, question = room.question("multiple-choice")
    room.attended.say(poll(question.id, page, course=room.course.course.id))
    said = room.read(":vote", ":h", ":x", "1 !", lambda: room.attended.say(closed()), ":class", ":q", ":q")
    assert "shows nothing of the answer" in said
    assert "Your vote: “" in said
    assert "The poll is closed." in said
    assert ": 1" in said
    assert "right" in said
    assert room.attended.votes
    assert room.store.attempts("ada", room.course.course.id) == ()


def test_a_vote_that_comes_too_late_is_not_said_to_be_taken(room):
    page, question = room.question("multiple-choice")
    room.attended.say(poll(question.id, page, course=room.course.course.id))
    said = room.read(":vote", lambda: room.attended.say(closed()), "1 !", ":q", ":q")
    assert "Your vote: “" not in said
    assert said.count("The poll is closed") == 2
    assert not room.attended.votes


def test_without_a_poll(room):
    assert "There is no poll now." in room.read(":vote", ":q", ":q")


def test_a_poll_is_asked_once_at_a_time_and_can_be_left(room):
    page, question = room.question("multiple-choice")
    room.attended.say(poll(question.id, page, course=room.course.course.id))
    said = room.read(":vote", ":vote", ":s", ":q", ":q")
    assert "You are voting already." in said
    assert not room.attended.votes


def test_the_rest(room):
    room.attended.now = ClassNow(30, {Pulse.DONE: 12})
    room.attended.say(message("One"), HandLowered("x", "robots", 0.0, "ada"), Closing(90.0, "The host stops."), Remark("cut"))
    said = room.read(":said", ":class", ":q", ":q")
    assert "The instructor has seen your hand." in said
    assert "The host stops. Your session ends in 2 minutes; what you did is saved." in said
    assert said.count("The instructor: One.") == 2
    assert "30 learners are here, 12 done" in said
    assert "Cut." in said

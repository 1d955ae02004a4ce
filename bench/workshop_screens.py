"""The pictures of a workshop in docs/screens, for `bench/screens.py`: a class in the built-in course, from both sides."""

from __future__ import annotations

import io
import random
import time
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import uuid4

from rich.console import Console
from rich.text import Text

from tui_course.model.answer import Chosen, Outcome
from tui_course.model.attempt import Attempt, Visit
from tui_course.model.question import Choose
from tui_course.model.walk import all_questions
from tui_course.model.workshop import Invitation, Message, Person, Poll, PollClosed, Pulse, Session, Vote, Way, Workshop
from tui_course.pictures.gallery import Gallery
from tui_course.progress.memory import MemoryStore
from tui_course.progress.memory_workshops import MemoryWorkshops
from tui_course.serve.announcing import Page, Standing, announcement
from tui_course.serve.exposure import Exposure, Reach
from tui_course.serve.identity.authorized import Listed, Roster
from tui_course.serve.identity.codes import Code
from tui_course.serve.identity.ways import Ways
from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.study.keeping import Keeping
from tui_course.study.opened import OpenedCourse
from tui_course.tui.app import CourseApp
from tui_course.tui.hosting import Surroundings
from tui_course.tui.theme import Look
from tui_course.workshop.attending import Attendance
from tui_course.workshop.observing import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.question import Question

NAME, ADDRESS, PORT = "robots", "192.0.2.2", 2222
LINE = f"ssh -p {PORT} {ADDRESS}"
NAMES = "Ada Grace Linus Barbara Edsger Frances Alan Katherine Niklaus Radia Tony Hedy Annie Donald Margaret Ken".split()
SAID = (None, Pulse.OK, Pulse.OK, Pulse.DONE, Pulse.LOST)
POLLED = "1-why-the-cloud/9-check-yourself"
rng = random.Random(3)  # noqa: S311 - nothing of it is a secret


class Class:
    """Sixteen learners somewhere in the course, and what they answered so far."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.workshops = MemoryWorkshops(self.store)
        self.opened = OpenedCourse(open_course(built_in()))
        self.now = time.time()
        self.workshops.open(Workshop(NAME, LINE, (), self.now))
        for number, name in enumerate(NAMES):
            self._come(number, name)

    def _come(self, number: int, name: str) -> None:
        pages = self.opened.course.pages
        reached = number * 7 % 13
        self.workshops.join(Person(NAME, name, name, Way.CODE, self.now - 3_600))
        session = Session(str(uuid4()), NAME, name, "host", self.now - 3_600)
        self.workshops.begin(session)
        for page in pages[:reached]:
            self._record(Visit(str(uuid4()), name, self.opened.course.id, page.id, self.now - rng.uniform(60, 3_000), 1.0))
            for question in all_questions(self.opened.read(page.id).blocks):
                self._answer(name, page.id, question)
        here = Session(
            session.id,
            *(NAME, name, "host", session.began, self.opened.course.id, pages[reached].id, rng.random()),
            pulse=SAID[number % len(SAID)],
            hand=self.now - 40 if number in {4, 9} else 0.0,
            at=self.now - (5, 20, 190)[number % 3],
        )
        if number % 9 == 8:
            self.workshops.end(session.id)
        else:
            self.workshops.tell(here)

    def _record(self, event: Attempt | Visit) -> None:
        self.store.record([event])

    def _answer(self, name: str, page: str, question: Question) -> None:
        if question.fault or not isinstance(question.task, Choose) or question.task.several:
            return
        # Some questions are harder than others, the same ones for everybody.
        hard = sum(map(ord, question.id)) % 4
        right = [choice for choice in question.task.choices if choice.correct]
        wrong = [choice for choice in question.task.choices if not choice.correct]
        chosen = rng.choice(right if rng.random() > 0.2 * hard or not wrong else wrong[:2])
        outcome = Outcome.RIGHT if chosen.correct else Outcome.WRONG
        score = float(chosen.correct)
        self._record(
            Attempt(
                *(str(uuid4()), name, self.opened.course.id, page, question.id, self.now - rng.uniform(60, 3_000)),
                *(Chosen((chosen.key,)), outcome, score, 1.0),
            )
        )

    def polled(self) -> Poll:
        """A poll in which all have voted."""
        questions = all_questions(self.opened.read(POLLED).blocks)
        question, task = next((one, one.task) for one in questions if isinstance(one.task, Choose))
        poll = Poll(str(uuid4()), NAME, self.now, self.opened.course.id, POLLED, question.id)
        self.workshops.post(poll)
        for number, name in enumerate(NAMES):
            choice = task.choices[(0, 1, 1, 2, 1)[number % 5] % len(task.choices)]
            self.workshops.vote(Vote(poll.id, name, Chosen((choice.key,)), self.now))
        return poll


def board() -> Iterator[tuple[CourseApp, str]]:
    """The instructor's board, and the keys that lead there."""
    room = Class()
    keeping = Keeping(MemoryStore(), "instructor")
    with closing(Observation(room.workshops, NAME, (room.opened,))) as observation, closing(keeping):
        study = Study(open_course(built_in()), room.opened.course.pages[3].id, keeping)
        around = Surroundings(hosted=True, observation=observation)
        yield CourseApp(study, look=Look(), gallery=Gallery(None), surroundings=around), "B"


def learner(*, polled: bool) -> Iterator[tuple[CourseApp, str]]:
    """A learner who is invited to a page; or is told how a poll went."""
    room = Class()
    name = "Sophie"
    room.workshops.join(Person(NAME, name, name, Way.CODE, room.now))
    session = Session(str(uuid4()), NAME, name, "host", room.now)
    room.workshops.begin(session)
    keeping = Keeping(MemoryStore(), name)
    with closing(Attendance(room.workshops, session, name)) as attendance, closing(keeping):
        study = Study(open_course(built_in()), room.opened.course.pages[2].id, keeping)
        around = Surroundings(hosted=True, attendance=attendance)
        app = CourseApp(study, look=Look(), gallery=Gallery(None), surroundings=around)
        if polled:
            poll = room.polled()
            yield app, "i 2 enter escape"
            room.workshops.post(PollClosed(str(uuid4()), NAME, room.now, poll.id))
            yield app, "i"
        else:
            room.workshops.post(Message(str(uuid4()), NAME, room.now, "Welcome."))
            page = room.opened.course.pages[4].id
            room.workshops.post(Invitation(str(uuid4()), NAME, room.now, room.opened.course.id, page))
            yield app, "O"


def announced() -> str:
    """What a server prints when it stands, as SVG."""
    standing = Standing(
        title=open_course(built_in()).course.title,
        host=ADDRESS,
        port=PORT,
        ways=Ways(code=Code("049887"), remember_keys=True, instructors=Roster({"SHA256:x": Listed("Ada", "SHA256:x", "f", 1)})),
        fingerprint="SHA256:+3v3lz3jAubvjiLTI0NHXPFmnNk/yklTIK4WF3F0qqo",
        store="~/.local/state/tui-course",
        exposure=Exposure(Reach.PRIVATE, (ADDRESS,)),
    )
    console = Console(width=80, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(announcement(standing, Page(80, 24, colours=True))))
    return console.export_svg(title=f"tui-course serve COURSE --listen {ADDRESS}")

"""The instructor's side of a workshop: all learners folded into a board as they go, and words to all of them."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar

from tui_course.errors import StoreError
from tui_course.workshop.background import Background
from tui_course.workshop.board import Board
from tui_course.workshop.detail import learner_detail
from tui_course.workshop.following import Following, ObservedCourse
from tui_course.workshop.looking import CLOSING_SECONDS, HEARD_WITHIN, Lookout
from tui_course.workshop.polling import Polling, newest_poll
from tui_course.workshop.presence import Members, Rows
from tui_course.workshop.saying import Saying

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_course.model.workshop import Invitation, Message, Poll, Session
    from tui_course.progress.workshops import WorkshopStore
    from tui_course.workshop.board import CourseBoard, LearnerDetail, PollRow

__all__ = ["Observation", "ObservedCourse"]

_Said = TypeVar("_Said")

PEOPLE_SECONDS: Final = 5.0
"""How old the list of who joined may be while nobody new is here."""
PAUSE_SHARE: Final = 0.5
"""How long the pause after a portion is, of the time that it took."""


class Observation:
    """An instructor's view of a workshop, which also says things to all.

    `courses` are those of the workshop, `line` is what learners type to take part, empty until it was read.

    `listener`, where it is set, is called from another thread when `board` gives another board. No method but `close`, `look`
    and `learner` waits for the store, and only the last two raise: what was said is tried again until it is kept, and
    `board().trouble` says why. What takes long to read of a course is read in a thread of its own, while learners are followed.
    """

    def __init__(
        self,
        store: WorkshopStore,
        workshop: str,
        courses: Sequence[ObservedCourse],
        *,
        clock: Callable[[], float] = time.time,
        every: float = 1.0,
    ) -> None:
        """`workshop` by its name; looks `every` so many seconds; `clock` gives seconds since 1970."""
        self.workshop = workshop
        self.clock = clock
        self.listener: Callable[[], None] | None = None
        self.courses = tuple(courses)
        self.line = ""
        self._store = store
        self._courses = tuple(map(Following, courses))
        self._members = Members()
        self._people_read = -PEOPLE_SECONDS
        self._rows = Rows()
        self._saying = Saying(workshop, clock)
        self._polling = Polling()
        self._turn = Lock()  # held while somebody looks
        self._sessions: tuple[Session, ...] = ()
        self._poll: Poll | None = None
        self._counted: tuple[CourseBoard, ...] = ()
        self._board = Board(workshop)
        self._lookout = Lookout(self._follow, "observation", every, self._stand)
        self._catching_up = Background("what learners did", self._lookout.hurry)
        self._preparing = Background("what courses ask", self._lookout.hurry)

    def start(self) -> None:
        """Begin to look; `close` ends that. Twice is once."""
        self._lookout.start()

    def close(self) -> None:
        """Say what is left to say, for at most a second, and stop. Twice is once."""
        self._lookout.close(CLOSING_SECONDS)

    # What is seen

    def board(self) -> Board:
        """The workshop as it was seen last; one object until something changes."""
        return self._board

    def look(self) -> Board:
        """Look once, now, in this thread, at all of it, for whoever does not `start`; raises StoreError."""
        with self._turn:
            self._saying.post(self._store)
            self._read_presence()
            for course in self._courses:
                while course.look(self._store):
                    pass
            for course, questions in self._unprepared():
                course.prepare(questions)
                course.adopt()
            self._count()
            self._make()
            return self._board

    def learner(self, learner: str, course: str) -> LearnerDetail:
        """All of one learner in a course, by ids; reads the store, which takes time. From any thread; raises StoreError."""
        following = next((one for one in self._courses if one.outline.id == course), None)
        return learner_detail(self._store, following.material if following is not None else None, learner, course)

    # What is said

    def invite(self, course: str, page: str, anchor: str = "") -> Invitation:
        """Invite all to a page, and to a heading in it; ids."""
        return self._hurried(self._saying.invite(course, page, anchor))

    def message(self, text: str) -> Message:
        """Say something to all: what is longer than MAX_MESSAGE characters loses its end."""
        return self._hurried(self._saying.message(text))

    def poll(self, course: str, page: str, question: str) -> Poll:
        """Ask all a question of a course; ids. A poll that is open is closed by that."""
        return self._hurried(self._saying.poll(course, page, question))

    def close_poll(self) -> None:
        """Close the poll that is open, if there is one."""
        self._saying.close_poll()
        self._lookout.hurry()

    def lower_hand(self, learner: str) -> None:
        """Lower the hand of a learner: it is seen."""
        self._saying.lower_hand(learner)
        self._lookout.hurry()

    def _hurried(self, said: _Said) -> _Said:
        self._lookout.hurry()
        return said

    # In the thread

    def _follow(self) -> None:
        """One look; raises StoreError, and what could be read is on the board all the same."""
        with self._turn:
            failed: StoreError | None = None
            try:
                self._saying.post(self._store)
            except StoreError as error:
                failed = error
            if not self._lookout.closed:
                self._read_presence()
                if not self._board.at:
                    # The modules are there before anybody's progress is.
                    self._count()
                    self._make()
                if not self._catching_up.busy:
                    self._read_news()
                self._make()
            if failed is not None:
                raise failed

    def _read_presence(self) -> None:
        self._saying.hear(self._store)
        self._sessions = self._store.sessions(self.workshop, HEARD_WITHIN)
        moment = time.monotonic()
        if self._members.see(self._sessions) or moment - self._people_read >= PEOPLE_SECONDS:
            self._members.know(self._store.people(self.workshop))
            self._people_read = moment
            if not self.line:
                self.line = next((one.line for one in self._store.workshops() if one.name == self.workshop), "")
        self._poll, closed = newest_poll(self._saying.said)
        if self._poll is not None and self._polling.wants_votes(self._poll, closed=closed):
            self._polling.take(self._poll, self._store.votes(self._poll.id), closed=closed)

    def _read_news(self) -> None:
        """Read what was done since the last look and count it; where that is a lot, beside who is here."""
        unread = [course for course in self._courses if course.look(self._store)]
        if unread:
            self._catching_up.begin(self._catch_up)
            return
        self._prepare_beside()
        self._count()

    def _catch_up(self) -> None:
        """Read everything that was done, in portions with pauses: meanwhile others are heard of by the same connection."""
        for course in self._courses:
            begun = time.monotonic()
            while course.look(self._store) and not self._lookout.closed:
                time.sleep(PAUSE_SHARE * (time.monotonic() - begun))
                begun = time.monotonic()

    # What takes long

    def _polled(self, course: Following) -> tuple[str, ...]:
        """The question of the newest poll, if it is one of this course."""
        return (self._poll.question,) if self._poll is not None and self._poll.course == course.outline.id else ()

    def _unprepared(self) -> list[tuple[Following, tuple[str, ...]]]:
        """The courses of which something is to be read, each with its questions."""
        return [
            (course, (*course.wanted, *self._polled(course)))
            for course in self._courses
            if course.unprepared(self._polled(course))
        ]

    def _prepare_beside(self) -> None:
        """Count by what was read of the courses meanwhile, and begin to read what is missing."""
        if self._preparing.busy:
            return
        if self._preparing.finished():
            for course in self._courses:
                course.adopt()
        missing = self._unprepared()
        if missing:
            self._preparing.begin(partial(_prepare, missing))

    # The board

    def _count(self) -> None:
        """Count what is new."""
        self._counted = tuple(course.count(self._members.ids) for course in self._courses)

    def _make(self) -> None:
        """Put what was read and counted on the board."""
        now = self.clock()
        presence = self._rows.presence(self._members, self._sessions, self._courses, now)
        self._publish(
            Board(
                self.workshop,
                now,
                presence.here,
                presence.hands,
                presence.pulses,
                presence.rows,
                self._counted,
                self._poll_row(),
                self._saying.said,
                self._saying.waiting,
                self._lookout.trouble,
            )
        )

    def _poll_row(self) -> PollRow | None:
        if self._poll is None:
            return None
        poll = self._poll
        course = next((one for one in self._courses if one.outline.id == poll.course), None)
        if course is None:
            return self._polling.count(None, "")
        numbered = course.outline.questions.get(poll.question)
        title = numbered.question.title if numbered is not None else ""
        return self._polling.count(course.material.question(poll.question), title)

    def _publish(self, board: Board) -> None:
        if replace(board, at=self._board.at) != self._board or not self._board.at:
            self._board = board
            listener = self.listener
            if listener is not None:
                listener()

    def _stand(self) -> None:
        """The store fails, or does no more."""
        with self._turn:
            self._publish(replace(self._board, trouble=self._lookout.trouble, waiting=self._saying.waiting))


def _prepare(missing: Sequence[tuple[Following, tuple[str, ...]]]) -> None:
    """Read what is missing of courses for their questions."""
    for course, questions in missing:
        course.prepare(questions)

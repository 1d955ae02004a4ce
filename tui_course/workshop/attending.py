"""A learner's side of a workshop: what the instructor says arrives, where the learner is goes out, and nobody waits."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from tui_course.model.workshop import HandLowered, Invitation, Message, Poll, PollClosed, Vote
from tui_course.workshop.looking import CLOSING_SECONDS, HEARD_WITHIN, Lookout
from tui_course.workshop.voting import Votes, Voting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tui_course.model.answer import Answer
    from tui_course.model.workshop import Notice, Pulse, Session
    from tui_course.progress.workshops import WorkshopStore

__all__ = ["Attendance", "ClassNow", "Closing", "Remark", "Votes"]

INVITATION_SECONDS: Final = 600.0
"""How long an invitation is worth showing to somebody who comes after it."""
MOST_SAID: Final = 100
"""How many of the things that were said are remembered."""
CLASS_SECONDS: Final = 5.0
"""How old the class may be before it is looked at again: every learner asks."""


class Closing(NamedTuple):
    """The host says that this terminal will be closed in so many seconds, and why, in a sentence.

    `idle` says that any key keeps it open.
    """

    seconds: float
    reason: str
    idle: bool = False


class Remark(NamedTuple):
    """The host says a sentence that matters now and not later, such as that a paste was cut."""

    text: str


class ClassNow(NamedTuple):
    """The class without anybody's name: how many learners are here, and how many of them say what."""

    here: int
    pulses: Mapping[Pulse, int]


class Attendance:
    """One learner in a workshop, on one terminal.

    `listener`, where it is set, is called from another thread when something arrived, when the instructor lowered the hand, and
    when `class_now`, a `result` or `trouble` changed. No method but `close` waits for the store, and none raises: what cannot
    be kept now is tried again, and `trouble` says why. Of other learners nothing comes out of here but numbers and answers.
    """

    def __init__(
        self, store: WorkshopStore, session: Session, name: str, *, clock: Callable[[], float] = time.time, every: float = 1.0
    ) -> None:
        """`name` is what others see; looks `every` so many seconds. Who makes this begins and ends the session."""
        self.session = session
        self.name = name
        self.clock = clock
        self.listener: Callable[[], None] | None = None
        self._store = store
        self._every = every
        self._turn = Lock()
        self._now = session  # as it should be kept
        self._kept = session  # as it was kept last
        self._kept_at = -every
        self._after = 0
        self._came = False
        self._arrived: deque[Notice | Closing | Remark] = deque(maxlen=MOST_SAID)
        self._said: deque[Notice] = deque(maxlen=MOST_SAID)
        self._voting = Voting(session.learner)
        self._class = ClassNow(0, MappingProxyType({}))
        self._class_read = -CLASS_SECONDS
        self._class_wanted = False
        self._changed = False
        self._lookout = Lookout(self._look, "attendance", every, self._call_listener)

    def start(self) -> None:
        """Begin to look; `close` ends that. Twice is once."""
        self._lookout.start()

    def close(self) -> None:
        """Write what is left, for at most a second, and stop. Twice is once."""
        self._lookout.close(CLOSING_SECONDS)

    # What arrives

    def arrived(self) -> tuple[Notice | Closing | Remark, ...]:
        """What came since this was asked last, oldest first; a lowered hand only where it was this learner's.

        Of what was said before the learner came: the newest poll, where it is open, and the newest invitation, where that is no
        older than INVITATION_SECONDS.
        """
        with self._turn:
            arrived = tuple(self._arrived)
            self._arrived.clear()
        return arrived

    def latest(self) -> tuple[Notice, ...]:
        """What was said in this workshop so far, newest last, a hundred at most."""
        with self._turn:
            return tuple(self._said)

    def open_poll(self) -> Poll | None:
        """The newest poll, while it takes votes."""
        with self._turn:
            return self._open_poll()

    def _open_poll(self) -> Poll | None:
        newest = next((one for one in reversed(self._said) if isinstance(one, Poll)), None)
        return newest if newest is not None and not self._voting.is_closed(newest.id) else None

    def host_says(self, word: Closing | Remark) -> None:
        """Take a word of the host. From any thread."""
        with self._turn:
            self._arrived.append(word)
        self._lookout.tell()

    # What goes out

    def at(self, course: str, page: str, read: float) -> None:
        """Say where the learner is: `read` is the share of the page above the end of the view, 0 to 1."""
        read = round(min(1.0, max(0.0, read)), 2)
        with self._turn:
            self._become(replace(self._now, course=course, page=page, read=read))

    @property
    def pulse(self) -> Pulse | None:
        """What the learner says of how they are getting on."""
        return self._now.pulse

    def set_pulse(self, pulse: Pulse | None) -> None:
        """Say how the learner is getting on; None takes it back."""
        with self._turn:
            self._become(replace(self._now, pulse=pulse))

    @property
    def hand(self) -> bool:
        """Whether the learner's hand is up; the instructor may lower it."""
        return self._now.hand > 0

    def set_hand(self, up: bool) -> None:  # noqa: FBT001 - a hand is up or not
        """Put the hand up or down; one that is up stays up since when it was."""
        with self._turn:
            if up != self.hand:
                self._become(replace(self._now, hand=self.clock() if up else 0.0))

    def _become(self, session: Session) -> None:
        if session != self._now:
            self._now = replace(session, at=self.clock())
            self._lookout.hurry()

    def vote(self, poll: Poll, answer: Answer) -> None:
        """Vote, in place of an earlier vote; a poll that is closed takes none."""
        self._voting.vote(Vote(poll.id, self.session.learner, answer, self.clock()))
        self._lookout.hurry()

    def voted(self, poll: Poll) -> Answer | None:
        """What the learner voted last, in an earlier session too."""
        return self._voting.voted(poll.id)

    # The class

    def class_now(self) -> ClassNow:
        """The class as it was some seconds ago; asking has it looked at again."""
        self._class_wanted = True
        return self._class

    def result(self, poll: Poll) -> tuple[Votes, ...]:
        """What was voted in a poll that is closed, the commonest first; nothing before that, and until it is known.

        Asking has it read again, for the last votes may come after the end.
        """
        return self._voting.result(poll.id)

    @property
    def trouble(self) -> str:
        """Why the store cannot be reached now, or empty."""
        return self._lookout.trouble

    # In the thread

    def _look(self) -> None:
        self._changed = False
        try:
            if not self._lookout.closed:
                # A store that is full can still be read.
                self._hear()
                self._look_at_class()
                self._note(changed=self._voting.read_wanted(self._store))
            self._write()
            self._note(changed=self._voting.send(self._store))
        finally:
            if self._changed:
                self._lookout.tell()

    def _write(self) -> None:
        """Keep where the learner is, where that has changed, and not too often."""
        with self._turn:
            now, before = self._now, self._kept
        moment = time.monotonic()
        if now == before or (moment - self._kept_at < self._every and not self._lookout.closed):
            return
        self._kept_at = moment
        self._store.tell(now)
        self._kept = now

    def _hear(self) -> None:
        after, notices = self._store.notices(self.session.workshop, self._after)
        if not self._came:
            self._recall(notices)
        elif notices:
            self._learn(notices)
        self._after = after

    def _recall(self, notices: Iterable[Notice]) -> None:
        """Take what was said before the learner came: only what they can still do something about arrives."""
        own = [one for one in notices if self._concerns(one)]
        closed = [one.poll for one in own if isinstance(one, PollClosed)]
        polls = [one for one in own if isinstance(one, Poll)][-1:]
        invitations = [one for one in own if isinstance(one, Invitation)][-1:]
        open_polls = [one for one in polls if one.id not in closed]
        recent = [one for one in invitations if self.clock() - one.at <= INVITATION_SECONDS]
        for one in open_polls:
            self._voting.recall(one.id, self._store)
        worth = [one for one in own if one in open_polls or one in recent]
        with self._turn:
            self._said.extend(own)
            self._arrived.extend(worth)
        for poll in closed:
            self._voting.close(poll)
        self._came = True
        self._note(changed=bool(own))

    def _learn(self, notices: Iterable[Notice]) -> None:
        """Take what was said just now."""
        own = [one for one in notices if self._concerns(one)]
        for one in own:
            if isinstance(one, PollClosed):
                # The result is there when the end arrives.
                self._voting.read(one.poll, self._store)
        with self._turn:
            for one in own:
                match one:
                    case Message() | Invitation() | Poll():
                        pass
                    case PollClosed(poll=poll):
                        self._voting.close(poll)
                    case HandLowered():
                        self._become(replace(self._now, hand=0.0))
                    case _:
                        assert_never(one)
                self._said.append(one)
                self._arrived.append(one)
        self._note(changed=bool(own))

    def _concerns(self, notice: Notice) -> bool:
        """Whether something said is this learner's to know: who else had a hand up is not."""
        return not isinstance(notice, HandLowered) or notice.learner == self.session.learner

    def _look_at_class(self) -> None:
        moment = time.monotonic()
        if not self._class_wanted or moment - self._class_read < CLASS_SECONDS:
            return
        self._class_wanted = False
        self._class_read = moment
        here, pulses = self._store.tally(self.session.workshop, HEARD_WITHIN)
        found = ClassNow(here, MappingProxyType(dict(pulses)))
        self._note(changed=found != self._class)
        self._class = found

    def _note(self, *, changed: bool) -> None:
        """Remember that the listener is to be called at the end of the look."""
        self._changed = self._changed or changed

    def _call_listener(self) -> None:
        listener = self.listener
        if listener is not None:
            listener()

"""A learner's side of a workshop: what the instructor says arrives, where the learner is goes out, and nobody waits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_course.model.answer import Answer
    from tui_course.model.workshop import Notice, Poll, Pulse, Session
    from tui_course.progress.workshops import WorkshopStore

INVITATION_SECONDS: Final = 600.0
"""How long an invitation is worth showing to somebody who comes after it."""


class Closing(NamedTuple):
    """The host says that this terminal will be closed in so many seconds, and why, in a sentence."""

    seconds: float
    reason: str


class ClassNow(NamedTuple):
    """The class without anybody's name: how many learners are here, and how many of them say what."""

    here: int
    pulses: Mapping[Pulse, int]


class Votes(NamedTuple):
    """An answer in a poll and how many learners gave it, without anybody's name."""

    answer: Answer
    learners: int


class Attendance:
    """One learner in a workshop, on one terminal.

    `listener`, where it is set, is called from another thread when something arrived or `class_now` or `trouble` changed. No method but
    `close` waits for the store, and none raises: what cannot be kept now is tried again, and `trouble` says why.
    """

    def __init__(
        self, store: WorkshopStore, session: Session, name: str, *, clock: Callable[[], float] = time.time, every: float = 1.0
    ) -> None:
        """`session` has begun, or begins and ends by whoever makes this; `name` is what others see; looks `every` so many seconds."""
        self.session = session
        self.name = name
        self.listener: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to look; `close` ends that."""

    def close(self) -> None:
        """Write what is left, for at most a second, and stop. Twice is once."""

    # What arrives

    def arrived(self) -> tuple[Notice | Closing, ...]:
        """What came since this was asked last, oldest first.

        Of what was said before the learner came: the newest poll, where it is open, and the newest invitation of the last ten minutes.
        """
        raise NotImplementedError

    def latest(self) -> tuple[Notice, ...]:
        """What was said in this workshop so far, newest last, a hundred at most."""
        raise NotImplementedError

    def open_poll(self) -> Poll | None:
        """The newest poll, while it takes votes."""
        raise NotImplementedError

    def host_says(self, word: Closing) -> None:
        """Take a word of the host. From any thread."""

    # What goes out

    def at(self, course: str, page: str, read: float) -> None:
        """Say where the learner is: `read` is the share of the page above the end of the view, 0 to 1."""

    @property
    def pulse(self) -> Pulse | None:
        """What the learner says of how they are getting on."""
        raise NotImplementedError

    def set_pulse(self, pulse: Pulse | None) -> None:
        """Say how the learner is getting on; None takes it back."""

    @property
    def hand(self) -> bool:
        """Whether the learner's hand is up; the instructor may lower it."""
        raise NotImplementedError

    def set_hand(self, up: bool) -> None:  # noqa: FBT001 - a hand is up or not
        """Put the hand up or down."""

    def vote(self, poll: Poll, answer: Answer) -> None:
        """Vote, in place of an earlier vote; a poll that is closed takes none."""

    def voted(self, poll: Poll) -> Answer | None:
        """What the learner voted last, in an earlier session too."""
        raise NotImplementedError

    # The class

    def class_now(self) -> ClassNow:
        """The class as it was some seconds ago; asking has it looked at again."""
        raise NotImplementedError

    def result(self, poll: Poll) -> tuple[Votes, ...]:
        """What was voted in a poll that is closed, the commonest first; nothing before that, and until it is known."""
        raise NotImplementedError

    @property
    def trouble(self) -> str:
        """Why the store cannot be reached now, or empty."""
        raise NotImplementedError

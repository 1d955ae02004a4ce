"""What an instructor says to all, made at once and posted in time."""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import uuid4

from tui_course.model.visible import visible
from tui_course.model.workshop import MAX_MESSAGE, HandLowered, Invitation, Message, Poll, PollClosed
from tui_course.workshop.polling import newest_poll

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.workshop import Notice
    from tui_course.progress.workshops import WorkshopStore

_N = TypeVar("_N", Message, Invitation, Poll, PollClosed, HandLowered)

MOST_SAID: Final = 200
"""How many of the things that were said are remembered."""


class Saying:
    """What is said in a workshop, by this instructor and others. Everything but `post` may be called from any thread."""

    def __init__(self, workshop: str, clock: Callable[[], float]) -> None:
        self._workshop = workshop
        self._clock = clock
        self._turn = Lock()
        self._after = 0
        self._said: deque[Notice] = deque(maxlen=MOST_SAID)
        self._waiting: deque[Notice] = deque()

    def _new(self) -> tuple[str, str, float]:
        return str(uuid4()), self._workshop, self._clock()

    def invite(self, course: str, page: str, anchor: str) -> Invitation:
        """Invite all to a page."""
        return self._add(Invitation(*self._new(), course, page, anchor))

    def message(self, text: str) -> Message:
        """Say some words."""
        return self._add(Message(*self._new(), visible(text)[:MAX_MESSAGE]))

    def poll(self, course: str, page: str, question: str) -> Poll:
        """Ask all a question, in place of the one that is asked now."""
        self.close_poll()
        return self._add(Poll(*self._new(), course, page, question))

    def close_poll(self) -> None:
        """Take no more votes."""
        with self._turn:
            poll, closed = newest_poll((*self._said, *self._waiting))
        if poll is not None and not closed:
            self._add(PollClosed(*self._new(), poll.id))

    def lower_hand(self, learner: str) -> None:
        """Lower a learner's hand."""
        self._add(HandLowered(*self._new(), learner))

    def _add(self, notice: _N) -> _N:
        with self._turn:
            self._waiting.append(notice)
        return notice

    @property
    def said(self) -> tuple[Notice, ...]:
        """What was said and is kept, newest last."""
        with self._turn:
            return tuple(self._said)

    @property
    def waiting(self) -> int:
        """How much is not kept yet."""
        return len(self._waiting)

    def post(self, store: WorkshopStore) -> None:
        """Keep what waits, in the order in which it was said; raises StoreError."""
        while self._waiting:
            store.post(self._waiting[0])
            self._waiting.popleft()

    def hear(self, store: WorkshopStore) -> None:
        """Read what is new of what was said; raises StoreError."""
        after, notices = store.notices(self._workshop, self._after)
        with self._turn:
            self._said.extend(notices)
            self._after = after

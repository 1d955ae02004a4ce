"""A learner's votes on their way into a store, and what all voted when a poll is closed."""

from __future__ import annotations

import time
from collections import Counter, deque
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tui_course.model.answer import Answer
    from tui_course.model.workshop import Vote
    from tui_course.progress.workshops import WorkshopStore

RESULT_SECONDS: Final = 2.0
"""How old a result may be before it is read again: every learner asks."""
MOST_POLLS: Final = 100
"""How many polls are known to be closed."""


class Votes(NamedTuple):
    """An answer in a poll and how many learners gave it, without anybody's name."""

    answer: Answer
    learners: int


class Voting:
    """The votes of `learner`, by the ids of polls. What takes no store waits for nothing and may be called from any thread."""

    def __init__(self, learner: str) -> None:
        self._learner = learner
        self._turn = Lock()
        self._waiting: dict[str, Vote] = {}
        self._voted: dict[str, Answer] = {}
        self._closed: deque[str] = deque(maxlen=MOST_POLLS)
        self._results: dict[str, tuple[Votes, ...]] = {}
        self._read: dict[str, float] = {}
        self._wanted: set[str] = set()

    def vote(self, vote: Vote) -> None:
        """Take a vote, in place of one before; a poll that is closed takes none."""
        with self._turn:
            if vote.poll not in self._closed:
                self._waiting[vote.poll] = vote
                self._voted[vote.poll] = vote.answer

    def voted(self, poll: str) -> Answer | None:
        """What was voted last."""
        return self._voted.get(poll)

    def is_closed(self, poll: str) -> bool:
        """Whether a poll takes no more votes."""
        return poll in self._closed

    def close(self, poll: str) -> None:
        """Take no more votes in a poll."""
        with self._turn:
            self._closed.append(poll)

    def result(self, poll: str) -> tuple[Votes, ...]:
        """What was voted in a poll that is closed, as far as it was read; has it read again."""
        with self._turn:
            if poll not in self._closed:
                return ()
            self._wanted.add(poll)
            return self._results.get(poll, ())

    # With a store: from one thread

    def send(self, store: WorkshopStore) -> bool:
        """Keep what waits; whether a vote turned out to be none. Raises StoreError, and what is not kept waits on."""
        with self._turn:
            waiting = tuple(self._waiting.values())
        refused = False
        for vote in waiting:
            taken = store.vote(vote)
            with self._turn:
                if self._waiting.get(vote.poll) is vote:
                    del self._waiting[vote.poll]
                    if not taken:
                        # It came too late: what the learner sees must not say that it counts.
                        self._voted.pop(vote.poll, None)
                        refused = True
        return refused

    def recall(self, poll: str, store: WorkshopStore) -> None:
        """Learn what the learner voted in an earlier session; raises StoreError."""
        for vote in store.votes(poll):
            if vote.learner == self._learner:
                with self._turn:
                    self._voted.setdefault(poll, vote.answer)

    def read_wanted(self, store: WorkshopStore) -> bool:
        """Read the results that were asked for, if they are not new; whether one is another now. Raises StoreError."""
        moment = time.monotonic()
        with self._turn:
            due = [poll for poll in self._wanted if moment - self._read.get(poll, -RESULT_SECONDS) >= RESULT_SECONDS]
        changes = [self.read(poll, store) for poll in due]
        return any(changes)

    def read(self, poll: str, store: WorkshopStore) -> bool:
        """Read the result of a poll; whether it is another now. Raises StoreError."""
        counts = Counter(vote.answer for vote in store.votes(poll))
        found = tuple(Votes(answer, count) for answer, count in sorted(counts.items(), key=lambda one: (-one[1], repr(one[0]))))
        with self._turn:
            self._read[poll] = time.monotonic()
            self._wanted.discard(poll)
            before = self._results.get(poll, ())
            self._results[poll] = found
        return found != before

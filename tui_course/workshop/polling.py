"""The newest poll of a workshop, with its votes as they come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.model.workshop import Poll, PollClosed
from tui_course.workshop.board import PollRow
from tui_course.workshop.counting import Histogram, histogram

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_course.model.question import Question
    from tui_course.model.workshop import Notice, Vote


LAST_READS: Final = 3
"""How often votes are read after the end of a poll: some are under way then."""


def newest_poll(said: Sequence[Notice]) -> tuple[Poll | None, bool]:
    """The newest poll among what was said, and whether it is closed."""
    newest = next((one for one in reversed(said) if isinstance(one, Poll)), None)
    closed = newest is not None and any(isinstance(one, PollClosed) and one.poll == newest.id for one in said)
    return newest, closed


class Polling:
    """Counts the votes of the newest poll; what is the same as before is not counted again."""

    def __init__(self) -> None:
        self._poll: Poll | None = None
        self._closed = False
        self._votes: tuple[Vote, ...] = ()
        self._read_closed = 0
        self._counted: tuple[tuple[Vote, ...], Question | None] | None = None
        self._row: PollRow | None = None

    def wants_votes(self, poll: Poll, *, closed: bool) -> bool:
        """Whether votes of a poll may have come since they were read last: also for a moment after its end."""
        return not closed or poll != self._poll or self._read_closed < LAST_READS

    def take(self, poll: Poll, votes: Iterable[Vote], *, closed: bool) -> None:
        """Take the votes of the newest poll as they are now."""
        self._read_closed = self._read_closed + 1 if closed and poll == self._poll else 0
        self._poll, self._votes, self._closed = poll, tuple(votes), closed

    def count(self, question: Question | None, title: str) -> PollRow | None:
        """The row of that poll; `question` is None where it is not read yet, or the course has it no more."""
        if self._poll is None:
            return None
        row, counted = self._row, (self._votes, question)
        if row is not None and counted == self._counted:
            found = row.histogram
        elif question is not None:
            found = histogram(question, ((vote.answer, 1) for vote in self._votes))
        else:
            found = Histogram(learners=len(self._votes), others=len(self._votes))
        made = PollRow(self._poll, title, found, self._closed)
        self._row, self._counted = (row if made == row else made), counted
        return self._row

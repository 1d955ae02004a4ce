"""The interface of every store of workshops."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_course.model.attempt import Attempt, Visit
    from tui_course.model.workshop import Notice, Person, Session, Vote, Workshop


class Events(NamedTuple):
    """Attempts and visits of all learners in a course since a cursor, as they were recorded, and the cursor to go on from."""

    attempts: tuple[Attempt, ...]
    visits: tuple[Visit, ...]
    cursor: tuple[int, int]


class WorkshopStore(Protocol):
    """Keeps who takes part in workshops, where they are, and what is said to all. Every method may be called from any thread.

    It stands in the database of a `Store`, whose attempts and visits it reads for all learners at once. Every method but
    `close` raises StoreError where the database cannot be used.
    """

    # Workshops and people

    def open(self, workshop: Workshop) -> None:
        """Note that a workshop takes place, in place of what was noted of the same name."""

    def workshops(self) -> tuple[Workshop, ...]:
        """Every workshop, the newest first."""

    def join(self, person: Person, *, key: str = "", token: str = "") -> bool:
        """Take a person in, all or nothing; False where the name, whatever its case, or the id is somebody else's already.

        `key` and `token` are digests by which they are found again; neither is ever given back.
        """

    def bind(self, workshop: str, learner: str, *, key: str = "", token: str = "") -> None:
        """Let a person be found by another key, or by another token in place of the one before."""

    def find(self, workshop: str, *, key: str = "", token: str = "", name: str = "") -> Person | None:
        """The person of a key, of a token, or of a name whatever its case; of nothing nobody."""

    def people(self, workshop: str) -> tuple[Person, ...]:
        """Everybody who ever joined, by when they did."""

    def forget(self, workshop: str, learner: str) -> int:
        """Forget a person: who they are, their sessions and votes, and every event of theirs; how many rows that were."""

    def preferences(self, workshop: str, learner: str) -> str:
        """What the person chose of how the reader looks, as JSON; empty where nothing."""

    def prefer(self, workshop: str, learner: str, text: str) -> None:
        """Keep what they chose."""

    # Who is here

    def begin(self, session: Session) -> None:
        """A terminal is here."""

    def tell(self, session: Session) -> None:
        """Where a terminal is now; one that was not begun, or has ended, stays so."""

    def beat(self, host: str, sessions: Iterable[str]) -> None:
        """The sessions of a host that are alive; every other one of that host has ended."""

    def end(self, session: str) -> None:
        """A terminal is gone."""

    def sessions(self, workshop: str, within: float) -> tuple[Session, ...]:
        """The terminals that are here: begun, not ended, and heard of by a beat or a word within so many seconds.

        The seconds are those of the database's clock, not of the hosts'.
        """

    # What is said to all

    def post(self, notice: Notice) -> None:
        """Say something to all of its workshop; twice is once."""

    def notices(self, workshop: str, after: int = 0) -> tuple[int, tuple[Notice, ...]]:
        """What was said after a number, as it was said, and the number to go on from."""

    def vote(self, vote: Vote) -> None:
        """Take a vote in place of the learner's last in the poll."""

    def votes(self, poll: str) -> tuple[Vote, ...]:
        """What was voted, each learner once."""

    # What all have done

    def events(self, course: str, after: tuple[int, int] = (0, 0), learners: Sequence[str] | None = None) -> Events:
        """What was done in a course since a cursor: by everybody, or by some learners only."""

    def close(self) -> None:
        """Let go of files and connections; twice is once."""

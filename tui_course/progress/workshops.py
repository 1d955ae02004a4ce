"""The interface of every store of workshops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_course.model.attempt import Attempt, Visit
    from tui_course.model.workshop import Notice, Person, Pulse, Session, Vote, Workshop

START: Final = ""
"""The cursor before every event."""
MAX_EVENTS: Final = 5_000
"""About how many attempts, and how many visits, are read at once."""
GOES_ON_SECONDS: Final = 3_600.0
"""For how long before a workshop was opened something may have been said that is still said in it.

A host that starts again or joins others opens a workshop that goes on, and by clocks that differ. One of last week is over.
"""
MAX_PREFERENCES: Final = 10_000
"""The most characters of what a person chose of how the reader looks."""


class Events(NamedTuple):
    """Attempts and visits of all learners in a course since a cursor, each once and as they were recorded.

    `cursor` is where to go on from, opaque. `more` says that there are more of them now. `anew` says that events were taken
    away since the cursor, because somebody was forgotten or a damaged file was repaired: these are the first of all there are,
    and what came before is void.
    """

    attempts: tuple[Attempt, ...]
    visits: tuple[Visit, ...]
    cursor: str
    more: bool = False
    anew: bool = False


class Tally(NamedTuple):
    """How many learners are here, instructors aside, and how many of them say what: nothing of anybody."""

    here: int
    pulses: Mapping[Pulse, int]


class Kept(NamedTuple):
    """What is kept of somebody besides attempts, visits and annotations; `keys` is how many keys they are found by."""

    people: tuple[Person, ...]
    sessions: tuple[Session, ...]
    votes: tuple[Vote, ...]
    preferences: tuple[str, ...]
    keys: int


class WorkshopStore(Protocol):
    """Keeps who takes part in workshops, where they are, and what is said to all. Every method may be called from any thread.

    It stands in the database of a `Store`, whose attempts and visits it reads for all learners at once. Every method but
    `close` raises StoreError where the database cannot be used.
    """

    # Workshops and people

    def open(self, workshop: Workshop) -> None:
        """Note that a workshop takes place, in place of what was noted of the same name.

        What was said more than GOES_ON_SECONDS before that is over: it is no notice any more, and a poll takes no votes.
        """

    def workshops(self) -> tuple[Workshop, ...]:
        """Every workshop, the newest first."""

    def join(self, person: Person, *, key: str = "", token: str = "") -> bool:
        """Take a person in, all or nothing; False where the id, the name, the key or the token is somebody's already.

        Names are one where they look alike but for case, width and spaces. `key` and `token` are digests by which a person is
        found again; neither is ever given back. A person who is there with every field the same was taken in before: True.
        """

    def bind(self, workshop: str, learner: str, *, key: str = "", token: str = "") -> None:
        """Let a person be found by another key, also one of somebody else before, or by another token in place of the last."""

    def find(self, workshop: str, *, key: str = "", token: str = "", name: str = "") -> Person | None:
        """The person of a key, else of a token, else of a name as `join` compares it: of the first that is given."""

    def people(self, workshop: str) -> tuple[Person, ...]:
        """Everybody who ever joined, by when they did; of an empty name those of all workshops."""

    def forget(self, workshop: str, learner: str) -> int:
        """Forget a person: who they are, their sessions and votes, and every event of theirs; how many rows that were.

        An empty name means all workshops. The events go in any case: they belong to the learner, whatever the workshop. Nothing
        of it is in the backups that this store makes. A terminal of theirs that is here is nobody's from then on: its host
        is to end it.
        """

    def kept(self, workshop: str, learner: str) -> Kept:
        """All that is kept of a person in a workshop, or in all where its name is empty."""

    def preferences(self, workshop: str, learner: str) -> str:
        """What the person chose of how the reader looks, as JSON; empty where nothing."""

    def prefer(self, workshop: str, learner: str, text: str) -> None:
        """Keep what they chose; more than MAX_PREFERENCES characters are not kept, nor of nobody."""

    # Who is here

    def begin(self, session: Session) -> None:
        """A terminal is here; twice is once."""

    def tell(self, session: Session) -> None:
        """Where a terminal is now, its pulse and its hand; one that was not begun, or has ended, stays so."""

    def beat(self, host: str, sessions: Iterable[str]) -> frozenset[str]:
        """The sessions of a host that are alive, also where they were taken for ended; every other one of it has ended.

        Gives those of them that are nobody's any more: the host is to end them.
        """

    def of_nobody(self, within: float) -> frozenset[str]:
        """The ids of terminals that are here, as in `sessions`, and whose learners were forgotten."""

    def end(self, session: str) -> None:
        """A terminal is gone."""

    def sessions(self, workshop: str, within: float) -> tuple[Session, ...]:
        """The terminals that are here: begun, not ended, and heard of by a beat or a word within so many seconds.

        The seconds are those of the database's clock, not of the hosts'. They are in the order in which they began.
        """

    def tally(self, workshop: str, within: float) -> Tally:
        """How many are here; of somebody with several terminals the pulse that was given last."""

    # What is said to all

    def post(self, notice: Notice) -> None:
        """Say something to all of its workshop; twice is once."""

    def notices(self, workshop: str, after: int = 0) -> tuple[int, tuple[Notice, ...]]:
        """What was said after a number, as it was said, and the number to go on from."""

    def vote(self, vote: Vote) -> bool:
        """Take a vote in place of the learner's last in the poll; False where the poll is closed or over, or there is none."""

    def votes(self, poll: str) -> tuple[Vote, ...]:
        """What was voted, each learner once, by the learners' ids."""

    # What all have done

    def events(self, course: str, after: str = START, learners: Sequence[str] | None = None) -> Events:
        """What was done in a course since a cursor: by everybody, or by some learners only. A cursor belongs to both."""

    def close(self) -> None:
        """Let go of files and connections; twice is once."""

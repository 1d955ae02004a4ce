"""What the front asks of readers: to start one on a terminal, to tell it something, and to learn that it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from tui_course.values import dataclass

if TYPE_CHECKING:
    import asyncio

    from tui_course.config import Settings
    from tui_course.model.workshop import Way
    from tui_course.workshop.attending import Closing, Remark

LOADING: Final = "TUI_COURSE_LOADING"
"""The variable that tells the process that readers are forked from what to load, in JSON: the folders of `editions`, and
whether the `driver` of PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Start:
    """Who reads, and on what terminal.

    `session` is the id of the session, a UUID; `learner` is the id under which what they do is kept, `name` is what others
    see. `term` is the terminal's name, `columns` and `rows` its size when it came; `colours` is `truecolor`, `none` where the
    learner wants none, or empty. `language` is a language as an environment names it, such as `de_DE.UTF-8`, or empty. All of
    it has been checked by the front.
    """

    session: str
    learner: str
    name: str
    role: Way
    term: str
    columns: int
    rows: int
    colours: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Hosting:
    """What all readers of a server have in common.

    `workshop` is its name. `settings` are the host's, whose paths are absolute: where answers are kept, and how a reader looks
    for who has chosen nothing. `pictures` is the folder where the host keeps those that it drew, empty where it draws none.
    """

    workshop: str
    settings: Settings
    pictures: str = ""


class NewEdition(NamedTuple):
    """The course at `course`, a path on the host, was published in `folder` as it is now."""

    course: str
    folder: str


if TYPE_CHECKING:
    Word = Closing | NewEdition | Remark


class Reader(Protocol):
    """The process that reads for one learner.

    `exited` is done when the process is gone, with its exit code, or minus the number of the signal that ended it. `reason`
    is why the host ended it, in words for the learner; empty where it ended by itself. All of it is the event loop's affair.
    """

    @property
    def pid(self) -> int:
        """The number of the process."""

    @property
    def exited(self) -> asyncio.Future[int]:
        """Done when it is gone."""

    @property
    def reason(self) -> str:
        """Why the host ended it, or empty."""

    def tell(self, word: Word) -> None:
        """Tell it something; never waits. What a reader that is gone or stuck would have been told is lost."""

    def end(self, reason: str = "") -> None:
        """Ask it to save and end, as a terminal that hangs up does; one that is gone is left alone."""

    def kill(self, reason: str = "") -> None:
        """End it at once; what is not committed is lost."""


class Readers(Protocol):
    """Starts readers; used in one event loop."""

    async def open(self) -> None:
        """Load what readers are made of, which takes seconds; raises ServeError where that cannot be done.

        Without it the first `start` does so.
        """

    async def start(self, start: Start, slave: int) -> Reader:
        """A reader on the pseudo terminal whose other end is the descriptor `slave`, which stays the caller's to close.

        Raises ServeError.
        """

    def tell(self, word: Word) -> None:
        """Tell every reader something, and those that are started from now on which edition of a course there is."""

    async def close(self) -> None:
        """End every reader, and what they were forked from; returns when they are gone."""

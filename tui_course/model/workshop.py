"""A workshop as it is kept: who takes part, where they are now, and what the instructor asks of all."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.answer import Answer

MAX_DISPLAY_NAME = 40
"""The most characters of the name that others see."""
MAX_MESSAGE = 500
"""The most characters of a message to all."""


class Way(StrEnum):
    """How somebody came in."""

    CODE = "code"
    KEY = "key"
    ROSTER = "roster"
    GUEST = "guest"
    INSTRUCTOR = "instructor"
    LOCAL = "local"


class Pulse(StrEnum):
    """What a learner says of how they are getting on."""

    OK = "ok"
    LOST = "lost"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop by its `name`, the `line` that learners type, and the paths of its `courses` on the host.

    `at` is when it was opened last, in seconds since 1970.
    """

    name: str
    line: str
    courses: tuple[str, ...]
    at: float


@dataclass(frozen=True, slots=True)
class Person:
    """Who takes part in a workshop: `learner` is the id under which attempts are kept, `name` is what others see.

    `name` is at most MAX_DISPLAY_NAME characters, visible, and nobody else's in the workshop. `joined`: seconds since 1970.
    """

    workshop: str
    learner: str
    name: str
    way: Way
    joined: float


@dataclass(frozen=True, slots=True)
class Session:
    """One terminal of a person, and where it is.

    `id` is a UUID, `host` names the server that has it, `began` and `at` (the last change) are in seconds since 1970. `course`
    and `page` are ids, empty where none is open; `read` is the share of the page above the end of the view, 0 to 1. `hand` is
    since when it is up, 0 where it is not.
    """

    id: str
    workshop: str
    learner: str
    host: str
    began: float
    course: str = ""
    page: str = ""
    read: float = 0.0
    pulse: Pulse | None = None
    hand: float = 0.0
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Message:
    """Words to all, at most MAX_MESSAGE characters."""

    id: str
    workshop: str
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """Everybody is invited to a page, and to a heading in it where `anchor` is not empty."""

    id: str
    workshop: str
    at: float
    course: str
    page: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Poll:
    """Everybody is asked a question of the course now; what they say is a vote, not an attempt."""

    id: str
    workshop: str
    at: float
    course: str
    page: str
    question: str


@dataclass(frozen=True, slots=True)
class PollClosed:
    """A poll takes no more votes; everybody may see what was said."""

    id: str
    workshop: str
    at: float
    poll: str


@dataclass(frozen=True, slots=True)
class HandLowered:
    """The instructor has seen a learner's hand."""

    id: str
    workshop: str
    at: float
    learner: str


Notice = Message | Invitation | Poll | PollClosed | HandLowered
"""What an instructor says to all, never changed."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What a learner answered in a poll; the newest counts."""

    poll: str
    learner: str
    answer: Answer
    at: float

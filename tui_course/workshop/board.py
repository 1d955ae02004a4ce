"""What an instructor sees of a workshop at one moment: who is here, how far they are, which question hurts."""

from __future__ import annotations

from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.model.answer import Outcome
    from tui_course.model.workshop import Notice, Poll, Pulse, Way
    from tui_course.workshop.counting import Histogram

LEAST_LEARNERS: Final = 3
"""How many learners must have answered a question before its share says something of the question."""


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """How far a learner is in a module: of its `pages` so many are `done` as the contents mark them.

    Of its graded `questions` so many are `right`, and so many were `tried` without that. `share` is how much of it is done,
    0 to 1: every page and every question counts one, and a page that is done counts whole. It is 1 where all pages are done,
    and only there.
    """

    pages: int = 0
    done: int = 0
    questions: int = 0
    right: int = 0
    tried: int = 0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a learner is in a course: `modules` as the course's board lists them.

    `slowest` is the title of the page where they spent most time, `seconds` of it, pauses not counted; empty where none is
    known. `points` of `worth` are earned. Of the `tried` questions so many were right at the first attempt, `right_first`.
    """

    modules: tuple[ModuleProgress, ...] = ()
    slowest: str = ""
    seconds: float = 0.0
    points: float = 0.0
    worth: float = 0.0
    tried: int = 0
    right_first: int = 0


NO_PROGRESS: Final = Progress()


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """A learner as the instructor sees them; every text is visible and bounded.

    `here` says that a terminal of theirs is open now; `course` and `page` are ids of where they are, or were last, empty where
    they never were anywhere, and `title` is the page's title, `read` the share of it above the end of the view. `hand` is since
    when it is up, in seconds since 1970, 0 where it is not. `idle` counts the seconds since anything of theirs changed, 0 where
    they are not here; `seen` is when that was, in seconds since 1970, 0 for never. `joined` likewise. `progress` by course.
    """

    learner: str
    name: str
    way: Way | None = None
    here: bool = False
    course: str = ""
    page: str = ""
    title: str = ""
    read: float = 0.0
    pulse: Pulse | None = None
    hand: float = 0.0
    idle: float = 0.0
    seen: float = 0.0
    joined: float = 0.0
    progress: Mapping[str, Progress] = field(default_factory=lambda: MappingProxyType({}))

    def in_course(self, course: str) -> Progress:
        """How far they are in a course of the workshop; of another one nothing."""
        return self.progress.get(course, NO_PROGRESS)


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of a course and how its learners did at their first attempts.

    `number` is such as `2.3`: the third question of the module that is called 2. `title` is the beginning of its prompt. Of
    `learners` who tried it or had it revealed, `right_first` were right at once. `histogram` is what they answered first; it
    is empty until the question was read.
    """

    course: str
    page: str
    id: str
    number: str
    title: str
    kind: str
    learners: int
    right_first: int
    histogram: Histogram

    @property
    def share(self) -> float:
        """The share of learners who were right at once, 0 to 1; 1 where nobody tried."""
        return self.right_first / self.learners if self.learners else 1.0


@dataclass(frozen=True, slots=True)
class ModuleHeading:
    """A module by its place from 1, its title, which may be empty, how many pages it has, and what it is called in short.

    See `numbering.module_labels`; without a label its number is meant.
    """

    number: int
    title: str
    pages: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class CourseBoard:
    """A course of the workshop.

    `questions` are those with points that somebody tried: first those of at least LEAST_LEARNERS learners, the lowest share
    first, then the others likewise. `gone` counts questions that were answered and are no longer in the course. `counted` says
    that the course was read, so that figures can be there; `failed` counts pages that could not be read, whose questions are
    missing.
    """

    id: str
    title: str
    modules: tuple[ModuleHeading, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    gone: int = 0
    counted: bool = False
    failed: int = 0


@dataclass(frozen=True, slots=True)
class PollRow:
    """The newest poll: what it asks, what was voted, each learner's newest, and whether it is `closed`.

    `title` is the beginning of the prompt, empty where the course has no such question.
    """

    poll: Poll
    title: str
    histogram: Histogram
    closed: bool = False

    @property
    def votes(self) -> int:
        """How many learners voted."""
        return self.histogram.learners


@dataclass(frozen=True, slots=True)
class Board:
    """What an instructor sees of a workshop.

    `at` is when it was looked at, in seconds since 1970, 0 where that was not yet. `here` counts learners with an open
    terminal, `hands` those of them with a hand up, `pulses` what they say of themselves; instructors are never counted.
    `learners`: hands first, the longest up first, then by name. `said` is what was said to all, newest last. `waiting` counts
    what the instructor said that is not kept yet. `trouble` is why the store cannot be reached now, or empty: then all else is
    as it was before.
    """

    workshop: str
    at: float = 0.0
    here: int = 0
    hands: int = 0
    pulses: Mapping[Pulse, int] = field(default_factory=lambda: MappingProxyType({}))
    learners: tuple[LearnerRow, ...] = ()
    courses: tuple[CourseBoard, ...] = ()
    poll: PollRow | None = None
    said: tuple[Notice, ...] = ()
    waiting: int = 0
    trouble: str = ""

    def course(self, course: str) -> CourseBoard | None:
        """The board of a course."""
        return next((one for one in self.courses if one.id == course), None)

    def learner(self, learner: str) -> LearnerRow | None:
        """The row of a learner."""
        return next((one for one in self.learners if one.learner == learner), None)


@dataclass(frozen=True, slots=True)
class PageDetail:
    """A page and how a learner did on it: the share read, 0 to 1, seconds spent, pauses not counted, and the last visit or 0.

    `module` is the number of its module; `done` as the contents mark it.
    """

    page: str
    title: str
    module: int
    read: float
    seconds: float
    seen: float
    done: bool


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """A question that a learner tried: what it counts as, how often they answered, and what, in words.

    `first` and `last` are the words of the answers, empty where it was revealed then.
    """

    id: str
    page: str
    number: str
    title: str
    outcome: Outcome
    right_first: bool
    tries: int
    revealed: bool
    first: str
    last: str
    at: float


@dataclass(frozen=True, slots=True)
class LearnerDetail:
    """All of one learner in one course: every page in reading order, and the questions they tried, in the same order."""

    learner: str
    course: str
    pages: tuple[PageDetail, ...] = ()
    questions: tuple[QuestionDetail, ...] = ()

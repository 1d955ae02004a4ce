"""What a learner did, as it is kept: attempts at questions, visits to pages and annotations, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.annotation import Annotation
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.answer import Answer, Confidence, Outcome


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one question.

    `id` is a UUID made by whoever records it: recording it twice is recording it once. `at` is in seconds since 1970 (UTC).
    `course`, `page` and `question` are ids; `page` says only where it was asked. `outcome`, `score` (0 to 1) and `points` (what
    the question was worth) are as they were then. `hints` counts those seen before. `revealed` says that the learner asked for
    the answer: `answer` is None, and it is worth nothing. `review` says that it was asked again by a review. `seconds` is the
    time the learner took, 0 if unknown.
    """

    id: str
    learner: str
    course: str
    page: str
    question: str
    at: float
    answer: Answer | None
    outcome: Outcome
    score: float
    points: float
    confidence: Confidence | None = None
    hints: int = 0
    revealed: bool = False
    review: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a learner was: recorded when they leave a page or the program.

    `id`, `at` as in an attempt. `read` is the share of the page's lines, 0 to 1, above the end of what they had in view. `spot`
    is the place in the page in the words of `study`, opaque here: at most 1,000 characters.
    """

    id: str
    learner: str
    course: str
    page: str
    at: float
    read: float
    spot: str = ""


Event = Attempt | Visit | Annotation

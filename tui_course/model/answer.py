"""What a learner answers, and what the answer is worth."""

from __future__ import annotations

from enum import StrEnum

from tui_course.values import dataclass

MAX_ANSWER = 10_000
"""The most characters that a typed answer may have."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The keys of the choices that were chosen, in any order."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: a text for each blank, in order, empty where nothing was; one for a number."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paired:
    """Keys of the left side with the key of what was put to them; what was left alone is not there."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """The keys of all items, from first to last."""

    keys: tuple[str, ...]


class SelfMark(StrEnum):
    """How a learner marks a reflection."""

    DONE = "done"
    PARTLY = "partly"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Reflected:
    """How the learner marked it."""

    mark: SelfMark


Answer = Chosen | Typed | Paired | Ordered | Reflected


class Outcome(StrEnum):
    """What an answer was."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNSCORED = "unscored"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer is worth: `score` from 0 to 1, as a share of the question's points.

    `parts` says of each part that the learner gave whether it is right, and of nothing else, so that it gives no key away: by
    the key of a choice, of an item of the left side or of an item to order, or by the number of a blank from 0, as text.
    `remark` is our own words where the parts do not say enough, such as "one more is right" or why a number was not read.
    """

    outcome: Outcome
    score: float
    parts: tuple[tuple[str, bool], ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why what was given is no answer: a sentence for the learner. Nothing is recorded."""

    reason: str


class Confidence(StrEnum):
    """How sure a learner was before the verdict."""

    SURE = "sure"
    UNSURE = "unsure"

"""Answers of many learners to a question, counted in its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.answer import Answer
    from tui_course.model.question import Question

MOST_BARS: Final = 12
"""The most answers that are told apart, where they are not choices."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An answer, or a part of one such as a choice, in words, by how many learners it was given, and whether it is right.

    `right` is None where there is no right and wrong, as in a survey.
    """

    text: str
    count: int
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Histogram:
    """What `learners` answered to a question.

    `bars` are every choice in the author's order where there are choices, else the commonest answers, the commonest first. `several`
    says that one learner may stand in more than one bar. `others` counts learners whose answer is in no bar, `revealed` those
    who had the answer shown instead of giving one.
    """

    bars: tuple[Bar, ...] = ()
    learners: int = 0
    others: int = 0
    revealed: int = 0
    several: bool = False

    @property
    def most(self) -> int:
        """The count of the longest bar."""
        return max((bar.count for bar in self.bars), default=0)


def histogram(question: Question, answers: Iterable[tuple[Answer | None, int]]) -> Histogram:
    """What was answered to a question: answers, None where it was revealed, with how many learners gave each."""
    raise NotImplementedError


def answer_words(question: Question, answer: Answer) -> str:
    """An answer in the words of its question, on one line, visible and bounded."""
    raise NotImplementedError

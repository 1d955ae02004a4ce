"""What only all questions of a course together show to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.model.problem import Problem, Severity
from tui_course.model.question import Choose
from tui_course.questions.arrangement import order_matters
from tui_course.questions.keys import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.model.question import Question

_FEWEST: Final = 8
_MOST: Final = 500
_SIGNIFICANT: Final = 0.005


def course_problems(questions: Sequence[Question]) -> Iterator[Problem]:
    """What is wrong with the questions of a course taken together: ids that collide, and right choices that give themselves
    away by their place or by their length. A question that is shown twice from one place is one question.
    """
    places: dict[tuple[str, int, str], Question] = {}
    for question in questions:
        places.setdefault((question.file, question.line, question.id), question)
    yield from _collisions(tuple(places.values()))
    yield from _biases(tuple(places.values()))


def _collisions(questions: Sequence[Question]) -> Iterator[Problem]:
    seen: dict[str, Question] = {}
    for question in questions:
        other = seen.setdefault(question.id, question)
        if other is not question:
            place = f"{other.file}:{other.line}" if other.line else other.file
            message = (
                f"this question has the same id as the one at {place}, {question.id!r}: answers to one count for the other; "
                "give one of them another `id`"
            )
            yield Problem("quiz-duplicate-id", Severity.WARNING, message, question.file, question.line)


class _Sample(NamedTuple):
    """A question with one answer: how many choices, which of them is right, from 0, and whether it is the longest."""

    choices: int
    right: int
    longest: bool


class _Bias(NamedTuple):
    """Something true of the right choice in `found` questions of `total`; by chance it would be in `expected`."""

    what: str
    found: int
    total: int
    expected: float
    chance: float


def _samples(questions: Sequence[Question]) -> list[_Sample]:
    """The questions whose right choice could stand anywhere, at most 500."""
    out: list[_Sample] = []
    for question in questions:
        task = question.task
        if not isinstance(task, Choose) or task.several or not question.graded or len(task.choices) < 2:  # noqa: PLR2004 - a choice
            continue
        words = [words_of(choice.blocks) for choice in task.choices]
        right = next((index for index, choice in enumerate(task.choices) if choice.correct), None)
        if right is not None and not task.choices[right].pinned and not order_matters(words):
            others = max(len(text) for index, text in enumerate(words) if index != right)
            out.append(_Sample(len(words), right, len(words[right]) > others))
    return out[:_MOST]


def _biases(questions: Sequence[Question]) -> Iterator[Problem]:
    samples = _samples(questions)
    if len(samples) < _FEWEST:
        return
    places = [
        _bias("stands first", samples, [one.right == 0 for one in samples], 1),
        _bias("stands second", samples, [one.right == 1 for one in samples], 1),
        _bias("stands first or second", samples, [one.right < 2 for one in samples], 2),  # noqa: PLR2004 - as it says
        _bias("stands last", samples, [one.right == one.choices - 1 for one in samples], 1),
    ]
    length = _bias("is the longest", samples, [one.longest for one in samples], 1)
    hint = "a site that does not shuffle gives it away"
    for code, bias, why in (
        ("quiz-position-bias", min(places, key=lambda bias: bias.chance), hint),
        ("quiz-length-bias", length, "make the others as long, or it shorter"),
    ):
        if bias.chance < _SIGNIFICANT:
            message = (
                f"the right choice {bias.what} in {bias.found} of {bias.total} questions with one answer, "
                f"where {bias.expected:.0f} would be chance: {why}"
            )
            yield Problem(code, Severity.NOTE, message)


def _bias(what: str, samples: Sequence[_Sample], found: Sequence[bool], places: int) -> _Bias:
    """How far what was found is from chance, where `places` of the choices of each question would make it true."""
    likely = [min(1.0, places / one.choices) for one in samples]
    return _Bias(what, sum(found), len(samples), sum(likely), _at_least(sum(found), likely))


def _at_least(count: int, likely: Sequence[float]) -> float:
    """The probability of at least `count` hits in independent trials with these probabilities (Poisson binomial), exactly."""
    hits = [1.0]
    for chance in likely:
        missed = [one * (1 - chance) for one in hits]
        hits = [0.0, *(one * chance for one in hits)]
        for index, one in enumerate(missed):
            hits[index] += one
    return sum(hits[count:])

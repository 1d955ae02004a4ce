"""A question put together from what its kind and its fields say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.problem import Severity
from tui_course.model.question import Choose, Match, Order, Question
from tui_course.model.visible import visible
from tui_course.questions.keys import digest, words_of
from tui_course.questions.kinds import kind_of
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.block import Block
    from tui_course.model.question import Task
    from tui_course.questions.written import Reading, Written

_MAX_POINTS = 1e6


@dataclass(frozen=True, slots=True)
class Said:
    """What an author says besides the question; fields as in `Question`."""

    praise: tuple[Block, ...] = ()
    advice: tuple[Block, ...] = ()
    hints: tuple[tuple[Block, ...], ...] = ()
    explanation: tuple[Block, ...] = ()
    see: str = ""


def compose(written: Written, reading: Reading, said: Said, given_id: object, points: object) -> Question:
    """The question; `given_id` and `points` are as their author wrote them, None where they did not."""
    question = Question(
        id=visible(str(given_id)).strip() if given_id is not None else "",
        kind=written.kind,
        prompt=written.prompt,
        task=reading.task,
        points=_points(written, points),
        praise=said.praise,
        advice=said.advice,
        hints=said.hints,
        explanation=said.explanation,
        see=said.see,
        fault=reading.fault,
        file=visible(written.report.file),
        line=written.line + written.report.first_line,
    )
    if question.graded and not _explains(question):
        message = f"{written.name} says nothing to whoever is wrong: a comment, advice or an explanation would help"
        written.warn("quiz-feedback-missing", message, severity=Severity.NOTE)
    return question


def derived_id(prompt: tuple[Block, ...], task: Task) -> str:
    """An id from the kind and the words of the prompt; of matching and ordering also from what stands to be arranged.

    Those prompts are often alike, such as "Match the pairs."
    """
    match task:
        case Match():
            items = task.left
        case Order():
            items = task.items
        case _:
            items = ()
    return digest(kind_of(task).name, words_of(prompt), *sorted(words_of(item.blocks) for item in items), size=6)


def _points(written: Written, value: object) -> float:
    if value is None:
        return 1.0
    try:
        points = float(value) if isinstance(value, int | float | str) else -1.0
    except (ValueError, OverflowError):
        points = -1.0
    if not 0 <= points <= _MAX_POINTS:
        # Anything more is a slip; NaN is neither more nor less.
        written.warn("quiz-points", f"the points of {written.name} are {str(value)[:20]!r}; it counts as 1")
        return 1.0
    return points


def _explains(question: Question) -> bool:
    """Whether a learner who is wrong learns more than that."""
    if question.advice or question.explanation:
        return True
    if isinstance(question.task, Choose):
        wrong = [choice for choice in question.task.choices if not choice.correct]
        return not wrong or any(choice.comment for choice in wrong)
    return False

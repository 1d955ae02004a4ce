"""The draft that a question begins with, or that an earlier answer was."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course import questions
from tui_course.model.answer import Chosen, Ordered, Paired, Reflected, SelfMark, Typed
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.model.question import Choose, Fill, Match, Order, Reflect, TypedTask

if TYPE_CHECKING:
    from tui_course.model.answer import Answer
    from tui_course.model.draft import Draft
    from tui_course.model.question import Question


def begun(question: Question, seed: str, answer: Answer | None = None) -> Draft:
    """A draft in the order that `seed` gives, with what an earlier `answer` says where it still fits the question."""
    task = question.task
    match task:
        case Choose():
            order = questions.shown_order(question, seed)
            chosen = frozenset(answer.keys) & frozenset(order) if isinstance(answer, Chosen) else frozenset()
            if not task.several and len(chosen) > 1:
                chosen = frozenset()
            return Choosing(order, task.several, chosen, _first(order, chosen))
        case Fill():
            return _typing(answer, len(task.blanks))
        case TypedTask():
            return _typing(answer, 1)
        case Match():
            left, right = tuple(item.key for item in task.left), questions.shown_order(question, seed)
            given = dict(answer.pairs) if isinstance(answer, Paired) else {}
            return Pairing(left, right, tuple(pair for pair in given.items() if pair[0] in left and pair[1] in right))
        case Order():
            order = questions.shown_order(question, seed)
            same = isinstance(answer, Ordered) and sorted(answer.keys) == sorted(order)
            return Ordering(answer.keys if isinstance(answer, Ordered) and same else order)
        case Reflect():
            mark = answer.mark if isinstance(answer, Reflected) else None
            return Marking(mark, tuple(SelfMark).index(mark) if mark is not None else 0)
        case _:
            assert_never(task)


def _first(order: tuple[str, ...], chosen: frozenset[str]) -> int:
    return next((row for row, key in enumerate(order) if key in chosen), 0)


def _typing(answer: Answer | None, blanks: int) -> Typing:
    texts = answer.texts if isinstance(answer, Typed) and len(answer.texts) == max(1, blanks) else ("",) * max(1, blanks)
    return Typing(texts, 0, len(texts[0]))

"""What a question shows besides its prompt, in an order that says nothing about the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course.model.question import Choose, Match, Order, Reflect, TypedTask
from tui_course.model.words import block_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.block import Block
    from tui_course.model.question import Item, Question


def answer_parts(question: Question) -> list[tuple[Block, ...]]:
    """What a question shows to choose from, to match or to order; where the author's order is the answer, by the alphabet."""
    task = question.task
    match task:
        case Choose():
            return [choice.blocks for choice in task.choices]
        case Match():
            return [item.blocks for item in (*task.left, *alphabetical((*task.right, *task.distractors)))]
        case Order():
            return [item.blocks for item in alphabetical(task.items)]
        case Reflect():
            return [item.blocks for item in task.items]
        case TypedTask():
            return []
        case _:
            assert_never(task)


def alphabetical(items: Iterable[Item]) -> list[Item]:
    """Items in an order that says nothing about what belongs where."""
    return sorted(items, key=lambda item: block_words(item.blocks).casefold())

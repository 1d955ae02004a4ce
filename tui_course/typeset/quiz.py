"""Questions in the text, behind a bar: to read, not to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course.model.inline import Text
from tui_course.model.question import Choose, Fill, Match, Measure, Order, Reflect
from tui_course.model.words import block_words
from tui_course.typeset.columns import beside
from tui_course.typeset.context import inset
from tui_course.typeset.labels import points_label
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.prose import barred, inside_bar
from tui_course.typeset.scripts import numeral

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.block import Ask, Block
    from tui_course.model.question import Item, Question
    from tui_course.typeset.context import Context

_ROOM_FOR_POINTS = 40
_LEAST_HALF = 24
_BETWEEN = 3
_BLANK = "____"


def ask(block: Ask, context: Context, width: int) -> list[Line]:
    """An assessment: its title and introduction, then its questions."""
    inner, room = inside_bar(context, width)
    lines = context.inlines((Text(block.title),), inner, Role.QUESTION, Weight.BOLD)
    _append(lines, context.blocks(block.description, inner))
    by = len(str(len(block.questions))) + 2
    for number, question in enumerate(block.questions, 1):
        _append(lines, _question(question, number, by, context, inner))
    return barred(lines, context, Role.QUESTION) if room else lines


def _append(lines: list[Line], more: list[Line]) -> None:
    if lines and more:
        lines.append(Line())
    lines.extend(more)


def _question(question: Question, number: int, by: int, context: Context, width: int) -> list[Line]:
    inner = context.inside(width, by)
    points = points_label(question)
    reserve = len(points) + 2 if inner >= _ROOM_FOR_POINTS else 0
    lines = context.blocks(question.prompt, inner - reserve) or [Line()]
    fits = bool(reserve) and context.cells(lines[0].text) <= inner - reserve
    if fits:
        first = lines[0]
        space = Run(" " * (inner - len(points) - context.cells(first.text)))
        lines[0] = Line((*first.runs, space, Run(points, Role.DIM)), first.anchors)
    else:
        lines.extend(context.inlines((Text(points),), inner, Role.DIM))
    _append(lines, _answers(question, context, inner))
    head = (Run(f"{number:>{by - 2}}  ", Role.QUESTION, Weight.BOLD),)
    return (
        inset(lines, head, (Run(" " * by),))
        if inner != width
        else [Line((Run(str(number), Role.QUESTION, Weight.BOLD),)), *lines]
    )


def _answers(question: Question, context: Context, width: int) -> list[Line]:
    task = question.task
    match task:
        case Choose():
            mark = context.drawing.many_choice if task.several else context.drawing.choice
            marks = [f"{number}  {mark}" for number in range(1, len(task.choices) + 1)]
            return _items(marks, [choice.blocks for choice in task.choices], context, width)
        case Match():
            return _matching(task, context, width)
        case Order():
            marks = [str(number) for number in range(1, len(task.items) + 1)]
            return _items(marks, [item.blocks for item in alphabetical(task.items)], context, width)
        case Fill() | Measure():
            return [] if _BLANK in block_words(question.prompt) else [Line((Run(_BLANK, Role.QUESTION),))]
        case Reflect():
            lines = _items([context.drawing.dot] * len(task.items), [item.blocks for item in task.items], context, width)
            if task.handed_in:
                _append(lines, context.inlines((Text("To be handed in as a file."),), width, Role.DIM))
            return lines
        case _:
            assert_never(task)


def _matching(task: Match, context: Context, width: int) -> list[Line]:
    """What is to be matched: two lists, side by side where both have room."""
    left = [item.blocks for item in task.left]
    numbers = [str(number) for number in range(1, len(left) + 1)]
    right = [item.blocks for item in alphabetical((*task.right, *task.distractors))]
    letters = [numeral(number, "a") for number in range(1, len(right) + 1)]
    half = (width - _BETWEEN) // 2
    if half >= _LEAST_HALF:
        before = context.place
        pairs = [(_items(numbers, left, context, half), half), (_items(letters, right, context, half), half)]
        if all(context.cells(line.text) <= half for lines, _ in pairs for line in lines):
            return beside(pairs, context)
        context.return_to(before)
    lines = _items(numbers, left, context, width)
    _append(lines, _items(letters, right, context, width))
    return lines


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
        case Fill() | Measure():
            return []
        case _:
            assert_never(task)


def alphabetical(items: Iterable[Item]) -> list[Item]:
    """Items in an order that says nothing about what belongs where."""
    return sorted(items, key=lambda item: block_words(item.blocks).casefold())


def _items(
    marks: list[str], bodies: list[tuple[Block, ...]] | tuple[tuple[Block, ...], ...], context: Context, width: int
) -> list[Line]:
    widest = max(map(context.cells, marks), default=0)
    by = widest + 2
    inner = context.inside(width, by)
    lines: list[Line] = []
    for mark, blocks in zip(marks, bodies, strict=True):
        body = context.blocks(blocks, inner) or [Line()]
        if inner == width:
            lines.extend((*context.inlines((Text(mark),), width, Role.MARKER), *body))
        else:
            head = (Run(" " * (widest - context.cells(mark)) + mark + "  ", Role.MARKER),)
            lines.extend(inset(body, head, (Run(" " * by),)))
    return lines

from __future__ import annotations

import pytest

from tui_course.model.answer import Chosen, Ordered, Paired, Typed
from tui_course.model.question import Choose, Fill, Match, Measure, Order, Reflect
from tui_course.questions.keys import words_of


def side(items):
    return [words_of(item.blocks) for item in items]


def comment(choice):
    return f" ({words_of(choice.comment)})" if choice.comment else ""


def task_line(task):
    """What a task is, in one line: `*` marks what is right, `!` what is pinned."""
    match task:
        case Choose(choices, several, shuffled):
            marks = ["!" * one.pinned + "*" * one.correct + words_of(one.blocks) + comment(one) for one in choices]
            return f"choose {'several' if several else 'one'}{'' if shuffled else ' in order'}: {' | '.join(marks)}"
        case Fill(blanks, ordered):
            parts = [f"{blank.comparison} {' or '.join(blank.accepted)}" for blank in blanks]
            return f"fill{'' if ordered else ' in any order'}: {' | '.join(parts)}"
        case Match(left, right, distractors):
            pairs = [" = ".join(pair) for pair in zip(side(left), side(right), strict=False)]
            rest = f" | not {', '.join(side(distractors))}" if distractors else ""
            return f"match: {' | '.join(pairs)}{rest}"
        case Measure(value, absolute, relative, unit):
            return f"measure: {value:g} within {absolute:g} or {relative:g}{f' in {unit}' if unit else ''}"
        case Order(items):
            return f"order: {' | '.join(side(items))}"
        case Reflect(handed_in, items):
            return f"reflect{' and hand in' if handed_in else ''}{': ' if items else ''}{' | '.join(side(items))}"
    raise TypeError(task)


@pytest.fixture
def described():
    """A question as lines of text, for comparison with a file: its kind and prompt, its task, what else is said of it."""

    def lines(question):
        yield f"{question.kind}: {words_of(question.prompt)}"
        yield task_line(question.task)
        for name in ("praise", "advice", "explanation"):
            if words := words_of(getattr(question, name)):
                yield f"{name}: {words}"
        yield from (f"hint: {words_of(hint)}" for hint in question.hints)
        yield from (f"{name}: {getattr(question, name)}" for name in ("see", "fault") if getattr(question, name))

    return lambda question: list(lines(question))


@pytest.fixture
def answered():
    """An answer to a question from the words of a file: numbers and words stand for what has them."""

    def key(items, words):
        return next((item.key for item in items if words_of(item.blocks) == words), words)

    def answer(question, given):
        task = question.task
        match task:
            case Choose(choices):
                return Chosen(tuple(key(choices, words) for words in given))
            case Match(left, right, distractors):
                pairs = (pair.split(" = ") for pair in given)
                return Paired(tuple((key(left, one), key((*right, *distractors), other)) for one, other in pairs))
            case Order(items):
                return Ordered(tuple(key(items, words) for words in given))
        return Typed(tuple(given))

    return answer

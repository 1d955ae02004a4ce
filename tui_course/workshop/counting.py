"""Answers of many learners to a question, counted in its words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from tui_course.model.answer import Chosen, Ordered, Outcome, Paired, Reflected, SelfMark, Typed, Verdict
from tui_course.model.question import Choose, Match, Order, Reflect, TypedTask
from tui_course.questions.grading import grade
from tui_course.typeset.labels import self_mark_label
from tui_course.values import dataclass
from tui_course.workshop.words import on_one_line, words_on_one_line

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from tui_course.model.answer import Answer
    from tui_course.model.question import Question

MOST_BARS: Final = 12
"""The most answers that are told apart, where they are not choices."""
_MOST_PART: Final = 36
_MOST_PARTS: Final = 20
_MOST_COMPARED: Final = 200


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

    `bars` are every choice in the author's order where there are choices, else the commonest answers, the commonest first.
    `several` says that one learner may stand in more than one bar. `others` counts learners whose answer is in no bar,
    `revealed` those who had the answer shown instead of giving one.
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


class _Part(NamedTuple):
    """A part of an answer that has a bar: what it is one with, how it reads, and whether it is right."""

    key: Hashable
    text: str
    right: bool | None


def histogram(question: Question, answers: Iterable[tuple[Answer | None, int]]) -> Histogram:
    """What was answered to a question: answers, None where it was revealed, with how many learners gave each.

    What names things that the question no longer has is among the others.
    """
    reader = _Reader(question)
    given: list[tuple[tuple[_Part, ...], int]] = []
    learners = revealed = 0
    # What many answered alike is read once.
    alike: Counter[Answer | None] = Counter()
    for answer, count in answers:
        alike[answer] += count
    for answer, count in alike.items():
        learners += count
        if answer is None:
            revealed += count
        else:
            given.append((reader.parts(answer), count))
    bars = _bars(question, given)
    shown = {key for key, _bar in bars}
    others = sum(count for parts, count in given if not any(part.key in shown for part in parts))
    return Histogram(tuple(bar for _key, bar in bars), learners, others, revealed, _takes_several(question))


def answer_words(question: Question, answer: Answer) -> str:
    """An answer in the words of its question, on one line, visible and bounded; empty where it does not fit the question."""
    return on_one_line("; ".join(part.text for part in _Reader(question).parts(answer)))


def _takes_several(question: Question) -> bool:
    task = question.task
    return isinstance(task, Match) or (isinstance(task, Choose) and task.several)


def _bars(question: Question, given: Iterable[tuple[tuple[_Part, ...], int]]) -> list[tuple[Hashable, Bar]]:
    """The bars by their keys: those that the question foresees, else the commonest parts, of equals by their words."""
    counts: Counter[Hashable] = Counter()
    read: dict[Hashable, Counter[str]] = {}
    right: dict[Hashable, bool | None] = {}
    for parts, count in given:
        for part in parts:
            counts[part.key] += count
            read.setdefault(part.key, Counter())[part.text] += count
            right[part.key] = part.right
    foreseen = list(_foreseen(question))
    if foreseen:
        return [(part.key, Bar(part.text, counts[part.key], part.right)) for part in foreseen]
    texts = {key: min(ways, key=lambda way: (-ways[way], way)) for key, ways in read.items()}
    commonest = sorted(counts, key=lambda key: (-counts[key], texts[key]))[:MOST_BARS]
    return [(key, Bar(texts[key], counts[key], right[key])) for key in commonest]


def _foreseen(question: Question) -> Iterator[_Part]:
    """The parts that can be answered, in the author's order, where they can be counted."""
    match question.task:
        case Choose(choices):
            for number, choice in enumerate(choices, 1):
                yield _Part(choice.key, words_on_one_line(choice.blocks) or str(number), choice.correct)
        case Reflect():
            for mark in SelfMark:
                yield _Part(mark, self_mark_label(mark), None)
        case Match() | Order() | TypedTask():
            return
        case _:
            assert_never(question.task)


class _Reader:
    """Answers to a question as parts with words; of what does not fit it there are none."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._foreseen = {part.key: part for part in _foreseen(question)}
        self._words = _item_words(question)

    def parts(self, answer: Answer) -> tuple[_Part, ...]:
        """The parts of an answer, each once."""
        match answer:
            case Chosen(keys):
                return self._known(keys)
            case Reflected(mark):
                return self._known((mark,))
            case Typed(texts):
                return self._typed(texts)
            case Paired(pairs):
                return self._paired(pairs)
            case Ordered(keys):
                return self._ordered(keys)
            case _:
                assert_never(answer)

    def _known(self, keys: Iterable[str]) -> tuple[_Part, ...]:
        return tuple(self._foreseen[key] for key in dict.fromkeys(keys) if key in self._foreseen)

    def _typed(self, texts: tuple[str, ...]) -> tuple[_Part, ...]:
        if not isinstance(self._question.task, TypedTask) or not any(text.strip() for text in texts):
            return ()
        text = on_one_line(" | ".join(" ".join(one[:_MOST_COMPARED].split()) or "–" for one in texts[:_MOST_PARTS]))
        right = self._right(Typed(texts))
        folded = tuple(" ".join(one[:_MOST_COMPARED].casefold().split()) for one in texts[:_MOST_PARTS])
        # What differs in case alone may be right and wrong: those are two answers.
        return (_Part((folded, right), text, right),)

    def _paired(self, pairs: tuple[tuple[str, str], ...]) -> tuple[_Part, ...]:
        task, words = self._question.task, self._words
        if not isinstance(task, Match):
            return ()
        right = {one.key: other.key for one, other in zip(task.left, task.right, strict=False)}
        return tuple(
            _Part((left, put), f"{words[left]} → {words[put]}", right[left] == put)
            for left, put in dict.fromkeys(pairs)
            if left in right and put in words
        )

    def _ordered(self, keys: tuple[str, ...]) -> tuple[_Part, ...]:
        task, words = self._question.task, self._words
        if not isinstance(task, Order) or sorted(keys) != sorted(words):
            return ()
        right = keys == tuple(item.key for item in task.items)
        return (_Part(keys, on_one_line(" → ".join(words[key] for key in keys)), right),)

    def _right(self, answer: Answer) -> bool | None:
        verdict = grade(self._question, answer)
        return verdict.outcome is Outcome.RIGHT if isinstance(verdict, Verdict) else None


def _item_words(question: Question) -> Mapping[str, str]:
    """The words of what is matched or put in order, by key."""
    match question.task:
        case Match(left, right, distractors):
            items = (*left, *right, *distractors)
        case Order(items):
            pass
        case Choose() | Reflect() | TypedTask():
            items = ()
        case _:
            assert_never(question.task)
    return {item.key: words_on_one_line(item.blocks, _MOST_PART) or item.key for item in items}

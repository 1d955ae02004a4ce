"""Questions answered by choosing: one answer, or all that are right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.answer import Answer, Chosen, Refusal, Verdict
from tui_course.model.block import ListBlock
from tui_course.model.question import Choice, Choose
from tui_course.questions.arrangement import order_matters, stays
from tui_course.questions.boxes import box_of, split_item
from tui_course.questions.fields import (
    CHOICE_TEXT,
    COMMENT,
    MAX_CHOICES,
    PINNED,
    SHUFFLE,
    choice_list,
    first,
    mark,
    right_choices,
)
from tui_course.questions.keys import unique_keys, words_of
from tui_course.questions.marking import misfit, stale, verdict
from tui_course.questions.written import Reading, is_on, line_of
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.block import Block, ListItem
    from tui_course.questions.written import Entry, Passage, Written


@dataclass(frozen=True, slots=True)
class _Read:
    """A choice as it was read; `line` is where it stands."""

    blocks: tuple[Block, ...]
    correct: bool
    comment: tuple[Block, ...] = ()
    pinned: bool = False
    line: int = 0


def fits(item: dict[str, Any]) -> bool:
    """Whether a question of a data file has choices."""
    return bool(choice_list(item))


def from_data(entry: Entry) -> Reading:
    """Read `choices:`, under any of its names, or a mapping of letters to choices."""
    listed = choice_list(entry.item)
    marks = [mark(choice) for _, choice in listed]
    right = frozenset() if any(one is not None for one in marks) else frozenset(right_choices(entry.item, listed))
    # Where only what is right is marked, what is not marked is wrong.
    wrong_are_marked = any(one is False for one in marks)
    read = []
    for number, (_marked, choice) in enumerate(listed[:MAX_CHOICES], 1):
        name = f"choice {number} of {entry.name}"
        line = line_of(choice, entry.line)
        correct = number in right
        if not isinstance(choice, dict):
            read.append(_Read(entry.words(choice, name), correct, line=line))
            continue
        if marks[number - 1] is None and wrong_are_marked:
            message = f"{name} does not say whether it is right: `correct` is missing; it counts as wrong"
            entry.warn("quiz-choice-without-correct", message, line)
        correct |= marks[number - 1] is not None and is_on(marks[number - 1], default=False)
        comment = first(choice, COMMENT)
        read.append(
            _Read(
                entry.words(first(choice, CHOICE_TEXT), name, line),
                correct,
                entry.words(comment, f"the comment of {name}", line) if comment is not None else (),
                is_on(first(choice, PINNED), default=False),
                line,
            )
        )
    return _reading(entry, read, len(listed), shuffled=entry.flag(SHUFFLE, default=True))


def from_page(passage: Passage) -> Reading:
    """Read a list with a box in each item; a quotation or a callout in an item is what is said to whoever chooses it."""
    items = [item for block in passage.parts if isinstance(block, ListBlock) for item in block.items]
    read = [_item(passage, item, number) for number, item in enumerate(items[:MAX_CHOICES], 1)]
    return _reading(passage, read, len(items), shuffled=passage.flag(SHUFFLE, default=True))


def _item(passage: Passage, item: ListItem, number: int) -> _Read:
    box = box_of(item)
    if box is None:
        message = f"choice {number} of {passage.name} has no box; it counts as wrong"
        passage.warn("quiz-choice-without-correct", message)
    words, comment = split_item(item)
    if not words:
        passage.warn("quiz-empty", f"choice {number} of {passage.name} is empty")
    return _Read(words, box is True, comment, line=passage.line)


def _reading(written: Written, read: Sequence[_Read], count: int, *, shuffled: bool) -> Reading:
    if count > MAX_CHOICES:
        written.warn("quiz-size", f"only the first {MAX_CHOICES} of {count} choices of {written.name} are read")
    words = [words_of(one.blocks) for one in read]
    for number, one in enumerate(read):
        if words[number] and words[number] in words[:number]:
            message = f"choice {number + 1} of {written.name} reads like choice {words.index(words[number]) + 1}"
            written.warn("quiz-duplicate-choice", message, one.line)
    right = sum(one.correct for one in read)
    several = written.several if written.several is not None else right > 1
    if right > 1 and not several:
        message = f"{right} choices of {written.name} are marked as right, where {written.kind} has one; all are asked for"
        written.warn("quiz-several-correct", message)
        several = True
    keys = unique_keys([one.blocks for one in read], [f"{not one.correct}{words_of(one.comment)}" for one in read])
    choices = tuple(
        Choice(key, one.blocks, one.correct, one.comment, one.pinned or stays(text))
        for key, one, text in zip(keys, read, words, strict=True)
    )
    task = Choose(choices, several, shuffled and not order_matters(words))
    if not choices:
        return written.faulty(task, "quiz-without-choices", "there is nothing to choose from")
    if not right:
        return written.faulty(task, "quiz-without-correct", "no choice is marked as right")
    return Reading(task)


def grade(task: Choose, answer: Answer) -> Verdict | Refusal:
    """Judge what was chosen; of several, each wrong one takes away a right one: max(0, right - wrong) / all that are right."""
    if not isinstance(answer, Chosen):
        return misfit()
    choices = {choice.key: choice for choice in task.choices}
    keys = tuple(dict.fromkeys(answer.keys))
    if not keys:
        return Refusal(_("choose an answer first"))
    if any(key not in choices for key in keys):
        return stale()
    if len(keys) > 1 and not task.several:
        return Refusal(_("one answer is right: choose only one"))
    parts = tuple((key, choices[key].correct) for key in keys)
    right = sum(ok for _key, ok in parts)
    if not task.several:
        return verdict(float(right), parts)
    total = sum(choice.correct for choice in task.choices)
    missing = total - right
    more = ngettext("{count} more is right", "{count} more are right", missing)
    remark = more.format(count=missing) if missing and right == len(parts) else ""
    return verdict(max(0, 2 * right - len(parts)) / total if total else 0.0, parts, remark)


def solution(task: Choose) -> Answer | None:
    """All that are right, or the one that is."""
    right = tuple(choice.key for choice in task.choices if choice.correct)
    if not right:
        return None
    return Chosen(right if task.several else right[:1])

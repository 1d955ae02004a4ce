"""Questions answered by putting things in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tui_course.language import gettext as _
from tui_course.model.answer import Answer, Ordered, Refusal, Verdict
from tui_course.model.block import ListBlock
from tui_course.model.question import Item, Order
from tui_course.questions.boxes import split_item
from tui_course.questions.fields import CHOICE_TEXT, MAX_CHOICES, SEQUENCE, choice_list, first, named_parts, right_choices
from tui_course.questions.keys import unique_keys, without_number
from tui_course.questions.marking import misfit, stale, verdict
from tui_course.questions.written import Reading, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.block import Block
    from tui_course.questions.written import Entry, Passage, Written


def fits(item: dict[str, Any]) -> bool:
    """Whether a question of a data file has items to put in order."""
    return bool(_listed(item))


def gives_sequence(item: dict[str, Any]) -> bool:
    """Whether a field of a question is for a sequence and nothing else."""
    return any(isinstance(item.get(name), list) for name in SEQUENCE)


def _listed(item: dict[str, Any]) -> list[tuple[str, Any]]:
    return choice_list(item) or named_parts(first(item, SEQUENCE))


def from_data(entry: Entry) -> Reading:
    """Read `items:`, in the right order, or in any with `answer:` naming all of them in the right one."""
    listed = _listed(entry.item)
    named = right_choices(entry.item, listed)
    if len(named) == len(listed):
        listed = [listed[number - 1] for number in named]
    bodies = []
    for number, (_number, part) in enumerate(listed[:MAX_CHOICES], 1):
        value = first(part, CHOICE_TEXT) if isinstance(part, dict) else part
        bodies.append(entry.words(value, f"item {number} of {entry.name}", line_of(part, entry.line)))
    return _reading(entry, bodies, len(listed))


def from_page(passage: Passage) -> Reading:
    """Read a list, in the right order."""
    items = [item for block in passage.parts if isinstance(block, ListBlock) for item in block.items]
    bodies = [words + comment for words, comment in map(split_item, items[:MAX_CHOICES])]
    return _reading(passage, bodies, len(items))


def _reading(written: Written, bodies: list[tuple[Block, ...]], count: int) -> Reading:
    if count > MAX_CHOICES:
        written.warn("quiz-size", f"only the first {MAX_CHOICES} of {count} items of {written.name} are read")
    task = Order(tuple(Item(key, body) for key, body in zip(unique_keys(bodies), bodies, strict=True)))
    different = len({without_number(item.key) for item in task.items})
    if different < len(task.items):
        written.warn("quiz-duplicate-choice", f"two items of {written.name} read the same")
    if different < 2:  # noqa: PLR2004 - one is in order always
        return written.faulty(task, "quiz-without-order", "there are not two items to put in order")
    return Reading(task)


def grade(task: Order, answer: Answer) -> Verdict | Refusal:
    """Judge an order: with k of n items in the longest run that stands in the right order, gaps allowed, (k - 1) / (n - 1).

    So a reversed list is worth nothing, and one item out of place costs one step however far it was moved. The parts say which
    items belong to that run. Items that read the same may stand for each other.
    """
    if not isinstance(answer, Ordered):
        return misfit()
    if not answer.keys:
        return Refusal(_("put the items in order first"))
    if sorted(answer.keys) != sorted(item.key for item in task.items):
        return stale()
    ranks = _ranks([item.key for item in task.items], answer.keys)
    run = _longest_rising(ranks)
    if len(run) == 1:
        run = set()
    parts = [(key, index in run) for index, key in enumerate(answer.keys)]
    steps = len(ranks) - 1
    score = max(0, len(run) - 1) / steps if steps else 1.0
    follow = _("{count} of {all} follow one another as they should")
    remark = follow.format(count=len(run), all=len(ranks)) if 0 < score < 1 else ""
    return verdict(score, parts, remark)


def _ranks(should: Sequence[str], given: Sequence[str]) -> list[int]:
    """The place at which each of `given` should stand; the first of those that read the same takes the first such place."""
    places = defaultdict(list)
    for rank, key in enumerate(should):
        places[without_number(key)].append(rank)
    turns = {name: iter(ranks) for name, ranks in places.items()}
    return [next(turns[without_number(key)]) for key in given]


def _longest_rising(ranks: list[int]) -> set[int]:
    """The indices of a longest strictly rising subsequence, by patience sorting (Fredman, 1975)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, rank in enumerate(ranks):
        pile = bisect_left(tops, rank)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [rank]
        ends[pile : pile + 1] = [index]
    run: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        run.add(index)
        index = before[index]
    return run


def solution(task: Order) -> Answer | None:
    """The items as they stand."""
    return Ordered(tuple(item.key for item in task.items)) if task.items else None

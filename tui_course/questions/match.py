"""Questions answered by finding what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.answer import Answer, Paired, Refusal, Verdict
from tui_course.model.block import Table
from tui_course.model.question import Item, Match
from tui_course.questions.fields import CHOICE_TEXT, DISTRACTORS, LEFT, MAX_CHOICES, PAIRS, RIGHT, first, named_parts
from tui_course.questions.keys import shared_key, unique_keys, words_of
from tui_course.questions.marking import misfit, stale, verdict
from tui_course.questions.written import Reading, line_of

if TYPE_CHECKING:
    from tui_course.model.block import Block, TableRow
    from tui_course.questions.written import Entry, Passage, Written

    Column = list[tuple[Block, ...]]

_LEFT_OF_PAIR = ("left", "term", "a", "key", "premise", "item", "question")
_RIGHT_OF_PAIR = ("right", "definition", "b", "value", "response", "match", "answer")
_SIDES = 2


def fits(item: dict[str, Any]) -> bool:
    """Whether a question of a data file has columns or pairs."""
    return any(isinstance(first(item, names), list | dict) for names in (LEFT, RIGHT, PAIRS))


def from_data(entry: Entry) -> Reading:
    """Read `items_a:` and `items_b:`, or `pairs:`, each under any of its names, and `distractors:`."""
    left = _column(entry, LEFT, "the left side")
    right = _column(entry, RIGHT, "the right side")
    for number, (name, pair) in enumerate(named_parts(first(entry.item, PAIRS))[:MAX_CHOICES], 1):
        sides = _sides(name, pair)
        if sides is None:
            entry.warn("quiz-pair", f"pair {number} of {entry.name} does not have two sides", line_of(pair, entry.line))
            continue
        for side, value in zip((left, right), sides, strict=True):
            side.append(entry.words(value, f"pair {number} of {entry.name}", line_of(pair, entry.line)))
    return _reading(entry, left, right, _column(entry, DISTRACTORS, "the distractors"))


def _column(entry: Entry, names: tuple[str, ...], what: str) -> Column:
    listed = first(entry.item, names)
    parts = [part for _, part in named_parts(listed)] if isinstance(listed, list | dict) else [listed]
    if len(parts) > MAX_CHOICES:
        entry.warn("quiz-size", f"only the first {MAX_CHOICES} of {what} of {entry.name} are read")
    texts = (first(part, CHOICE_TEXT) if isinstance(part, dict) and first(part, CHOICE_TEXT) else part for part in parts)
    return [entry.words(text, f"{what} of {entry.name}") for text in list(texts)[:MAX_CHOICES] if listed is not None]


def _sides(name: str, pair: object) -> tuple[object, object] | None:
    """The two sides of a pair: a list of two, a mapping with known names, or of one name to its partner."""
    if name:
        return name, pair
    if isinstance(pair, list):
        return (pair[0], pair[1]) if len(pair) == _SIDES else None
    if not isinstance(pair, dict):
        return None
    if len(pair) == 1:
        return next(iter(pair.items()))
    left, right = first(pair, _LEFT_OF_PAIR), first(pair, _RIGHT_OF_PAIR)
    return (left, right) if left is not None and right is not None else None


def is_pairs(block: Block) -> bool:
    """Whether a block is a table of two columns."""
    return isinstance(block, Table) and bool(block.rows) and all(len(row.cells) == _SIDES for row in block.rows)


def from_page(passage: Passage) -> Reading:
    """Read tables of two columns: pairs, and distractors where the left cell is empty."""
    left: Column = []
    right: Column = []
    distractors: Column = []
    for row in (row for block in passage.parts if isinstance(block, Table) for row in block.rows[block.head :]):
        one, other = _cells(row)
        if one:
            left.append(one)
            right.extend([other] if other else [])
        elif other:
            distractors.append(other)
    if len(left) > MAX_CHOICES:
        passage.warn("quiz-size", f"only the first {MAX_CHOICES} pairs of {passage.name} are read")
    return _reading(passage, left[:MAX_CHOICES], right[:MAX_CHOICES], distractors[:MAX_CHOICES])


def _cells(row: TableRow) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The two sides of a row; a cell without words or pictures is empty."""
    sides = [cell.blocks if words_of(cell.blocks) else () for cell in row.cells]
    return (sides[0], sides[1]) if len(sides) == _SIDES else ((), ())


def _reading(written: Written, left: Column, right: Column, distractors: Column) -> Reading:
    partners = [words_of(body) for body in right]
    marks = [partners[index] if index < len(partners) else "" for index in range(len(left))]
    names = unique_keys(left, marks)
    task = Match(
        tuple(Item(key, body) for key, body in zip(names, left, strict=True)),
        tuple(Item(shared_key(body), body) for body in right),
        tuple(Item(shared_key(body), body) for body in distractors),
    )
    if {item.key for item in task.distractors} & {item.key for item in task.right}:
        written.warn("quiz-duplicate-choice", f"a distractor of {written.name} reads like something that belongs to the left")
    if len(set(map(shared_key, left))) != len(left):
        written.warn("quiz-duplicate-choice", f"two on the left side of {written.name} read the same")
    if not left:
        return written.faulty(task, "quiz-columns", "there is nothing to match")
    if len(left) != len(right):
        return written.faulty(task, "quiz-columns", f"the left side has {len(left)} entries, the right side {len(right)}")
    return Reading(task)


def grade(task: Match, answer: Answer) -> Verdict | Refusal:
    """Judge pairs: the share of the left side that has its partner."""
    if not isinstance(answer, Paired):
        return misfit()
    if not answer.pairs:
        return Refusal(_("match at least one first"))
    partners = {one.key: other.key for one, other in zip(task.left, task.right, strict=False)}
    known = {item.key for item in (*task.right, *task.distractors)}
    pairs = dict(answer.pairs)
    if len(pairs) != len(answer.pairs) or not partners.keys() >= pairs.keys() or not known >= set(pairs.values()):
        return stale()
    parts = [(key, partners[key] == other) for key, other in pairs.items()]
    missing = len(task.left) - len(pairs)
    still = ngettext("{count} is still open", "{count} are still open", missing)
    remark = still.format(count=missing) if missing else ""
    return verdict(sum(ok for _key, ok in parts) / len(task.left), parts, remark)


def solution(task: Match) -> Answer | None:
    """Every item of the left side with its partner."""
    pairs = tuple((one.key, other.key) for one, other in zip(task.left, task.right, strict=False))
    return Paired(pairs) if pairs else None

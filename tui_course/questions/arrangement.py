"""The order in which a question is shown: shuffled for each learner, except where order carries meaning."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, assert_never

from tui_course.model.question import Choose, Match, Order, Reflect, TypedTask
from tui_course.questions.keys import digest, without_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_course.model.question import Question

_LONGEST_QUANTITY: Final = 5
_LONGEST_OPPOSITION: Final = 4
_OPPOSITES: Final = (frozenset({"true", "false"}), frozenset({"yes", "no"}), frozenset({"agree", "disagree"}))
_STAYING = re.compile(
    r"(?:all|none|neither|any|both|each|two|some) (?:of )?(?:the )?(?:\w+ )?"
    r"(?:above|below|others?|these|those|them|rest|answers|options|choices|listed)\b.{0,40}"
    r"|all|none|neither|both|nothing|everything|other|(?:i )?(?:do not|don't) know|not sure|it depends"
)
_NAME = r"\(?(?:[a-h]|[1-9]|i{1,3}|iv)\)?"
_NAMES_PLACES = re.compile(
    rf"(?:(?:both|only|neither|either|answers?|options?|choices?|all|of) )*"
    rf"{_NAME}(?:(?: ?, ?| ?& ?|,? (?:and|or|nor) ){_NAME})+(?: (?:only|are (?:correct|right|true)))?"
    rf"|(?:both|only|neither|answer|option|choice) {_NAME}(?: only)?"
    r"|.*\bthe (?:first|last) (?:two|three|one)\b.*"
)
_NUMBER = re.compile(r"[-−+]?[0-9]+(?:[.,][0-9]+)*")


def shown_order(question: Question, seed: str) -> tuple[str, ...]:
    """The keys of what a question shows to choose from, to match with or to put in order, as they stand on the screen.

    `seed` names the learner: the same seed gives the same order, and where the author moves or adds something, the rest keeps
    its order. Of a Match it is the right side with the distractors, each key once; the items of an Order never stand as they
    should, unless all are the same. Empty where there is nothing of the kind.
    """
    salt = f"{seed}\0{question.id}"
    task = question.task
    match task:
        case Choose():
            return _choices(task, salt)
        case Match():
            return _shuffled(dict.fromkeys(item.key for item in (*task.right, *task.distractors)), salt)
        case Order():
            return _disordered([item.key for item in task.items], salt)
        case Reflect():
            return tuple(item.key for item in task.items)
        case TypedTask():
            return ()
        case _:
            assert_never(task)


def _shuffled(keys: Iterable[str], salt: str) -> tuple[str, ...]:
    return tuple(sorted(keys, key=lambda key: digest(salt, key, size=8)))


def _choices(task: Choose, salt: str) -> tuple[str, ...]:
    if not task.shuffled:
        return tuple(choice.key for choice in task.choices)
    moving = iter(_shuffled((choice.key for choice in task.choices if not choice.pinned), salt))
    return tuple(choice.key if choice.pinned else next(moving) for choice in task.choices)


def _disordered(keys: list[str], salt: str) -> tuple[str, ...]:
    shown = _shuffled(keys, salt)
    if [without_number(key) for key in shown] == [without_number(key) for key in keys]:
        return (*shown[1:], *shown[:1])
    return shown


def _simple(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").strip().strip(".,;:!()\"'").split())


def stays(words: str) -> bool:
    """Whether a choice speaks of the others, as "all of the above" does, or is none of them: it keeps its place."""
    return bool(_STAYING.fullmatch(_simple(words)))


def order_matters(choices: Sequence[str]) -> bool:
    """Whether choices must stand as their author put them, by their words.

    True and False, Yes and No; choices that name others by their place, such as "both a and b" or "1 and 2"; numbers,
    quantities and ranges that rise or fall.
    """
    simple = [_simple(words) for words in choices]
    if len(simple) <= _LONGEST_OPPOSITION and any(pair <= set(simple) for pair in _OPPOSITES):
        return True
    if any(_NAMES_PLACES.fullmatch(words) for words in simple):
        return True
    return _rises_or_falls([words for words in simple if not stays(words)])


def _rises_or_falls(choices: list[str]) -> bool:
    numbers = [_NUMBER.search(words) for words in choices]
    if len(choices) < 2 or any(len(words.split()) > _LONGEST_QUANTITY for words in choices):  # noqa: PLR2004 - one has no order
        return False
    values = [_value(number.group()) for number in numbers if number]
    if len(values) != len(choices) or len(set(values)) == 1:
        return False
    return all(a <= b for a, b in pairwise(values)) or all(a >= b for a, b in pairwise(values))


def _value(number: str) -> float:
    """A number near enough to be compared: commas part thousands where three digits follow each."""
    plain = number.replace("−", "-")
    grouped = re.fullmatch(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+", plain)
    plain = plain.replace(",", "" if grouped else ".")
    whole, _, part = plain.partition(".")
    return float(f"{whole}.{part.replace('.', '')}" if part else whole)

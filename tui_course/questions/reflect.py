"""Questions to think about or to do something for: nothing is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_course.model.answer import Answer, Outcome, Reflected, Refusal, Verdict
from tui_course.model.block import ListBlock, Quote
from tui_course.model.question import Item, Reflect
from tui_course.questions.boxes import split_item
from tui_course.questions.fields import CHOICE_TEXT, COMMENT, MAX_CHOICES, choice_list, first
from tui_course.questions.keys import unique_keys
from tui_course.questions.marking import misfit
from tui_course.questions.written import Reading, line_of

if TYPE_CHECKING:
    from tui_course.model.block import Block, ListItem
    from tui_course.questions.written import Entry, Passage, Written

_HANDED_IN = ("upload", "submission", "submit", "hand-in")


def fits(item: dict[str, Any]) -> bool:
    """Any question can be thought about."""
    return item is not None


def from_data(entry: Entry) -> Reading:
    """Read what an opinion is asked about, where there are choices."""
    bodies = []
    listed = choice_list(entry.item)
    for number, (_, part) in enumerate(listed[:MAX_CHOICES], 1):
        name = f"choice {number} of {entry.name}"
        line = line_of(part, entry.line)
        value, comment = (first(part, CHOICE_TEXT), first(part, COMMENT)) if isinstance(part, dict) else (part, None)
        said = (Quote(entry.words(comment, f"the comment of {name}", line)),) if comment is not None else ()
        bodies.append((*entry.words(value, name, line), *said))
    return _reading(entry, bodies, len(listed))


def from_page(passage: Passage) -> Reading:
    """Read a list of what an opinion is asked about, where there is one."""
    items = [item for block in passage.parts if isinstance(block, ListBlock) for item in block.items]
    return _reading(passage, [_body(item) for item in items[:MAX_CHOICES]], len(items))


def _body(item: ListItem) -> tuple[Block, ...]:
    words, comment = split_item(item)
    return (*words, Quote(comment)) if comment else words


def _reading(written: Written, bodies: list[tuple[Block, ...]], count: int) -> Reading:
    if count > MAX_CHOICES:
        written.warn("quiz-size", f"only the first {MAX_CHOICES} of {count} choices of {written.name} are read")
    items = tuple(Item(key, body) for key, body in zip(unique_keys(bodies), bodies, strict=True))
    return Reading(Reflect(any(word in written.kind for word in _HANDED_IN), items))


def grade(task: Reflect, answer: Answer) -> Verdict | Refusal:  # noqa: ARG001 - every kind is called alike
    """Take the learner's own mark; it is worth nothing."""
    return Verdict(Outcome.UNSCORED, 0.0) if isinstance(answer, Reflected) else misfit()


def solution(task: Reflect) -> Answer | None:  # noqa: ARG001 - every kind is called alike
    """There is none."""
    return None

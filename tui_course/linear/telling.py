"""What a question asks, in lines: numbers before what can be chosen, letters before what can be put to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course import plain
from tui_course.language import gettext as _
from tui_course.linear.drafts import pair_letters
from tui_course.model.answer import SelfMark
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.model.question import Choose, Match, Order, Reflect
from tui_course.typeset.labels import handed_in_label, points_label, self_mark_label, unscored_label
from tui_course.typeset.questions.parts import answer_parts

if TYPE_CHECKING:
    from tui_course.linear.talk import Talk
    from tui_course.model.asked import Asked
    from tui_course.model.block import Block
    from tui_course.model.question import Question, Task


def question_head(question: Question, label: str) -> str:
    """The line before a question: what it is called here, and what it is worth."""
    if question.graded:
        return f"{label} ({points_label(question)})"
    return label if question.fault else f"{label} ({unscored_label()})"


def tell_question(talk: Talk, question: Question) -> None:
    """Say what is asked."""
    talk.tell(question.prompt)
    if isinstance(question.task, Reflect):
        for item in question.task.items:
            talk.tell(item.blocks, "• ")
        if question.task.handed_in:
            talk.say(handed_in_label())


def tell_parts(talk: Talk, question: Question) -> None:
    """Say what a question shows that cannot be answered."""
    for blocks in answer_parts(question):
        talk.tell(blocks, "• ")


def tell_draft(talk: Talk, asked: Asked) -> None:
    """Say what can be chosen, matched or put in order, with the numbers and letters that stand for it now."""
    draft = asked.draft
    words = blocks_by_key(asked.question.task)
    match draft:
        case Choosing() | Ordering():
            for number, key in enumerate(draft.order, 1):
                talk.tell(words[key], f"{number}. ")
        case Pairing():
            for number, key in enumerate(draft.left, 1):
                talk.tell(words[key], f"{number}. ")
            for letter, key in zip(pair_letters(draft), draft.right, strict=True):
                talk.tell(words[key], f"{letter}. ")
            if draft.pairs:
                talk.say(pairs_so_far(draft))
        case Marking():
            talk.say(*(f"{number}. {self_mark_label(mark)}" for number, mark in enumerate(SelfMark, 1)))
        case Typing():
            return
        case _:
            assert_never(draft)


def pairs_so_far(draft: Pairing) -> str:
    """What was put together, and what is still open."""
    letters = dict(zip(draft.right, pair_letters(draft), strict=True))
    made = [f"{number}{letters[draft.partner(key)]}" for number, key in enumerate(draft.left, 1) if draft.partner(key)]
    still = [str(number) for number, key in enumerate(draft.left, 1) if not draft.partner(key)]
    if not made:
        return _("No pairs yet.")
    if not still:
        return _("Pairs: {pairs}; none is open.").format(pairs=" ".join(made))
    return _("Pairs: {pairs}; open: {numbers}.").format(pairs=" ".join(made), numbers=" ".join(still))


def blocks_by_key(task: Task) -> dict[str, tuple[Block, ...]]:
    """What the keys of a task stand for."""
    match task:
        case Choose():
            return {choice.key: choice.blocks for choice in task.choices}
        case Match():
            return {item.key: item.blocks for item in (*task.distractors, *task.right, *task.left)}
        case Order():
            return {item.key: item.blocks for item in task.items}
        case _:
            return {}


def named(name: int | str, blocks: tuple[Block, ...]) -> str:
    """Something that has a number or a letter, with its words on the same line."""
    return " ".join((f"{name}.", *plain.text(blocks).split()))

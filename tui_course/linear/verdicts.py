"""What is said after an answer, in lines: the verdict, each part that was given, and what the author says to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.linear.drafts import pair_letters
from tui_course.linear.telling import blocks_by_key, named
from tui_course.model.answer import Chosen, Ordered, Outcome, Paired, Reflected, Typed
from tui_course.model.draft import Choosing, Ordering, Pairing, Typing
from tui_course.model.question import Choose, Match, Measure, Order
from tui_course.typeset.labels import (
    earned_points,
    explanation_label,
    hint_label,
    outcome_label,
    self_mark_label,
    solution_label,
)

if TYPE_CHECKING:
    from tui_course.linear.talk import Talk
    from tui_course.model.answer import Verdict
    from tui_course.model.asked import Asked
    from tui_course.model.question import Question

_SIGNS = {True: later("Right: {part}"), False: later("Not right: {part}"), None: "{part}"}


def tell_hint(talk: Talk, question: Question, number: int) -> None:
    """Say one of the hints, counted from 1."""
    talk.tell(question.hints[number - 1], f"{hint_label(number, len(question.hints))}: ")


def tell_verdict(talk: Talk, asked: Asked) -> None:
    """Say what an answer is worth, or what the answer is; nothing where there is neither."""
    question = asked.question
    if asked.revealed:
        talk.say(f"{solution_label()}:")
        _tell_parts(talk, asked, {})
        talk.tell(question.praise)
    elif asked.verdict is not None:
        talk.say(_verdict_line(question, asked, asked.verdict))
        _tell_parts(talk, asked, dict(asked.verdict.parts))
        if asked.verdict.outcome is not Outcome.UNSCORED:
            talk.tell(question.praise if asked.verdict.outcome is Outcome.RIGHT else question.advice)
    if asked.settled and question.explanation:
        talk.tell(question.explanation, f"{explanation_label()}: ")


def _verdict_line(question: Question, asked: Asked, verdict: Verdict) -> str:
    word = outcome_label(verdict.outcome)[0]
    if isinstance(asked.answer, Reflected):
        return f"{word}: {self_mark_label(asked.answer.mark)}."
    remark = f": {verdict.remark}" if verdict.remark else ""
    return f"{word}{remark}. {earned_points(verdict.score * question.points, question.points)}."


def standing_line(asked: Asked) -> str:
    """What became of a question before."""
    if asked.revealed or asked.verdict is None:
        return _("You had the answer shown before.")
    if isinstance(asked.answer, Reflected):
        return _("You noted it before: {mark}.").format(mark=self_mark_label(asked.answer.mark))
    return _("Answered before: {verdict}.").format(verdict=outcome_label(asked.verdict.outcome)[0])


def _tell_parts(talk: Talk, asked: Asked, given: dict[str, bool]) -> None:
    """Say of each part of the answer whether it is right, and of nothing else before all is settled."""
    match asked.question.task, asked.draft:
        case Choose() as task, Choosing() as draft:
            _tell_choices(talk, task, draft, asked, given)
        case Match(), Pairing() as draft:
            _tell_pairs(talk, draft, asked, given)
        case Order(), Ordering() as draft:
            _tell_order(talk, draft, asked, given)
        case _, Typing() as draft:
            _tell_blanks(talk, draft, asked, given)
        case _:
            return


def _tell_choices(talk: Talk, task: Choose, draft: Choosing, asked: Asked, given: dict[str, bool]) -> None:
    choices = {choice.key: choice for choice in task.choices}
    solved = asked.solution.keys if isinstance(asked.solution, Chosen) else ()
    for number, key in enumerate(draft.order, 1):
        choice = choices[key]
        if key not in given and not (asked.settled and (key in solved or choice.comment)):
            continue
        talk.say(_signed(named(number, choice.blocks), choice.correct))
        talk.say(*(f"  {line}".rstrip() for line in talk.words(choice.comment)))


def _tell_pairs(talk: Talk, draft: Pairing, asked: Asked, given: dict[str, bool]) -> None:
    words = blocks_by_key(asked.question.task)
    letters = dict(zip(draft.right, pair_letters(draft), strict=True))
    solved = asked.solution.pairs if asked.revealed and isinstance(asked.solution, Paired) else None
    made = dict(draft.pairs if solved is None else solved)
    for number, key in enumerate(draft.left, 1):
        partner = made.get(key)
        if partner is None:
            continue
        pair = _("{left} with {right}").format(left=named(number, words[key]), right=named(letters[partner], words[partner]))
        talk.say(_signed(pair, given.get(key)))


def _tell_order(talk: Talk, draft: Ordering, asked: Asked, given: dict[str, bool]) -> None:
    words = blocks_by_key(asked.question.task)
    order = asked.solution.keys if asked.revealed and isinstance(asked.solution, Ordered) else draft.order
    for number, key in enumerate(order, 1):
        talk.say(_signed(named(number, words[key]), given.get(key)))


def _tell_blanks(talk: Talk, draft: Typing, asked: Asked, given: dict[str, bool]) -> None:
    several = len(draft.texts) > 1
    if asked.revealed:
        task = asked.question.task
        unit = task.unit if isinstance(task, Measure) else ""
        texts = asked.solution.texts if isinstance(asked.solution, Typed) else ()
        for number, text in enumerate(texts, 1):
            named_text = _("Blank {number}: {text}").format(number=number, text=text)
            talk.say(named_text if several else _with_unit(text, unit))
        return
    for number, text in enumerate(draft.texts):
        right = given.get(str(number))
        if several and right is not None:
            talk.say(_signed(_("blank {number}, {text}").format(number=number + 1, text=text), right))


def _signed(part: str, right: bool | None) -> str:  # noqa: FBT001  the one thing to say of a part
    """A part of an answer behind the word for what it is; as it stands where that is not known."""
    return _(_SIGNS[right]).format(part=part)


def _with_unit(text: str, unit: str) -> str:
    return text if not unit or text.endswith(unit) else f"{text} {unit}"

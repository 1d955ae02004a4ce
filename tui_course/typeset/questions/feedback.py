"""What is said after an answer, and the keys of a question in its last line."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course.language import gettext as _
from tui_course.language import pgettext
from tui_course.model.answer import Confidence, Outcome
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.model.inline import Text
from tui_course.model.visible import visible
from tui_course.typeset.context import split
from tui_course.typeset.labels import explanation_label, fault_label, hint_label, outcome_label, solution_label
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.scripts import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.model.asked import Asked
    from tui_course.model.block import Block
    from tui_course.model.question import Question
    from tui_course.typeset.context import Context
    from tui_course.typeset.questions.scene import Scene

_BETWEEN_KEYS = "   "
_DIGITS = 9
_LETTERS = 26


def fault(question: Question, context: Context, width: int) -> list[Line]:
    """Why a question cannot be answered, and where its author finds it."""
    return context.inlines((Text(fault_label(question)),), width, Role.PROBLEM)


def feedback(scene: Scene, context: Context, width: int) -> list[Line]:
    """The hints that were asked for, the verdict with what the author says to it, and the explanation once all is settled."""
    asked = scene.asked
    question = asked.question
    parts: list[list[Line]] = []
    for number, hint in enumerate(question.hints[: asked.hints], 1):
        parts.append(_labelled(hint_label(number, len(question.hints)), Role.TIP, hint, context, width))
    if asked.refusal:
        parts.append(context.inlines((Text(visible(asked.refusal)),), width, Role.PROBLEM))
    parts.append(_verdict(asked, context, width))
    if asked.settled and question.explanation:
        parts.append(_labelled(explanation_label(), Role.NOTE, question.explanation, context, width))
    lines: list[Line] = []
    for part in parts:
        if lines and part:
            lines.append(Line())
        lines.extend(part)
    return lines


def _verdict(asked: Asked, context: Context, width: int) -> list[Line]:
    drawing = context.drawing
    if asked.revealed:
        return _labelled(solution_label(), Role.NOTE, asked.question.praise, context, width)
    verdict = asked.verdict
    if verdict is None:
        return []
    word, role = outcome_label(verdict.outcome)
    marks = {Outcome.RIGHT: drawing.right, Outcome.PARTLY: drawing.partly, Outcome.WRONG: drawing.wrong}
    label = f"{marks.get(verdict.outcome, drawing.right)} {word}"
    if verdict.remark:
        label += f": {visible(verdict.remark)}"
    said = asked.question.praise if verdict.outcome is Outcome.RIGHT else asked.question.advice
    if verdict.outcome is Outcome.UNSCORED:
        said = ()
    return _labelled(label, role, said, context, width)


def _labelled(label: str, role: Role, blocks: Sequence[Block], context: Context, width: int) -> list[Line]:
    return [*context.inlines((Text(label),), width, role, Weight.BOLD), *context.blocks(blocks, width)]


def keys(scene: Scene, context: Context, width: int) -> list[Line]:
    """The keys that matter now, in as many lines as they need."""
    lines: list[Line] = []
    for key, word in _keys(scene) if scene.focused else _resting(scene):
        pair = (Run(key, Role.CURSOR if scene.focused else Role.DIM, Weight.BOLD), Run(f" {word}", Role.DIM))
        longer = Line((*lines[-1].runs, Run(_BETWEEN_KEYS), *pair)) if lines else None
        if longer is not None and context.cells(longer.text) <= width:
            lines[-1] = longer
        else:
            lines.append(Line(pair))
    return split(lines, width, context.cells)


def _resting(scene: Scene) -> Iterator[tuple[str, str]]:
    """What is said while keys go elsewhere."""
    if not scene.asked.judged:
        yield ("Q", _("answer"))
    elif scene.asked.settled:
        yield ("Q", _("go on"))
    else:
        yield ("Q", _("try again"))


def _keys(scene: Scene) -> Iterator[tuple[str, str]]:
    asked = scene.asked
    more_hints = max(0, len(asked.question.hints) - asked.hints)
    if not asked.judged:
        yield from _answering(scene)
        if scene.typing:
            yield (_("Esc"), _("other keys"))
            return
        if scene.voting:
            return
        if asked.question.graded:
            yield ("c", _confidence(asked.confidence))
        if more_hints:
            yield ("h", _("hint"))
        if asked.question.graded:
            yield ("x", _("reveal"))
        return
    if asked.settled:
        yield ("Q", _("next question"))
        yield ("w", _("where is this explained"))
        yield ("r", _("again"))
        return
    yield ("r", _("try again"))
    if more_hints:
        yield ("h", _hint(asked.hints + 1, len(asked.question.hints)))
    yield ("x", _("reveal"))
    yield ("w", _("where is this explained"))


def _hint(number: int, count: int) -> str:
    return _("hint ({number} of {count})").format(number=number, count=count) if count > 1 else _("hint")


def _answering(scene: Scene) -> Iterator[tuple[str, str]]:
    draft = scene.asked.draft
    match draft:
        case Choosing():
            yield from _numbered(len(draft.order), _("choose"), scene.arrows)
        case Typing():
            if not scene.typing:
                yield ("i", _("type"))
            elif len(draft.texts) > 1:
                yield (_("Tab"), _("next blank"))
        case Pairing():
            if draft.waiting:
                yield (_first_to_last(len(draft.right)), _("goes to {number}").format(number=draft.cursor + 1))
            else:
                yield from _numbered(len(draft.left), _("pick"), scene.arrows)
            if draft.pairs:
                yield ("u", _("undo"))
        case Ordering():
            yield (_("space"), _("let go") if draft.held else _("take"))
            yield (scene.arrows, _("move"))
            if draft.before:
                yield ("u", _("undo"))
        case Marking():
            yield ("1-3", pgettext("question", "mark"))
        case _:
            assert_never(draft)
    yield (_("Enter"), _answered(scene))


def _answered(scene: Scene) -> str:
    if scene.voting:
        return _("vote")
    return _("check") if scene.asked.question.graded else _("note it")


def _first_to_last(count: int) -> str:
    """The letters of so many rows, such as `a-d`."""
    letters = labels(count)
    return "-".join(dict.fromkeys((*letters[:1], *letters[-1:])))


def _numbered(rows: int, word: str, arrows: str) -> Iterator[tuple[str, str]]:
    """The keys for rows with numbers; those that no digit names are reached by the arrows."""
    yield (f"1-{min(_DIGITS, rows)}" if rows > 1 else "1", word)
    if rows > _DIGITS:
        yield (_("{arrows} space").format(arrows=arrows), word)


def _confidence(confidence: Confidence | None) -> str:
    match confidence:
        case None:
            return _("how sure?")
        case Confidence.SURE:
            return _("sure")
        case Confidence.UNSURE:
            return _("not sure")
        case _:
            assert_never(confidence)

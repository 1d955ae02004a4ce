"""What is said after an answer, and the keys of a question in its last line."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course.model.answer import Confidence, Outcome
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.model.inline import Text
from tui_course.model.visible import visible
from tui_course.typeset.context import split
from tui_course.typeset.labels import REVEALED, WHY, fault_label, hint_label, outcome_label
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
        parts.append(_labelled(WHY, Role.NOTE, question.explanation, context, width))
    lines: list[Line] = []
    for part in parts:
        if lines and part:
            lines.append(Line())
        lines.extend(part)
    return lines


def _verdict(asked: Asked, context: Context, width: int) -> list[Line]:
    drawing = context.drawing
    if asked.revealed:
        return _labelled(REVEALED, Role.NOTE, asked.question.praise, context, width)
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
        yield ("Q", "answer")
    elif scene.asked.settled:
        yield ("Q", "go on")
    else:
        yield ("Q", "try again")


def _keys(scene: Scene) -> Iterator[tuple[str, str]]:
    asked = scene.asked
    more_hints = max(0, len(asked.question.hints) - asked.hints)
    if not asked.judged:
        yield from _answering(scene)
        if scene.typing:
            yield ("Esc", "other keys")
            return
        if asked.question.graded:
            yield ("c", _confidence(asked.confidence))
        if more_hints:
            yield ("h", "hint")
        if asked.question.graded:
            yield ("x", "reveal")
        return
    if asked.settled:
        yield ("Q", "next question")
        yield ("w", "where is this explained")
        yield ("r", "again")
        return
    yield ("r", "try again")
    if more_hints:
        count = f" ({asked.hints + 1} of {len(asked.question.hints)})" if len(asked.question.hints) > 1 else ""
        yield ("h", f"hint{count}")
    yield ("x", "reveal")
    yield ("w", "where is this explained")


def _answering(scene: Scene) -> Iterator[tuple[str, str]]:
    draft = scene.asked.draft
    match draft:
        case Choosing():
            yield from _numbered(len(draft.order), "choose", scene.arrows)
        case Typing():
            if not scene.typing:
                yield ("i", "type")
            elif len(draft.texts) > 1:
                yield ("Tab", "next blank")
        case Pairing():
            if draft.waiting:
                letters = labels(len(draft.right))
                yield ("-".join(dict.fromkeys((*letters[:1], *letters[-1:]))), f"goes to {draft.cursor + 1}")
            else:
                yield from _numbered(len(draft.left), "pick", scene.arrows)
            if draft.pairs:
                yield ("u", "undo")
        case Ordering():
            yield ("space", "let go" if draft.held else "take")
            yield (scene.arrows, "move")
            if draft.before:
                yield ("u", "undo")
        case Marking():
            yield ("1-3", "mark")
        case _:
            assert_never(draft)
    yield ("Enter", "check" if scene.asked.question.graded else "note it")


def _numbered(rows: int, word: str, arrows: str) -> Iterator[tuple[str, str]]:
    """The keys for rows with numbers; those that no digit names are reached by the arrows."""
    yield (f"1-{min(_DIGITS, rows)}" if rows > 1 else "1", word)
    if rows > _DIGITS:
        yield (f"{arrows} space", word)


def _confidence(confidence: Confidence | None) -> str:
    match confidence:
        case None:
            return "how sure?"
        case Confidence.SURE:
            return "sure"
        case Confidence.UNSURE:
            return "not sure"
        case _:
            assert_never(confidence)

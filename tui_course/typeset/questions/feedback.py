"""What is said after an answer, and the keys of a question in its last line."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course.model.answer import Confidence, Outcome
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.model.inline import Text
from tui_course.model.visible import visible
from tui_course.typeset.labels import REVEALED, WHY, fault_label, hint_label, outcome_label
from tui_course.typeset.line import Line, Role, Run, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.model.asked import Asked
    from tui_course.model.block import Block
    from tui_course.model.question import Question
    from tui_course.typeset.context import Context
    from tui_course.typeset.questions.scene import Scene


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
    """The keys that matter now, in one line; what does not fit is left out from the end."""
    pairs = list(_keys(scene) if scene.focused else _resting(scene))
    runs: list[Run] = []
    used = 0
    for key, word in pairs:
        cells = context.cells(key) + bool(key) + context.cells(word) + (3 if runs else 0)
        if used + cells > width:
            break
        used += cells
        space = "   " if runs else ""
        if key:
            runs.append(Run(f"{space}{key}", Role.CURSOR if scene.focused else Role.DIM, Weight.BOLD))
            space = " "
        runs.append(Run(f"{space}{word}", Role.DIM))
    return [Line(tuple(runs))]


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
    more_hints = len(asked.question.hints) - asked.hints
    if not asked.judged:
        yield from _answering(scene)
        if scene.typing:
            yield ("Esc", "other keys")
            return
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
            yield (f"1-{min(9, len(draft.order))}", "choose")
        case Typing():
            if not scene.typing:
                yield ("i", "type")
            elif len(draft.texts) > 1:
                yield ("Tab", "next blank")
        case Pairing():
            if draft.waiting:
                yield (f"a-{chr(ord('a') + max(0, min(25, len(draft.right) - 1)))}", f"goes to {draft.cursor + 1}")
            else:
                yield (f"1-{min(9, len(draft.left))}", "pick")
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

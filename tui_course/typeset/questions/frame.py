"""An assessment, and each question in it: behind a bar, with its number, its points and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.inline import Text
from tui_course.typeset.anchors import question_end, question_start
from tui_course.typeset.context import anchored, inset
from tui_course.typeset.labels import earned_label, points_label, unscored_label
from tui_course.typeset.line import Line, Role, Run, Target, Weight
from tui_course.typeset.prose import barred, inside_bar
from tui_course.typeset.questions.feedback import fault, feedback, keys
from tui_course.typeset.questions.rows import pressable, with_word
from tui_course.typeset.questions.scene import Scene
from tui_course.typeset.questions.tasks import live, still

if TYPE_CHECKING:
    from tui_course.model.block import Ask
    from tui_course.model.question import Question
    from tui_course.typeset.context import Context

_ROOM_FOR_POINTS = 40
_LONG_FRACTION = 0.99


def ask(block: Ask, context: Context, width: int) -> list[Line]:
    """An assessment: its title and introduction, then its questions, each behind a bar of its own."""
    inner, room = inside_bar(context, width)
    lines = context.inlines((Text(block.title),), inner, Role.QUESTION, Weight.BOLD)
    _append(lines, context.blocks(block.description, inner))
    lines = barred(lines, context, Role.QUESTION) if room else lines
    for question in block.questions:
        context.questions += 1
        _append(lines, _question(question, context.questions, context, width))
    return lines


def _append(lines: list[Line], more: list[Line]) -> None:
    if lines and more:
        lines.append(Line())
    lines.extend(more)


def _question(question: Question, number: int, context: Context, width: int) -> list[Line]:
    inner, room = inside_bar(context, width)
    setting = context.setting
    if setting.asked is None:
        lines = _numbered(question, number, points_label(question), None, context, inner)
        return barred(lines, context, Role.QUESTION) if room else lines
    focused = setting.in_focus == question.id
    target = context.numbered(Target("question", question.id))
    arrows = _("up down") if setting.ascii else "↑ ↓"
    scene = Scene(setting.asked(question), target, focused, focused and setting.typing, arrows, setting.voting)
    lines = _numbered(question, number, _worth(scene), scene, context, inner)
    lines[0] = anchored(lines[0], (question_start(question.id),))
    lines[-1] = anchored(lines[-1], (question_end(question.id),))
    if not room:
        return lines
    bar = context.drawing.focus_bar if focused else context.drawing.bar
    prefix = (Run(bar, Role.CURSOR if focused else Role.QUESTION, Weight.NONE, target), Run(" "))
    return inset(lines, prefix, prefix)


def _numbered(question: Question, number: int, worth: str, scene: Scene | None, context: Context, width: int) -> list[Line]:
    by = len(str(number)) + 2
    inner = context.inside(width, by)
    widest = _widest_worth(question) if worth else 0
    reserve = widest + 2 if widest and inner >= _ROOM_FOR_POINTS else 0
    lines = context.blocks(question.prompt, inner - reserve) or [Line()]
    if scene is not None:
        lines = [pressable(line, scene.target) for line in lines]
    if worth:
        lines = with_word(lines, worth, Role.DIM, context, inner, widest)
    if question.fault:
        _append(lines, still(question, context, inner))
        _append(lines, fault(question, context, inner))
    elif scene is None:
        _append(lines, still(question, context, inner))
    else:
        _append(lines, live(scene, context, inner))
        _append(lines, feedback(scene, context, inner))
        _append(lines, keys(scene, context, inner))
    target = scene.target if scene is not None else None
    label = Run(f"{number:>{by - 2}}  ", Role.QUESTION, Weight.BOLD, target)
    if inner == width:
        return [Line((Run(str(number), Role.QUESTION, Weight.BOLD, target),)), *lines]
    return inset(lines, (label,), (Run(" " * by),))


def _widest_worth(question: Question) -> int:
    """The cells that the label may come to have, so that an answer does not set the prompt anew."""
    earned = earned_label(int(question.points) + _LONG_FRACTION, question.points)
    return max(len(earned), len(points_label(question)), len(unscored_label()))


def _worth(scene: Scene) -> str:
    """What the question is worth, and what the last answer earned of it."""
    asked = scene.asked
    if scene.voting:
        return ""
    if not asked.question.graded:
        return "" if asked.question.fault else unscored_label()
    if asked.verdict is None or asked.revealed:
        return points_label(asked.question)
    return earned_label(asked.verdict.score * asked.question.points, asked.question.points)
